"""The registry set for the terminal."""

from gettext import gettext as _
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from paizhu.cli.language import chosen
from paizhu.registry.kinds import type_word

_MOST = 20  # rows of a preview that are shown; --json has all of them


def tell(report: dict[str, Any]) -> None:
    """Print what an import did, or would do."""
    console = Console(highlight=False)
    verdicts = {"new": _("new"), "changed": _("changed"), "ended": _("ended"), "unchanged": _("unchanged")}
    lists = _lists()
    table = Table("", *verdicts.values())
    for list_, counts in report["counts"].items():
        table.add_row(lists[list_], *(str(counts[verdict]) for verdict in verdicts))
    console.print(table)
    rows = [row for row in report["rows"] if row["verdict"] != "unchanged"]
    for row in rows[:_MOST]:
        changes = "; ".join(f"{k}: {b or '–'} → {a or '–'}" for k, (b, a) in row["changes"].items())
        place = f"{row['sheet'] or row['list']} {row['row']}"
        console.print(
            f"  {escape(place)}  {escape(row['id'])}  {verdicts[row['verdict']]}  {escape(changes)}"
        )
    if len(rows) > _MOST:
        console.print(_("{count} more: see --json").format(count=len(rows) - _MOST))
    done = _("Recorded.") if report["recorded"] else _("Only looked at: nothing was changed.")
    console.print(done)


def _lists() -> dict[str, str]:
    return {
        "organs": _("organs"),
        "relations": _("relations"),
        "posts": _("posts"),
        "persons": _("persons"),
        "seats": _("seats"),
    }


def tell_organ(found: dict[str, Any]) -> None:
    """Print one organ."""
    console = Console(highlight=False)
    organ = found["organ"]
    days = _days(organ["valid_from"], organ["valid_to"])
    console.print(f"[bold]{escape(organ['name'])}[/bold]  {escape(organ['id'])}  {organ['kind']}  {days}")
    if not organ["exists"]:
        console.print(_("It does not exist on {day}.").format(day=found["on"]))
    _section(console, _("Supervised by"), [_named(o) for o in found["supervised_by"]])
    _section(console, _("Supervises"), [_named(o) for o in found["supervises"]])
    _section(console, _("Relations"), [_relation(r) for r in found["relations"]])
    holders: dict[str, list[str]] = {}
    for seat in found["seats"]:
        holders.setdefault(seat["post"], []).append(
            f"{seat['person']} ({_days(seat['since'], seat['until'])})"
        )
    posts = [f"{p['title']}  {p['id']}  {', '.join(holders.get(p['id'], ['–']))}" for p in found["posts"]]
    _section(console, _("Posts"), posts)


def _section(console: Console, heading: str, lines: list[str]) -> None:
    if lines:
        console.print(heading, style="bold")
        for line in lines:
            console.print(f"  {escape(line)}")


def _named(organ: dict[str, str]) -> str:
    return f"{organ['name']}  {organ['id']}"


def _relation(relation: dict[str, Any]) -> str:
    arrow = f"{relation['from_name']} → {relation['to_name']}"
    word = type_word(relation["type"], chosen())
    return f"{word}  {arrow}  {_days(relation['since'], relation['until'])}  {relation['basis'] or ''}"


def _days(first: str | None, last: str | None) -> str:
    return f"{first or '…'} – {last or '…'}"

"""Expected acts set for the terminal."""

from collections.abc import Iterable
from gettext import gettext as _
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape

from paizhu.cli.language import chosen

Said = dict[str, Any]
_NAMED = 3  # counterparts of an act without a period that are named; --json has all


def tell(said: Said) -> None:
    """Print what an organ owes and is owed."""
    console = Console(highlight=False)
    organ = said["organ"]
    console.print(
        f"[bold]{escape(organ['name'])}[/bold]  {escape(organ['id'])}  {said['first']} – {said['last']}"
    )
    if said["first"] < said["reaches"]:
        console.print(
            _("The base reaches back to {day}; before it nothing is counted.").format(day=said["reaches"])
        )
    for side, heading in (("owes", _("Owes")), ("owed", _("Is owed"))):
        console.print(f"\n{heading}", style="bold")
        for strip in said[side]:
            _tell_strip(console, strip)
        if not said[side]:
            console.print("  " + _("Nothing for which a period is set."))
        _tell_unset(console, said["without_period"][side])
    console.print()
    console.print(_("What was done of it is not looked at here."))


def _tell_strip(console: Console, strip: Said) -> None:
    console.print(f"  {_ends(strip)}  [bold]{escape(strip['often'])}[/bold]")
    for cell in strip["periods"]:
        console.print(f"    {_cell(cell)}")
    if strip["doubts"]:
        reasons = "; ".join(doubt["text"] for doubt in strip["doubts"])
        told = _("To confirm where it is not done: {reasons}").format(reasons=reasons)
        console.print(f"    {escape(told)}", style="yellow")
    for plan in strip["plans"]:
        told = _("By plan {reference}").format(reference=plan)
        console.print(f"    {escape(told)}")
    for norm in strip["norms"]:
        console.print(f"    {escape(_norm(norm))}", style="dim")


def _cell(cell: Said) -> str:
    if cell["sure"] == cell["times"]:
        count = _("{count} by {due}").format(count=cell["times"], due=cell["due"])
    else:
        words = _("{count} by {due}, of which {open} to confirm")
        count = words.format(count=cell["times"], due=cell["due"], open=cell["times"] - cell["sure"])
    if cell["days"] == cell["days_of_period"]:
        return f"{cell['label']}: {count}"
    part = _("{days} of {all} days").format(days=cell["days"], all=cell["days_of_period"])
    return f"{cell['label']}: {count} ({part})"


def _norm(norm: Said) -> str:
    parts = [norm["citation"], norm["every"], norm["deadline"], norm["circumstance"]]
    return "  ".join(part for part in parts if part)


def _ends(duty: Said) -> str:
    bearer, act = escape(duty["bearer_name"]), escape(_act(duty))
    return f"{bearer} → {escape(duty['toward_name'])}: {act}" if duty["toward"] else f"{bearer}: {act}"


def _act(duty: Said) -> str:
    return str(duty["act_name_en" if chosen() == "en" else "act_name_zh"])


def _tell_unset(console: Console, unset: Iterable[Said]) -> None:
    """By act: of regular duties toward many the first are named."""
    grouped = [list(some) for _act_id, some in groupby(unset, key=lambda one: (one["bearer"], one["act"]))]
    if grouped:
        console.print("  " + _("Regularly, with no period set; not counted:"))
    for some in grouped:
        first, names = some[0], [one["toward_name"] for one in some if one["toward"]]
        told = f"{first['bearer_name']}: {_act(first)}"
        if names:
            more = f" … ({len(names)})" if len(names) > _NAMED else ""
            told += f" → {'、'.join(names[:_NAMED])}{more}"
        console.print(f"    {escape(told)}")

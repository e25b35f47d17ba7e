"""A ruling set for the terminal: the answer at a glance, then why, why not, who, and what else."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text as Line

from paizhu.norms.decide import Answer
from paizhu.norms.model import Text
from paizhu.norms.wording import ANSWERS, VALUES
from paizhu.registry.kinds import type_word

_STYLES = {
    Answer.REQUIRED: "green",
    Answer.PERMITTED: "cyan",
    Answer.FORBIDDEN: "red",
    Answer.LIMITED: "yellow",
    Answer.NOT_PROVIDED: "magenta",
    Answer.UNANSWERABLE: "bright_black",
}
_YES_NO = {"yes": Text("是", "Yes"), "no": Text("否", "No")}
_HEADINGS = {
    "organs": Text("当日关系", "Relation on this day"),
    "grounds": Text("依据", "Because"),
    "conflicts": Text("冲突", "Conflicts"),
    "exceptions": Text("例外", "Except"),
    "caveats": Text("但不得", "But not"),
    "near_misses": Text("为何不是", "Why not"),
    "owed_by": Text("谁有此责", "Who does owe it"),
    "instead": Text("另有之责", "What is owed instead"),
    "interpretations": Text("旁注：解读，不是规范", "Beside the norms: interpretations"),
    "provisions": Text("最接近的条文", "Nearest provisions"),
}
_MOST = 6  # near misses shown; --json has all of them
_UNVERIFIED = Text("（未核对原文）", " (not checked against the text)")
_UNDERSTOOD = Text(
    "理解为：{bearer} · {act} · {toward}（{on}）", "Understood as: {bearer} · {act} · {toward} ({on})"
)
_UNRELATED = Text("当日双方之间没有登记的关系。", "On this day no relation between the two is recorded.")
_LOCAL = Text(
    "也查阅了{authority}的本地规范“{title}”。",
    "The local norms “{title}” of {authority} were looked through as well.",
)
_RESTS_ON_LOCAL = Text(
    "结论依据{authority}的本地规范“{title}”，只对其所辖机构有效。",
    "The answer rests on the local norms “{title}” of {authority}; it holds for organs under it only.",
)
_OVER = Text("当日监督{unit}的是{office}。", "{unit} is supervised by {office} on this day.")
_ANYONE = Text("不限对象", "anyone")
_MORE = Text("另有{count}条，见 --json", "{count} more: see --json")
_INCOMPLETE = Text(
    "查阅了{count}部规范；其中录入不全的：{names}。",
    "Looked through {count} regulations; incomplete: {names}.",
)
_VALUE = Text("{kind}：{text}", "{kind}: {text}")


def show(result: dict[str, Any], lang: str) -> None:
    """Print a result of `ask` or `rule`."""
    console = Console(highlight=False)
    console.print(_head(result, lang))
    for part in _parts(result, lang):
        console.print(Padding(part, (0, 1)))


def _head(result: dict[str, Any], lang: str) -> Panel:
    answer = Answer(result["answer"])
    word = ANSWERS[answer].in_(lang)
    said = f"{word}  ·  {_YES_NO[result['yes_no']].in_(lang)}" if result["yes_no"] else word
    lines: list[RenderableType] = [Line(result["summary"])]
    if "value" in result:
        value = result["value"]
        lines.append(
            Line(
                _VALUE.in_(lang).format(kind=VALUES[value["kind"]].in_(lang), text=value["text"]),
                style="bold",
            )
        )
    understood = result["understood"]
    if understood["act"]:
        names = {k: understood[f"{k}_{lang}"] for k in ("bearer", "act", "toward")}
        names["toward"] = names["toward"] or _ANYONE.in_(lang)
        lines.append(Line(_UNDERSTOOD.in_(lang).format(on=understood["on"], **names), style="dim"))
    style = _STYLES[answer]
    return Panel(
        Group(*lines), title=Line(said, style=f"bold {style}"), title_align="left", border_style=style
    )


def _parts(result: dict[str, Any], lang: str) -> Iterable[RenderableType]:
    if "organs" in result:
        yield from _section("organs", list(_organs(result["organs"], lang)), lang)
    for key in ("grounds", "exceptions", "caveats"):
        yield from _section(key, [_norm(n, lang) for n in result[key]], lang)
    misses = result["near_misses"]
    shown = [_norm(n, lang, n["because"]) for n in misses[:_MOST]]
    if len(misses) > _MOST:
        shown.append(Line(_MORE.in_(lang).format(count=len(misses) - _MOST), style="dim"))
    yield from _section("near_misses", shown, lang)
    yield from _section("owed_by", [_owed(o, lang) for o in result["owed_by"]], lang)
    yield from _section("instead", [_norm(n, lang) for n in result["instead"]], lang)
    yield from _section("conflicts", [_conflict(c, lang) for c in result["conflicts"]], lang)
    yield from _section("interpretations", [_reading(i) for i in result["interpretations"]], lang)
    if result["answer"] == Answer.UNANSWERABLE:
        yield from _section("provisions", [_provision(p, lang) for p in result["provisions"]], lang)
    incomplete = result["base"]["incomplete"]
    names = ("；" if lang == "zh" else "; ").join(_title(i, lang) for i in incomplete)
    count = len(result["base"]["regulations"])
    yield Line(_INCOMPLETE.in_(lang).format(count=count, names=names or "—"), style="dim")


def _section(key: str, items: list[RenderableType], lang: str) -> Iterable[RenderableType]:
    if items:
        yield Line(_HEADINGS[key].in_(lang), style="bold")
        for item in items:
            yield Padding(item, (0, 0, 0, 2))


def _organs(organs: dict[str, Any], lang: str) -> Iterable[RenderableType]:
    """Each relation with what of the registry it rests on; without one, who is over the counterpart."""
    for relation in organs["relations"]:
        rests_on = "；".join(_stored(r, lang) for r in relation["rests_on"])
        yield Line.from_markup(f"[bold]{escape(relation[f'name_{lang}'])}[/bold]  {escape(rests_on)}")
    if not organs["relations"]:
        yield Line(_UNRELATED.in_(lang))
        for office in organs["supervised_by"]:
            yield Line(_OVER.in_(lang).format(unit=organs["toward"]["name"], office=office["name"]))
    for pack in organs["local"]:
        yield Line(_local(pack, lang))


def _local(pack: dict[str, Any], lang: str) -> str:
    said = _RESTS_ON_LOCAL if pack["grounds"] else _LOCAL
    return said.in_(lang).format(title=pack[f"title_{lang}"], authority=pack["authority"]["name"])


def _stored(relation: dict[str, Any], lang: str) -> str:
    days = f"{relation['since'] or '…'} – {relation['until'] or '…'}"
    basis = f" {relation['basis']}" if relation["basis"] else ""
    word = type_word(relation["type"], lang)
    return f"{relation['from_name']} {word} {relation['to_name']}（{days}{basis}）"


def _norm(norm: dict[str, Any], lang: str, because: str = "") -> RenderableType:
    mark = "" if norm["verified"] else _UNVERIFIED.in_(lang)
    line = Line.from_markup(f"[bold]{escape(norm['citation'])}[/bold]{mark} 「{escape(norm['quote'])}」")
    more = [norm["gist"], norm["circumstance"], because or norm["note"]]
    return Group(line, *(Padding(Line(text, style="dim"), (0, 0, 0, 2)) for text in more if text))


def _owed(owed: dict[str, Any], lang: str) -> RenderableType:
    arrow = f"{owed['bearer_name']} → {owed['toward_name']}"
    cites = ("；" if lang == "zh" else "; ").join(g["short"] for g in owed["grounds"])
    return Line.from_markup(f"[bold]{escape(arrow)}[/bold]  {escape(cites)}")


def _conflict(conflict: dict[str, Any], lang: str) -> RenderableType:
    return Group(_norm(conflict["prohibition"], lang), _norm(conflict["other"], lang))


def _reading(reading: dict[str, Any]) -> RenderableType:
    return Line.from_markup(
        f"[dim]{escape(reading['author'])}（{reading['stance_name']}）[/dim] {escape(reading['gist'])}"
    )


def _provision(provision: dict[str, Any], lang: str) -> RenderableType:
    return Line.from_markup(
        f"{escape(_title(provision, lang))} {provision['article']}  [dim]{escape(provision['snippet'])}[/dim]"
    )


def _title(named: dict[str, Any], lang: str) -> str:
    return str(named["regulation_en"] if lang == "en" else named["regulation"])

"""What a kind of matter shows of itself: with a template of its own, `web/matters/kinds/KIND.html`, or with the plain one.

Either is given the same: what the kind tells in rows and by name, and what was said.
"""

from datetime import date
from typing import Any

from paizhu.door.kinds import Fact, Shape, told
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.remarks.queries import Remarked
from paizhu.door.visibility import Sight
from paizhu.web import links

_PLAIN = "web/matters/kinds/_plain.html"


def details(matter: Matter, sight: Sight, present: Present, lang: str) -> dict[str, Any]:
    """Return the template of a kind's details with what it needs. Only for whoever sees the content.

    facts: rows by name.  rows: those that fit on a line.  texts: the longer ones.  remarks: what was said.
    """
    assert sight.content
    held = told(matter, sight, present)
    rows = [_row(fact, matter, present, lang) for fact in held.facts]
    return {
        "template": (f"web/matters/kinds/{matter.kind}.html", _PLAIN),
        "matter": matter,
        "facts": {row["name"]: row for row in rows},
        "rows": [row for row in rows if row["shape"] not in (Shape.TEXT, Shape.CODE) and row["said"]],
        "texts": [row for row in rows if row["shape"] == Shape.TEXT and row["said"]],
        "remarks": [_remark(remark, lang) for remark in held.remarks],
    }


def _row(fact: Fact, matter: Matter, present: Present, lang: str) -> dict[str, Any]:
    return {
        "name": fact.name,
        "label": fact.label,
        "value": fact.value,
        "said": _said(fact, present, lang),
        "shape": fact.shape,
        "chinese": fact.shape in (Shape.TEXT, Shape.ORGAN),
        "ruling": _ruling(fact, matter),
    }


def _said(fact: Fact, present: Present, lang: str) -> str:
    if fact.said:
        return str(fact.said)
    if fact.shape is Shape.ACT and fact.value:
        return present.base.acts[str(fact.value)].name.in_(lang)
    if isinstance(fact.value, date):
        return fact.value.isoformat()
    return "" if fact.value is None else str(fact.value)


def _ruling(fact: Fact, matter: Matter) -> str:
    """Where the ruling on an act between the two is shown, as of the day on which the matter was opened."""
    if fact.shape is not Shape.ACT or not fact.bearer or not fact.value:
        return ""
    return links.rule(fact.bearer, str(fact.value), fact.toward, matter.opened_on)


def _remark(remark: Remarked, lang: str) -> dict[str, Any]:
    name = remark.act_name.in_(lang) if remark.act_name else remark.act
    return {"name": name, "organ": remark.organ_name, "on": remark.on, "text": remark.text, "act": remark.act}

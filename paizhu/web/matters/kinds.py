"""What a kind of matter shows of itself: with a template of its own, `web/matters/kinds/KIND.html`, or with the plain one.

Either is given the same: what the kind tells in rows and by name, and what was said.
"""

from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse

from paizhu.door.kinds import Fact, Shape, told
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.remarks.queries import Remarked
from paizhu.door.visibility import Sight
from paizhu.web import links
from paizhu.web.matters.told import item_named

_PLAIN = "web/matters/kinds/_plain.html"


def details(matter: Matter, sight: Sight, present: Present, lang: str) -> dict[str, Any]:
    """Return the template of a kind's details with what it needs. Only for whoever sees the content.

    facts: rows by name.  rows: those that fit on a line.  texts: the longer ones.  lists: those of rows.
    groups: those that belong together, each with its heading, its rows and its texts.  remarks: what was said.
    """
    assert sight.content
    held = told(matter, sight, present)
    every = [_row(fact, matter, present, lang) for fact in held.facts]
    rows = [row for row in every if not row["group"]]
    return {
        "template": (f"web/matters/kinds/{matter.kind}.html", _PLAIN),
        "matter": matter,
        "facts": {row["name"]: row for row in every},
        **_split(rows),
        "lists": [row for row in rows if row["rows"]],
        "groups": [{"heading": name, **_split(list(some))} for name, some in groupby(every, _group) if name],
        "remarks": [_remark(remark, lang) for remark in held.remarks],
    }


def _group(row: dict[str, Any]) -> str:
    group: str = row["group"]
    return group


def _split(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What fits on a line, and the longer texts; what says nothing is left out."""
    said = [row for row in rows if row["said"]]
    return {
        "rows": [row for row in said if row["shape"] not in (Shape.TEXT, Shape.CODE, Shape.LIST)],
        "texts": [row for row in said if row["shape"] == Shape.TEXT],
    }


def _row(fact: Fact, matter: Matter, present: Present, lang: str) -> dict[str, Any]:
    return {
        "name": fact.name,
        "label": fact.label,
        "group": str(fact.group),
        "value": fact.value,
        "said": _said(fact, present, lang),
        "shape": fact.shape,
        "chinese": fact.shape in (Shape.TEXT, Shape.ORGAN),
        "ruling": _ruling(fact, matter),
        "address": reverse("matter", args=[fact.value]) if fact.shape is Shape.MATTER and fact.value else "",
        "rows": [{part.name: _row(part, matter, present, lang) for part in row} for row in fact.rows],
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
    return {
        "name": item_named(name, remark.item),
        "organ": remark.organ_name,
        "on": remark.on,
        "text": remark.text,
        "act": remark.act,
    }

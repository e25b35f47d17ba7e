"""What is expected of an organ as plain data, as `expected --json` prints it; every last day is inclusive."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from paizhu.norms import wording
from paizhu.norms.expected import words
from paizhu.norms.expected.counting import Outlook
from paizhu.norms.expected.model import Duty, Expected, Unset
from paizhu.norms.expected.strips import Strip, strips
from paizhu.norms.model import Norm, Verified
from paizhu.registry.day import party_name
from paizhu.registry.expecting import base_of_norm, own_parties
from paizhu.registry.ruling import Here

Said = dict[str, Any]


def of_organ(here: Here, organ: str, span: tuple[date, date], found: Outlook, lang: str) -> Said:
    """Return what an organ and its posts owe, and what they are owed, each with the norms that give it."""
    own = own_parties(here, organ)
    sides = {
        "owes": [d for d in found.expected if d.duty.bearer in own],
        "owed": [d for d in found.expected if d.duty.bearer not in own],
    }
    unset = {
        "owes": [d for d in found.unset if d.duty.bearer in own],
        "owed": [d for d in found.unset if d.duty.bearer not in own],
    }
    return {
        "organ": {"id": organ, "name": here.chart.organs[organ].name},
        "first": span[0].isoformat(),
        "last": span[1].isoformat(),
        "reaches": here.base.pack.reaches.isoformat(),
        **{side: [_strip(here, strip, lang) for strip in strips(some)] for side, some in sides.items()},
        "without_period": {side: [_unset(here, one, lang) for one in some] for side, some in unset.items()},
    }


def _strip(here: Here, strip: Strip, lang: str) -> Said:
    return {
        **_duty(here, strip.duty),
        "per": strip.per,
        "times": strip.times,
        "often": words.often(strip.times, strip.per).in_(lang),
        "periods": [_cell(cell, lang) for cell in strip.cells],
        "norms": _norms(here, strip.norms, lang),
        "plans": list(strip.plans),
        "doubts": [{"code": d.value, "text": words.DOUBTS[d].in_(lang)} for d in strip.doubts],
    }


def _cell(cell: Expected, lang: str) -> Said:
    return {
        "label": words.label(cell.period).in_(lang),
        "first": cell.period.first.isoformat(),
        "last": cell.period.last.isoformat(),
        "holds_from": cell.first.isoformat(),
        "due": cell.due.isoformat(),
        "days": cell.days,
        "days_of_period": cell.period.days,
        "times": cell.times,
        "sure": cell.sure,
        "doubts": [d.value for d in cell.doubts],
    }


def _unset(here: Here, one: Unset, lang: str) -> Said:
    days = {"first": one.first.isoformat(), "last": one.last.isoformat()}
    return _duty(here, one.duty) | days | {"norms": _norms(here, one.norms, lang)}


def _duty(here: Here, duty: Duty) -> Said:
    name = here.base.acts[duty.act].name
    return {
        "bearer": duty.bearer,
        "bearer_name": party_name(here.chart, duty.bearer),
        "act": duty.act,
        "act_name_zh": name.zh,
        "act_name_en": name.en,
        "toward": duty.toward,
        "toward_name": party_name(here.chart, duty.toward) if duty.toward else None,
    }


def _norms(here: Here, norms: Iterable[Norm], lang: str) -> list[Said]:
    return [
        {
            "norm": norm.id,
            "citation": wording.citation(base_of_norm(here, norm), norm, lang),
            "every": norm.every.wording.in_(lang) if norm.every else None,
            "deadline": norm.deadline.wording.in_(lang) if norm.deadline else None,
            "circumstance": norm.circumstance.in_(lang) if norm.circumstance else None,
            "verified": norm.verified is Verified.TEXT,
            "source": norm.verified.value,
        }
        for norm in norms
    ]

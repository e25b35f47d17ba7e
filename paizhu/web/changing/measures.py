"""Local norms as pages show them: what is held, and what an import would change, for whom, from when."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from paizhu.norms import wording
from paizhu.norms.base import Base
from paizhu.norms.decide import Answer
from paizhu.norms.local import overlay
from paizhu.norms.model import Norm
from paizhu.registry import local
from paizhu.registry.effects import Effect, effects
from paizhu.registry.kinds import Kind
from paizhu.registry.parties import parties
from paizhu.registry.records import Chart, last_day
from paizhu.web import shown
from paizhu.web.changing import words
from paizhu.web.language import pack_language
from paizhu.web.registry.words import KINDS

AUTHORITIES = frozenset({Kind.COMMITTEE, Kind.COMMISSION, Kind.AGENCY})
Said = dict[str, Any]


def busy() -> str:
    """Return what to tell while somebody else records."""
    return _(
        "Somebody else is recording at the moment. Nothing was changed by this page; try again in a while."
    )


def held(of: local.Held, chart: Chart, base: Base) -> Said:
    """Return a pack that is recorded, with its norms."""
    lang = pack_language()
    over = overlay(base, [(of.local, of.since)])
    organ = chart.organs.get(of.authority)
    return {
        "id": of.local.id,
        "title": of.local.title.in_(lang),
        "authority": organ.name if organ else of.authority,
        "since": of.since,
        "last": last_day(of.until),
        "norms": [_norm(norm, over, lang) for norm in of.local.norms],
    }


def preview(wanted: local.Wanted, chart: Chart, base: Base) -> Said:
    """Return what recording a pack would change."""
    lang = pack_language()
    over = overlay(base, [(wanted.local, wanted.since)])
    difference = local.difference(wanted.local, base)
    found = effects(wanted.local, wanted.authority, wanted.since, chart, base, local.held(base))
    verdicts = dict.fromkeys(difference.new, "new") | dict.fromkeys(difference.changed, "changed")
    return {
        "title": wanted.local.title.in_(lang),
        "id": wanted.local.id,
        "authority": chart.organs[wanted.authority].name,
        "since": wanted.since,
        "last": last_day(wanted.until),
        "under": _under(wanted, chart),
        "effects": [_effect(e, verdicts.get(e.norm.id, "same"), chart, over, lang) for e in found],
        "gone": difference.gone,
    }


def _under(wanted: local.Wanted, chart: Chart) -> list[tuple[words.Word, int]]:
    """How many organs of each kind are under the authority on the first day."""
    found = parties(chart, wanted.since)
    counts = Counter(chart.organs[p].kind for p in local.under(wanted.authority, found) if p in chart.organs)
    return [(KINDS[kind], counts[kind]) for kind in Kind if counts[kind]]


def _norm(norm: Norm, over: Base, lang: str) -> Said:
    return {
        "id": norm.id,
        "modality": norm.modality.value,
        "modality_word": shown.MODALITY_WORDS[norm.modality.value],
        "citation": wording.citation(over, norm, lang, short=True),
        "gist": norm.gist.in_(lang),
        "quote": norm.quote,
    }


def _effect(of: Effect, verdict: str, chart: Chart, over: Base, lang: str) -> Said:
    example = of.example
    made = _norm(of.norm, over, lang) | {
        "verdict": verdict,
        "since": of.since,
        "bearers": of.bearers,
        "towards": of.towards,
        "bearer_kinds": wording.listed((over.kinds[k].name.in_(lang) for k in of.norm.bearers), lang),
        "toward_kinds": wording.listed((over.kinds[k].name.in_(lang) for k in of.norm.toward), lang),
        "example": None,
    }
    if example is not None:
        made["example"] = {
            "bearer": _party(example.bearer, chart),
            "toward": _party(example.toward, chart) if example.toward else "",
            "act": over.acts[of.norm.act].name.in_(lang),
            "before": _answer(example.before, lang),
            "after": _answer(example.after, lang),
            "changes": example.before is not example.after,
        }
    return made


def _answer(answer: Answer, lang: str) -> Said:
    return {
        "id": answer.value,
        "word": wording.ANSWERS[answer].in_(lang),
        "icon": shown.ANSWER_ICONS[answer.value],
    }


def _party(party: str, chart: Chart) -> str:
    if party in chart.organs:
        return chart.organs[party].name
    post = chart.posts[party.removeprefix("post:")]
    return f"{chart.organs[post.organ].name}{post.title}"

"""Rows of the pages of retention, in the reader's language."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.present import Present
from paizhu.door.retention.models import Hold, Term
from paizhu.door.retention.queries import Destroyed, Due
from paizhu.door.retention.terms import KindTerm, rule_of, said
from paizhu.door.seen import titles_of


def term_said(term: Term, present: Present, lang: str) -> dict[str, str]:
    """Return a term in words, with what it rests on; what no provision gives is said to be the organ's own."""
    rule, class_ = rule_of(term, present)
    if rule is None or class_ is None:
        return {"term": said(term.years), "rests": _("set by the organ; no provision in the base gives it")}
    rests = (
        f"{rule.title.in_(lang)}, {rule.place.in_(lang)}"
        if lang == "en"
        else f"{rule.title.zh}{rule.place.zh}"
    )
    return {
        "term": class_.name.in_(lang),
        "rests": rests,
        "verify": "" if rule.verified else _("to be verified"),
    }


def term_row(one: KindTerm, present: Present, lang: str) -> dict[str, Any]:
    """Return a kind with its term."""
    return {
        "one": one,
        "kind": one.kind_name.in_(lang),
        "said": term_said(one.term, present, lang) if one.term is not None else None,
    }


def due_row(one: Due, sitting: Sitting, present: Present, lang: str) -> dict[str, Any]:
    """Return a matter whose term is over. own: whoever looks proposed it."""
    return {
        "one": one,
        "kind": one.kind_name.in_(lang),
        "said": term_said(one.term, present, lang),
        "owner": present.name(one.owner),
        "own": one.proposed_by == sitting.seat,
        "foreign": one.owner != sitting.organ,
    }


def hold_rows(found: list[Hold], sitting: Sitting, present: Present) -> list[dict[str, Any]]:
    """Return holds with what they reach; two queries for any number of them."""
    titles = titles_of({one.seat for one in found})
    return [_hold_row(one, titles, sitting, present) for one in found]


def _hold_row(one: Hold, titles: dict[str, str], sitting: Sitting, present: Present) -> dict[str, Any]:
    """reference: of a matter, which is led to."""
    if one.person_id is not None:
        what = _("all matters of the person {code}").format(code=one.person_id)
    elif one.party_id is not None:
        what = _("all matters with {organ}").format(organ=present.name(one.party_id))
    else:
        what = ""
    over = one.until is not None and one.until <= present.on
    return {
        "one": one,
        "holder": present.name(one.holder_id),
        "what": what,
        "reference": one.matter.reference if one.matter is not None else "",
        "last_day": one.until - timedelta(days=1) if one.until else None,
        "standing": one.released_on is None and not over,
        "over": over and one.released_on is None,
        "mine": one.placed_by == sitting.person,
        "seat": titles.get(one.seat, ""),
    }


def stub_rows(found: list[Destroyed], present: Present, lang: str) -> list[dict[str, Any]]:
    """Return what is left of destroyed matters; two queries for any number of them."""
    titles = titles_of({seat for one in found for seat in (one.proposed_seat, one.approved_seat)})
    return [_stub_row(one, titles, present, lang) for one in found]


def _stub_row(one: Destroyed, titles: dict[str, str], present: Present, lang: str) -> dict[str, Any]:
    return {
        "one": one,
        "kind": one.kind_name.in_(lang),
        "said": term_said(one.term, present, lang),
        "proposed": titles.get(one.proposed_seat) or one.proposed_seat,
        "approved": titles.get(one.approved_seat) or one.approved_seat,
    }

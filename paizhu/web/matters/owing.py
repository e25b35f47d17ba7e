"""The part of Today that says what is expected in the running periods and not done yet, and on which provisions."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from paizhu.door.owing import Facts, NotDone, facts, owing
from paizhu.door.performances import Kept
from paizhu.door.present import Present
from paizhu.journal.reading import revision
from paizhu.norms.expected import words
from paizhu.norms.expected.calendar import name_of
from paizhu.norms.expected.model import Expected
from paizhu.norms.expected.reckoning import State
from paizhu.registry.day import party_name
from paizhu.registry.ruling import Here
from paizhu.web import entries
from paizhu.web.expected import ICONS

SHOWN = 5  # parties of an act; the rest is folded
ASK = "task.propose"
_MOST_MADE = 500
_WORTH_SAYING = (State.MISSED, State.TO_CONFIRM)


# The piece as it was made of the same facts; it goes when something is recorded in the registry.
_Key = tuple[str, date, str, tuple[Kept, ...]]
_made: "WeakKeyDictionary[Here, dict[_Key, SafeString]]" = WeakKeyDictionary()
# The last one for an organ, with the revision of the record at which it was made: every act moves it, whatever it does.
_latest: "WeakKeyDictionary[Here, dict[tuple[str, date, str], tuple[int, SafeString]]]" = WeakKeyDictionary()


def expected_now(organ: str, present: Present, lang: str) -> SafeString:
    """Return the piece of Today for an organ. The active language must be `lang`.

    It is made anew only when the registry, the day, or what was done has changed: that takes longer than all the rest of Today.
    What was done is not even looked at while nothing at all was put on record.
    """
    latest, place, at = _latest.setdefault(present.here, {}), (organ, present.on, lang), revision()
    kept = latest.get(place)
    if kept is None or kept[0] != at:
        while len(latest) >= _MOST_MADE:
            latest.pop(next(iter(latest)), None)
        kept = latest[place] = at, _expected(organ, present, lang)
    return kept[1]


def _expected(organ: str, present: Present, lang: str) -> SafeString:
    known = facts(organ, present)
    made, key = _made.setdefault(present.here, {}), (organ, present.on, lang, known.kept if known else ())
    if key not in made:
        while len(made) >= _MOST_MADE:
            made.pop(next(iter(made)), None)
        piece = render_to_string("web/matters/_expected.html", _piece(organ, known, present, lang))
        made[key] = mark_safe(piece)  # noqa: S308  a template made it
    return made[key]


def _piece(organ: str, known: Facts | None, present: Present, lang: str) -> dict[str, Any]:
    """Both lists, by act and due day. known False: the registry is too large to work it out for a page."""
    if known is None:
        return {"expected": {"known": False}}
    found, told = owing(known, present.on), _Told(organ, present, lang)
    sides = [("owes", told.groups(found.owes)), ("owed", told.groups(found.owed))]
    return {"expected": {"known": True, "sides": sides}}


class _Told:
    """Puts what is not done yet into rows."""

    def __init__(self, organ: str, present: Present, lang: str) -> None:
        self._organ, self._present, self._lang = organ, present, lang

    def groups(self, found: Iterable[NotDone]) -> list[dict[str, Any]]:
        """One for each act that is due on the same day by the same norms, in the order of the days."""
        ordered = sorted(found, key=lambda one: _alike(one.expected))
        return [self._group(list(some)) for _key, some in groupby(ordered, key=lambda o: _alike(o.expected))]

    def _group(self, some: list[NotDone]) -> dict[str, Any]:
        expected, lang = some[0].expected, self._lang
        lines = [self._line(one) for one in some]
        return {
            "act": self._present.base.acts[expected.duty.act].name.in_(lang),
            "period": words.label(expected.period).in_(lang),
            "often": words.often(expected.times, expected.period.per).in_(lang),
            "due": expected.due,
            "days": (expected.due - self._present.on).days,
            "doubts": [words.DOUBTS[doubt].in_(lang) for doubt in expected.doubts],
            "norms": [entries.line(norm.id, lang) for norm in expected.norms],
            "lines": lines[:SHOWN],
            "folded": lines[SHOWN:],
        }

    def _line(self, one: NotDone) -> dict[str, Any]:
        duty = one.expected.duty
        return {
            "bearer": self._name(duty.bearer),
            "toward": self._name(duty.toward) if duty.toward else "",
            "done": (one.done, one.expected.times) if one.expected.times > 1 else None,
            "state": self._state(one.state),
            "last": self._state(one.last),
            "ask": self._ask(one.expected),
        }

    def _state(self, state: State | None) -> dict[str, str] | None:
        """A state that is worth saying: open and done need no word here."""
        if state not in _WORTH_SAYING:
            return None
        return {"id": state.value, "word": words.STATES[state].in_(self._lang), "icon": ICONS[state]}

    def _ask(self, expected: Expected) -> str:
        """Where the bearer can be asked for it: what an organ owes the seat's own."""
        duty, chart = expected.duty, self._present.here.chart
        if duty.toward != self._organ or duty.bearer not in chart.organs:
            return ""
        given = {
            "assignee": chart.organs[duty.bearer].name,
            "act": self._present.base.acts[duty.act].name.in_(self._lang),
            "about": name_of(expected.period),
        }
        return f"{reverse('matter-open', args=[ASK])}?{urlencode(given)}"

    def _name(self, party: str) -> str:
        return party_name(self._present.here.chart, party)


def _alike(expected: Expected) -> tuple[object, ...]:
    norms = tuple(norm.id for norm in expected.norms)
    return expected.due, expected.duty.act, expected.period, expected.times, norms, expected.doubts

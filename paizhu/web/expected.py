"""The recurring duties of an organ in a year, as strips of periods; with what was done of them where that is known."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from paizhu.door.owing import standing
from paizhu.door.statistics import withheld
from paizhu.norms import wording
from paizhu.norms.expected import words
from paizhu.norms.expected.calendar import period_of
from paizhu.norms.expected.model import Duty, Expected, Unset
from paizhu.norms.expected.reckoning import Reckoned, State
from paizhu.norms.expected.strips import Strip, strips
from paizhu.norms.model import Norm
from paizhu.registry.day import party_name
from paizhu.registry.expecting import base_of_norm, outlook_of, own_parties
from paizhu.registry.ruling import Here
from paizhu.web import links

ICONS = {
    State.DONE: "circle-check",
    State.LATE: "clock",
    State.OPEN: "circle-dashed",
    State.MISSED: "circle-x",
    State.TO_CONFIRM: "help-circle",
}
_NAMED = 3
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A period. state "": what was done is not looked at.  done: how many, where several are due.  dates: of what was done."""

    label: str
    per: str
    state: str
    word: str
    icon: str
    done: str
    due: str
    part: str
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A duty of one party through the year. toward: "" where the act has no counterpart."""

    bearer: str
    toward: str
    cells: tuple[Cell, ...]
    ruling: str


@dataclass(frozen=True, slots=True)
class Row:
    """An act that is owed by the same norms, with a line for each party and counterpart.

    norms: citation, address ("": none of its own), wording of the frequency.
    """

    act: str
    often: str
    doubts: tuple[str, ...]
    plans: tuple[str, ...]
    norms: tuple[tuple[str, str, str], ...]
    lines: tuple[Line, ...]

    @property
    def shown(self) -> tuple[Line, ...]:
        """The lines that are shown at once."""
        return self.lines[:_SHOWN]

    @property
    def folded(self) -> tuple[Line, ...]:
        """The others."""
        return self.lines[_SHOWN:]


@dataclass(frozen=True, slots=True)
class Regular:
    """What is owed regularly, with no period set: an act of one bearer. more: counterparts that are not named."""

    bearer: str
    act: str
    towards: str
    more: int


@dataclass(frozen=True, slots=True)
class Side:
    """What an organ owes, or is owed."""

    is_owed: bool
    rows: tuple[Row, ...]
    regular: tuple[Regular, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The recurring duties of an organ. sides: None where the registry changes too often to look for a page."""

    year: int
    sides: tuple[Side, Side] | None
    is_reckoned: bool = False


def year_of(here: Here, organ: str, on: date, lang: str, reckoned: Sequence[Reckoned] | None = None) -> Year:
    """Return the recurring duties of an organ and its posts in the year of the day.

    reckoned: what was done of them; None where nobody looked.
    """
    year = period_of(on, "year")
    own = own_parties(here, organ)
    found = outlook_of(here, own, year.first, year.last, at_hand=on)
    if found is None:
        return Year(on.year, None)
    of = Told(here, on, lang, reckoned)
    sides = (
        Side(
            is_owed,
            of.rows(e for e in found.expected if (e.duty.bearer not in own) is is_owed),
            of.regular(u for u in found.unset if (u.duty.bearer not in own) is is_owed),
        )
        for is_owed in (False, True)
    )
    owes, owed = sides
    return Year(on.year, (owes, owed), reckoned is not None)


class Told:
    """Puts expected acts into the words of a page. untold: records of which no more is told than that there is one."""

    def __init__(
        self,
        here: Here,
        on: date,
        lang: str,
        reckoned: Sequence[Reckoned] | None,
        untold: Collection[str] = (),
    ) -> None:
        self._here, self._on, self._lang, self._untold = here, on, lang, untold
        self._of: dict[Expected, list[Reckoned]] = {}
        for one in reckoned or ():
            self._of.setdefault(one.expected, []).append(one)

    def rows(self, expected: Iterable[Expected]) -> tuple[Row, ...]:
        """Return one row for each act and kind of period that is owed by the same norms."""
        alike: dict[tuple[object, ...], list[Strip]] = {}
        for strip in strips(expected):
            norms = tuple(norm.id for norm in strip.norms)
            key = strip.duty.act, strip.per, strip.times, norms, strip.plans, strip.doubts
            alike.setdefault(key, []).append(strip)
        return tuple(self._row(some) for some in alike.values())

    def regular(self, unset: Iterable[Unset]) -> tuple[Regular, ...]:
        """Return one line for each bearer and act."""
        grouped = groupby(unset, key=lambda one: (one.duty.bearer, one.duty.act))
        return tuple(self._regular(*key, [one.duty for one in some]) for key, some in grouped)

    def _row(self, alike: list[Strip]) -> Row:
        strip = alike[0]
        return Row(
            act=self._act(strip.duty.act),
            often=words.often(strip.times, strip.per).in_(self._lang),
            doubts=tuple(words.DOUBTS[doubt].in_(self._lang) for doubt in strip.doubts),
            plans=strip.plans,
            norms=tuple(self._norm(norm) for norm in strip.norms),
            lines=tuple(self._line(one) for one in alike),
        )

    def _norm(self, norm: Norm) -> tuple[str, str, str]:
        return (
            wording.citation(base_of_norm(self._here, norm), norm, self._lang, short=True),
            links.norm(norm) if norm.id in self._here.base.norms else "",
            norm.every.wording.in_(self._lang) if norm.every else "",
        )

    def _line(self, strip: Strip) -> Line:
        bearer, act, toward = strip.duty.bearer, strip.duty.act, strip.duty.toward
        return Line(
            bearer=self._name(bearer),
            toward=self._name(toward) if toward else "",
            cells=tuple(self._cell(cell) for cell in strip.cells),
            ruling=links.rule(bearer, act, toward, self._on),
        )

    def _cell(self, cell: Expected) -> Cell:
        found = self._of.get(cell, [])
        state = standing(found) if found else None
        performances = [one.performance for one in found if one.performance]
        told = [p for p in performances if p.reference not in self._untold]
        counted = told == performances or withheld(len(performances) - len(told)) is not None
        part = _("{days} of {all} days").format(days=cell.days, all=cell.period.days)
        several = _("{done} of {times}").format(done=len(performances), times=cell.times)
        return Cell(
            label=words.label(cell.period).in_(self._lang),
            per=cell.period.per,
            state=state.value if state else "",
            word=words.STATES[state].in_(self._lang) if state else "",
            icon=ICONS[state] if state else "",
            done=several if found and cell.times > 1 and counted else "",
            due=cell.due.isoformat(),
            part=part if cell.is_prorated else "",
            dates=tuple(
                _("done {day}, recorded {recorded}").format(
                    day=p.done_on.isoformat(), recorded=p.recorded_on.isoformat()
                )
                for p in told
            ),
        )

    def _regular(self, bearer: str, act: str, duties: list[Duty]) -> Regular:
        towards = [self._name(duty.toward) for duty in duties if duty.toward]
        named = "、".join(towards[:_NAMED])
        return Regular(self._name(bearer), self._act(act), named, max(len(towards) - _NAMED, 0))

    def _name(self, party: str) -> str:
        return party_name(self._here.chart, party)

    def _act(self, act: str) -> str:
        return self._here.base.acts[act].name.in_(self._lang)

"""What can speak to an act between parties of two profiles (sets of kinds), sorted out once for each such pair.

It depends on neither the day, nor the relations, nor the parties themselves: it is an index, no answer is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from paizhu.norms.model import Condition, Interpretation, Modality
from paizhu.norms.rules import Rule, Speaking
from paizhu.norms.world import FOREVER, Profile

Lineage = Mapping[str, frozenset[str]]
Near = tuple[float, int, str]


class Fails(StrEnum):
    BEARER = "bearer"
    TOWARD = "toward"
    CONDITION = "condition"


class Miss(Struct, frozen=True, gc=False):
    """A norm that would be a ground, and what fails; conditions: those that fail."""

    rule: Rule
    fails: tuple[Fails, ...]
    conditions: tuple[Condition, ...] = ()


class Row(NamedTuple):
    """One rule for one pair of profiles; norm is its id.

    fails: which of the two is of no kind that the rule names.  miss: what that makes of it, if its conditions hold.
    failing: the same, if they do not.
    near: the lower, the nearer it comes to what was asked about.
    """

    since: int
    until: int
    conditions: int
    norm: str
    rule: Rule
    fails: tuple[Fails, ...]
    miss: Miss
    failing: tuple[Fails, ...]
    near: Near


class Reading(NamedTuple):
    """An interpretation that names both kinds, with its days as ordinals; exact: it is about this very act."""

    since: int
    until: int
    exact: bool
    reading: Interpretation


@dataclass(frozen=True)
class Rows:
    """The rules and readings for an act between two profiles.

    bans, duties, powers: what speaks to the act itself and names both kinds.  below: duties and powers on
    sub-acts, that do.  caveats: prohibitions on sub-acts, that do.  others: rules on the act or a sub-act that
    name not both, with which of the two they do not name.  readings: interpretations of exactly this act and
    exactly these kinds, then of its sub-acts.  spoken: the days on which some norm, whomever it binds, is about
    exactly this act.
    """

    bans: tuple[Row, ...]
    duties: tuple[Row, ...]
    powers: tuple[Row, ...]
    below: tuple[Row, ...]
    caveats: tuple[Row, ...]
    others: tuple[tuple[Rule, tuple[Fails, ...]], ...]
    readings: tuple[Reading, ...]
    spoken: tuple[tuple[int, int], ...]
    parties: "Parties"

    @cached_property
    def misses(self) -> tuple[Row, ...]:
        """The others as rows. Most of them all, and the bare answer needs none: so they are made when a proof asks."""
        return tuple(_row(rule, fails, self.parties) for rule, fails in self.others)


def rows_of(
    act: str,
    speaking: Speaking,
    readings: Iterable[Interpretation],
    pair: tuple[Profile, Profile | None],
    lineage: Lineage,
) -> Rows:
    """Return what can speak to the act between the two profiles; without the second, toward whomever.

    readings: those of the act and of the acts below it.
    """
    bearer, toward = (None if own is None else _line(own, lineage) for own in pair)
    assert bearer is not None
    parties = Parties(bearer, toward, lineage)
    direct, others = _sorted_out(speaking.direct, parties)
    below, others_below = _sorted_out(speaking.below, parties)
    caveats, _ = _sorted_out(speaking.caveats, parties)
    return Rows(
        bans=_of(direct, Modality.PROHIBITION),
        duties=_of(direct, Modality.DUTY),
        powers=_of(direct, Modality.POWER),
        below=tuple(below),
        caveats=tuple(caveats),
        others=(*others, *others_below),
        readings=_readings(act, readings, pair),
        spoken=tuple((r.since, r.until) for r in speaking.direct if r.norm.act == act),
        parties=parties,
    )


class Parties(NamedTuple):
    """The kinds of two parties and all above them; toward None: whomever."""

    bearer: frozenset[str]
    toward: frozenset[str] | None
    lineage: Lineage


def _line(own: Profile, lineage: Lineage) -> frozenset[str]:
    return frozenset().union(*(lineage[kind] for kind in own))


def _sorted_out(
    rules: Iterable[Rule], parties: Parties
) -> tuple[list[Row], list[tuple[Rule, tuple[Fails, ...]]]]:
    """The rules that name both kinds, as rows; the others with what fails of them."""
    rows, others = [], []
    for rule in rules:
        fails = _fails(rule, parties)
        if fails:
            others.append((rule, fails))
        else:
            rows.append(_row(rule, (), parties))
    return rows, others


def _fails(rule: Rule, parties: Parties) -> tuple[Fails, ...]:
    bearer, toward, _ = parties
    misses_toward = bool(rule.toward) and toward is not None and toward.isdisjoint(rule.toward)
    if bearer.isdisjoint(rule.bearers):
        return (Fails.BEARER, Fails.TOWARD) if misses_toward else (Fails.BEARER,)
    return (Fails.TOWARD,) if misses_toward else ()


def _row(rule: Rule, fails: tuple[Fails, ...], parties: Parties) -> Row:
    return Row(
        rule.since,
        rule.until,
        rule.conditions,
        rule.norm.id,
        rule,
        fails,
        Miss(rule, fails),
        (*fails, Fails.CONDITION),
        _near(rule, *parties),
    )


def _of(rows: list[Row], modality: Modality) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.rule.norm.modality is modality)


def _near(rule: Rule, bearer: frozenset[str], toward: frozenset[str] | None, lineage: Lineage) -> Near:
    """Nearest is what names kinds akin to those asked about (the commission for the stationed office).

    People take the one for the other. Then the higher rank.
    """
    norm = rule.norm
    akin = _akin(norm.bearers, bearer, lineage) + _akin(norm.toward, toward or frozenset(), lineage)
    return -round(akin, 3), rule.rank.level, norm.id


def _akin(kinds: Iterable[str], line: frozenset[str], lineage: Lineage) -> float:
    """The share of kinds that one of the kinds, with all above it, and the line have in common."""
    lines = [lineage[kind] for kind in kinds]
    return max((len(line & other) / len(line | other) for other in lines), default=0.0)


def _readings(
    act: str, readings: Iterable[Interpretation], pair: tuple[Profile, Profile | None]
) -> tuple[Reading, ...]:
    bearer, toward = pair
    found = [
        r
        for r in readings
        if not bearer.isdisjoint(r.bearers)
        and (toward is None or not r.toward or not toward.isdisjoint(r.toward))
    ]
    return tuple(_reading(r, exact=r.act == act) for r in sorted(found, key=lambda r: (r.act != act, r.id)))


def _reading(reading: Interpretation, *, exact: bool) -> Reading:
    until = FOREVER if reading.until is None else reading.until.toordinal()
    return Reading(reading.since.toordinal(), until, exact, reading)

"""Norms made ready to be asked: days as ordinals, kinds as sets, conditions as tests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from paizhu.norms.model import Condition, Modality, Norm, Rank
from paizhu.norms.world import FOREVER, World

ENDS = ("bearer", "toward")  # what a condition calls the two parties of a question; any other term is a kind


class Test(NamedTuple):
    """A condition with what it comes to, decided once.

    wanted: False in `unless`.
    kind: None when both ends are parties of the question; else what the other end must be, as a set of one.
    from_bearer: the subject is the bearer, else the counterpart; to_bearer: so the object, when both are parties.
    back: the only party stands at the object's end.
    between: it is about how the two parties of the question stand to each other.
    """

    condition: Condition
    relation: str
    wanted: bool
    kind: frozenset[str] | None
    from_bearer: bool
    to_bearer: bool
    back: bool
    between: bool

    def holds(self, world: World, bearer: str, toward: str, on: int) -> bool:
        """Return whether the condition itself holds, wanted or not."""
        party = bearer if self.from_bearer else toward
        if self.kind is None:
            return world.related(self.relation, party, bearer if self.to_bearer else toward, on)
        return world.related_to_some(self.relation, party, on, back=self.back, among=self.kind)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A norm with its days as ordinals and its kinds as sets; compared by identity.

    conditions: 0 when there are none, else the same number for rules with the same ones.
    link: the condition of `when` that ties bearer and counterpart together; None when there is none.
    names_toward: some condition speaks of the counterpart.
    """

    norm: Norm
    since: int
    until: int
    bearers: frozenset[str]
    toward: frozenset[str]
    rank: Rank
    tests: tuple[Test, ...]
    conditions: int
    link: Condition | None
    names_toward: bool
    prohibits: bool
    is_duty: bool

    @property
    def only(self) -> Test | None:
        """The condition of a rule that requires just one, which is that the two parties stand in a relation."""
        first = self.tests[0] if len(self.tests) == 1 else None
        return first if first and first.between and first.wanted else None

    def in_force(self, on: int) -> bool:
        return self.since <= on < self.until


@dataclass(frozen=True, slots=True)
class Speaking:
    """The rules that speak to one act.

    direct: prohibitions on it or an act above it; duties and powers on it, or above it where they include
    sub-acts.
    below: duties and powers on its strict sub-acts.  caveats: prohibitions on its strict sub-acts.
    """

    direct: tuple[Rule, ...]
    below: tuple[Rule, ...]
    caveats: tuple[Rule, ...]


class Rules(Mapping[str, Speaking]):
    """By act what speaks to it. A rule is made when it is first asked for, and once only, whichever thread asks."""

    def __init__(self, acts: Iterable[str], norms: Iterable[Norm], ranks: Mapping[str, Rank]) -> None:
        self._ranks = ranks  # by the id of the regulation
        self._on: dict[str, list[Norm]] = {act: [] for act in acts}
        for norm in norms:
            self._on[norm.act].append(norm)
        self._under: dict[str, list[str]] = {act: [] for act in self._on}
        for act in self._on:
            for over in _over(act):
                self._under[over].append(act)
        self._rules: dict[str, Rule] = {}
        self._speaking: dict[str, Speaking] = {}
        self._numbers: dict[tuple[Test, ...], int] = {(): 0}
        self._unused = count(1)

    def __len__(self) -> int:
        return len(self._on)

    def __iter__(self) -> Iterator[str]:
        return iter(self._on)

    def __getitem__(self, act: str) -> Speaking:
        """Return what speaks to the act. Raises KeyError for an act that the base does not have."""
        found = self._speaking.get(act)
        return found or self._speaking.setdefault(act, self._speak(act))

    def rule(self, norm: Norm) -> Rule:
        """Return the norm as a rule."""
        found = self._rules.get(norm.id)
        return found or self._rules.setdefault(norm.id, self._made(norm))

    def _speak(self, act: str) -> Speaking:
        direct = [self.rule(n) for n in self._on[act]]
        over = [self.rule(n) for a in _over(act) for n in self._on[a] if _reaches(n)]
        under = [self.rule(n) for a in self._under[act] for n in self._on[a]]
        return Speaking(
            direct=(*direct, *over),
            below=tuple(r for r in under if not r.prohibits),
            caveats=tuple(r for r in under if r.prohibits),
        )

    def _made(self, norm: Norm) -> Rule:
        tests = (
            *[_test(c, wanted=True) for c in norm.when],
            *[_test(c, wanted=False) for c in norm.unless],
        )
        return Rule(
            norm,
            since=norm.since.toordinal(),
            until=FOREVER if norm.until is None else norm.until.toordinal(),
            bearers=frozenset(norm.bearers),
            toward=frozenset(norm.toward),
            rank=self._ranks[norm.regulation],
            tests=tests,
            conditions=self._numbers.setdefault(tests, next(self._unused)),
            link=next((c for c in norm.when if {c.subject, c.object} == set(ENDS)), None),
            names_toward=any("toward" in (t.condition.subject, t.condition.object) for t in tests),
            prohibits=norm.modality is Modality.PROHIBITION,
            is_duty=norm.modality is Modality.DUTY,
        )


def _reaches(norm: Norm) -> bool:
    """Whether a norm speaks to the acts below its own as well."""
    return norm.modality is Modality.PROHIBITION or norm.includes_sub_acts


def _test(condition: Condition, *, wanted: bool) -> Test:
    subject, target = condition.subject, condition.object
    both, back = subject in ENDS and target in ENDS, subject not in ENDS
    # The pack's check refuses a condition that speaks of neither party.
    return Test(
        condition,
        relation=condition.relation,
        wanted=wanted,
        kind=None if both else frozenset({subject if back else target}),
        from_bearer=(target if back else subject) == "bearer",
        to_bearer=target == "bearer",
        back=back,
        between=both and subject != target,
    )


def covers(act: str, other: str) -> bool:
    """Return whether `other` is the act or a sub-act of it.

    >>> covers("assist", "assist.inspection"), covers("assist", "assistant")
    (True, False)
    """
    return other == act or other.startswith(act + ".")


def _over(act: str) -> list[str]:
    """The acts strictly above, from the top."""
    parts = act.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]

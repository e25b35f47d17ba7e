"""The ruling: does X owe, or may X do, Y toward Z on a day — with the proof, kept while it is made.

The semantics are written out in docs/rulings.md; `bare` and `decide` give the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec import Struct

from paizhu.norms.base import Base, Rule
from paizhu.norms.cast import Cast
from paizhu.norms.facts import Facts, FactsTowardAnyone
from paizhu.norms.model import Interpretation, Version
from paizhu.norms.owed import Owed, owed_by
from paizhu.norms.proof import Proof, prove
from paizhu.norms.rows import Fails, Miss
from paizhu.norms.rules import covers
from paizhu.norms.world import Profile, World

__all__ = [
    "Answer",
    "Conflict",
    "Fails",
    "Looked",
    "Miss",
    "Owed",
    "Question",
    "Ruling",
    "applies",
    "decide",
    "looked_through",
    "settle",
    "settle_below",
    "yes_no",
]


class Answer(StrEnum):
    REQUIRED = "required"
    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"
    LIMITED = "limited"
    NOT_PROVIDED = "not_provided"
    UNANSWERABLE = "unanswerable"


@dataclass(frozen=True, slots=True)
class Question:
    """(bearer, act, toward, on); the parties are ids of the world asked in.

    toward None asks whether there is some party toward which it holds.
    """

    bearer: str
    act: str
    toward: str | None
    on: date


@dataclass(frozen=True, slots=True)
class Conflict:
    """A prohibition and a duty or power on the same act. settled_by None: no priority settles it."""

    prohibition: Rule
    other: Rule
    winner: Rule | None
    settled_by: str | None  # "rank", "later", "specific"

    @property
    def loser(self) -> Rule | None:
        if self.winner is None:
            return None
        return self.other if self.winner is self.prohibition else self.prohibition


class Looked(Struct, frozen=True, gc=False):
    """What a ruling looked through: versions in force, and those that are incomplete."""

    on: date
    reaches: date
    in_force: tuple[tuple[str, Version], ...]
    incomplete: tuple[tuple[str, Version], ...]


class Ruling(Struct, frozen=True):
    """An answer with everything it rests on.

    grounds: the norms that give the answer.  exceptions: duties and powers on sub-acts that stand although
    the act is forbidden.  caveats: prohibitions that apply to strict sub-acts.  instead: what the bearer does
    owe toward the same party, of the acts that people take for this one.  relations: how the bearer stands to it.
    cast: who the parties are.
    """

    question: Question
    answer: Answer
    basis: str | None  # "norm", "agreement"; None when nothing grounds the answer
    base: Looked
    reason: str | None = None
    grounds: tuple[Rule, ...] = ()
    near_misses: tuple[Miss, ...] = ()
    owed_by: tuple[Owed, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    exceptions: tuple[Rule, ...] = ()
    caveats: tuple[Rule, ...] = ()
    instead: tuple[Rule, ...] = ()
    relations: tuple[str, ...] = ()
    cast: Cast | None = None  # None: about kinds


def decide(question: Question, base: Base, world: World) -> Ruling:
    """Return the ruling on `question` in `world`, with its whole proof.

    Raises KeyError when the act or a party is not of the base and the world.
    """
    bearer, toward = question.bearer, question.toward
    pair = world.kinds[bearer], None if toward is None else world.kinds[toward]
    on = question.on.toordinal()
    rows, looked = base.rows_on(question.act, *pair, on), looked_through(base, question.on)
    if question.on < base.pack.reaches:
        return Ruling(question, Answer.UNANSWERABLE, None, looked, reason="before_reach")
    facts = FactsTowardAnyone(world, bearer, on) if toward is None else Facts(world, bearer, toward, on)
    proof = prove(rows, facts)
    if proof.direct:
        answer, grounds, conflicts = settle(base, proof.direct)
    else:
        answer, grounds, conflicts = settle_below(base, proof.below, proof.caveats)
    basis = "norm" if grounds else None
    if rows.agreeable and not proof.direct:
        answer, basis, grounds = Answer.PERMITTED, "agreement", []
    return Ruling(
        question=question,
        answer=answer,
        basis=basis,
        base=looked,
        reason="conflict_unsettled" if answer is Answer.UNANSWERABLE else None,
        grounds=tuple(grounds),
        near_misses=proof.misses,
        owed_by=() if toward is None else owed_by(base, world, question.act, toward, on, but=bearer),
        interpretations=rows.readings,
        conflicts=conflicts,
        exceptions=_exceptions(base, answer, grounds, proof),
        caveats=proof.caveats,
        instead=_instead(base, question.act, pair, facts),
        relations=facts.relations,
    )


def applies(world: World, rule: Rule, bearer: str, toward: str | None, on: int) -> bool:
    """Return whether a rule in force holds for these two parties: kinds, `when` and `unless`."""
    if world.line(bearer).isdisjoint(rule.bearers):
        return False
    if toward is None:
        return not FactsTowardAnyone(world, bearer, on).failing(rule)
    kinds = not rule.toward or not world.line(toward).isdisjoint(rule.toward)
    return kinds and not Facts(world, bearer, toward, on).failing(rule)


Settled = tuple[Answer, list[Rule], tuple[Conflict, ...]]


def settle(base: Base, direct: list[Rule]) -> Settled:
    """Return the answer of the rules that speak to the act itself, its grounds, and the conflicts among them.

    direct: the rules that apply, at least one. One that loses to another that applies grounds nothing.
    """
    bans = [r for r in direct if r.prohibits]
    others = [r for r in direct if not r.prohibits]
    conflicts = tuple([_conflict(base, ban, other) for ban in bans for other in others])
    if conflicts:
        beaten = {id(c.loser) for c in conflicts if c.loser}
        bans = [r for r in bans if id(r) not in beaten]
        others = [r for r in others if id(r) not in beaten]
        if bool(bans) == bool(others):
            # Two that tie, or four that beat each other in a circle across the orders of Party and state.
            return Answer.UNANSWERABLE, [], conflicts
    if bans:
        return Answer.FORBIDDEN, bans, conflicts
    duties = [r for r in others if r.is_duty]
    return (Answer.REQUIRED if duties else Answer.PERMITTED), duties or others, conflicts


def settle_below(base: Base, below: list[Rule], bans: Sequence[Rule]) -> Settled:
    """Return the answer where no rule speaks to the act itself: limited to the sub-acts that stand, if any.

    below: duties and powers on sub-acts that apply.  bans: prohibitions that apply to acts they may be under.
    """
    if not bans:
        return (Answer.LIMITED if below else Answer.NOT_PROVIDED), below, ()
    conflicts = tuple(
        _conflict(base, ban, r) for r in below for ban in bans if covers(ban.norm.act, r.norm.act)
    )
    lost = {id(c.other) for c in conflicts if c.winner is not c.other}
    standing = [r for r in below if id(r) not in lost]
    return (Answer.LIMITED if standing else Answer.NOT_PROVIDED), standing, conflicts


def _conflict(base: Base, ban: Rule, other: Rule) -> Conflict:
    """Higher rank, then later, then more specific: the first that tells them apart settles it."""
    local = [rule.rank.order == "local" for rule in (ban, other)]
    if local[0] != local[1]:
        # A city's own measures give way to every norm of Party or state.
        return Conflict(ban, other, other if local[0] else ban, "rank")
    if ban.rank.order == other.rank.order and ban.rank.level != other.rank.level:
        return Conflict(ban, other, min(ban, other, key=lambda r: r.rank.level), "rank")
    if ban.since != other.since:
        return Conflict(ban, other, max(ban, other, key=lambda r: r.since), "later")
    if _more_specific(base, ban, other):
        return Conflict(ban, other, ban, "specific")
    if _more_specific(base, other, ban):
        return Conflict(ban, other, other, "specific")
    return Conflict(ban, other, None, None)


def _more_specific(base: Base, one: Rule, than: Rule) -> bool:
    """Whether `one` is about a sub-act, or about sub-kinds, and in nothing about more."""
    return _within(base, one, than) and not _within(base, than, one)


def _within(base: Base, one: Rule, other: Rule) -> bool:
    toward = not other.toward or (bool(one.toward) and all(base.is_a(k, other.toward) for k in one.toward))
    return (
        toward
        and covers(other.norm.act, one.norm.act)
        and all(base.is_a(k, other.bearers) for k in one.bearers)
    )


def _exceptions(base: Base, answer: Answer, grounds: list[Rule], proof: Proof) -> tuple[Rule, ...]:
    if answer is not Answer.FORBIDDEN:
        return ()
    _, standing, _ = settle_below(base, proof.below, [*grounds, *proof.caveats])
    return tuple(standing)


def _instead(base: Base, act: str, pair: tuple[Profile, Profile | None], facts: Facts) -> tuple[Rule, ...]:
    others = base.acts[act].instead
    if not others:
        return ()
    speaking = [rule for other in others for _, rule in base.rows_on(other, *pair, facts.on).direct]
    return tuple(dict.fromkeys(r for r in speaking if not r.prohibits and not facts.failing(r)))


def looked_through(base: Base, on: date) -> Looked:
    """Return the versions in force on the day, and which of them are incomplete or lapsed unreplaced."""
    versions = base.versions_on(on)
    return Looked(on, base.pack.reaches, versions.in_force, versions.incomplete)


def yes_no(answer: Answer, modality: str, negated: bool) -> str | None:
    """Return "yes" or "no" to the wording, or None where it asks who, when or which.

    modality: must, may, must_not, exists or what; negated: the wording says the opposite of it.
    """
    met = {
        "must": answer is Answer.REQUIRED,
        "may": answer in (Answer.REQUIRED, Answer.PERMITTED),
        "must_not": answer is Answer.FORBIDDEN,
        "exists": answer in (Answer.REQUIRED, Answer.PERMITTED),
    }
    if answer is Answer.UNANSWERABLE or modality not in met:
        return None
    return "yes" if met[modality] != negated else "no"

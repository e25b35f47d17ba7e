"""The ruling: does X owe, or may X do, Y toward Z on a day — with the proof, kept while it is made.

The semantics are written out in docs/rulings.md; `bare` and `decide` give the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from paizhu.norms.base import Base, Rule, condition_holds
from paizhu.norms.model import Condition, Interpretation, Modality, Norm, Stance, Version
from paizhu.norms.world import World


class Answer(StrEnum):
    REQUIRED = "required"
    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"
    LIMITED = "limited"
    NOT_PROVIDED = "not_provided"
    UNANSWERABLE = "unanswerable"


class Fails(StrEnum):
    BEARER = "bearer"
    TOWARD = "toward"
    CONDITION = "condition"


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
class Miss:
    """A norm that would be a ground, and what fails.

    conditions: those that fail.  relations: how the two parties do stand; empty where no condition fails.
    """

    rule: Rule
    fails: tuple[Fails, ...]
    conditions: tuple[Condition, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes the act, toward whom (the party asked about, or one that it leads), and by which norms."""

    bearer: str
    toward: str
    rules: tuple[Rule, ...]


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


@dataclass(frozen=True, slots=True)
class Looked:
    """What a ruling looked through: versions in force, and those that are incomplete."""

    on: date
    reaches: date
    in_force: tuple[tuple[str, Version], ...]
    incomplete: tuple[tuple[str, Version], ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """An answer with everything it rests on.

    grounds: the norms that give the answer.  exceptions: duties and powers on sub-acts that stand although
    the act is forbidden.  caveats: prohibitions that apply to strict sub-acts.  instead: what the bearer does
    owe toward the same party, of the acts that people take for this one.
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


@dataclass(slots=True)
class _Proof:
    """What has been found so far, failed branches included."""

    direct: list[Rule] = field(default_factory=list)
    below: list[Rule] = field(default_factory=list)
    caveats: list[Rule] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)


def decide(question: Question, base: Base, world: World) -> Ruling:
    """Return the ruling on `question` in `world`, with its whole proof.

    Raises KeyError when the act or a party is not of the base and the world.
    """
    looked = looked_through(base, question.on)
    if question.on < base.pack.reaches:
        return Ruling(question, Answer.UNANSWERABLE, None, looked, reason="before_reach")
    proof = _prove(question, base, world)
    on = question.on.toordinal()
    if proof.direct:
        answer, grounds, conflicts = settle(base, proof.direct)
    else:
        answer, grounds, conflicts = settle_below(base, proof.below, proof.caveats)
    readings = _readings(question, base, world)
    basis = "norm" if grounds else None
    if not proof.direct and by_agreement(base, question.act, readings, on):
        answer, basis, grounds = Answer.PERMITTED, "agreement", []
    return Ruling(
        question=question,
        answer=answer,
        basis=basis,
        base=looked,
        reason="conflict_unsettled" if answer is Answer.UNANSWERABLE else None,
        grounds=tuple(grounds),
        near_misses=tuple(sorted(proof.misses, key=_nearness)),
        owed_by=_owed_by(question, base, world),
        interpretations=readings,
        conflicts=conflicts,
        exceptions=_exceptions(base, answer, grounds, proof),
        caveats=tuple(proof.caveats),
        instead=_instead(question, base, world),
    )


def applies(world: World, rule: Rule, bearer: str, toward: str | None, on: int) -> bool:
    """Return whether a rule in force holds for these two parties: kinds, `when` and `unless`."""
    return not _fails(world, rule, bearer, toward) and not _failing(world, rule, bearer, toward, on)


def _fails(world: World, rule: Rule, bearer: str, toward: str | None) -> tuple[Fails, ...]:
    """Which of the two parties is of no kind that the rule names."""
    bound = not world.line(bearer).isdisjoint(rule.bearers)
    reached = not rule.toward or toward is None or not world.line(toward).isdisjoint(rule.toward)
    if bound:
        return () if reached else (Fails.TOWARD,)
    return (Fails.BEARER,) if reached else (Fails.BEARER, Fails.TOWARD)


def _failing(world: World, rule: Rule, bearer: str, toward: str | None, on: int) -> tuple[Condition, ...]:
    """The conditions that fail; without a counterpart, toward the party that comes nearest to meeting all."""
    norm = rule.norm
    if not norm.when and not norm.unless:
        return ()
    if toward is not None or not rule.names_toward:
        return _unmet(world, norm, bearer, toward, on)
    failing = (_unmet(world, norm, bearer, other, on) for other in _counterparts(world, rule, bearer, on))
    return min(failing, key=len, default=(*norm.when, *norm.unless))


def _unmet(world: World, norm: Norm, bearer: str, toward: str | None, on: int) -> tuple[Condition, ...]:
    unmet = [c for c in norm.when if not condition_holds(world, c, bearer, toward, on)]
    barred = [c for c in norm.unless if condition_holds(world, c, bearer, toward, on)]
    return (*unmet, *barred)


def _counterparts(world: World, rule: Rule, bearer: str, on: int) -> Iterable[str]:
    """The parties of the rule's toward kinds; where it names a relation to the bearer, along that only."""
    link = rule.link
    near = world.reached(link.relation, bearer, on, back=link.object == "bearer") if link else world.kinds
    return (p for p in near if not rule.toward or not world.line(p).isdisjoint(rule.toward))


def _prove(question: Question, base: Base, world: World) -> _Proof:
    on, speaking, proof = question.on.toordinal(), base.speaking[question.act], _Proof()
    bearer, toward = question.bearer, question.toward
    relations: tuple[str, ...] | None = None
    for rules, hits in ((speaking.direct, proof.direct), (speaking.below, proof.below)):
        for rule in rules:
            if not rule.in_force(on):
                continue
            fails = _fails(world, rule, bearer, toward)
            failing = _failing(world, rule, bearer, toward, on)
            if not fails and not failing:
                hits.append(rule)
                continue
            if failing and relations is None:
                relations = tuple(world.between(bearer, toward, on)) if toward else ()
            proof.misses.append(_miss(rule, fails, failing, relations or ()))
    proof.caveats += [r for r in speaking.caveats if r.in_force(on) and applies(world, r, bearer, toward, on)]
    return proof


def _miss(
    rule: Rule, fails: tuple[Fails, ...], failing: tuple[Condition, ...], relations: tuple[str, ...]
) -> Miss:
    return Miss(rule, (*fails, Fails.CONDITION), failing, relations) if failing else Miss(rule, fails, (), ())


def _nearness(miss: Miss) -> tuple[int, int, str]:
    return (len(miss.fails), miss.rule.rank.level, miss.rule.norm.id)


Settled = tuple[Answer, list[Rule], tuple[Conflict, ...]]


def settle(base: Base, direct: list[Rule]) -> Settled:
    """Return the answer of the rules that speak to the act itself, its grounds, and the conflicts among them.

    direct: the rules that apply, at least one. One that loses to another that applies grounds nothing.
    """
    bans = [r for r in direct if r.prohibits]
    others = [r for r in direct if not r.prohibits]
    conflicts = tuple(_conflict(base, ban, other) for ban in bans for other in others)
    beaten = {id(c.loser) for c in conflicts if c.loser}
    bans = [r for r in bans if id(r) not in beaten]
    others = [r for r in others if id(r) not in beaten]
    if bool(bans) == bool(others):
        # Two that tie, or four that beat each other in a circle across the orders of Party and state.
        return Answer.UNANSWERABLE, [], conflicts
    if bans:
        return Answer.FORBIDDEN, bans, conflicts
    duties = [r for r in others if r.norm.modality is Modality.DUTY]
    return (Answer.REQUIRED if duties else Answer.PERMITTED), duties or others, conflicts


def settle_below(base: Base, below: list[Rule], bans: list[Rule]) -> Settled:
    """Return the answer where no rule speaks to the act itself: limited to the sub-acts that stand, if any.

    below: duties and powers on sub-acts that apply.  bans: prohibitions that apply to acts they may be under.
    """
    conflicts = tuple(
        _conflict(base, ban, r) for r in below for ban in bans if covers(ban.norm.act, r.norm.act)
    )
    lost = {id(c.other) for c in conflicts if c.winner is not c.other}
    standing = [r for r in below if id(r) not in lost]
    return (Answer.LIMITED if standing else Answer.NOT_PROVIDED), standing, conflicts


def covers(act: str, other: str) -> bool:
    """Return whether `other` is the act or a sub-act of it.

    >>> covers("assist", "assist.inspection"), covers("assist", "assistant")
    (True, False)
    """
    return other == act or other.startswith(act + ".")


def _conflict(base: Base, ban: Rule, other: Rule) -> Conflict:
    """Higher rank, then later, then more specific: the first that tells them apart settles it."""
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


def _readings(question: Question, base: Base, world: World) -> tuple[Interpretation, ...]:
    """Interpretations of exactly this act first, then of the acts below it; never inherited along kinds."""
    found = []
    for act, readings in base.readings.items():
        if act != question.act and not act.startswith(question.act + "."):
            continue
        for reading in readings:
            days = reading.since <= question.on and (reading.until is None or question.on < reading.until)
            if days and _exactly(world, question, reading):
                found.append(reading)
    return tuple(sorted(found, key=lambda r: (r.act != question.act, r.id)))


def _exactly(world: World, question: Question, reading: Interpretation) -> bool:
    bearer = not world.kinds[question.bearer].isdisjoint(reading.bearers)
    toward = question.toward is None or not reading.toward
    return bearer and (toward or not world.kinds[question.toward or ""].isdisjoint(reading.toward))


def by_agreement(base: Base, act: str, readings: tuple[Interpretation, ...], on: int) -> bool:
    """Return whether both parties may agree to the act although no norm gives it."""
    stances = {r.stance for r in readings if r.act == act}
    if Stance.SUPPORTS not in stances or Stance.DENIES in stances:
        return False
    return not any(rule.norm.act == act and rule.in_force(on) for rule in base.speaking[act].direct)


def _owed_by(question: Question, base: Base, world: World) -> tuple[Owed, ...]:
    """Who owes the act toward the party asked about, then toward the bodies it leads within one host."""
    if question.toward is None:
        return ()
    on = question.on.toordinal()
    speaking = base.speaking[question.act]
    duties = [
        r
        for r in (*speaking.direct, *speaking.below)
        if r.norm.modality is Modality.DUTY and r.toward and r.in_force(on)
    ]
    found: dict[tuple[str, str], list[Rule]] = {}
    for toward in (question.toward, *world.reached(base.pack.within, question.toward, on, back=True)):
        for rule in duties:
            if not world.line(toward).isdisjoint(rule.toward):
                for bearer in _bearers(base, world, rule, toward, on):
                    if bearer != question.bearer:
                        found.setdefault((bearer, toward), []).append(rule)
    return tuple(Owed(bearer, toward, tuple(rules)) for (bearer, toward), rules in found.items())


def _bearers(base: Base, world: World, rule: Rule, toward: str, on: int) -> list[str]:
    """The parties that a rule binds toward `toward`: along the relation it names, else the kinds it names."""
    link = rule.link
    if link is None:
        pool = [k for k in rule.norm.bearers if k in world.kinds]
    else:
        near = world.reached(link.relation, toward, on, back=link.subject == "bearer")
        pool = [p for p in near if not world.line(p).isdisjoint(rule.bearers)]
        if world is base.archetypes:
            # The archetypes of sub-kinds would only say the same again.
            pool = [p for p in pool if not world.kinds[p].isdisjoint(rule.bearers)] or pool
    return [p for p in pool if not _failing(world, rule, p, toward, on)]


def _exceptions(base: Base, answer: Answer, grounds: list[Rule], proof: _Proof) -> tuple[Rule, ...]:
    if answer is not Answer.FORBIDDEN:
        return ()
    _, standing, _ = settle_below(base, proof.below, [*grounds, *proof.caveats])
    return tuple(standing)


def _instead(question: Question, base: Base, world: World) -> tuple[Rule, ...]:
    on = question.on.toordinal()
    rules = (r for act in base.acts[question.act].instead for r in base.speaking[act].direct)
    return tuple(
        r
        for r in dict.fromkeys(rules)
        if not r.prohibits and r.in_force(on) and applies(world, r, question.bearer, question.toward, on)
    )


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

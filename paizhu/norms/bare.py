"""The bare answer: the ruling without its proof, for asking often (every act at the door, whole matrices).

It comes from the same rows as the ruling. What a world adds to them is looked up once for each pair of kinds as well:
by which routes two such parties can stand in the relations that the rows name; a row that needs a relation they can
never have is left out. No answer is kept.
"""

from dataclasses import dataclass
from functools import partial

from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, decide, settle, settle_below
from paizhu.norms.facts import Facts
from paizhu.norms.model import Stance
from paizhu.norms.proof import agreeable
from paizhu.norms.rows import Row, Rows
from paizhu.norms.rules import Rule, Test
from paizhu.norms.world import Profile, Route, World

Said = tuple[Answer, tuple[str, ...]]
Short = tuple[int, int, int, str, Rule]  # of a row: first day, day after the last, conditions, norm, rule
Checks = tuple[tuple[Test, tuple[Route, ...]], ...]  # conditions, each with the routes that can make it hold
# bearer, toward, on, what the conditions come to, the conditions already looked at; both by their number
Asked = tuple[str, str, int, dict[int, Checks], dict[int, bool]]


@dataclass(frozen=True, slots=True)
class _Known:
    """The rows of an act for two profiles that can apply in this world, and what their conditions come to.

    agreeable: some reading would let both sides agree to the act.
    """

    bans: tuple[Short, ...]
    duties: tuple[Short, ...]
    powers: tuple[Short, ...]
    below: tuple[Short, ...]
    caveats: tuple[Short, ...]
    agreeable: bool
    rows: Rows
    checks: dict[int, Checks]


class Bare:
    """Answers (bearer, act, toward, on) in one world."""

    def __init__(self, base: Base, world: World) -> None:
        self._base, self._world, self._kinds = base, world, world.kinds
        self._reaches = base.pack.reaches.toordinal()
        self._known: dict[tuple[str, Profile, Profile], _Known] = {}

    def said(self, question: Question) -> Said:
        """Return the answer and the ids of its grounds; without a counterpart as well. Raises KeyError as `ask` does."""
        if question.toward is None:
            ruling = decide(question, self._base, self._world)
            return ruling.answer, tuple(rule.norm.id for rule in ruling.grounds)
        return self.ask(question.bearer, question.act, question.toward, question.on.toordinal())

    def ask(self, bearer: str, act: str, toward: str, on: int) -> Said:
        """Return the answer and the ids of its grounds; `on` is an ordinal.

        Raises KeyError for an act that the base does not have, or a party that the world does not.
        """
        key = act, self._kinds[bearer], self._kinds[toward]
        known = self._known.get(key) or self._learn(*key)
        if on < self._reaches:
            return Answer.UNANSWERABLE, ()
        asked: Asked = (bearer, toward, on, known.checks, {})
        if known.bans and (bans := self._holding(known.bans, asked)):
            return self._against(bans, known, asked)
        if known.duties and (duties := self._holding(known.duties, asked)):
            return Answer.REQUIRED, tuple(duties)
        if known.powers and (powers := self._holding(known.powers, asked)):
            return Answer.PERMITTED, tuple(powers)
        if known.below or known.agreeable:
            return self._beneath(known, asked)
        return Answer.NOT_PROVIDED, ()

    def _learn(self, act: str, bearer: Profile, toward: Profile) -> _Known:
        rows = self._base.rows(act, bearer, toward)
        possible = partial(self._possible, bearer=bearer, toward=toward)
        bans, duties, powers, below, caveats = (
            tuple((r.since, r.until, r.conditions, r.norm, r.rule) for r in part if possible(r))
            for part in (rows.bans, rows.duties, rows.powers, rows.below, rows.caveats)
        )
        checks = {
            rule.conditions: tuple((t, self._routes(t, bearer, toward)) for t in rule.tests)
            for *_, rule in (*bans, *duties, *powers, *below, *caveats)
        }
        agreeable = any(r.exact and r.reading.stance is Stance.SUPPORTS for r in rows.readings)
        known = _Known(bans, duties, powers, below, caveats, agreeable, rows, checks)
        self._known[act, bearer, toward] = known
        return known

    def _possible(self, row: Row, bearer: Profile, toward: Profile) -> bool:
        """Whether parties of these kinds can be so related, on any day, that the conditions hold."""
        needed = (t for t in row.rule.tests if t.wanted and t.kind is None)
        return all(self._routes(t, bearer, toward) for t in needed)

    def _routes(self, test: Test, bearer: Profile, toward: Profile) -> tuple[Route, ...]:
        if test.kind is not None:
            return ()
        ends = (bearer if test.from_bearer else toward), (bearer if test.to_bearer else toward)
        return self._world.routes(test.relation, *ends)

    def _holding(self, rows: tuple[Short, ...], asked: Asked) -> list[str]:
        """The ids of the rows that are in force and whose conditions hold."""
        bearer, toward, on, checks, looked = asked
        found = []
        for since, until, conditions, norm, _ in rows:
            if since <= on < until:
                holds = looked.get(conditions) if conditions else True
                if holds is None:
                    holds = looked[conditions] = self._meets(checks[conditions], bearer, toward, on)
                if holds:
                    found.append(norm)
        return found

    def _meets(self, checks: Checks, bearer: str, toward: str, on: int) -> bool:
        for test, routes in checks:
            if test.kind is not None:
                holds = test.holds(self._world, bearer, toward, on)
            else:
                subject = bearer if test.from_bearer else toward
                holds = self._world.leads(routes, subject, bearer if test.to_bearer else toward, on)
            if holds is not test.wanted:
                return False
        return True

    def _against(self, bans: list[str], known: _Known, asked: Asked) -> Said:
        """A prohibition applies; where a duty or power does too, the priorities say what remains."""
        if not self._holding(known.duties + known.powers, asked):
            return Answer.FORBIDDEN, tuple(bans)
        direct = self._rules((*known.bans, *known.duties, *known.powers), asked)
        answer, grounds, _ = settle(self._base, direct)
        return answer, tuple(rule.norm.id for rule in grounds)

    def _beneath(self, known: _Known, asked: Asked) -> Said:
        """No norm applies to the act itself: what may be agreed on, or what applies to its sub-acts."""
        if known.agreeable and agreeable(known.rows, asked[2]):
            return Answer.PERMITTED, ()
        below = self._holding(known.below, asked)
        if not below or not known.caveats or not self._holding(known.caveats, asked):
            return (Answer.LIMITED if below else Answer.NOT_PROVIDED), tuple(below)
        bans = self._rules(known.caveats, asked)
        answer, grounds, _ = settle_below(self._base, self._rules(known.below, asked), bans)
        return answer, tuple(rule.norm.id for rule in grounds)

    def _rules(self, rows: tuple[Short, ...], asked: Asked) -> list[Rule]:
        bearer, toward, on, *_ = asked
        facts = Facts(self._world, bearer, toward, on)
        return [rule for since, until, _, _, rule in rows if since <= on < until and not facts.failing(rule)]

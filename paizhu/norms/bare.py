"""The bare answer: the ruling without its proof, for asking often (every act at the door, whole matrices).

It comes from the same rows as the ruling, made ready once for each pair of kinds (`known`). No answer is kept.
"""

from collections.abc import Iterable

from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, settle, settle_below
from paizhu.norms.facts import FactsTowardAnyone
from paizhu.norms.known import Checks, Known, Part, Said, known
from paizhu.norms.proof import agreeable
from paizhu.norms.rows import Row
from paizhu.norms.rules import Rule
from paizhu.norms.world import Profile, World

Looked = dict[int, bool]  # whether conditions hold, by their number: what rows share is looked at once


class Bare:
    """Answers (bearer, act, toward, on) in one world."""

    def __init__(self, base: Base, world: World) -> None:
        self._base, self._world, self._kinds, self._leads = base, world, world.kinds, world.leads
        self._known: dict[tuple[str, Profile, Profile], tuple[Known, ...]] = {}

    def said(self, question: Question) -> Said:
        """Return the answer and the ids of its grounds; without a counterpart as well. Raises KeyError as `ask` does."""
        if question.toward is None:
            return self._toward_anyone(question.bearer, question.act, question.on.toordinal())
        return self.ask(question.bearer, question.act, question.toward, question.on.toordinal())

    def ask(self, bearer: str, act: str, toward: str, on: int) -> Said:
        """Return the answer and the ids of its grounds; `on` is an ordinal.

        Raises KeyError for an act that the base does not have, or a party that the world does not.
        """
        key = act, self._kinds[bearer], self._kinds[toward]
        for stretch in self._known.get(key) or self._learn(*key):
            if stretch.since <= on:
                break
        _, parts, otherwise = stretch
        looked: Looked = {}
        for part in parts:
            norms = self._holding(part, bearer, toward, on, looked)
            if norms and part.against:
                return self._weighed(part, norms, bearer, toward, on, looked)
            if norms:
                return part.answer, norms
        return otherwise

    def _toward_anyone(self, bearer: str, act: str, on: int) -> Said:
        base = self._base
        rows = base.rows(act, self._kinds[bearer], None)
        if on < base.pack.reaches.toordinal():
            return Answer.UNANSWERABLE, ()
        facts = FactsTowardAnyone(self._world, bearer, on)

        def applying(sort: Iterable[Row]) -> list[Rule]:
            return [row.rule for row in sort if row.since <= on < row.until and not facts.failing(row.rule)]

        direct = applying((*rows.bans, *rows.duties, *rows.powers))
        if direct:
            answer, grounds, _ = settle(base, direct)
        elif agreeable(rows, on):
            return Answer.PERMITTED, ()
        else:
            answer, grounds, _ = settle_below(base, applying(rows.below), applying(rows.caveats))
        return answer, tuple(rule.norm.id for rule in grounds)

    def _learn(self, act: str, *pair: Profile) -> tuple[Known, ...]:
        bearer, toward = pair
        found = self._known[act, bearer, toward] = known(self._base, self._world, act, (bearer, toward))
        return found

    def _holding(self, part: Part, bearer: str, toward: str, on: int, looked: Looked) -> tuple[str, ...]:
        """The ids of the rows whose conditions hold."""
        _, every, free, required, rows, _ = part
        failing = 0
        for number, routes, ahead, checks in required:
            holds = looked.get(number)
            if holds is None:
                if checks:
                    holds = self._meets(checks, bearer, toward, on)
                elif ahead:
                    holds = self._leads(routes, bearer, toward, on)
                else:
                    holds = self._leads(routes, toward, bearer, on)
                looked[number] = holds
            if not holds:
                failing += 1
        if not failing:
            return every
        if failing == len(required):
            return free
        return tuple([norm for number, norm, _ in rows if not number or looked[number]])

    def _meets(self, checks: Checks, bearer: str, toward: str, on: int) -> bool:
        for test, routes in checks:
            if test.kind is not None:
                holds = test.holds(self._world, bearer, toward, on)
            else:
                subject = bearer if test.from_bearer else toward
                holds = self._leads(routes, subject, bearer if test.to_bearer else toward, on)
            if holds is not test.wanted:
                return False
        return True

    def _weighed(
        self, part: Part, norms: tuple[str, ...], bearer: str, toward: str, on: int, looked: Looked
    ) -> Said:
        """The answer where others may stand against it; if any of them apply, the priorities say what remains."""
        against = [
            rule
            for other in part.against
            if self._holding(other, bearer, toward, on, looked)
            for rule in _rules(other, looked)
        ]
        if not against:
            return part.answer, norms
        own = _rules(part, looked)
        if part.answer is Answer.FORBIDDEN:
            answer, grounds, _ = settle(self._base, own + against)
        else:
            answer, grounds, _ = settle_below(self._base, own, against)
        return answer, tuple(rule.norm.id for rule in grounds)


def _rules(part: Part, looked: Looked) -> list[Rule]:
    return [rule for number, _, rule in part.rows if not number or looked[number]]

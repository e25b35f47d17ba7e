"""How two parties stand to each other on a day, and which conditions of norms that meets."""

from collections.abc import Iterable

from paizhu.norms.model import Condition
from paizhu.norms.rules import Rule, Test
from paizhu.norms.world import World


class Facts:
    """Which conditions fail between two parties on a day; what several norms share is looked at once.

    known: what has been looked at, by the number of the conditions.
    """

    def __init__(self, world: World, bearer: str, toward: str, on: int) -> None:
        self.world, self.bearer, self.toward, self.on = world, bearer, toward, on
        self.known: dict[int, tuple[Condition, ...]] = {0: ()}
        self._relations: tuple[str, ...] | None = None
        self._relations_back: tuple[str, ...] | None = None

    def failing(self, rule: Rule) -> tuple[Condition, ...]:
        """Return the conditions of the rule that fail."""
        found = self.known.get(rule.conditions)
        if found is None:
            unmet = [t.condition for t in rule.tests if self._holds(t) is not t.wanted]
            found = self.known[rule.conditions] = tuple(unmet)
        return found

    def _holds(self, test: Test) -> bool:
        if test.between:
            return test.relation in (self.relations if test.from_bearer else self.relations_back)
        return test.holds(self.world, self.bearer, self.toward, self.on)

    @property
    def relations(self) -> tuple[str, ...]:
        """How the bearer stands to the counterpart."""
        if self._relations is None:
            self._relations = self.world.between(self.bearer, self.toward, self.on)
        return self._relations

    @property
    def relations_back(self) -> tuple[str, ...]:
        """How the counterpart stands to the bearer."""
        if self._relations_back is None:
            self._relations_back = self.world.between(self.toward, self.bearer, self.on)
        return self._relations_back


class FactsTowardAnyone(Facts):
    """The same for a question without a counterpart: toward the party that comes nearest to meeting them."""

    relations = relations_back = ()

    def __init__(self, world: World, bearer: str, on: int) -> None:
        super().__init__(world, bearer, "", on)

    def failing(self, rule: Rule) -> tuple[Condition, ...]:
        if not rule.names_toward:
            return super().failing(rule)
        failing = (Facts(self.world, self.bearer, p, self.on).failing(rule) for p in self._counterparts(rule))
        return min(failing, key=len, default=(*rule.norm.when, *rule.norm.unless))

    def _counterparts(self, rule: Rule) -> Iterable[str]:
        """The parties of the rule's toward kinds; where it names a relation to the bearer, along that only."""
        world, link = self.world, rule.link
        if link is None:
            near: Iterable[str] = world.kinds
        else:
            near = world.reached(link.relation, self.bearer, self.on, back=link.object == "bearer")
        return (p for p in near if not rule.toward or not world.line(p).isdisjoint(rule.toward))

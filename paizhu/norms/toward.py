"""Every norm that names both of two parties: what the one owes, may do or must not do toward the other."""

from paizhu.norms.base import Base, Rule
from paizhu.norms.facts import Facts
from paizhu.norms.model import Condition
from paizhu.norms.world import World

Named = tuple[Rule, tuple[Condition, ...]]


def naming(base: Base, world: World, bearer: str, toward: str, on: int) -> list[Named]:
    """Return the rules in force on the day (an ordinal) whose kinds both parties have, with the conditions that fail.

    Rules that name no counterpart at all are left out. Nothing is settled here: a ruling weighs one against another.
    """
    facts = Facts(world, bearer, toward, on)
    bears, meets = world.line(bearer), world.line(toward)
    return [
        (rule, facts.failing(rule))
        for rule in base.rules
        if rule.in_force(on) and not bears.isdisjoint(rule.bearers) and not meets.isdisjoint(rule.toward)
    ]

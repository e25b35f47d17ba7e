"""Which recurring duties hold on a day, whom they bind and toward whom: as a ruling would have it."""

from paizhu.norms.base import Base, Rule
from paizhu.norms.decide import Answer, settle
from paizhu.norms.expected.model import Duty, Scene
from paizhu.norms.expected.pairs import Ends, Pairs
from paizhu.norms.facts import Facts, FactsTowardAnyone
from paizhu.norms.world import World


def required_by(base: Base, world: World, act: str, ends: Ends, on: int) -> list[Rule]:
    """Return the duties that ground the ruling where it is `required`; empty where it is anything else.

    The same as `decide` gives, without the proof. ends: bearer and counterpart.
    """
    bearer, toward = ends
    rows = base.rows_on(act, world.kinds[bearer], None if toward is None else world.kinds[toward], on)
    facts = FactsTowardAnyone(world, bearer, on) if toward is None else Facts(world, bearer, toward, on)
    direct = [rule for _, rule in rows.direct if not facts.failing(rule)]
    if on < base.pack.reaches.toordinal() or not direct:
        return []
    answer, grounds, _ = settle(base, direct)
    return grounds if answer is Answer.REQUIRED else []


def standing(scene: Scene, pairs: Pairs, on: int) -> dict[Duty, list[Rule]]:
    """Return the recurring duties on the day (an ordinal) between the pairs, each with the norms that give it."""
    found: dict[Duty, list[Rule]] = {}
    for base in scene.bases:
        asked: dict[tuple[str, Ends], None] = {}
        for rule in base.recurring:
            if rule.in_force(on):
                asked |= dict.fromkeys((rule.norm.act, ends) for ends in pairs.of(rule))
        for act, ends in asked:
            bearer, toward = ends
            if scene.base_of((bearer,) if toward is None else (bearer, toward)) is not base:
                continue
            for rule in required_by(base, scene.world, act, ends, on):
                # A duty on an act above speaks to this one as well, but it is owed there.
                if rule.norm.every and rule.norm.act == act and bool(rule.toward) is (toward is not None):
                    duty = Duty(act, bearer, toward, rule.norm.includes_sub_acts)
                    found.setdefault(duty, []).append(rule)
    return found

"""Who is below whom, and on what a unit may be asked to carry out what was passed down to it."""

from datetime import date

from paizhu.door.acts import Asked
from paizhu.door.present import Present
from paizhu.norms.decide import Answer
from paizhu.registry.kinds import Level, Type
from paizhu.registry.records import DAY_LAST, DAY_ZERO, Chart, Relation

LEAD, MANAGE, PASS_DOWN = "lead", "manage.cadres", "pass_down"
_GIVEN = (Answer.REQUIRED, Answer.PERMITTED)


def below(chart: Chart, organ: str, on: date) -> tuple[str, ...]:
    """Return the organs right below one on that day: Party bodies that it leads, units of its host, its discipline body.

    A Party group and its host have the same units below them.
    """
    holding = [r for r in chart.relations.values() if _holds(r, on)]
    hosts = {organ, *(r.target for r in holding if r.type is Type.PARTY_BODY_OF and r.source == organ)}
    found = [r.target for r in holding if r.type is Type.LEADS and r.source == organ]
    found += [r.source for r in holding if r.type is Type.SUBORDINATE_OF and r.target in hosts]
    found += [r.source for r in holding if r.type is Type.DISCIPLINE_BODY_OF and r.target == organ]
    return tuple(sorted(set(found)))


def asked_of(organ: str, unit: str, present: Present) -> Asked:
    """Return the question on which passing something down to a unit rests.

    That the passing organ leads the unit; or that its Party group manages the unit's cadres, as the registry says of the
    chief's post (`managed_by`, 正职); else that both agree to it, for no provision gives it.
    Source: 中国共产党章程 (2022-10-22) 第四十八条; 主体责任规定 (2020-03-09) 第七条第九项.
    """
    chart, on = present.here.chart, present.on
    for bearer, act in ((organ, LEAD), *((group, MANAGE) for group in _managers(chart, organ, unit, on))):
        ruling = present.ruling(bearer, act, unit)
        if ruling.answer in _GIVEN and ruling.basis != "agreement":
            return Asked(bearer, act, unit)
    return Asked(organ, PASS_DOWN, unit)


def _managers(chart: Chart, organ: str, unit: str, on: date) -> list[str]:
    """The Party groups of the passing organ's unit that manage whoever heads the one below."""
    groups = [r.source for r in _party_bodies(chart, on) if organ in (r.source, r.target)]
    chiefs = [p for p in chart.posts.values() if p.organ == unit and p.level is Level.CHIEF]
    return sorted({group for group in groups if any(p.managed_by == group for p in chiefs)})


def _party_bodies(chart: Chart, on: date) -> list[Relation]:
    return [r for r in chart.relations.values() if r.type is Type.PARTY_BODY_OF and _holds(r, on)]


def _holds(relation: Relation, on: date) -> bool:
    return (relation.since or DAY_ZERO) <= on < (relation.until or DAY_LAST)

"""Recusals that nobody has to declare: derived from a post held earlier at a party, or from declared kin there.

They hold for whoever sits at a discipline or supervision organ, toward the parties of a matter that are not of that
organ's own line of leadership. No norm gives a period after which an earlier post does not count any more (the four
below speak of kin, witnesses, interests and "anything else that may impair fairness"): so a derived recusal is never a
decided one. It blocks until somebody else has decided it for the matter.

Source: 监督执纪工作规则 (2019-01-01) 第六十五条; 监察法 (2025-06-01) 第六十七条; 纪律检查委员会工作条例 (2021-12-24) 第五十二条;
处理检举控告工作规则 (2020-01-21) 第四十八条.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from paizhu.door.basis import Basis
from paizhu.door.kin.sealing import Kin, unseal
from paizhu.door.models import Ground, Matter, Recusal
from paizhu.door.present import Present
from paizhu.guard import beyond
from paizhu.guard.rows import among, rows
from paizhu.registry.kinds import Kind
from paizhu.registry.records import holds_on

# Whom the provisions on recusal bind: those who sit there.
_BOUND = frozenset({Kind.COMMISSION, Kind.AGENCY, Kind.OFFICE, Kind.ORGAN_DISCIPLINE, Kind.UNIT_DISCIPLINE})
Parties = dict[Basis, frozenset[str]]


def parties(persons: Iterable[str], present: Present) -> dict[str, Parties]:
    """Return of each person the organs from whose matters they are to keep out, by why; persons with none left out.

    One query for those who were not asked for before with this `present`, none for persons whom no provision binds.
    """
    wanted = list(dict.fromkeys(persons))
    new = [person for person in wanted if person not in present.kept]
    bound = [person for person in new if _is_bound(person, present)]
    kin = _kin(bound)
    for person in new:
        present.kept[person] = _of(person, kin[person], present) if person in bound else {}
    return {person: present.kept[person] for person in wanted if present.kept[person]}


@beyond.reading(beyond.Why.DERIVING)
def derived(
    persons: Iterable[str], matters: Sequence[Matter], present: Present
) -> dict[tuple[int, str], frozenset[Basis]]:
    """Return why persons are to keep out of matters: (matter, person) -> bases, less those decided not to hold.

    Two queries more than `parties` where there is anybody to keep out, for any number of matters.
    """
    found = parties(persons, present)
    if not found or not matters:
        return {}
    about = {m.pk: {o for o in (m.owner_id, m.counterpart_id) if o} for m in matters}
    every = {organ for of in found.values() for organs in of.values() for organ in organs}
    subjects = Ground.objects.filter(matter__in=list(about), toward__in=sorted(every))
    for matter, toward in subjects.values_list("matter_id", "toward").distinct():
        about[matter].add(toward)
    hit = {
        (matter, person): {basis for basis, organs in of.items() if organs & about[matter]}
        for matter in about
        for person, of in found.items()
    }
    hit = {key: bases for key, bases in hit.items() if bases}
    for matter, person, basis in _cleared(hit):
        hit.get((matter, person), set()).discard(Basis(basis))
    return {key: frozenset(bases) for key, bases in hit.items() if bases}


@beyond.reading(beyond.Why.DERIVING)
def undecided(persons: Iterable[str], matter: Matter, present: Present) -> dict[str, frozenset[Basis]]:
    """Return the derived recusals of persons from a matter that nobody has decided yet: person -> bases."""
    hit = derived(persons, [matter], present)
    done = defaultdict(set)
    rows = Recusal.objects.filter(matter=matter, holds=True).exclude(basis=Basis.DECLARED.value)
    for person, basis in rows.values_list("person_id", "basis") if hit else ():
        done[person].add(Basis(basis))
    left = {person: bases - done[person] for (_matter, person), bases in hit.items()}
    return {person: bases for person, bases in left.items() if bases}


def _cleared(hit: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
    keys = list(hit)
    if not keys:
        return []
    rows = Recusal.objects.filter(
        matter__in={matter for matter, _person in keys},
        person__in={person for _matter, person in keys},
        holds=False,
    )
    return list(rows.exclude(basis=Basis.DECLARED.value).values_list("matter_id", "person_id", "basis"))


def _is_bound(person: str, present: Present) -> bool:
    chart = present.here.chart
    return any(chart.organs[organ].kind in _BOUND for organ in _sits(person, present))


def _sits(person: str, present: Present) -> set[str]:
    """The organs at which a person sits on this day."""
    chart, seats = present.here.chart, present.here.seats_of.get(person, ())
    organs = {chart.posts[s.post].organ for s in seats if holds_on(s, present.on) and s.post in chart.posts}
    return {organ for organ in organs if organ in chart.organs}


def _sat(person: str, present: Present) -> set[str]:
    """The organs at which a person held a post that is over on this day."""
    chart, seats = present.here.chart, present.here.seats_of.get(person, ())
    over = (s for s in seats if s.until is not None and s.until <= present.on and s.post in chart.posts)
    return {chart.posts[s.post].organ for s in over}


def _of(person: str, kin: Sequence[Kin], present: Present) -> Parties:
    own = _line(_sits(person, present), present)
    relatives = {organ for one in kin for organ in ({one.organ} if one.organ else _sits(one.person, present))}
    found = {
        Basis.EARLIER_POST: _units(_sat(person, present) - own, present) - own,
        Basis.KINSHIP: _units(relatives - own, present) - own,
    }
    return {basis: frozenset(organs) for basis, organs in found.items() if organs}


def _line(own: set[str], present: Present) -> set[str]:
    """The organs with their own unit, those that lead them and all that these lead: people come from there rightly.

    Source: 派驻机构工作规则 (2022-06-22) 第十二条: the dispatching organ leads its offices directly.
    """
    leaders = {leader for organ in own if (leader := present.leader_of(organ))}
    led = {office for organ in own | leaders for office in present.led_by(organ)}
    return _units(own, present) | leaders | led


def _units(organs: set[str], present: Present) -> set[str]:
    """The organs with the host to which each belongs, and that host's bodies: a post at one of them was a post there."""
    return organs | {body for organ in organs for body in present.here.unit(organ, present.on)}


_DECLARED = """SELECT person_id, sealed FROM kin_kinship
    WHERE person_id {is_one} AND withdrawn_on IS NULL ORDER BY id"""


def _kin(persons: Sequence[str]) -> dict[str, list[Kin]]:
    found: dict[str, list[Kin]] = defaultdict(list)
    if not persons:
        return found
    is_one, those = among(persons)
    for person, sealed in rows(_DECLARED.format(is_one=is_one), those, unguarded=True):
        found[person].append(unseal(bytes(sealed), person))
    return found

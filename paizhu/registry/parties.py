"""The registry as a world that rulings are made in: parties with the pack's kinds, links between them on a day.

Source of the mapping: docs/reference/registry.md. Derived relations follow from the pack's paths; nothing is stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from paizhu.norms.base import Base
from paizhu.norms.lasting import made_to_last
from paizhu.norms.model import Link
from paizhu.norms.world import Profile, World
from paizhu.registry.kinds import Kind, Level, Type
from paizhu.registry.records import Chart, Organ, Person, Post, Relation, holds_on, is_within

_KINDS: dict[Kind, Profile] = {
    Kind.COMMITTEE: frozenset({"party_committee"}),
    Kind.COMMISSION: frozenset({"discipline_commission", "supervisory_commission"}),
    Kind.AGENCY: frozenset({"dispatched_agency"}),
    Kind.OFFICE: frozenset({"stationed_body"}),
    Kind.HOST: frozenset({"host_unit"}),
    Kind.PARTY_GROUP: frozenset({"host_party_group"}),
    Kind.UNIT_COMMITTEE: frozenset({"host_party_group"}),
    Kind.ORGAN_COMMITTEE: frozenset({"organ_party_committee"}),
    Kind.ORGAN_DISCIPLINE: frozenset({"organ_discipline_committee"}),
    Kind.UNIT_DISCIPLINE: frozenset({"subordinate_discipline_body"}),
    Kind.SUBORDINATE: frozenset({"subordinate_unit"}),
}
_DISPATCHING = _KINDS[Kind.COMMISSION] | {"dispatching_organ"}
_RELATIONS: dict[Type, str] = {
    **{t: t.value for t in Type},
    # Being stationed at a further unit of a composite office.
    Type.COVERS: "stationed_at",
}
# How a post belongs to its organ.
_OF_POST = frozenset({"post_of", "works_at"})
PERSON = "person:"
_MANAGED: dict[Level | None, str] = {
    Level.CHIEF: "group_managed_chief",
    Level.DEPUTY: "group_managed_deputy",
    Level.LEADERSHIP: "group_managed_leader",
    Level.MIDDLE: "group_managed_member",
    Level.OTHER: "group_managed_member",
    None: "group_managed_person",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """One link of the world with the relations of the registry that it rests on, nearest first."""

    relation: str
    subject: str
    object: str
    rests_on: tuple[Relation, ...] = ()


@dataclass(slots=True)
class Parties:
    """Who exists on a day, of which kinds, tied how; posts are parties by the id `post:…`.

    Persons are parties (`person:…`) only where they are asked about: see `with_persons`.
    """

    chart: Chart
    on: date
    kinds: dict[str, Profile] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)

    def world(self, base: Base) -> World:
        """Return the world of this day for rulings of that base."""
        links = (Link(t.relation, t.subject, t.object, date.min) for t in self.ties)
        return World(self.kinds, links, base.paths, base.lineage)


def parties(chart: Chart, on: date) -> Parties:
    """Return the parties of a chart on a day."""
    with made_to_last():
        return _parties(chart, on)


def _parties(chart: Chart, on: date) -> Parties:
    found = Parties(chart, on)
    alive = {id_: organ for id_, organ in chart.organs.items() if holds_on(organ, on)}
    found.kinds.update((id_, _KINDS[organ.kind]) for id_, organ in alive.items())
    valid = [
        r for r in chart.relations.values() if holds_on(r, on) and r.source in alive and r.target in alive
    ]
    for relation in valid:
        if relation.type is Type.DISPATCHES:
            found.kinds[relation.source] = _DISPATCHING
        found.ties.append(Tie(_RELATIONS[relation.type], relation.source, relation.target, (relation,)))
    bodies = _bodies(valid, alive)
    for body, ways in bodies.items():
        if alive[body].kind in {Kind.ORGAN_COMMITTEE, Kind.ORGAN_DISCIPLINE}:
            found.ties.append(Tie("body_of", body, ways[-1].target, ways))
    for post in chart.posts.values():
        if post.organ in alive:
            _add_post(found, post, alive[post.organ], bodies)
    return found


def with_persons(found: Parties, codes: Iterable[str]) -> Parties:
    """Return the parties of a day and those persons.

    A person is of the kinds of the posts held on that day, works where these are, and is a Party member or under
    supervision where the registry says so.  Nobody else's person is a party: an answer names no code but those asked about.
    """
    new = Parties(found.chart, found.on, dict(found.kinds), list(found.ties))
    at = {tie.subject: tie for tie in found.ties if tie.relation in _OF_POST}
    for code in codes:
        held = [
            post_id(s.post) for s in found.chart.seats.values() if s.person == code and holds_on(s, found.on)
        ]
        posts = [post for post in held if post in found.kinds]
        kinds = {"person"}.union(
            *(found.kinds[post] for post in posts), _facts(found.chart.persons.get(code), found.on)
        )
        new.kinds[person_id(code)] = frozenset(kinds - {"post"})
        # Two posts at one organ make one tie.
        works = dict.fromkeys((at[post].object, at[post].rests_on) for post in posts)
        new.ties += (Tie("works_at", person_id(code), organ, rests_on) for organ, rests_on in works)
    return new


def _facts(person: Person | None, on: date) -> Iterator[str]:
    if person is None:
        return
    if person.party_member and is_within(person.party_member_since, person.party_member_until, on):
        yield "party_member"
    if person.supervised and is_within(person.supervised_since, person.supervised_until, on):
        yield "supervised_person"


def _bodies(valid: list[Relation], alive: dict[str, Organ]) -> dict[str, tuple[Relation, ...]]:
    """For each Party body of a host the relations that lead from it up to its host."""
    found: dict[str, tuple[Relation, ...]] = {r.source: (r,) for r in valid if r.type is Type.PARTY_BODY_OF}
    leading = [r for r in valid if r.type is Type.LEADS]
    # The organ Party committee first, the discipline committee that it leads second.
    for kind in (Kind.ORGAN_COMMITTEE, Kind.ORGAN_DISCIPLINE):
        for relation in leading:
            if alive[relation.target].kind is kind and relation.source in found:
                found[relation.target] = (relation, *found[relation.source])
    return found


def post_id(post: str) -> str:
    """Return the id of a post as a party: it must differ from every organ's."""
    return f"post:{post}"


def person_id(code: str) -> str:
    """Return the id of a person as a party: it must differ from every organ's and post's."""
    return f"{PERSON}{code}"


def _add_post(found: Parties, post: Post, organ: Organ, bodies: dict[str, tuple[Relation, ...]]) -> None:
    kinds, relation = _post_kinds(post, organ, found.chart)
    ways = bodies.get(organ.id, ())
    # A post of the Party group is a post of the host: the office supervises both.
    at = ways[-1].target if ways else organ.id
    found.kinds[post_id(post.id)] = kinds
    found.ties.append(Tie(relation, post_id(post.id), at, ways))


def _post_kinds(post: Post, organ: Organ, chart: Chart) -> tuple[Profile, str]:
    """The kinds of a post, and how it belongs to its organ."""
    if organ.kind is Kind.OFFICE:
        if post.title == "组长":
            return frozenset({"stationed_head"}), "post_of"
        return frozenset({"stationed_officer"}), "works_at"
    if organ.kind in {Kind.PARTY_GROUP, Kind.UNIT_COMMITTEE} and post.title in {"党组书记", "党委书记"}:
        return frozenset({"host_party_secretary"}), "post_of"
    kinds = set(_of_management(post, chart))
    leads = post.level in {Level.CHIEF, Level.DEPUTY, Level.LEADERSHIP}
    if organ.kind in {Kind.HOST, Kind.PARTY_GROUP, Kind.UNIT_COMMITTEE} and leads:
        kinds.add("host_leadership_member")
    return frozenset(kinds or {"post"}), "post_of"


def _of_management(post: Post, chart: Chart) -> Iterator[str]:
    manager = chart.organs.get(post.managed_by)
    if manager is None:
        return
    if manager.kind in {Kind.PARTY_GROUP, Kind.UNIT_COMMITTEE}:
        yield _MANAGED[post.level]
    elif manager.kind is Kind.COMMITTEE:
        yield "managed_by_superior"

"""A generated country: party committees, commissions, offices, hosts, their bodies, units and posts.

With 40 cities: 1,000 offices, 24,000 units, 200,000 posts, about 229,000 relations. The same for the same number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from paizhu.norms.model import Link

OFFICES, UNITS, POSTS = 25, 600, 5_000  # of each city
SINCE = date(2018, 3, 1)
COMMISSION = frozenset({"discipline_commission", "supervisory_commission", "dispatching_organ"})
HOST_POSTS = ("host_party_secretary", *["host_leadership_member"] * 5, *["group_managed_leader"] * 34)
UNIT_POSTS = ("group_managed_leader", *["supervised_person"] * 8)

Row = tuple[str, str, str]  # relation, subject, object


@dataclass
class Host:
    unit: str
    group: str
    organ_committee: str
    discipline_committee: str
    posts: list[str] = field(default_factory=list)
    subordinates: list[str] = field(default_factory=list)


@dataclass
class Office:
    id: str
    head: str
    hosts: list[Host] = field(default_factory=list)


@dataclass
class City:
    committee: str
    commission: str
    offices: list[Office] = field(default_factory=list)


class Country:
    """Parties with their kinds, rows of relations, and the cities they belong to."""

    def __init__(self, cities: int) -> None:
        self.kinds: dict[str, frozenset[str]] = {}
        self.rows: list[Row] = []
        self._known: dict[str, frozenset[str]] = {}
        self.cities = [self._city(f"c{n}") for n in range(cities)]

    def links(self) -> Iterator[Link]:
        """Yield the rows as links, one by one, as a loader would."""
        return (Link(relation, subject, target, SINCE) for relation, subject, target in self.rows)

    def _city(self, name: str) -> City:
        city = City(self._party(f"{name}.committee", "party_committee"), f"{name}.commission")
        self.kinds[city.commission] = COMMISSION
        self._tie("leads", city.committee, city.commission)
        posts = 0
        for n in range(OFFICES):
            office = self._office(city, f"{name}.o{n}", hosts=1 + n % 2)
            posts += 5
            city.offices.append(office)
        hosts = [host for office in city.offices for host in office.hosts]
        for n in range(UNITS - len(hosts)):
            unit = self._party(f"{name}.u{n}", "subordinate_unit")
            host = hosts[n % len(hosts)]
            host.subordinates.append(unit)
            self._tie("subordinate_of", unit, host.unit)
        self._posts(name, hosts, POSTS - posts)
        return city

    def _office(self, city: City, name: str, hosts: int) -> Office:
        office = Office(self._party(name, "stationed_body"), f"{name}.head")
        self._tie("dispatches", city.commission, name)
        self._post(office.head, "stationed_head", name)
        for n in range(4):
            self._post(f"{name}.officer{n}", "stationed_officer", name)
        office.hosts += [self._host(name, f"{name}.h{n}") for n in range(hosts)]
        return office

    def _host(self, office: str, name: str) -> Host:
        host = Host(
            self._party(name, "host_unit"),
            self._party(f"{name}.group", "host_party_group"),
            self._party(f"{name}.organ", "organ_party_committee"),
            self._party(f"{name}.discipline", "organ_discipline_committee"),
        )
        self._tie("stationed_at", office, host.unit)
        self._tie("party_body_of", host.group, host.unit)
        self._tie("leads", host.group, host.organ_committee)
        self._tie("leads", host.organ_committee, host.discipline_committee)
        for n, kind in enumerate(HOST_POSTS):
            host.posts.append(self._post(f"{name}.p{n}", kind, name))
        return host

    def _posts(self, city: str, hosts: list[Host], left: int) -> None:
        """Fill the subordinate units up to the number of posts that a city has."""
        units = [unit for host in hosts for unit in host.subordinates]
        for n in range(left - len(hosts) * len(HOST_POSTS)):
            kind = UNIT_POSTS[n // len(units) % len(UNIT_POSTS)]
            self._post(f"{city}.q{n}", kind, units[n % len(units)])

    def _party(self, party: str, kind: str) -> str:
        self.kinds[party] = self._known.setdefault(kind, frozenset({kind}))
        return party

    def _post(self, post: str, kind: str, organ: str) -> str:
        self._tie("post_of", self._party(post, kind), organ)
        return post

    def _tie(self, relation: str, subject: str, target: str) -> None:
        self.rows.append((relation, subject, target))

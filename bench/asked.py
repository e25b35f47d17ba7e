"""The questions of the measurements: who owes what between the parties of a generated country.

Half of each kind name parties that stand in the relation (yes), half name a party of another office or city (no).
No question is asked twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from city import City, Country, Host, Office

FIRST, LAST = date(2022, 10, 22), date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Place:
    """One host with the office stationed at it and the city around both."""

    city: City
    office: Office
    host: Host

    def party(self, kind: str, draw: Random) -> str:
        return PARTIES[kind](self, draw)


PARTIES: dict[str, Callable[[Place, Random], str]] = {
    "party_committee": lambda place, _: place.city.committee,
    "commission": lambda place, _: place.city.commission,
    "stationed_body": lambda place, _: place.office.id,
    "stationed_head": lambda place, _: place.office.head,
    "host_unit": lambda place, _: place.host.unit,
    "host_party_group": lambda place, _: place.host.group,
    "organ_party_committee": lambda place, _: place.host.organ_committee,
    "organ_discipline_committee": lambda place, _: place.host.discipline_committee,
    "host_party_secretary": lambda place, _: place.host.posts[0],
    "host_leadership_member": lambda place, draw: draw.choice(place.host.posts[1:6]),
    "group_managed_leader": lambda place, draw: draw.choice(place.host.posts[6:]),
    "subordinate_unit": lambda place, draw: draw.choice(place.host.subordinates),
}

# (bearer, act, toward); what the norms say of each is worked out by the engines, not here.
ASKED = (
    ("stationed_body", "assist", "host_party_group"),
    ("stationed_body", "assist.internal_inspection", "host_party_group"),
    ("stationed_body", "assist.strict_governance", "host_party_group"),
    ("stationed_body", "support_urge.principal_responsibility", "host_party_group"),
    ("stationed_body", "consult_regularly", "host_party_group"),
    ("stationed_body", "supervise", "host_unit"),
    ("stationed_body", "supervise.political", "host_unit"),
    ("stationed_body", "supervise.key_persons", "host_leadership_member"),
    ("stationed_body", "supervise.key_persons", "host_party_secretary"),
    ("stationed_body", "supervise.officials", "group_managed_leader"),
    ("stationed_body", "investigate.duty_offence", "group_managed_leader"),
    ("stationed_body", "recommend", "host_unit"),
    ("stationed_body", "recommend", "subordinate_unit"),
    ("stationed_body", "guide_inspect", "organ_discipline_committee"),
    ("stationed_body", "report", "commission"),
    ("stationed_head", "host_business.manage", "host_unit"),
    ("stationed_body", "host_business.decide", "host_party_group"),
    ("commission", "lead", "stationed_body"),
    ("commission", "hear_report", "stationed_body"),
    ("commission", "assist.strict_governance", "party_committee"),
    ("host_party_group", "cooperate", "stationed_body"),
    ("host_unit", "cooperate.provide_materials", "stationed_body"),
    ("organ_party_committee", "assist.strict_governance", "host_party_group"),
    ("organ_discipline_committee", "assist.strict_governance", "organ_party_committee"),
)

Asked = tuple[str, str, str, date]


def questions(country: Country, number: int, seed: int) -> list[Asked]:
    """Return that many distinct questions, every second one between parties that do not belong together."""
    draw = Random(seed)
    places = [Place(c, o, h) for c in country.cities for o in c.offices for h in o.hosts]
    found: dict[Asked, None] = {}
    drawn = _draw(places, draw)
    while len(found) < number:
        found[next(drawn)] = None
    return list(found)


def _draw(places: list[Place], draw: Random) -> Iterator[Asked]:
    days = (LAST - FIRST).days
    while True:
        for bearer, act, toward in ASKED:
            for together in (True, False):
                here = draw.choice(places)
                there = here if together else _elsewhere(places, here, draw)
                on = FIRST + timedelta(days=draw.randint(0, days))
                yield here.party(bearer, draw), act, there.party(toward, draw), on


def _elsewhere(places: list[Place], here: Place, draw: Random) -> Place:
    while True:
        there = draw.choice(places)
        if there.city is not here.city:
            return there

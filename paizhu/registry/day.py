"""The registry on one day: its parties, the world in which they are ruled on, and what they are called."""

from dataclasses import dataclass

from paizhu.norms.base import Base
from paizhu.norms.world import World
from paizhu.registry.parties import PERSON, Parties
from paizhu.registry.proof import Proof
from paizhu.registry.records import Chart


@dataclass(frozen=True, slots=True)
class Day:
    """The registry on one day, ready to be ruled in."""

    parties: Parties
    world: World
    proof: Proof
    names: dict[str, str]


def day_of(found: Parties, base: Base) -> Day:
    """Return the day of these parties, ready to be ruled in with the relations of the base."""
    world = found.world(base)
    return Day(found, world, Proof(found, base, world), _names(found))


def _names(found: Parties) -> dict[str, str]:
    return {id_: party_name(found.chart, id_) for id_ in found.kinds}


def party_name(chart: Chart, party: str) -> str:
    """Return what an organ, or a post or a person as a party, is called; on whatever day it exists.

    A person is called by the code: the registry knows no other name.
    """
    if party in chart.organs:
        return chart.organs[party].name
    if party.startswith(PERSON):
        return party.removeprefix(PERSON)
    post = chart.posts[party.removeprefix("post:")]
    return _joined(chart.organs[post.organ].name, post.title)


def _joined(organ: str, title: str) -> str:
    """The name of a post: 财政局党组 and 党组书记 are 财政局党组书记, but 纪检监察组 and 组长 纪检监察组组长."""
    shared = next((n for n in range(min(len(organ), len(title)), 1, -1) if organ.endswith(title[:n])), 0)
    return organ + title[shared:]

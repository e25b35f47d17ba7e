"""The registry on one day: its parties, the world in which they are ruled on, and what they are called."""

from dataclasses import dataclass

from paizhu.norms.base import Base
from paizhu.norms.world import World
from paizhu.registry.parties import Parties
from paizhu.registry.proof import Proof


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
    organs, names = found.chart.organs, {}
    for id_ in found.kinds:
        if id_ in organs:
            names[id_] = organs[id_].name
        else:
            post = found.chart.posts[id_.removeprefix("post:")]
            names[id_] = _joined(organs[post.organ].name, post.title)
    return names


def _joined(organ: str, title: str) -> str:
    """The name of a post: 财政局党组 and 党组书记 are 财政局党组书记, but 纪检监察组 and 组长 纪检监察组组长."""
    shared = next((n for n in range(min(len(organ), len(title)), 1, -1) if organ.endswith(title[:n])), 0)
    return organ + title[shared:]

"""The registry as a course of days, for what the norms' frequencies ask of its parties."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date

from paizhu.norms.base import Base
from paizhu.norms.expected.model import Course, Scene
from paizhu.norms.model import Norm
from paizhu.registry.local import Held, applying
from paizhu.registry.parties import post_id
from paizhu.registry.records import Organ, Relation
from paizhu.registry.ruling import Here

Packs = tuple[Held, ...]


def course_of(here: Here, at_hand: date | None = None) -> Course:
    """Return the parties of the registry in their changes, each pair under the norms that hold between them.

    at_hand: a day that is ready to be ruled in already; it stands for the others on which nothing is different.
    """
    chart = here.chart
    spans: tuple[Organ | Relation | Held, ...] = (
        *chart.organs.values(),
        *chart.relations.values(),
        *here.packs,
    )
    turning = sorted({day for one in spans for day in (one.since, one.until) if day is not None})

    def scene(on: date) -> Scene:
        same = at_hand is not None and bisect_right(turning, at_hand) == bisect_right(turning, on)
        return _scene(here, at_hand if at_hand and same else on)

    return Course(scene, turning)


def own_parties(here: Here, organ: str) -> frozenset[str]:
    """Return an organ and its posts, as parties."""
    posts = (post_id(post.id) for post in here.chart.posts.values() if post.organ == organ)
    return frozenset((organ, *posts))


def base_of_norm(here: Here, norm: Norm) -> Base:
    """Return the base that a norm stands in, which for a local one is the pack with that overlay."""
    return here.base if norm.id in here.base.norms else here.local_norm(norm.id) or here.base


def _scene(here: Here, on: date) -> Scene:
    day = here.day(on)
    if not any(pack.holds_on(on) for pack in here.packs):
        return Scene(day.world, (here.base,), lambda _ends: here.base)
    packs_of = {party: applying(here.packs, [party], day.parties) for party in day.world.kinds}
    return Scene(day.world, _bases(here, set(packs_of.values())), _base_of(here, packs_of))


def _bases(here: Here, sets: set[Packs]) -> tuple[Base, ...]:
    """The base under each set of packs that two parties can have in common, the pack's own first."""
    common = {_common(one, other) for one in sets for other in sets} | {()}
    ordered = sorted(common, key=lambda packs: (len(packs), [pack.local.id for pack in packs]))
    return tuple(here.over(packs) for packs in ordered)


def _base_of(here: Here, packs_of: dict[str, Packs]) -> Callable[[tuple[str, ...]], Base]:
    def base_of(ends: tuple[str, ...]) -> Base:
        return here.over(_common(packs_of[ends[0]], packs_of[ends[-1]]))

    return base_of


def _common(one: Packs, other: Packs) -> Packs:
    return tuple(pack for pack in one if pack in other)

"""The registry as a course of days, for what the norms' frequencies ask of its parties."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from weakref import WeakKeyDictionary

from paizhu.norms.base import Base
from paizhu.norms.expected.counting import Outlook, outlook
from paizhu.norms.expected.model import Course, Scene
from paizhu.norms.model import Norm
from paizhu.registry.local import Held, applying
from paizhu.registry.parties import post_id
from paizhu.registry.records import Organ, Relation
from paizhu.registry.ruling import Here

Packs = tuple[Held, ...]
# Of the registry, that a page may look through anew for the days on which it changes.
_RECORDS = 60_000
_MOST_KEPT = 500

_Key = tuple[frozenset[str], date, date]
# What was worked out of a registry; it goes when the registry does, which is when something is recorded.
_kept: "WeakKeyDictionary[Here, dict[_Key, Outlook | None]]" = WeakKeyDictionary()
_posts: "WeakKeyDictionary[Here, dict[str, list[str]]]" = WeakKeyDictionary()


def outlook_of(here: Here, about: frozenset[str], first: date, last: date, at_hand: date) -> Outlook | None:
    """Return what is expected of, or owed to, these parties in every period from the first day to the last.

    Worked out once as long as the registry stays as it is. at_hand: as for `course_of`.
    None where the registry is so large, and changes on so many of the days, that a page would be slow.
    """
    kept, key = _kept.setdefault(here, {}), (about, first, last)
    if key not in kept:
        while len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = _outlook(here, about, first, last, at_hand)
    return kept[key]


def _outlook(here: Here, about: frozenset[str], first: date, last: date, at_hand: date) -> Outlook | None:
    course = course_of(here, at_hand=at_hand)
    turning = sum(first < day <= last for day in course.turning)
    size = len(here.chart.organs) + len(here.chart.relations) + len(here.chart.posts)
    return None if turning * size > _RECORDS else outlook(course, first, last, about=about)


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
    posts = _posts.get(here)
    if posts is None:
        posts = defaultdict(list)
        for post in here.chart.posts.values():
            posts[post.organ].append(post_id(post.id))
        _posts[here] = posts
    return frozenset((organ, *posts.get(organ, ())))


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

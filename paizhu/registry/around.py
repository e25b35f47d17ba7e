"""What is known around records that are to change: as much of the registry as any rule holds against them.

The rules of a chart (rules.py) look at records in groups: those of one unit, of one post, of one circle. Each group that a
change touches is read whole, by the database's indexes; all others are the same before and after it. A new rule needs
its group here; paizhu/registry/tests/test_around.py compares with the check of everything.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from paizhu.registry import queries, rows, rules
from paizhu.registry.alike import likenesses
from paizhu.registry.breach import Breach
from paizhu.registry.changes import Key
from paizhu.registry.cycles import PARENTS
from paizhu.registry.kinds import OVER_A_HOST, SOLE_TITLES, Type
from paizhu.registry.records import LISTS, Chart, Post, Record, Relation, Seat

_RIVALS = OVER_A_HOST | {Type.DISPATCHES}
_SOME = 500  # values that one query asks for


def around(incoming: Chart, withdrawn: Collection[Key] = ()) -> Chart:
    """Return what is known now of the records that are to change, and of all that a rule holds against them."""
    near, before = Chart(), Chart()
    for list_ in LISTS:
        gone = {id_ for of, id_ in withdrawn if of == list_}
        ids = {*incoming.of(list_), *gone}
        before.of(list_).update(_take(near, list_, rows.id_column(list_), ids))
        come_or_go = {id_ for id_ in ids if id_ in gone or id_ not in before.of(list_)}
        _take(near, list_, rows.id_column(list_), _look_alikes(list_, come_or_go))
    _of_organs(near, {*before.organs, *incoming.organs})
    _of_relations(near, [*before.relations.values(), *incoming.relations.values()])
    _of_posts(near, [*before.posts.values(), *incoming.posts.values()])
    _of_seats(near, [*before.seats.values(), *incoming.seats.values()])
    _mentioned(near, incoming)
    return near.in_order()


def breaches(existing: Chart, whole: Chart, mine: Collection[Key]) -> list[Breach]:
    """Return the breaches in what would be (`whole`) that are not there already; both as `around` gives them."""
    already = set(rules.breaches(existing, mine=set(mine), others=queries.ids))
    return [b for b in rules.breaches(whole, mine=set(mine), others=queries.ids) if b not in already]


def _take(
    near: Chart, list_: str, column: str, values: Iterable[str], types: Iterable[Type] | None = None
) -> dict[str, Record]:
    """Add what is known with one of the values in that column, of these types only; return it."""
    wanted, found = list(values), dict[str, Record]()
    of_type = Q() if types is None else Q(type__in=sorted(types))
    for start in range(0, len(wanted), _SOME):
        found |= rows.known(list_, of_type, **{f"{column}__in": wanted[start : start + _SOME]})
    near.of(list_).update(found)
    return found


def _take_relations(
    near: Chart, column: str, values: Iterable[str], types: Iterable[Type] | None = None
) -> list[Relation]:
    return [r for r in _take(near, "relations", column, values, types).values() if isinstance(r, Relation)]


def _look_alikes(list_: str, ids: Collection[str]) -> set[str]:
    """The ids of a list that look like one of these, those that look like one of them, and so on."""
    keys = {key for id_ in ids for key in likenesses(id_)}
    found: set[str] = set()
    more = keys
    while more:
        alike = [id_ for id_ in queries.ids(list_) if not more.isdisjoint(likenesses(id_))]
        found.update(alike)
        more = {key for id_ in alike for key in likenesses(id_)} - keys
        keys |= more
    return found


def _of_organs(near: Chart, organs: Collection[str]) -> None:
    """Relations and seats lie within the life of an organ, and its kind decides which relations it can have."""
    for end in ("source_id", "target_id"):
        _take(near, "relations", end, organs)
    for column in ("organ_id", "managed_by_id"):
        posts = _take(near, "posts", column, organs)
        _take(near, "seats", "post_id", posts)


def _of_relations(near: Chart, touched: Sequence[Relation]) -> None:
    for start in range(0, len(touched), _SOME):
        some = touched[start : start + _SOME]
        ends = {"source_id__in": {r.source for r in some}, "target_id__in": {r.target for r in some}}
        near.of("relations").update(rows.known("relations", **ends))
    _take(near, "relations", "target_id", {r.target for r in touched if r.type in _RIVALS}, _RIVALS)
    _under_offices(near, touched)
    _circles(near, touched)


def _under_offices(near: Chart, touched: Sequence[Relation]) -> None:
    """The units whose hosts change, with all their hosts and the offices over these."""
    hosts = {r.target for r in touched if r.type in OVER_A_HOST}
    under = _take_relations(near, "target_id", hosts, [Type.SUBORDINATE_OF])
    units = {r.source for r in (*touched, *under) if r.type is Type.SUBORDINATE_OF}
    above = _take_relations(near, "source_id", units, [Type.SUBORDINATE_OF])
    over = {r.target for r in (*touched, *above) if r.type is Type.SUBORDINATE_OF}
    _take(near, "relations", "target_id", over, OVER_A_HOST)


def _circles(near: Chart, touched: Iterable[Relation]) -> None:
    """All relations that lead to where one that is touched begins: every circle that it can be part of is among them."""
    seen: set[str] = set()
    ahead = {r.source for r in touched if r.type in PARENTS}
    while ahead:
        seen |= ahead
        leading = _take_relations(near, "target_id", ahead, PARENTS)
        ahead = {r.source for r in leading} - seen


def _of_posts(near: Chart, touched: Sequence[Post]) -> None:
    """Some posts are there once in an organ and have one holder."""
    organs = list({p.organ for p in touched})
    for start in range(0, len(organs), _SOME):
        some = {"organ_id__in": organs[start : start + _SOME], "title__in": sorted(SOLE_TITLES)}
        near.of("posts").update(rows.known("posts", **some))
    _take(near, "seats", "post_id", {p.id for p in touched})


def _of_seats(near: Chart, touched: Sequence[Seat]) -> None:
    _take(near, "seats", "post_id", {s.post for s in touched})


def _mentioned(near: Chart, incoming: Chart) -> None:
    """What these records refer to."""
    both = near.with_(incoming)
    _take(near, "posts", "code_id", {s.post for s in both.seats.values()})
    both = near.with_(incoming)
    organs = {end for r in both.relations.values() for end in (r.source, r.target)}
    organs |= {organ for p in both.posts.values() for organ in (p.organ, p.managed_by) if organ}
    _take(near, "organs", "code_id", organs)

"""Where organs stand in the drawing of their relations: worked out from the tree, the same each time, in one pass.

What is below a host stands around it, hosts stand around their office, and offices stand in rows with the
commission in their middle. A layout by forces would take seconds in the browser and move with each change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, log, pi, sin, sqrt

from paizhu.registry.hierarchy import Branch
from paizhu.registry.kinds import Kind

Places = dict[str, tuple[float, float]]
GAP = 2.4  # between two neighbours on a circle; the unit is about a symbol's width
BETWEEN = 4.0  # between two offices with all that is around them
_LEADERS = frozenset({Kind.COMMITTEE, Kind.COMMISSION, Kind.AGENCY})
_LEADER_GAP = 9.0


@dataclass(frozen=True, slots=True)
class Block:
    """Organs with their places around (0, 0), and how far the outermost reaches."""

    places: Places
    radius: float


def layout(roots: Iterable[Branch], ratio: float) -> Places:
    """Return the place of each organ of a day. ratio: width by height of the drawing."""
    leaders, blocks = _split(roots)
    if leaders:
        blocks.insert(len(blocks) // 2, _row(leaders))
    return _in_rows(blocks, ratio)


def _split(roots: Iterable[Branch]) -> tuple[list[str], list[Block]]:
    """The organs that stand over offices, and a block for everything else that stands under none of its own kind."""
    leaders: list[str] = []
    blocks: list[Block] = []
    stack = list(roots)[::-1]
    while stack:
        branch = stack.pop()
        if branch.elsewhere:
            continue
        if branch.organ.kind in _LEADERS:
            leaders.append(branch.organ.id)
            stack += branch.below[::-1]
        else:
            blocks.append(_block(branch))
    return leaders, blocks


def _block(branch: Branch) -> Block:
    below = [under for under in branch.below if not under.elsewhere]
    if branch.organ.kind is Kind.OFFICE:
        around = [_block(under) for under in below]
    else:
        around = [Block({id_: (0.0, 0.0)}, 0.5) for under in below for id_ in _all(under)]
    return _around(branch.organ.id, around)


def _all(branch: Branch) -> Iterable[str]:
    yield branch.organ.id
    for under in branch.below:
        if not under.elsewhere:
            yield from _all(under)


def _around(centre: str, blocks: list[Block]) -> Block:
    """The blocks on a circle around an organ, as near as they have room."""
    places: Places = {centre: (0.0, 0.0)}
    if not blocks:
        return Block(places, 0.5)
    widest = max(block.radius for block in blocks)
    turn = sum(2 * block.radius + GAP / 2 for block in blocks)
    # Two wide blocks touch sooner than their shares of the circle say.
    far = max(
        turn / (2 * pi), widest + GAP / 2, (2 * widest + GAP / 2) / (2 * sin(pi / max(len(blocks), 2))) * 0.9
    )
    angle = -pi / 2
    for block in blocks:
        share = (2 * block.radius + GAP / 2) / turn * 2 * pi
        angle += share / 2
        for id_, (x, y) in block.places.items():
            places[id_] = (x + far * cos(angle), y + far * sin(angle))
        angle += share / 2
    return Block(places, max(hypot(x, y) for x, y in places.values()) + 0.5)


def _row(ids: list[str]) -> Block:
    """Those who stand over offices, in rows of their own."""
    columns = max(round(sqrt(len(ids))), 1)
    rows = -(-len(ids) // columns)
    places = {
        id_: (
            (n % columns - (columns - 1) / 2) * _LEADER_GAP,
            (n // columns - (rows - 1) / 2) * _LEADER_GAP / 2,
        )
        for n, id_ in enumerate(ids)
    }
    return Block(places, max(hypot(x, y) for x, y in places.values()) + _LEADER_GAP / 2)


def _in_rows(blocks: list[Block], ratio: float) -> Places:
    """The blocks in rows, as wide as makes the whole come nearest to the ratio asked for."""
    if not blocks:
        return {}
    boxes = [_box(block) for block in blocks]
    least = max(box.wide for box in boxes)
    side = sqrt(sum(box.wide * box.high for box in boxes) * ratio)
    tried = [_rows(boxes, max(side * share / 10, least)) for share in range(6, 19)]
    best = min(tried, key=lambda rows: abs(log(_wide(rows) / _high(rows) / ratio)))
    places: Places = {}
    y = 0.0
    for row in best:
        high = max(box.high for box in row)
        x = (_wide(best) - sum(box.wide for box in row)) / 2
        for box in row:
            for id_, (dx, dy) in box.places.items():
                places[id_] = (round(x + dx, 2), round(y + (high - box.high) / 2 + dy, 2))
            x += box.wide
        y += high
    return places


@dataclass(frozen=True, slots=True)
class _Box:
    """A block with its places counted from its upper left corner."""

    places: Places
    wide: float
    high: float


def _box(block: Block) -> _Box:
    xs, ys = zip(*block.places.values(), strict=True)
    left, top = min(xs) - BETWEEN / 2, min(ys) - BETWEEN / 2
    places = {id_: (x - left, y - top) for id_, (x, y) in block.places.items()}
    return _Box(places, max(xs) - left + BETWEEN / 2, max(ys) - top + BETWEEN / 2)


def _rows(boxes: list[_Box], wide: float) -> list[list[_Box]]:
    rows: list[list[_Box]] = []
    x = wide + 1
    for box in boxes:
        if x + box.wide > wide:
            rows.append([])
            x = 0.0
        rows[-1].append(box)
        x += box.wide
    return rows


def _wide(rows: list[list[_Box]]) -> float:
    return max(sum(box.wide for box in row) for row in rows)


def _high(rows: list[list[_Box]]) -> float:
    return sum(max(box.high for box in row) for row in rows)

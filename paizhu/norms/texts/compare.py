"""Two versions of a regulation, article by article: same, moved, changed, new, gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from paizhu.norms.texts.alignment import aligned, alike, plain
from paizhu.norms.texts.marks import Mark, marked
from paizhu.norms.texts.model import Article, RegulationText

_FROM = 0.25  # a new article this much like an old one that lives on elsewhere was split off it


class Change(StrEnum):
    SAME = "same"
    MOVED = "moved"  # the same words under another number
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Pair:
    """One article in both versions. old, new: None where that version has none.

    marks: the words of a changed article, both wordings in one row.  near: numbers of articles in the other version
    that have much of a new or gone one, because it was split off or taken in.
    """

    change: Change
    old: Article | None
    new: Article | None
    marks: tuple[Mark, ...] = ()
    near: tuple[str, ...] = ()


def compare(old: RegulationText, new: RegulationText) -> tuple[Pair, ...]:
    """Return the articles of both in the order of the new version; what is gone stands where it was."""
    pairs = aligned(old.articles, new.articles)
    likeness = alike(old.articles, new.articles)
    rows = [
        _pair(old.articles[pairs[n]], a) if n in pairs else _new(n, old.articles, a, likeness)
        for n, a in enumerate(new.articles)
    ]
    at = {o: n for n, o in pairs.items()}
    gone = [o for o in range(len(old.articles)) if o not in at]
    for o in reversed(gone):
        # After the place of the article before it.
        before = max((at[p] for p in range(o) if p in at and p == _last_before(o, at)), default=-1)
        rows.insert(before + 1, _gone(o, old.articles[o], new.articles, likeness))
    return tuple(rows)


def _last_before(o: int, at: dict[int, int]) -> int:
    return max((p for p in at if p < o), default=-1)


def _pair(old: Article, new: Article) -> Pair:
    if plain(old) == plain(new):
        return Pair(Change.SAME if old.number == new.number else Change.MOVED, old, new)
    return Pair(Change.CHANGED, old, new, marked(old.plain, new.plain))


def _new(n: int, old: Sequence[Article], article: Article, likeness: dict[tuple[int, int], float]) -> Pair:
    near = [(score, o) for (o, m), score in likeness.items() if m == n and score >= _FROM]
    return Pair(
        Change.NEW, None, article, near=tuple(old[o].number for _, o in sorted(near, reverse=True)[:2])
    )


def _gone(o: int, article: Article, new: Sequence[Article], likeness: dict[tuple[int, int], float]) -> Pair:
    near = [(score, n) for (m, n), score in likeness.items() if m == o and score >= _FROM]
    return Pair(
        Change.GONE, article, None, near=tuple(new[n].number for _, n in sorted(near, reverse=True)[:2])
    )

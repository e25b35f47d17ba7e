"""Which words differ between two wordings: first clause by clause, then sign by sign within clauses that changed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_CLAUSE = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]|[^，。；：、！？\n]+")
_WORD = re.compile(r"[0-9A-Za-z]+|.", re.DOTALL)
_WORTH_COMPARING = 250_000  # signs of one clause times those of the other
_SHORT = 2  # fewer signs than this between two changes belong to the change


class Kept(StrEnum):
    BOTH = "both"
    OLD = "old"  # stands in the old wording only
    NEW = "new"


class Mark(NamedTuple):
    """A run of words and where it stands."""

    kept: Kept
    text: str


def marked(old: str, new: str) -> tuple[Mark, ...]:
    """Return both wordings as one row of marks: without NEW it is the old wording, without OLD the new one.

    >>> [(m.kept.value, m.text) for m in marked("应当依法处理。", "应当及时依法处理。")]
    [('both', '应当'), ('new', '及时'), ('both', '依法处理。')]
    """
    return tuple(_joined(_clauses(_CLAUSE.findall(old), _CLAUSE.findall(new))))


def _clauses(old: Sequence[str], new: Sequence[str]) -> Iterator[Mark]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal":
            yield Mark(Kept.BOTH, before)
        elif before and after and len(before) * len(after) <= _WORTH_COMPARING:
            yield from _signs(_WORD.findall(before), _WORD.findall(after))
        else:
            yield from _replaced(before, after)


def _signs(old: Sequence[str], new: Sequence[str]) -> Iterator[Mark]:
    """What both begin and end with is common whatever the rest is; the rest only where enough of it is."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    if head:
        yield Mark(Kept.BOTH, "".join(old[:head]))
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    if tail:
        yield Mark(Kept.BOTH, "".join(old[len(old) - tail :]))


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many signs both begin with."""
    shorter = min(len(old), len(new))
    return next((n for n in range(shorter) if old[n] != new[n]), shorter)


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[Mark]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:  # noqa: PLR2004  a sign here and there in common is no common wording
        yield from _replaced("".join(old), "".join(new))
        return
    waiting: tuple[str, str] = ("", "")
    codes = matcher.get_opcodes()
    for n, (tag, i, j, k, m) in enumerate(codes):
        within = 0 < n < len(codes) - 1
        if tag == "equal" and not (within and j - i < _SHORT):
            yield from _replaced(*waiting)
            waiting = ("", "")
            yield Mark(Kept.BOTH, "".join(old[i:j]))
        else:
            waiting = (waiting[0] + "".join(old[i:j]), waiting[1] + "".join(new[k:m]))
    yield from _replaced(*waiting)


def _replaced(old: str, new: str) -> Iterator[Mark]:
    if old:
        yield Mark(Kept.OLD, old)
    if new:
        yield Mark(Kept.NEW, new)


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Neighbours of one kind as one."""
    last: Mark | None = None
    for mark in marks:
        if last is not None and last.kept is mark.kept:
            last = Mark(mark.kept, last.text + mark.text)
            continue
        if last is not None:
            yield last
        last = mark
    if last is not None:
        yield last

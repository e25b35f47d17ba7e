"""The part of an article that a hit shows, and where in it the words of the query stand."""

import re
from dataclasses import dataclass

from paizhu.norms.search.terms import folded

LONGEST = 120  # characters
_LATIN = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for. typed: pairs of characters and Latin words.  widened: the law's words for them, whole."""

    typed: frozenset[str]
    widened: frozenset[str]


def words(query: str, legal: tuple[str, ...]) -> Words:
    """Return what a folded query and the law's words for it look for."""
    return Words(
        _pairs(query) | frozenset(_LATIN.findall(query)), frozenset(p for w in legal for p in _pairs(w))
    )


def _pairs(text: str) -> frozenset[str]:
    chinese = re.findall(r"[\u3400-\u9fff]+", text)
    return frozenset(run[n : n + 2] for run in chinese for n in range(len(run) - 1))


def snippet(text: str, sought: Words) -> str:
    """Return the line of an article that has most of the words, cut around them when it is long."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    line = max(lines, key=lambda one: _worth(one, sought))
    if len(line) <= LONGEST:
        return line
    starts = range(0, len(line) - LONGEST // 2, 10)
    start = max(starts, key=lambda n: _worth(line[n : n + LONGEST], sought))
    cut = line[start : start + LONGEST]
    return ("…" if start else "") + cut + ("…" if start + LONGEST < len(line) else "")


def _worth(part: str, sought: Words) -> float:
    plain = folded(part)
    return sum(w in plain for w in sought.typed) + 0.5 * sum(w in plain for w in sought.widened)


def marked(text: str, sought: Words) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is one that was sought.

    >>> marked("留置时间不得超过三个月", Words(frozenset({"留置"}), frozenset({"时间"})))
    [('留置时间', True), ('不得超过三个月', False)]
    """
    plain = "".join(folded(sign)[:1] or sign for sign in text)
    on = [False] * len(text)
    for word in sought.typed | sought.widened:
        for match in re.finditer(f"(?={re.escape(word)})", plain):
            on[match.start() : match.start() + len(word)] = [True] * len(word)
    pieces: list[tuple[str, bool]] = []
    for sign, is_on in zip(text, on, strict=True):
        if pieces and pieces[-1][1] == is_on:
            pieces[-1] = (pieces[-1][0] + sign, is_on)
        else:
            pieces.append((sign, is_on))
    return pieces

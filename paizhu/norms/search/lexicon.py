"""Lay words and the law's words for them, from the pack: they widen a query, and never decide anything."""

from collections.abc import Iterable

from paizhu.norms.model import LayWords
from paizhu.norms.search.terms import folded


def widened(query: str, rows: Iterable[LayWords]) -> tuple[str, ...]:
    """Return the law's words for what a folded query says, in the order of the rows, none twice.

    >>> widened("被关押了几天", [LayWords(("关押",), ("羁押", "留置"))])
    ('羁押', '留置')
    """
    spaced = f" {query}"
    found = (
        legal for row in rows if any(_stands(lay, query, spaced) for lay in row.lay) for legal in row.legal
    )
    return tuple(dict.fromkeys(map(folded, found)))


def _stands(lay: str, query: str, spaced: str) -> bool:
    # An English word must begin where a word begins: "arrest" stands in "arrested", "rape" not in "drape".
    return f" {lay.lower()}" in spaced if lay.isascii() else lay in query

"""What an article is found by: its characters, pairs of neighbours among them, and the stems of its Latin words.

A term is a number: the code point of a character, two code points for a pair, a digest with the top bit set for a word.
Chinese needs no word list this way, and a whole batch of articles is cut at once.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from paizhu.norms.ask.similar import stem

Terms = NDArray[np.uint64]
Owners = NDArray[np.uint32]

_SHIFT = 21  # bits of a code point
_HAN = (0x3400, 0x9FFF, 0x20000)  # the common block, and where the rare ones begin
WORD = 1 << 63
PAIR = 1 << _SHIFT
_LATIN = re.compile(r"[a-z]{2,}")
_IDLE = frozenset(
    "the an of to in is are was were does do did it be by for on or and as at its their there with that this what when how "
    "which who whom whose if any has have had must may can shall should not from under into long many much".split()
)


def folded(text: str) -> str:
    """Return the text in one width and case.

    >>> folded("第６７条（ＡＢ）")
    '第67条(ab)'
    """
    return unicodedata.normalize("NFKC", text).lower()


def terms(texts: Sequence[str]) -> tuple[Terms, Owners]:
    """Return all terms of some folded texts, repeated as often as they stand, with the number of their text."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(texts), dtype=np.uint32), [len(text) + 1 for text in texts])[
        : len(codes)
    ]
    counts = _counts(codes)
    # The line break between two texts is no character that counts, so no pair reaches across.
    both = counts[:-1] & counts[1:]
    pairs = (codes[:-1] << np.uint64(_SHIFT)) | codes[1:]
    found, owned = [codes[counts], pairs[both]], [owners[counts], owners[:-1][both]]
    words = [(word(w), n) for n, text in enumerate(texts) for w in _LATIN.findall(text) if w not in _IDLE]
    if words:
        found.append(np.array([term for term, _ in words], np.uint64))
        owned.append(np.array([n for _, n in words], np.uint32))
    return np.concatenate(found), np.concatenate(owned)


def _counts(codes: Terms) -> NDArray[np.bool_]:
    """Whether each is a Chinese character. Digits stand in dates and citations; those are looked up, not searched."""
    first, last, rare = _HAN
    return ((codes >= first) & (codes <= last)) | (codes >= rare)


def word(latin: str) -> int:
    """Return the term of a Latin word: filed and filing are the same."""
    digest = hashlib.blake2b(stem(latin).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") | WORD


def is_pair(term: int) -> bool:
    """Return whether a term is a pair of characters."""
    return PAIR <= term < WORD


def pair(term: int) -> str:
    """Return the two characters of a pair.

    >>> pair(int(terms(["监察"])[0][-1]))
    '监察'
    """
    return chr(term >> _SHIFT) + chr(term & (PAIR - 1))

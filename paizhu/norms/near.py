"""The words nearest to a mistyped one."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_ALIKE = 0.5  # of 1; below it, two words only share letters


def nearest(word: str, words: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """Return up to `limit` of `words` that look like `word` or contain it, the most alike first.

    >>> nearest("host_untt", ["host.unit", "court"])
    ('host.unit',)
    """
    wanted = word.strip().lower().replace("_", ".")[:80]
    scored = []
    for other in words:
        alike = SequenceMatcher(None, wanted, other).ratio()
        if wanted and (wanted in other or other in wanted):
            alike += 0.5
        if alike >= _ALIKE:
            scored.append((-alike, other))
    return tuple(other for _, other in sorted(scored)[:limit])

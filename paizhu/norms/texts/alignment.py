"""Which article of one version is which of another: by their words, then by their place.

Words that few articles have weigh more: in a penal text nearly every article says how severe a sanction is.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from paizhu.norms.texts.model import Article

# Alike enough to be one article wherever it stands, and where its neighbours stay its neighbours. Set on 监察法,
# 国务院组织法, 监督法 and 纪律处分条例 by reading every pair; bench/texts.py prints them.
ANYWHERE = 0.3
IN_PLACE = 0.2
_COMMON = 0.3  # pairs of signs in more articles than this tell nothing
_SPACE = re.compile(r"\s+")

Score = tuple[int, int]


def aligned(old: Sequence[Article], new: Sequence[Article]) -> dict[int, int]:
    """Return for each new article, by its index, the old one that it is; each old one at most once."""
    pairs = _unchanged(old, new)
    likeness = alike(old, new)
    taken = set(pairs.values())
    ranked = sorted(likeness.items(), key=lambda entry: (-entry[1], abs(entry[0][0] - entry[0][1]), entry[0]))
    for least, in_place in ((ANYWHERE, False), (IN_PLACE, True)):
        for (o, n), score in ranked:
            if score < least:
                break
            if o not in taken and n not in pairs and (not in_place or _between_same(o, n, pairs)):
                pairs[n] = o
                taken.add(o)
    for o, n in _customary(old, new):
        if o not in taken and n not in pairs:
            pairs[n] = o
    return pairs


def _customary(old: Sequence[Article], new: Sequence[Article]) -> Iterable[tuple[int, int]]:
    """The first article of each that says what the text is for, and the last that says since when, whatever the words."""
    for phrase, places in (("制定本", (0, 0)), ("施行", (len(old) - 1, len(new) - 1))):
        o, n = places
        if old and new and phrase in plain(old[o]) and phrase in plain(new[n]):
            yield o, n


def _unchanged(old: Sequence[Article], new: Sequence[Article]) -> dict[int, int]:
    """Articles whose words are the same; of several alike, those nearest in number."""
    places: dict[str, list[int]] = defaultdict(list)
    for o, article in enumerate(old):
        places[plain(article)].append(o)
    pairs = {}
    for n, article in enumerate(new):
        found = places.get(plain(article))
        if found and plain(article):
            same = [o for o in found if old[o].number == article.number]
            pairs[n] = (same or found)[0]
            found.remove(pairs[n])
    return pairs


def alike(old: Sequence[Article], new: Sequence[Article]) -> dict[Score, float]:
    """Return how alike each old and new article are, from 0 (left out) to 1."""
    bags = [Counter(_pairs(plain(a))) for a in (*old, *new)]
    spread = Counter(pair for bag in bags for pair in bag)
    weight = {
        pair: log(len(bags) / count) for pair, count in spread.items() if count <= max(2, _COMMON * len(bags))
    }
    sums = [sum(count * weight.get(pair, 0.0) for pair, count in bag.items()) for bag in bags]
    posts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for o, bag in enumerate(bags[: len(old)]):
        for pair, count in bag.items():
            if pair in weight:
                posts[pair].append((o, count))
    shared: dict[Score, float] = defaultdict(float)
    for n, bag in enumerate(bags[len(old) :]):
        for pair, count in bag.items():
            for o, there in posts.get(pair, ()):
                shared[o, n] += min(count, there) * weight[pair]
    return {
        (o, n): 2 * common / (sums[o] + sums[len(old) + n]) for (o, n), common in shared.items() if common
    }


def plain(article: Article) -> str:
    """Return the words of an article without spaces."""
    return _SPACE.sub("", article.plain)


def _pairs(text: str) -> list[str]:
    return [text[n : n + 2] for n in range(len(text) - 1)]


def _between_same(o: int, n: int, pairs: dict[int, int]) -> bool:
    """Whether the nearest pairs before and after the new article enclose the old one as well."""
    known = sorted(pairs)
    at = bisect_left(known, n)
    before = pairs[known[at - 1]] if at else -1
    after = pairs[known[at]] if at < len(known) else float("inf")
    return before < o < after

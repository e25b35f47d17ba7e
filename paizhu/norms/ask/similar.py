"""How like two questions are: shared runs of characters or words, weighed by how rare they are.

A text becomes a bag of features: single characters and pairs in Chinese, stems and pairs of them in English, and one
feature for every party it names. Likeness is the cosine of the two weighted bags, between 0 and 1.
"""

import math
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

_WORD = re.compile(r"[a-z]+|\d+")
_CHINESE = re.compile(r"[一-鿿]+|[a-z]+|\d+")
_STOP = frozenset(
    "the a an of to in is are was were does do did it be by for on or and as at its their there with that this what when how "
    "which who whom whose if any has have had must may can shall should".split()
)
_STOP_ZH = frozenset("的了吗呢吧么是在这那个就也都还把被我你他它们啊呀哪")
_SINGLE = 0.45  # weight of one character beside a pair of them
_NAMED = {"@": 1.3, "#": 1.0}  # weight of a party, of an act that both name
_STEM = 3  # characters that stay of a word
_COMMON = 1 << 14  # features whose numbers are remembered
_SOME = 8  # of so many bags one is looked at to learn how alike the best ones are at least


def stem(word: str) -> str:
    """Return an English word without its commonest endings: enough to bring `filing` and `filed` together."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ment", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def features(text: str, lang: str, named: Iterable[str] = ()) -> Counter[str]:
    """Return the features of a text (parties cut out of it), with the parties (@kind) and acts (#act) it names."""
    bag: Counter[str] = Counter()
    if lang == "en":
        words = [stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP]
        bag.update(words)
        bag.update(f"{a} {b}" for a, b in pairwise(words))
    else:
        for run in _CHINESE.findall(text.lower()):
            bag.update(c for c in run if c not in _STOP_ZH)
            bag.update(run[i : i + 2] for i in range(len(run) - 1))
    bag.update(named)
    return bag


class Features(Struct, frozen=True):
    """The features of an index as they are kept: in UTF-8, sorted, without a gap; starts (uint32): of each, and the end."""

    text: memoryview
    starts: memoryview


class Postings(Struct, frozen=True):
    """An index as it is kept: the numbers (uint32) of the bags that have a feature and its weights (float32) in them.

    One feature after the other; starts (uint32): of each, and the end.
    """

    total: int
    starts: memoryview
    numbers: memoryview
    weights: memoryview


def listed(features: Sequence[str]) -> Features:
    """Return features, which are sorted, as they are kept."""
    words = [feature.encode() for feature in features]
    return Features(memoryview(b"".join(words)), _starts(map(len, words)))


def index(bags: Sequence[Counter[str]], features: Sequence[str]) -> Postings:
    """Return the index of the bags, in their order; features: all that they have."""
    spread: Counter[str] = Counter()
    for bag in bags:
        spread.update(bag.keys())
    rarity = {feature: _rarity(feature, many, len(bags)) for feature, many in spread.items()}
    numbers: dict[str, array[int]] = {f: array("I") for f in features}
    weights: dict[str, array[float]] = {f: array("f") for f in features}
    for number, bag in enumerate(bags):
        own = {feature: rarity[feature] * _often(times) for feature, times in bag.items()}
        norm = math.sqrt(sum(w * w for w in own.values())) or 1.0
        for feature, weight in own.items():
            numbers[feature].append(number)
            weights[feature].append(weight / norm)
    starts = _starts(map(len, numbers.values()))
    return Postings(len(bags), starts, _joined(numbers.values()), _joined(weights.values()))


def _starts(lengths: Iterable[int]) -> memoryview:
    return memoryview(array("I", accumulate(lengths, initial=0)).tobytes())


def _joined(parts: Iterable["array[Any]"]) -> memoryview:
    return memoryview(b"".join(part.tobytes() for part in parts))


class Vocabulary(Sequence[bytes]):
    """Finds features among those that are kept without reading the others."""

    def __init__(self, features: Features) -> None:
        self._text, self._starts = features.text, features.starts.cast("I")
        self.number = lru_cache(_COMMON)(self._number)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices of it
        return self._text[self._starts[number] : self._starts[number + 1]].tobytes()

    def _number(self, feature: str) -> int | None:
        """The number of a feature; None where no bag has it."""
        word = feature.encode()  # sorted alike, as characters and in UTF-8
        number = bisect_left(self, word)
        return number if number < len(self) and self[number] == word else None


def _rarity(feature: str, spread: int, total: int) -> float:
    """The weight of a feature that so many of all bags have: the rarer, the more it tells."""
    rarity = math.log(1 + (total or 1) / spread)
    if feature[0] in _NAMED:
        return rarity * _NAMED[feature[0]]
    return rarity * (_SINGLE if len(feature) == 1 else 1.0)


def _often(times: int) -> float:
    """What a feature counts that a bag has so many times, beside one that it has once."""
    return 1 + math.log(times)


class _Posted(NamedTuple):
    """The bags that have a feature, its weights in them, and its rarity."""

    numbers: NDArray[np.uint32]
    weights: NDArray[np.float32]
    rarity: float


class Likeness:
    """Finds the bags of an index that are most like another bag."""

    def __init__(self, postings: Postings, vocabulary: Vocabulary) -> None:
        self._total, self._vocabulary = postings.total, vocabulary
        self._starts = postings.starts.cast("I")
        self._numbers = np.frombuffer(postings.numbers, np.uint32)
        self._weights = np.frombuffer(postings.weights, np.float32)
        self._posted = lru_cache(_COMMON)(self._post)

    def _post(self, feature: str) -> _Posted:
        number = self._vocabulary.number(feature)
        place = slice(0) if number is None else slice(self._starts[number], self._starts[number + 1])
        numbers = self._numbers[place]
        return _Posted(numbers, self._weights[place], _rarity(feature, len(numbers) or 1, self._total))

    def best(self, bags: Sequence[Counter[str]], limit: int) -> list[list[tuple[float, int]]]:
        """Return for each of some bags up to `limit` of (likeness, number of the bag), the most alike first.

        What bags within one another share is added up once.
        """
        found: list[list[tuple[float, int]]] = [[] for _ in bags]
        before: dict[str, float] = {}
        scores = np.zeros(self._total, np.float32)
        for place in sorted(range(len(bags)), key=lambda n: bags[n].total()):
            weights = self._weighed(bags[place])
            if any(weight > weights.get(feature, 0.0) for feature, weight in before.items()):
                before, scores = {}, np.zeros(self._total, np.float32)
            self._add(scores, {f: w - before.get(f, 0.0) for f, w in weights.items()})
            norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
            found[place] = [(score / norm, number) for score, number in self._highest(scores, limit)]
            before = weights
        return found

    def _weighed(self, bag: Counter[str]) -> dict[str, float]:
        return {feature: self._posted(feature).rarity * _often(times) for feature, times in bag.items()}

    def _add(self, scores: NDArray[np.float32], weights: dict[str, float]) -> None:
        """Add features, of these weights, to the scores of the bags that have them."""
        posted = [(self._posted(feature), weight) for feature, weight in weights.items() if weight]
        if posted:
            # All at once, in the order of the features: a call for each takes twice as long.
            numbers = np.concatenate([own.numbers for own, _ in posted], dtype=np.intp)
            np.add.at(scores, numbers, np.concatenate([weight * own.weights for own, weight in posted]))

    def _highest(self, scores: NDArray[np.float32], limit: int) -> list[tuple[float, int]]:
        """Up to `limit` scores above 0, each with its number, the highest first."""
        count = min(limit, self._total)
        if not count:
            return []
        # The best of all are no worse than the best of some: only those need to be put in order.
        some = scores[::_SOME]
        if count < len(some):
            found = np.flatnonzero(scores >= np.partition(some, len(some) - count)[len(some) - count])
        else:
            found = np.arange(self._total)
        found = found[np.argpartition(-scores[found], count - 1)[:count]]
        ranked = sorted(zip((-scores[found]).tolist(), found.tolist(), strict=True))
        return [(-score, number) for score, number in ranked if score < 0]

    def known(self, bag: Counter[str]) -> float:
        """Return the share (0 to 1, by weight) of a bag's features that the index has ever seen."""
        weights = self._weighed(bag)
        whole = sum(weights.values()) or 1.0
        return sum(w for feature, w in weights.items() if len(self._posted(feature).numbers)) / whole

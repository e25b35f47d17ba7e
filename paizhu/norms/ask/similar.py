"""How like two questions are: shared runs of characters or words, weighed by how rare they are.

A text becomes a bag of features: single characters and pairs in Chinese, stems and pairs of them in English, and one
feature for every party it names. Likeness is the cosine of the two weighted bags, between 0 and 1.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

_WORD = re.compile(r"[a-z]+|\d+")
_CHINESE = re.compile(r"[一-鿿]+|[a-z]+|\d+")
_STOP = frozenset(
    "the a an of to in is are was were does do did it be by for on or and as at its their there with that this what when how "
    "which who whom whose if any has have had must may can shall should".split()
)
_STOP_ZH = frozenset("的了吗呢吧么是在这那个就也都还把被我你他它们啊呀哪")
_SINGLE = 0.45  # weight of one character beside a pair of them
_NAMED = {"@": 1.3, "#": 1.0}  # weight of a party, of an act that both name
_SIZE = np.dtype(np.uint32).itemsize
_STEM = 3  # characters that stay of a word


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


@dataclass(frozen=True, slots=True)
class Postings:
    """An index as it is kept: for each feature the numbers (uint32) of its bags and its weights (float32) in them."""

    total: int
    features: dict[str, tuple[bytes, bytes]]


def index(bags: Sequence[Counter[str]]) -> Postings:
    """Return the index of the bags, in their order."""
    spread: Counter[str] = Counter()
    for bag in bags:
        spread.update(bag.keys())
    rarity = _Rarity(len(bags), spread.__getitem__)
    numbers: dict[str, array[int]] = {f: array("I") for f in spread}
    weights: dict[str, array[float]] = {f: array("f") for f in spread}
    for number, bag in enumerate(bags):
        own = rarity.weights(bag)
        norm = math.sqrt(sum(w * w for w in own.values())) or 1.0
        for feature, weight in own.items():
            numbers[feature].append(number)
            weights[feature].append(weight / norm)
    return Postings(len(bags), {f: (numbers[f].tobytes(), weights[f].tobytes()) for f in sorted(spread)})


class _Rarity:
    """Weights: the rarer a feature among the bags, the more it tells."""

    def __init__(self, total: int, spread: Callable[[str], int]) -> None:
        self._total, self._spread = total or 1, spread

    def weights(self, bag: Counter[str]) -> dict[str, float]:
        return {f: self._weight(f) * (1 + math.log(n)) for f, n in bag.items()}

    def _weight(self, feature: str) -> float:
        rarity = math.log(1 + self._total / self._spread(feature))
        if feature[0] in _NAMED:
            return rarity * _NAMED[feature[0]]
        return rarity * (_SINGLE if len(feature) == 1 else 1.0)


class Likeness:
    """Finds the bags of an index that are most like another bag."""

    def __init__(self, postings: Postings) -> None:
        self._total = postings.total
        self._features = postings.features
        self._rarity = _Rarity(postings.total, self._spread)

    def _spread(self, feature: str) -> int:
        """How many bags have a feature; 1 for one that none has."""
        kept = self._features.get(feature)
        return len(kept[0]) // _SIZE if kept else 1

    def best(self, bag: Counter[str], limit: int) -> list[tuple[float, int]]:
        """Return up to `limit` of (likeness, number of the bag), the most alike first."""
        weights = self._rarity.weights(bag)
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        scores = np.zeros(self._total, dtype=np.float32)
        for feature, weight in weights.items():
            kept = self._features.get(feature)
            if kept is not None:
                # A feature names a bag once, so that adding by number loses nothing.
                scores[np.frombuffer(kept[0], np.uint32)] += weight * np.frombuffer(kept[1], np.float32)
        count = min(limit, self._total)
        if not count:
            return []
        found = np.argpartition(-scores, count - 1)[:count]
        ranked = sorted(
            ((float(scores[n]) / norm, int(n)) for n in found), key=lambda pair: (-pair[0], pair[1])
        )
        return [pair for pair in ranked if pair[0] > 0]

    def known(self, bag: Counter[str]) -> float:
        """Return the share (0 to 1, by weight) of a bag's features that the index has ever seen."""
        weights = self._rarity.weights(bag)
        whole = sum(weights.values()) or 1.0
        return sum(w for f, w in weights.items() if f in self._features) / whole

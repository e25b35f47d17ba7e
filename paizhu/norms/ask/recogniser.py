"""The trained recogniser of a pack: how likely a question asks for each target, learned from all phrasings.

A small transformer turns a text into a vector; every target has vectors too, and the nearer, the likelier. It says what
may be asked, never what is owed. docs/recogniser.md tells what the files hold and how they are made anew.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

LONGEST = 80  # pieces of a text that are looked at; what is asked of a longer one is asked of its end
_BEGIN, _END = 0, 2  # the numbers of the pieces that open and close a text


class Trained(msgspec.Struct, frozen=True):
    """What `targets.json` holds: the key of each row of `targets.npy`, in order, and how sharply likeness tells."""

    keys: tuple[str, ...]
    scale: float


@dataclass(frozen=True, slots=True)
class Told:
    """What the recogniser makes of a text: for each key, at its place, the natural logarithm of how likely it is meant."""

    keys: tuple[str, ...]
    places: dict[str, int]
    likelihoods: NDArray[np.float32]

    def likeliest(self, most: int) -> list[str]:
        """Return the keys of the likeliest targets, the likeliest first."""
        told = self.likelihoods
        most = min(most, len(told))
        if not most:
            return []
        # To sort all would take ten times as long. Of equals, the first ones.
        found = np.flatnonzero(told >= np.partition(told, len(told) - most)[len(told) - most])
        return [self.keys[n] for n in found[np.argsort(-told[found], kind="stable")][:most].tolist()]

    def of(self, key: str, unknown: float) -> float:
        """Return the likelihood of a key; `unknown` for one that the recogniser has not learned."""
        place = self.places.get(key)
        return unknown if place is None else float(self.likelihoods[place])


NOTHING_TOLD = Told((), {}, np.empty(0, np.float32))


class Recogniser:
    """Reads its files when it is first asked; answers from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _trained(self) -> Trained:
        return msgspec.json.decode((self._folder / "targets.json").read_bytes(), type=Trained)

    @cached_property
    def _pieces(self) -> Any:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415  only `ask` needs it, and pays for it

        return SentencePieceProcessor(model_file=str(self._folder / "pieces.model"))

    @cached_property
    def _encoder(self) -> Any:
        return encoder(self._folder / "encoder.onnx")

    @cached_property
    def _embedding(self) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32]]:
        folder = self._folder
        # As a plain array: what a memmap does besides, it does for each question.
        rows = np.asarray(np.load(folder / "embedding.npy", mmap_mode="r"))
        return rows, np.load(folder / "scales.npy"), np.load(folder / "positions.npy").astype(np.float32)

    @cached_property
    def _targets(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        vectors = np.load(self._folder / "targets.npy").astype(np.float32)
        return vectors, np.load(self._folder / "center.npy")

    @cached_property
    def _starts(self) -> tuple[tuple[str, ...], NDArray[np.intp]]:
        """The distinct keys, and the row at which each begins: a target may have several vectors, in a row."""
        keys = self._trained.keys
        starts = [n for n, key in enumerate(keys) if n == 0 or keys[n - 1] != key]
        return tuple(keys[n] for n in starts), np.array(starts)

    def told(self, text: str) -> Told:
        """Return how likely a (normalised) text asks for each target."""
        vectors, _ = self._targets
        likeness = np.maximum.reduceat(vectors @ self.vector(text), self._starts[1]) * self._trained.scale
        likeness -= likeness.max()
        keys, places = self._starts[0], self._places
        return Told(keys, places, np.asarray(likeness - np.log(np.exp(likeness).sum()), dtype=np.float32))

    def faithful(self) -> float:
        """Return how like known texts mean here what they meant where the files were made: 1.0 for the same, else the least."""
        known = msgspec.json.decode((self._folder / "known.json").read_bytes(), type=dict[str, list[float]])
        meant = np.array(list(known.values()), dtype=np.float32)
        likeness = (meant * [self.vector(text) for text in known]).sum(1) / np.linalg.norm(meant, axis=1)
        return float(likeness.min())

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self._starts[0])}

    def vector(self, text: str) -> NDArray[np.float32]:
        """Return what a (normalised) text means: 384 numbers, of length 1."""
        plain = unicodedata.normalize("NFKC", text).lower()
        pieces = [_BEGIN, *self._pieces.encode(plain)[-(LONGEST - 2) :], _END]
        rows, scales, positions = self._embedding
        known = rows[pieces] * scales[pieces] + positions[: len(pieces)]
        (vector,) = self._encoder.run(None, {"x": known})
        vector = vector / np.linalg.norm(vector) - self._targets[1]
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def encoder(path: Path) -> Any:
    """Open a graph in the runtime so that every processor comes to the same numbers."""
    import onnxruntime  # noqa: PLC0415  only `ask` needs it, and pays for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a question is too short to share out
    options.log_severity_level = 3
    # Where a processor has no instructions of its own for products of eight bits (VNNI), the quickest way to them cuts sums
    # off at sixteen, and other questions are ruled on. The exact way takes somewhat longer there, and nothing elsewhere.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(path, options)

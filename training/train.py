"""Trains the recogniser on the phrasings of the pack: .training/bin/python training/train.py [--minutes 60] [--from FILE|pack]

Every target has a vector (what is not ruled on has several for each reason), and a text's vector is drawn to its
target's. Of two mistakes the one that also changes the answer costs more. With --from it goes on from what an earlier
run has written, or from the pack's own recogniser, where new phrasings are to be learned in half the time; --rate then
says how big its steps are, beside those of a run from the start. The same seed does not give the same bits: the work is
shared among threads, and stops by the clock.
"""

import argparse
import math
import random
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import packed
import torch
import torch.nn.functional as F
from encoder import Encoder, padded
from phrasings import Example, Varied, answer, examples
from sentencepiece import SentencePieceProcessor
from start import WIDTH, bundled, english, fitting, pieces_model, read
from torch import Tensor, nn

from paizhu import places
from paizhu.norms.ask.targets import targets_of
from paizhu.norms.store import TRAINED, open_base

LAYERS = 4
BATCH = 256
PIECES = 80
OUTSIDE = {
    "elsewhere": 120,
    "facts": 48,
    "judgement": 24,
    "future": 16,
    "incomplete": 40,
    "instruction": 16,
    "several": 32,
}
OUT = Path(".cache/training")
SHARPEST = 40.0
KNOWN = 0.7  # likelihood from which an example is known (labels are smoothed: none comes to 1)
AGAIN = 0.15  # of what is known: as much is gone through again in each round


@dataclass
class Learner:
    """What is learned: the encoder, a vector for each row of `keys`, their middle, and how sharply likeness tells."""

    encoder: Encoder
    keys: list[str]
    vectors: nn.Parameter
    center: nn.Parameter
    sharpness: nn.Parameter  # logarithm

    def likelihoods(self, texts: Tensor, rows: list[list[int]]) -> Tensor:
        """Return the logits of each text over the distinct keys; rows: those of each."""
        likeness = F.normalize(texts - self.center, dim=-1) @ F.normalize(self.vectors, dim=-1).T
        single = torch.tensor([own[0] for own in rows if len(own) == 1])
        several = [likeness[:, own].max(1, keepdim=True)[0] for own in rows if len(own) > 1]
        return torch.cat([likeness[:, single], *several], 1) * self.sharpness.exp().clamp(max=SHARPEST)


class Halved:
    """AdamW for weights of 16 bits, kept in 32."""

    def __init__(self, weights: list[nn.Parameter], rate: float) -> None:
        self.weights = weights
        self.kept = [w.detach().float().clone().requires_grad_() for w in weights]
        self.optimiser = torch.optim.AdamW(self.kept, rate, weight_decay=0.01, fused=True)

    def step(self) -> None:
        for weight, kept in zip(self.weights, self.kept, strict=True):
            kept.grad, weight.grad = (None if weight.grad is None else weight.grad.float()), None
        nn.utils.clip_grad_norm_(self.kept, 1.0)
        self.optimiser.step()
        with torch.no_grad():
            for weight, kept in zip(self.weights, self.kept, strict=True):
                weight.copy_(kept)


def main() -> None:
    """Train for the minutes given and write what was learned."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--from", dest="earlier", type=Path)
    options.add_argument("--rate", type=float, default=1.0)
    given = options.parse_args()
    minutes = given.minutes
    torch.manual_seed(0)
    random.seed(0)
    base = open_base(places.packs() / "discipline")
    learned = examples(base)
    texts = [e.text.lower() for e in learned] + english(Path(random.__file__).parent)
    start = fitting(read(bundled()), texts)
    OUT.mkdir(parents=True, exist_ok=True)
    model = pieces_model(start.pieces, start.scores)
    (OUT / "pieces.model").write_bytes(model)
    splitter = SentencePieceProcessor(model_proto=model)

    def numbers(texts: list[str]) -> list[list[int]]:
        return [[0, *own[: PIECES - 2], 2] for own in splitter.encode([t.lower() for t in texts])]

    encoder = Encoder(len(start.pieces), LAYERS, _numbers_of_the_processor())
    encoder.take(start)
    by_key = {target.key: answer(base, target, date.today()) for target in targets_of(base)}  # noqa: DTZ011
    present = {example.key for example in learned}
    distinct = sorted(present - OUTSIDE.keys()) + sorted(present & OUTSIDE.keys())
    keys = [key for key in distinct for _ in range(OUTSIDE.get(key, 1))]
    earlier = _earlier(given.earlier)
    if earlier is not None:
        _take_up(encoder, start.pieces, earlier)
    learner = _begin(encoder, keys, learned, numbers)
    if earlier is not None:
        _take_up_targets(learner, earlier)
    _learn(learner, learned, Varied(base, 0), numbers, by_key, minutes, given.rate)
    torch.save(
        {
            "encoder": encoder.state_dict(),
            "keys": keys,
            "pieces": start.pieces,
            "layers": LAYERS,
            "vectors": learner.vectors.data,
            "center": learner.center.data,
            "scale": learner.sharpness.exp().clamp(max=SHARPEST).item(),
        },
        OUT / "trained.pt",
    )


def _numbers_of_the_processor() -> torch.dtype:
    """16 bits where the processor reckons with them, else 32: it would only imitate them, many times slower."""
    return torch.bfloat16 if torch.backends.cpu.get_cpu_capability() == "AVX512" else torch.float32


def _earlier(path: Path | None) -> dict[str, Any] | None:
    """What an earlier run has learned: its file, or the recogniser of the pack."""
    if path is None:
        return None
    return torch.load(path) if path.is_file() else packed.learned(places.packs() / "discipline" / TRAINED)


def _take_up(encoder: Encoder, pieces: list[str], earlier: dict[str, Any]) -> None:
    """Go on from an earlier encoder; a piece that it had not seen keeps the vector of the model to start from."""
    weights = dict(earlier["encoder"])
    known = {piece: n for n, piece in enumerate(earlier["pieces"])}
    words = encoder.word.weight.data
    for n, piece in enumerate(pieces):
        if piece in known:
            words[n] = weights["word.weight"][known[piece]]
    encoder.load_state_dict(weights | {"word.weight": words})


def _take_up_targets(learner: Learner, earlier: dict[str, Any]) -> None:
    """Give the targets that an earlier run knew the vectors that it found."""
    found: dict[str, list[Tensor]] = {}
    for key, vector in zip(earlier["keys"], earlier["vectors"], strict=True):
        found.setdefault(key, []).append(vector)
    for row, key in enumerate(learner.keys):
        if found.get(key):
            learner.vectors.data[row] = found[key].pop(0)
    learner.center.data = earlier["center"]
    learner.sharpness.data = torch.tensor(math.log(earlier["scale"]))


def _begin(encoder: Encoder, keys: list[str], learned: list[Example], numbers) -> Learner:
    """Vectors begin as the mean of a few of their target's phrasings, less the middle of all."""
    encoder.eval()
    few: dict[str, list[str]] = {}
    for example in random.sample(learned, len(learned)):
        own = few.setdefault(example.key, [])
        if len(own) < 4 * OUTSIDE.get(example.key, 1):
            own.append(example.text)
    with torch.no_grad():
        means = {key: encoder(padded(numbers(own))) for key, own in few.items()}
    center = torch.cat(list(means.values())).mean(0, keepdim=True)
    seen: dict[str, int] = {}
    vectors = torch.zeros(len(keys), WIDTH)
    for row, key in enumerate(keys):
        turn = seen[key] = seen.get(key, -1) + 1
        own = means[key][turn :: OUTSIDE.get(key, 1)]
        vectors[row] = (own if len(own) else means[key]).mean(0) - center[0]
    return Learner(
        encoder, keys, nn.Parameter(vectors), nn.Parameter(center), nn.Parameter(torch.tensor(3.0))
    )


def _learn(
    learner: Learner,
    learned: list[Example],
    varied: Varied,
    numbers,
    by_key: dict[str, str],
    minutes: float,
    pace: float,
) -> None:
    encoder = learner.encoder
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(learner.keys):
        rows.setdefault(key, []).append(row)
    order = [k for k, own in rows.items() if len(own) == 1] + [k for k, own in rows.items() if len(own) > 1]
    place = {key: n for n, key in enumerate(order)}
    answers = sorted(set(by_key.values()))
    answered = torch.zeros(len(order), len(answers))
    for key, n in place.items():
        answered[n, answers.index(by_key[key])] = 1
    inner = Halved([w for name, w in encoder.named_parameters() if not name.startswith("word")], 3e-4)
    words = torch.optim.SparseAdam([encoder.word.weight], lr=3e-4)
    outer = torch.optim.AdamW(
        [
            {"params": [learner.vectors, learner.center], "lr": 5e-3},
            {"params": [learner.sharpness], "lr": 1e-2},
        ],
        weight_decay=0,
    )
    begun = [(group, group["lr"]) for o in (inner.optimiser, words, outer) for group in o.param_groups]
    started, step = time.monotonic(), 0
    sure: dict[Example, float] = {}
    encoder.train()
    while True:
        now = [e for e in learned if random.random() < _turn(e, sure.get(e, 0.0))]
        texts = numbers([varied(e) for e in now])
        for batch in _batches(texts):
            spent = (time.monotonic() - started) / (60 * minutes)
            if spent >= 1:
                return
            rate = pace * min(1, (step + 1) / 60) * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * spent)))
            for group, first in begun:
                group["lr"] = first * rate
            wanted = torch.tensor([place[now[n].key] for n in batch])
            logits = learner.likelihoods(encoder(padded([texts[n] for n in batch])), [rows[k] for k in order])
            likely = logits.softmax(1)
            own = likely.detach()[range(len(batch)), wanted].tolist()
            sure.update(zip((now[n] for n in batch), own, strict=True))
            agreeing = (likely @ answered * answered[wanted]).sum(1)
            loss = (
                F.cross_entropy(logits, wanted, label_smoothing=0.05)
                - 0.7 * torch.log(agreeing + 1e-4).mean()
            )
            loss.backward()
            inner.step()
            for optimiser in (words, outer):
                optimiser.step()
                optimiser.zero_grad(set_to_none=True)
            step += 1
            if step % 50 == 0:
                print(f"{step} steps, {spent:.0%} of the time, loss {loss.item():.2f}", flush=True)


def _turn(example: Example, sure: float) -> float:
    """How likely an example has its turn: what is known well by now comes less often, and what nobody says."""
    return (1.0 if example.said else 0.4) * (1.0 if sure < KNOWN else AGAIN)


def _batches(texts: list[list[int]]) -> list[list[int]]:
    """Texts of like length together, in any order."""
    order = random.sample(range(len(texts)), len(texts))
    alike = [
        sorted(order[n : n + 16 * BATCH], key=lambda i: len(texts[i]))
        for n in range(0, len(order), 16 * BATCH)
    ]
    batches = [own[n : n + BATCH] for own in alike for n in range(0, len(own), BATCH)]
    return random.sample(batches, len(batches))


if __name__ == "__main__":
    main()

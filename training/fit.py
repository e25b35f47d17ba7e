"""Fits what each sign counts to the tuned-with questions: .venv/bin/python training/fit.py

First the signs of a guess, then those of the likeliest answer. Prints the weights for paizhu/norms/ask/weighing.py and,
for several thresholds, what would be right and wrong. A little is drawn towards the weights there are, or towards none,
because the questions are few.
"""

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from paizhu import places
from paizhu.norms.ask.cited import Citations
from paizhu.norms.ask.dates import dated
from paizhu.norms.ask.manner import manner
from paizhu.norms.ask.normalise import language, normalise
from paizhu.norms.ask.weighing import (
    LEANINGS,
    TRAINED,
    Leanings,
    Signs,
    Sureness,
    chance,
    log_odds,
    weighed,
)
from paizhu.norms.decide import Answer
from paizhu.norms.store import open_asker

QUESTIONS = Path("bench/questions")
ANSWERS = [answer.value for answer in Answer]
TODAY = date(2026, 11, 29)
STEPS, RATE, DRAWN = 400, 0.05, 0.002
SIGNS, KINDS = len(Signs._fields), Leanings._fields
WAYS = tuple(LEANINGS)
OUTSIDE = slice(SIGNS + KINDS.index("outside"), None, len(KINDS))
SURE_DRAWN = 1.0


class Case:
    """One question: the signs of each guess (a row each), its kind and its answer, and which answers are right."""

    def __init__(
        self,
        signs: NDArray[np.float64],
        kinds: list[str],
        answers: list[str],
        right: list[str],
        text: str,
        lang: str,
    ) -> None:
        how = manner(text, lang)
        self.asks_for_duty = how.asks_for_duty
        # Where in the weights the leaning for each guess stands.
        first = SIGNS + WAYS.index(how.way) * len(KINDS)
        self.leanings = np.array([first + KINDS.index(kind) for kind in kinds])
        self.signs, self.length, self.english = signs, len(text) / 100, lang == "en"
        self.answers = np.array([ANSWERS.index(a) for a in answers])
        self.right = np.isin(self.answers, [ANSWERS.index(a) for a in right])
        self.expected = right

    def shares(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        scores = self.signs @ weights[:SIGNS] + weights[self.leanings]
        odds = np.exp(scores - scores.max())
        return odds / odds.sum()

    def likeliest(self, weights: NDArray[np.float64]) -> tuple[str, Sureness]:
        """Return the likeliest answer, and what speaks for its being right."""
        share = self.shares(weights)
        mass = np.bincount(self.answers, share, len(ANSWERS))
        said = int(mass.argmax())
        best = Signs(*self.signs[np.where(self.answers == said, share, -1).argmax()])
        alone = float(np.where(self.answers == said, share, 0).max())
        sureness = Sureness(
            log_odds(float(mass.max())),
            log_odds(alone),
            best.told,
            self.length,
            self.english,
            best.no_norm,
            ANSWERS[said] == Answer.PERMITTED,
            best.unexplained,
            best.misread,
            ANSWERS[said] == Answer.REQUIRED and self.asks_for_duty,
        )
        return ANSWERS[said], sureness


def cases(names: list[str]) -> Iterator[Case]:
    """Yield the questions of the sets that are recognised by likeness, with all that speaks for each guess."""
    with tempfile.TemporaryDirectory() as cache:
        asker = open_asker(places.packs() / "discipline", Path(cache))
    citations, understanding = Citations(asker.base), asker.understanding
    for name in names:
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines():
            question: dict[str, Any] = json.loads(line)
            plain = normalise(question["question"])
            when = dated(plain)
            on = when.on or date.fromisoformat(question.get("as_of") or TODAY.isoformat())
            lang = language(plain)
            if lang is None or on < asker.base.pack.reaches or asker.turned_away(plain, lang):
                continue
            found = understanding.signs(when.rest, lang, on, citations.find(plain, on))
            if found:
                answers = [asker.answer(guess, on).value for guess, _ in found]
                right = [question["expected"], *question.get("accept", [])]
                signs = np.array([signs for _, signs in found], dtype=float)
                kinds = [guess.target.kind for guess, _ in found]
                yield Case(signs, kinds, answers, right, when.rest, lang)


def fit(learned: list[Case]) -> NDArray[np.float64]:
    """Return the weights under which the right answers are likeliest (Adam, on the logarithm of their share)."""
    weights = np.concatenate([TRAINED, *(LEANINGS[how] for how in WAYS)])
    begun = np.concatenate([TRAINED, np.zeros(len(weights) - SIGNS)])
    first, second = np.zeros(len(weights)), np.zeros(len(weights))
    for step in range(1, STEPS + 1):
        slope = DRAWN * (weights - begun)
        for case in learned:
            share = case.shares(weights)
            mass = share[case.right].sum()
            pull = np.where(case.right, share, 0) - share * mass
            pull *= 0.98 / (0.98 * mass + 0.01) / len(learned)
            slope[:SIGNS] -= pull @ case.signs
            slope -= np.bincount(case.leanings, pull, len(weights))
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        # What is not to be ruled on may be asked in every way: none speaks against it.
        weights[OUTSIDE] = np.maximum(weights[OUTSIDE], 0)
    return weights


def fit_sureness(learned: list[Case], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights under which it is likeliest which answers are right (Newton, on the logarithm)."""
    found = [(case, *case.likeliest(weights)) for case in learned]
    ruled = [(sure, said in case.expected) for case, said, sure in found if said != Answer.UNANSWERABLE]
    signs = np.array([sure for sure, _ in ruled], dtype=float)
    right = np.array([is_right for _, is_right in ruled], dtype=float)
    counts = np.zeros(signs.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-signs @ counts))
        slope = signs.T @ (likely - right) + SURE_DRAWN * counts
        bend = (signs * (likely * (1 - likely))[:, None]).T @ signs + SURE_DRAWN * np.eye(len(counts))
        counts -= np.linalg.solve(bend, slope)
    return counts


def report(
    name: str, counted: list[Case], weights: NDArray[np.float64], sureness: NDArray[np.float64]
) -> None:
    """Print for each threshold the share that is right and wrong, and how many unanswerable ones are ruled."""
    for least in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9):
        right = wrong = ruled = 0
        for case in counted:
            said, sure = case.likeliest(weights)
            if chance(weighed(sure, sureness.tolist())) < least:
                said = Answer.UNANSWERABLE.value
            right += said in case.expected
            missed = said not in case.expected and said != Answer.UNANSWERABLE
            wrong += missed
            ruled += missed and case.expected[0] == Answer.UNANSWERABLE
        shares = f"right {right / len(counted):.1%}, wrong {wrong / len(counted):.1%}"
        print(f"{name} at {least}: {shares}; unanswerable ruled {ruled}")


def said(name: str, kind: type, weights: NDArray[np.float64]) -> None:
    """Print weights as they stand in weighing.py."""
    print(f"{name} = {kind.__name__}(" + ", ".join(f"{weight:.2f}" for weight in weights) + ")")


def main() -> None:
    """Fit on the tuned-with sets, count on both."""
    names = sorted(path.stem for path in QUESTIONS.glob("*.jsonl"))
    learned = list(cases([name for name in names if name.endswith("-dev")]))
    weights = fit(learned)
    sureness = fit_sureness(learned, weights)
    said("TRAINED", Signs, weights[:SIGNS])
    for how, own in zip(WAYS, weights[SIGNS:].reshape(-1, len(KINDS)), strict=True):
        said(repr(how), Leanings, own)
    said("SURENESS", Sureness, sureness)
    report("tuned with", learned, weights, sureness)
    report("held back", list(cases([name for name in names if name.endswith("-held")])), weights, sureness)


if __name__ == "__main__":
    main()

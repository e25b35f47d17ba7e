"""What speaks for and against a guess, in log-odds, and how guesses share what is likely between them.

The weights were fitted to questions with known answers (training/fit.py): with a trained recogniser, and without one,
where the words that are shared must tell everything.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

FLOOR = -25.0  # of a logarithm of likelihood: less is as good as impossible
UNTOLD = -3.0  # of a target that is younger than the recogniser: shared words must tell


class Signs(NamedTuple):
    """The signs of a guess, or what a unit of each counts in log-odds."""

    nearest: float  # likeness to the target's nearest phrasing
    whole: float  # likeness to all its phrasings together
    told: float  # the recogniser's logarithm of likelihood
    misfit: float  # another party than the target's does it, or it is done toward another
    unexplained: float  # a party that acts in the question has no place in the target
    not_now: float  # a norm out of force on the day is seldom meant
    cited: float  # the question names the target's regulation,
    cited_article: float  # and its article
    no_norm: float  # a thing that no norm gives
    outside: float  # nothing to be ruled on
    unlike: float  # no phrasing shares words with the question; the recogniser alone proposes the target


TRAINED = Signs(5.01, 4.57, 0.83, -5.46, -1.05, -1.14, -1.04, 0.28, -0.62, 2.97, -0.61)
UNTRAINED = Signs(22.0, 22.0, 0.0, -4.0, -2.0, -2.0, 4.0, 8.0, 0.0, 0.0, 0.0)


def weighed(signs: Signs, weights: Signs) -> float:
    """Return what all signs of a guess count together."""
    return sum(sign * weight for sign, weight in zip(signs, weights, strict=True))


def shares(scores: Sequence[float]) -> list[float]:
    """Return the share (0 to 1) of each of several exclusive guesses, from their scores in log-odds.

    >>> [round(share, 2) for share in shares([0.0, 0.0])]
    [0.5, 0.5]
    """
    most = max(scores, default=0.0)
    odds = [math.exp(score - most) for score in scores]
    whole = sum(odds)
    return [one / whole for one in odds]

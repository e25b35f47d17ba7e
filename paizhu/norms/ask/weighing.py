"""What speaks for and against a guess, and for the answer that most guesses give, in log-odds.

Guesses share what is likely between them; how sure the likeliest answer is depends on more than its share. The weights
were fitted to questions with known answers (training/fit.py): with a trained recogniser, and without one,
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


TRAINED = Signs(5.33, 3.93, 0.89, -6.43, -0.81, -0.65, -1.42, 0.20, 0.52, 3.70, -0.08)
UNTRAINED = Signs(22.0, 22.0, 0.0, -4.0, -2.0, -2.0, 4.0, 8.0, 0.0, 0.0, 0.0)


class Sureness(NamedTuple):
    """What speaks for the likeliest answer being right, or what a unit of each counts in log-odds."""

    agreeing: float  # log-odds of the share of all guesses that would be answered so
    likeliest: float  # log-odds of the share of the likeliest of them alone
    told: float  # the recogniser's logarithm of likelihood for that one
    length: float  # hundreds of characters: a story has more to misread
    english: float
    no_norm: float  # the thing asked about is one that no norm gives
    permitted: float  # the answer: more often than a duty, a power near by is taken for what was asked
    duty_asked: float  # the answer is a duty, and the question asks for one without a negation
    always: float = 1.0


SURENESS = Sureness(0.59, -0.04, 0.23, 0.06, 0.16, 0.29, -0.50, 0.44, 0.59)
UNTRAINED_SURENESS = Sureness(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_LEAST_SHARE = 0.0001


def log_odds(share: float) -> float:
    """Return the log-odds of a share, kept away from the ends.

    >>> log_odds(0.5)
    0.0
    """
    kept = min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)
    return math.log(kept / (1 - kept))


def chance(log_odds: float) -> float:
    """Return the probability that log-odds stand for.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-log_odds))


def weighed(signs: Sequence[float], weights: Sequence[float]) -> float:
    """Return what all signs count together."""
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

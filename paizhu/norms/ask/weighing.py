"""What speaks for and against a guess, and for the answer that most guesses give, in log-odds.

Guesses share what is likely between them; how sure the likeliest answer is depends on more than its share. The weights
were fitted to questions with known answers (training/fit.py): with a trained recogniser, and without one,
where the words that are shared must tell everything.
"""

import math
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

FLOOR = -25.0  # of a logarithm of likelihood: less is as good as impossible
UNTOLD = -3.0  # of a target that is younger than the recogniser: shared words must tell


class Signs(NamedTuple):
    """The signs of a guess, or what a unit of each counts in log-odds."""

    nearest: float  # likeness to the target's nearest phrasing
    whole: float  # likeness to all its phrasings together
    told: float  # the recogniser's logarithm of likelihood
    misfit: float  # another party than the target's does it, or it is done toward another
    misread: float  # so too, but the recogniser is certain enough: the party was misread
    unexplained: float  # a party that acts in the question has no place in the target
    not_now: float  # a norm out of force on the day is seldom meant
    cited: float  # the question names the target's regulation,
    cited_article: float  # and its article
    no_norm: float  # a thing that no norm gives
    outside: float  # nothing to be ruled on
    bearer_named: float  # the question names who does it in the target, or somebody narrower,
    toward_named: float  # and toward whom it is done
    outside_told: float  # the recogniser's logarithm of likelihood for that
    unlike: float  # no phrasing shares words with the question; the recogniser alone proposes the target


class Leanings(NamedTuple):
    """What a way of asking counts for a guess at each kind of target, in log-odds."""

    duty: float = 0.0
    power: float = 0.0
    prohibition: float = 0.0
    none: float = 0.0  # a thing that no norm gives
    outside: float = 0.0  # nothing to be ruled on


TRAINED = Signs(
    6.21, 4.37, 1.00, -6.17, 0.12, -0.50, -1.10, -1.94, 0.22, 0.85, 4.32, 0.56, 0.65, -0.07, -1.27
)
# May it? is asked of what is forbidden as much as of what is permitted; must it?, seldom of a mere power.
LEANINGS = {
    "must": Leanings(0.40, -0.64, -0.05, -0.22, 0.51),
    "may": Leanings(-0.61, -0.20, 1.00, 0.70, 0.00),
    "must_not": Leanings(-0.09, 0.08, 0.07, -0.08, 0.02),
    "exists": Leanings(0.35, -0.37, 0.18, 0.08, 0.00),
    "what": Leanings(0.71, -1.04, -0.08, -0.68, 1.09),
    "denied": Leanings(0.43, -0.73, 0.09, 0.41, 0.00),
    "leave": Leanings(0.21, -0.47, 0.68, -0.03, 0.00),
}
UNTRAINED = Signs(22.0, 22.0, 0.0, -4.0, 0.0, -2.0, -2.0, 4.0, 8.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Sureness(NamedTuple):
    """What speaks for the likeliest answer being right, or what a unit of each counts in log-odds."""

    agreeing: float  # log-odds of the share of all guesses that would be answered so
    likeliest: float  # log-odds of the share of the likeliest of them alone
    told: float  # the recogniser's logarithm of likelihood for that one
    length: float  # hundreds of characters: a story has more to misread
    english: float
    no_norm: float  # the thing asked about is one that no norm gives
    permitted: float  # the answer: more often than a duty, a power near by is taken for what was asked
    unexplained: float  # a party that acts in the question has no place in what was understood,
    misread: float  # or another than named is taken to be meant
    duty_asked: float  # the answer is a duty, and the question asks for one without a negation
    always: float = 1.0


SURENESS = Sureness(0.54, -0.02, 0.15, -0.42, 0.43, 0.30, -0.83, -0.36, 0.07, 0.63, 1.28)
UNTRAINED_SURENESS = Sureness(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
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
    if len(signs) != len(weights):
        raise ValueError(f"{len(signs)} signs for {len(weights)} weights")
    together: float = sum(map(mul, signs, weights))
    return together


def shares(scores: Sequence[float]) -> list[float]:
    """Return the share (0 to 1) of each of several exclusive guesses, from their scores in log-odds.

    >>> [round(share, 2) for share in shares([0.0, 0.0])]
    [0.5, 0.5]
    """
    most = max(scores, default=0.0)
    odds = [math.exp(score - most) for score in scores]
    whole = sum(odds)
    return [one / whole for one in odds]

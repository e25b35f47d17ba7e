"""What understanding made of a text, kept for when the text is asked again.

A permanent link, the question a year earlier, the page in the other language: all ask the same words again, and to
understand them costs most of an answer. Kept is what a text may be about, which follows from its words, the pack and
the norms in force; the ruling is made anew each time.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from paizhu.norms.ask.cited import Cited
from paizhu.norms.ask.outside import content
from paizhu.norms.ask.roles import Mention
from paizhu.norms.ask.understand import Guess, Understanding
from paizhu.norms.base import Base

MOST = 4096  # texts, or parts of one; what was not asked for longest makes room


class Remembered:
    """Understands as the `Understanding` behind it does, and remembers what that found. Safe among threads.

    most: how many texts are kept; 0: none.
    """

    known: Callable[[str, str], float]
    mentions: Callable[[str, str], tuple[Mention, ...]]
    left: Callable[[str, str], int]

    def __init__(self, understanding: Understanding, base: Base, most: int = MOST) -> None:
        self._base = base
        self._guesses = lru_cache(most)(lambda *asked: tuple(understanding.guesses(*asked)))
        self.known = lru_cache(most)(understanding.known)
        self.mentions = lru_cache(most)(lambda *asked: tuple(understanding.roles.find(*asked)))
        self.left = lru_cache(most)(self._left)

    def guesses(self, text: str, lang: str, on: date, cited: Cited) -> tuple[Guess, ...]:
        """Return what a (normalised) text may be about, the likeliest first."""
        # Of the day, understanding looks only at the norms in force.
        return self._guesses(text, lang, self._base.since_when(on), cited)

    def _left(self, text: str, lang: str) -> int:
        """How many letters are left of a text without its parties and filler."""
        return len(content(text, [(m.start, m.end) for m in self.mentions(text, lang)]))

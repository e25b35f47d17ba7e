"""Whether a norm speaks of what a question asks: the right article may still be silent on the degree that is asked about."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from paizhu.norms.ask.patterns import compiled
from paizhu.norms.base import Base
from paizhu.norms.model import Norm

_SEEN = 4096  # norms whose words are remembered
_NEEDS_APPROVAL = (
    r"(?:批准?|审批|报批|同意|点头)(?:不可|才行|才可以|才能办)?(?:吗|吧|呢|对吗|是吗)?[?。]*$"
    r"|\bneeds? .{0,40}\b(?:approv|consent)|\b(?:approve|approval|consent)\b[?.]*$"
)
_BEYOND = r"(?:(?:党纪|政务)?处分)?以(上|下)"
_OF_APPROVAL = r"批|同意|审定|决定|授权|approv|consent|authori[sz]|decid"


class Scope:
    """Knows what a norm speaks of by its quote, its gist and its approval."""

    def __init__(self, base: Base) -> None:
        self._groups = base.pack.apart
        self._of_norm = lru_cache(_SEEN)(lambda norm: self._spoken_of(_words(norm)))

    def excludes(self, norm: Norm, text: str) -> bool:
        """Return whether a (normalised) text asks of one thing of a group, and the norm only speaks of others.

        Groups are the pack's (`apart`), such as the degrees of a sanction: the power to warn does not answer expulsion.
        """
        asked = self._named(text)
        own = self._of_norm(norm) if any(asked) else asked
        return any(a and o and a.isdisjoint(o) for a, o in zip(asked, own, strict=True))

    def silent_on_approval(self, norms: Iterable[Norm], text: str) -> bool:
        """Return whether a text asks if approval is needed, and none of the norms speaks of any.

        A duty to act says nothing about whose leave it takes.
        """
        if not compiled(_NEEDS_APPROVAL, re.IGNORECASE).search(text):
            return False
        return not any(
            norm.approval is not None or compiled(_OF_APPROVAL, re.IGNORECASE).search(_words(norm))
            for norm in norms
        )

    def _named(self, text: str) -> tuple[frozenset[int], ...]:
        """For each group which of its things, by number, a text names; the longest word counts."""
        return tuple(
            frozenset(places[word] for word in pattern.findall(text.lower()))
            for pattern, places in self._apart
        )

    def _spoken_of(self, words: str) -> tuple[frozenset[int], ...]:
        """What the words of a norm name; 某档以上 and 以下 name what comes after it, or before it, in its group."""
        found = []
        for (pattern, places), named in zip(self._apart, self._named(words), strict=True):
            beyond = {
                place
                for word, way in re.findall(rf"({pattern.pattern}){_BEYOND}", words)
                for place in places.values()
                if (place > places[word]) == (way == "上")
            }
            found.append(named | beyond)
        return tuple(found)

    @cached_property
    def _apart(self) -> list[tuple[re.Pattern[str], dict[str, int]]]:
        found = []
        for group in self._groups:
            places = {word: number for number, words in enumerate(group) for word in words}
            longest_first = sorted(places, key=len, reverse=True)
            whole = (rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in longest_first)
            found.append((re.compile("|".join(whole)), places))
        return found


def _words(norm: Norm) -> str:
    return f"{norm.quote} {norm.gist.zh} {norm.gist.en}"

"""The acts that a text speaks of, by the words the vocabulary has for them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from paizhu.norms.base import Base

_GAP = 12  # characters that may stand between the parts of a word such as 对…立案
_SHORTEST = 2


class Words(NamedTuple):
    """The words of a language.

    lengths: of their first parts, by the first two letters.  acts: by the first part the parts that must follow, and
    the act.
    """

    lengths: dict[str, set[int]]
    acts: dict[str, list[tuple[tuple[str, ...], str]]]


class Deeds:
    """Finds acts by their names and other words, in any order and overlapping."""

    def __init__(self, base: Base) -> None:
        self._acts = base.pack.acts
        self._words: dict[str, Words] = {}

    def _read(self, lang: str) -> Words:
        """Read the words of a language, when it is first spoken."""
        read = Words({}, {})
        for act in self._acts:
            for word in (act.name.zh, *act.zh_also) if lang == "zh" else (act.name.en, *act.en_also):
                plain = word.replace("（", "(").replace("）", ")") if lang == "zh" else word.lower()
                parts = tuple(part.strip() for part in plain.split("…")) if "…" in plain else (plain,)
                parts = tuple(filter(None, parts))
                if sum(map(len, parts)) >= _SHORTEST:
                    first, *rest = parts
                    read.lengths.setdefault(first[:2], set()).add(len(first))
                    read.acts.setdefault(first, []).append((tuple(rest), act.id))
        return read

    def find(self, text: str, lang: str) -> set[str]:
        """Return the ids of the acts that a (normalised) text names."""
        if lang not in self._words:
            self._words[lang] = self._read(lang)
        return set(self._find(text.lower() if lang == "en" else text, self._words[lang], lang))

    def _find(self, text: str, words: Words, lang: str) -> Iterable[str]:
        for start in range(len(text) - 1):
            if lang == "en" and start and text[start - 1].isalpha():
                continue
            for length in words.lengths.get(text[start : start + 2], ()):
                for rest, act in words.acts.get(text[start : start + length], ()):
                    if not rest or _follow(text, start + length, rest):
                        yield act


def _follow(text: str, end: int, parts: Iterable[str]) -> bool:
    for part in parts:
        place = text.find(part, end, end + _GAP + len(part))
        if place < 0 or re.search(r"[。?;!]", text[end:place]):
            return False
        end = place + len(part)
    return True

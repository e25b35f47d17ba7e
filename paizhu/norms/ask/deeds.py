"""The acts that a text speaks of, by the words the vocabulary has for them."""

import re
from collections.abc import Iterable

from paizhu.norms.base import Base

_GAP = 12  # characters that may stand between the parts of a word such as 对…立案
_SHORTEST = 2
Words = dict[str, list[tuple[tuple[str, ...], str]]]


class Deeds:
    """Finds acts by their names and other words, in any order and overlapping."""

    def __init__(self, base: Base) -> None:
        self._acts = base.pack.acts
        self._words: dict[str, Words] = {}

    def _read(self, lang: str) -> Words:
        """The words of a language by their first two letters; read when it is first spoken."""
        read: Words = {}
        for act in self._acts:
            for word in (act.name.zh, *act.zh_also) if lang == "zh" else (act.name.en, *act.en_also):
                plain = word.replace("（", "(").replace("）", ")") if lang == "zh" else word.lower()
                parts = tuple(part.strip() for part in plain.split("…")) if "…" in plain else (plain,)
                parts = tuple(filter(None, parts))
                if sum(map(len, parts)) >= _SHORTEST:
                    read.setdefault(parts[0][:2], []).append((parts, act.id))
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
            for parts, act in words.get(text[start : start + 2], ()):
                if _stands(text, start, parts):
                    yield act


def _stands(text: str, start: int, parts: tuple[str, ...]) -> bool:
    if not text.startswith(parts[0], start):
        return False
    end = start + len(parts[0])
    for part in parts[1:]:
        place = text.find(part, end, end + _GAP + len(part))
        if place < 0 or re.search(r"[。?;!]", text[end:place]):
            return False
        end = place + len(part)
    return True

"""The acts that a text speaks of, by the words the vocabulary has for them."""

import re
from collections.abc import Iterable

from paizhu.norms.base import Base

_GAP = 12  # characters that may stand between the parts of a word such as 对…立案
_SHORTEST = 2


class Deeds:
    """Finds acts by their names and other words, in any order and overlapping."""

    def __init__(self, base: Base) -> None:
        self._words: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {"zh": {}, "en": {}}
        for act in base.pack.acts:
            for lang, words in (
                ("zh", (act.name.zh, *act.zh_also)),
                ("en", (act.name.en.lower(), *(w.lower() for w in act.en_also))),
            ):
                for word in words:
                    self._add(lang, word, act.id)

    def _add(self, lang: str, word: str, act: str) -> None:
        parts = tuple(p.strip() for p in word.replace("（", "(").replace("）", ")").split("…") if p.strip())
        if parts and sum(map(len, parts)) >= _SHORTEST:
            self._words[lang].setdefault(parts[0][:2], []).append((parts, act))

    def find(self, text: str, lang: str) -> set[str]:
        """Return the ids of the acts that a (normalised) text names."""
        return set(self._find(text.lower() if lang == "en" else text, self._words[lang], lang))

    def _find(
        self, text: str, words: dict[str, list[tuple[tuple[str, ...], str]]], lang: str
    ) -> Iterable[str]:
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

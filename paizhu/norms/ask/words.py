"""Many words, found in a text at once: what a pattern of thousands of alternatives would find, without compiling it."""

from collections.abc import Iterable, Iterator

_ENDINGS = ("s", "es", "")


class Words:
    """Finds words from the left, none overlapping; of those that start at one place the longest wins.

    A word has at least two characters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        # How long the words are that start with two characters, the longest first.
        self._lengths: dict[str, tuple[int, ...]] = {}
        for length, start in sorted({(len(word), word[:2]) for word in self._words}, reverse=True):
            self._lengths[start] = (*self._lengths.get(start, ()), length)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where each word starts that stands in the text, with the word.

        >>> list(Words(["党组", "党组书记"]).find("党组书记和党组"))
        [(0, '党组书记'), (5, '党组')]
        """
        at = 0
        while at < len(text) - 1:
            for length in self._lengths.get(text[at : at + 2], ()):
                word = text[at : at + length]
                if word in self._words:
                    yield at, word
                    at += len(word)
                    break
            else:
                at += 1

    def find_apart(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the same of whole words only, which may have the ending of a plural: (start, end, word).

        >>> list(Words(["office", "off"]).find_apart("an official of two offices"))
        [(19, 26, 'office')]
        """
        at = 0
        while at < len(text) - 1:
            found = self._apart(text, at) if _is_edge(text, at) else None
            if found is not None:
                yield at, *found
            at = found[0] if found else at + 1

    def _apart(self, text: str, at: int) -> tuple[int, str] | None:
        """The end of the longest word that starts here, and the word."""
        for length in self._lengths.get(text[at : at + 2], ()):
            word = text[at : at + length]
            if word in self._words:
                for ending in _ENDINGS:
                    end = at + len(word) + len(ending)
                    if text.startswith(ending, end - len(ending)) and _is_edge(text, end):
                        return end, word
        return None


def _is_edge(text: str, at: int) -> bool:
    r"""Whether a word starts or ends here: `\b` of a pattern."""
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    return _in_word(before) is not _in_word(after)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"

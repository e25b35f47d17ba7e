"""Finds text in a template that a reader sees and no translator can reach."""

import re
from html.parser import HTMLParser

_MARKED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
_COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_SEEN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
_UNSEEN_ELEMENTS = {"script", "style"}


def unmarked(template: str) -> list[str]:
    """Return the literal texts with a letter in them: between tags, and in attributes that are read out."""
    # A space keeps words on both sides of a template tag apart and attributes well formed.
    for pattern in (_COMMENT, _MARKED, _TAG):
        template = pattern.sub(" ", template)
    reader = _Reader()
    reader.feed(template)
    reader.close()
    return [text for text in map(str.strip, reader.texts) if any(map(str.isalpha, text))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._element = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element = tag
        self.texts += [value or "" for name, value in attrs if name in _SEEN_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        self._element = ""

    def handle_data(self, data: str) -> None:
        if self._element not in _UNSEEN_ELEMENTS:
            self.texts.append(data)

"""Files of any format as rows: what a reader sees as one line or paragraph, with its place."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.norms.texts.model import Doubt, Finding

LARGEST = 16 * 2**20  # a document may hold pictures
LARGEST_TEXT = 4 * 2**20  # twenty times the longest statute
# Zero-width and direction marks, private use, control characters: they print nothing, or something else elsewhere.
_NOTHING = re.compile(
    r"[\x01-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]"
)
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u3000]+")


class Row(NamedTuple):
    """One line or paragraph. depth: of a heading in the file's own mark-up, 1 the widest; 0 is none.

    close: it follows the row before it without a blank line, so that a broken line may go on here.
    """

    line: int
    text: str
    depth: int = 0
    close: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file as rows. format: markdown, text, docx or html.  end_of_head: line of a mark that closes the head, or 0."""

    format: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    end_of_head: int = 0


def refuse(file: str, zh: str, en: str, *, value: str = "", row: int | None = None) -> InputRefused:
    """Return the error for one reason."""
    return InputRefused([Refusal(file, Text(zh, en), value, row)])


def cleaned(text: str, line: int, findings: list[Finding]) -> str:
    """Return a row's text without signs that print nothing (each a finding) and with single spaces."""
    if text.isprintable() and "  " not in text:  # most rows; wide spaces do not count as printable
        return text.strip()
    odd = _NOTHING.findall(text)
    if odd:
        findings.append(Finding(Doubt.CHARACTERS, line, " ".join(sorted({f"U+{ord(s):04X}" for s in odd}))))
        text = _NOTHING.sub("", text)
    return _SPACES.sub(" ", text).strip()

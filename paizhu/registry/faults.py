"""What is wrong with a file: where it stands, what stands there, and what was expected."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from paizhu.norms.errors import InvalidInput

SHOWN = 60  # characters of a value that a message shows


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody can be asked instead: what a word of the file stands for.

    section: of a map file (headings, words, sheets); list_: where it stands, "" where that is not known;
    field: the column that a word stands in.
    """

    section: str
    word: str
    list_: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. sheet: sheet or list; row: as the user sees it; column: by heading. None: not about one."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str
    expected: str
    ask: Ask | None = None

    def as_json(self) -> dict[str, object]:
        """Return the fault as the contract of `--json` names it."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "expected": self.expected,
        }

    def __str__(self) -> str:
        places = [self.file, self.sheet, self.row and str(self.row), self.column]
        return f"{':'.join(p for p in places if p)}: “{self.value}”: {self.expected}"


class BadFile(InvalidInput):
    """A file that cannot be taken; carries all its faults at once. Nothing was changed.

    asks: what its words stand for, how often each stands there; those of faults that are no longer listed too.
    """

    code = "registry.file"

    def __init__(self, faults: Iterable[Fault], asks: Mapping[Ask, int] | None = None) -> None:
        self.faults = sorted(faults, key=lambda f: (f.file, f.sheet or "", f.row or 0, f.column or ""))
        self.asks = Counter(f.ask for f in self.faults if f.ask) if asks is None else asks
        super().__init__("\n".join(str(f) for f in self.faults))


def shown(value: object) -> str:
    r"""Return a value as a message can show it: short, on one line, with nothing invisible in it.

    >>> shown("区\u200b教育局\n"), len(shown("x" * 100))
    ('区\\u200b教育局\\n', 61)
    """
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    long = len(text) > SHOWN
    escaped = "".join(
        c if c == " " or unicodedata.category(c)[0] not in "CZ" else repr(c)[1:-1] for c in text[:SHOWN]
    )
    return escaped + "…" if long else escaped

"""Why what was given is refused: what, where, which value, what was expected there."""

from dataclasses import dataclass

from paizhu.norms.errors import InvalidInput
from paizhu.norms.model import Text

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. file: as the person named it.

    expected: one sentence in both languages.  value: what stands there instead.  row: line or paragraph, from 1; None
    where the whole file is meant.  sheet, column: for tables, else empty.
    """

    file: str
    expected: Text
    value: str = ""
    row: int | None = None
    sheet: str = ""
    column: str = ""

    def line(self, lang: str) -> str:
        """Return the reason on one line."""
        place = ":".join(str(part) for part in (self.file, self.sheet, self.row, self.column) if part)
        value = f" {shown(self.value)}:" if self.value else ""
        return f"{place}:{value} {self.expected.in_(lang)}"

    def entry(self, lang: str) -> dict[str, object]:
        """Return the reason as programs read it; null is what does not apply."""
        return {
            "file": self.file,
            "sheet": self.sheet or None,
            "row": self.row,
            "column": self.column or None,
            "value": shown(self.value) if self.value else None,
            "expected": self.expected.in_(lang),
        }


class InputRefused(InvalidInput):
    """Files or options that cannot be used, with every reason at once; nothing was changed.

    outcome: what did not happen therefore, as a sentence, where there is more to say than that.
    """

    code = "input.refused"

    def __init__(self, refusals: list[Refusal], outcome: str = "") -> None:
        self.refusals = refusals
        said = [refusal.line("en") for refusal in refusals]
        super().__init__("\n".join([*said, outcome] if outcome else said))


def shown(value: str) -> str:
    """Return a value so that it can be shown anywhere: shortened, signs that do not print escaped.

    >>> len(shown("x" * 99)), shown("第" + chr(0x200B) + "条") == "第" + chr(92) + "u200b条"
    (61, True)
    """
    short = value[:_SHOWN] + ("…" if len(value) > _SHOWN else "")
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in short)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")

"""Numbers that Word prints itself: they stand in no paragraph, only in the definition of its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from paizhu.norms.articles import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand",
}  # fmt: skip
_CIRCLED = 0x245F  # before ①


@dataclass(frozen=True, slots=True)
class Numbered:
    """One level of a list: format of its number, text around it ("第%1条"), first number."""

    format: str
    text: str
    start: int


Levels = Mapping[int, Numbered]


def lists_of(root: Element) -> dict[str, Levels]:
    """Return the levels of every list of a numbering part, by the list's id."""
    abstract = {
        element.get(f"{W}abstractNumId", ""): {
            int(level.get(f"{W}ilvl", "0")): _level(level) for level in element.iterfind(f"{W}lvl")
        }
        for element in root.iterfind(f"{W}abstractNum")
    }
    found: dict[str, Levels] = {}
    for number in root.iterfind(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        if link is not None:
            found[number.get(f"{W}numId", "")] = abstract.get(link.get(f"{W}val", ""), {})
    return found


def _level(level: Element) -> Numbered:
    def of(tag: str, default: str) -> str:
        element = level.find(f"{W}{tag}")
        return default if element is None else element.get(f"{W}val", default)

    start = of("start", "1")
    return Numbered(of("numFmt", "decimal"), of("lvlText", ""), int(start) if start.isdecimal() else 1)


class Counter:
    """Counts the paragraphs of each list as Word does."""

    def __init__(self, lists: Mapping[str, Levels]) -> None:
        self.lists = lists
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, list_id: str, depth: int) -> str:
        """Return the label of the next paragraph at that depth of the list; "" for a list without numbers."""
        levels = self.lists.get(list_id, {})
        level = levels.get(depth)
        if level is None or level.format in {"bullet", "none"}:
            return ""
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        label = level.text
        for n in range(depth + 1):
            of = levels.get(n)
            if of is not None:
                label = label.replace(f"%{n + 1}", _printed(counts.get(n, of.start), of.format))
        return label


def _printed(number: int, format_: str) -> str:
    if format_ in _CHINESE and 0 < number < 10_000:  # noqa: PLR2004  no text counts further
        return numeral(number)
    if format_.startswith("decimalEnclosedCircle") and 0 < number <= 20:  # noqa: PLR2004  there are no more signs
        return chr(_CIRCLED + number)
    return str(number)

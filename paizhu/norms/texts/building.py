"""Builds articles and appendices from rows: paragraphs, and items within items."""

from dataclasses import dataclass, field

from paizhu.norms.texts.labels import ItemLabel, Style
from paizhu.norms.texts.model import Doubt, Finding, Item, Paragraph


@dataclass
class _Item:
    label: ItemLabel
    line: int
    text: str
    items: list["_Item"] = field(default_factory=list)

    def done(self) -> Item:
        return Item(
            str(self.label.number),
            self.label.label,
            self.text,
            self.line,
            tuple(i.done() for i in self.items),
        )


@dataclass
class _Paragraph:
    text: str
    line: int
    items: list[_Item] = field(default_factory=list)

    def done(self) -> Paragraph:
        return Paragraph(self.text, self.line, tuple(i.done() for i in self.items))


class Builder:
    """Gathers the paragraphs of one article, preamble or appendix."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self._paragraphs: list[_Paragraph] = []
        # The lists open now, the outer one first.
        self._open: list[tuple[Style, list[_Item]]] = []

    def paragraph(self, text: str, line: int) -> None:
        """Begin a paragraph."""
        self._paragraphs.append(_Paragraph(text, line))
        self._open = []

    def item(self, label: ItemLabel, line: int) -> None:
        """Add an item: to the list of its style where one is open, else as a list within the last item."""
        if not self._paragraphs:
            self._paragraphs.append(_Paragraph("", line))
        styles = [style for style, _ in self._open]
        if label.style in styles:
            del self._open[styles.index(label.style) + 1 :]
        else:
            within = self._open[-1][1][-1].items if self._open else self._paragraphs[-1].items
            self._open.append((label.style, within))
        items = self._open[-1][1]
        self._check(items[-1].label.number if items else 0, label, line)
        items.append(_Item(label, line, label.rest))

    def goes_on(self, text: str) -> bool:
        """Add a broken line's rest to what stands last; return False when nothing does."""
        if not self._paragraphs:
            return False
        last: _Paragraph | _Item = self._open[-1][1][-1] if self._open else self._paragraphs[-1]
        last.text += text if _is_cjk(last.text[-1:]) or _is_cjk(text[:1]) else f" {text}"
        return True

    @property
    def ends_open(self) -> bool:
        """Whether what stands last breaks off within a sentence."""
        if not self._paragraphs:
            return False
        last: _Paragraph | _Item = self._open[-1][1][-1] if self._open else self._paragraphs[-1]
        return bool(last.text) and last.text[-1] not in "。；：！？”’）》;:.!?)"

    @property
    def ends_with_colon(self) -> bool:
        """Whether what stands last announces something."""
        return bool(self._paragraphs) and not self._open and self._paragraphs[-1].text[-1:] in {"：", ":"}

    @property
    def opens_list(self) -> bool:
        """Whether items may follow: after a colon, or within a list."""
        return bool(self._open) or not self._paragraphs or self._paragraphs[-1].text[-1:] in {"：", ":", ""}

    def _check(self, before: int, label: ItemLabel, line: int) -> None:
        if label.number == before + 1:
            return
        doubt = (
            Doubt.REPEATED if label.number == before else Doubt.GAP if label.number > before else Doubt.ORDER
        )
        self.findings.append(Finding(doubt, line, label.label))

    def done(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs."""
        return tuple(p.done() for p in self._paragraphs)


def _is_cjk(sign: str) -> bool:
    return sign > "\u2e7f"

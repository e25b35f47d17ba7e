"""HTML as rows: the words of block elements in order. Nothing is loaded, no script runs."""

import re
from collections.abc import Iterator

from lxml import etree

from paizhu.norms.texts.decoding import decoded
from paizhu.norms.texts.model import Doubt, Finding
from paizhu.norms.texts.source import Row, Source, cleaned, refuse

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MOST_TAGS = 400_000
_DEEPEST = 200
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = {
    *_HEADINGS, "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
# Around the text, not of it.
_ASIDE = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "iframe",
    "svg",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def rows_of(file: str, raw: bytes) -> Source:
    """Return the rows of a page. Raises InputRefused when it is no text, or built to cost more than any text does."""
    declared = _CHARSET.search(raw[:4096])
    text = decoded(file, raw, declared=declared[1].decode("ascii") if declared else "")
    if text.count("<") > _MOST_TAGS:
        raise refuse(
            file,
            f"标签应不超过 {_MOST_TAGS} 个",
            f"expected at most {_MOST_TAGS} tags",
            value=str(text.count("<")),
        )
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        raise refuse(file, "应为 HTML 网页", "expected an HTML page")
    walk = _Walk(file)
    walk.over(_content(root))
    return Source("html", tuple(walk.rows), tuple(walk.findings))


def _content(root: etree._Element) -> etree._Element:
    """The one element that says it is the content; else the whole page."""
    for name in ("main", "article"):
        found = root.findall(f".//{name}")
        if len(found) == 1:
            return found[0]
    return root


class _Walk:
    """Gathers words up to the next edge of a block."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: list[Row] = []
        self.findings: list[Finding] = []
        self._words: list[str] = []
        self._line = 0
        self._depth = 0
        self._counts: dict[etree._Element, int] = {}

    def over(self, root: etree._Element) -> None:
        level, skipped = 0, None
        for event, element in _events(root):
            if event == "start":
                level += 1
                if level > _DEEPEST:
                    raise refuse(
                        self.file,
                        f"标签嵌套应不超过 {_DEEPEST} 层",
                        f"expected tags nested at most {_DEEPEST} deep",
                        row=element.sourceline,
                    )
                if skipped is None and self._is_aside(element):
                    skipped = element
                if skipped is None:
                    self._start(element)
                continue
            level -= 1
            if skipped is None:
                self._end(element)
            if skipped is element:
                skipped = None
            if skipped is None:
                self._take(element.tail, element)
        self._flush()

    def _is_aside(self, element: etree._Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in _ASIDE:
            return True
        hidden = "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))
        if hidden and "".join(element.itertext()).strip():
            self.findings.append(
                Finding(Doubt.LEFT_OUT, element.sourceline or 1, "".join(element.itertext()).strip()[:40])
            )
        return hidden

    def _start(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            # Cells of a row stand on one line; every other block begins its own.
            if element.tag in {"td", "th"} and self._words:
                self._words.append("\t")
            else:
                self._flush()
            self._depth = _HEADINGS.get(element.tag, self._depth)
            if element.tag == "li":
                self._words.append(self._number(element))
        self._take(element.text, element)

    def _end(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS and element.tag not in {"td", "th"}:
            self._flush()
            self._depth = 0

    def _take(self, text: str | None, element: etree._Element) -> None:
        if text and text.strip():
            self._line = self._line or element.sourceline or 1
        if text:
            self._words.append(text.replace("\n", " ").replace("\r", " "))

    def _number(self, element: etree._Element) -> str:
        """The number that a browser prints before the item of an ordered list."""
        parent = element.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        start = parent.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 5 else 1  # noqa: PLR2004  no list is longer
        self._counts[parent] = self._counts.get(parent, first - 1) + 1
        return f"{self._counts[parent]}."

    def _flush(self) -> None:
        row = cleaned("".join(self._words), self._line or 1, self.findings)
        if row:
            self.rows.append(Row(self._line or 1, row, self._depth))
        self._words, self._line = [], 0


def _events(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterwalk(root, events=("start", "end"))

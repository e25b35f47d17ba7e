"""Filling a DOCX template: named placeholders, such as {{title}}, become text and nothing but text."""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from paizhu.reports.official import Official, Paper
from paizhu.reports.word import DATED, ISSUER, SIGNATURE

PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
BODY = "body"
NAMES = {
    Paper.LETTER: ("issuer", "number", "secrecy", "title", "addressee", BODY, "date"),
    Paper.MINUTES: ("issuer", "number", "secrecy", "title", "parties", BODY, "label", "who", "date"),
}
# Each stands in a paragraph of its own, which is repeated in its look.
_BODY, _PARTIES, _ATTENDANCE = "{{body}}", "{{parties}}", "{{label}}：{{who}}"
ALONE = {Paper.LETTER: (_BODY,), Paper.MINUTES: (_BODY, _PARTIES, _ATTENDANCE)}
_HEADING = 20  # characters: as in the templates for PDF, a heading stays with what it is over
_CLOSING = 140  # characters: a last paragraph up to this goes with the signature, which does not stand alone on a page
_FULL, _HALF, _RIGHT = 16.0, 8.0, 4 * 16.0  # points, of 3号


def filled(template: bytes, official: Official) -> bytes:
    """Return the document. The template was looked through before (`paizhu.reports.checking`)."""
    document = Document(io.BytesIO(template))
    values = {
        "issuer": official.issuer,
        "number": "（稿）" if official.draft else official.number,
        "secrecy": official.secrecy,
        "title": official.title,
        "addressee": official.addressee,
        "date": official.date,
    }
    for paragraph in list(paragraphs(document)):
        whole = said(paragraph).strip().replace(" ", "")
        if whole in (_BODY, _PARTIES):
            _spread(paragraph, official.paragraphs if whole == _BODY else official.parties)
        elif whole == _ATTENDANCE:
            _spread_attendance(paragraph, official.attendance)
        elif not official.addressee and "{{addressee}}" in said(paragraph):
            _put(paragraph, 0, len(said(paragraph)), "")
        else:
            _fill(paragraph, values)
    _sign(document, official)
    document.core_properties.title, document.core_properties.author = (
        official.title[:255],
        official.issuer[:255],
    )
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def paragraphs(document: Doc) -> Iterator[Any]:
    """Yield every paragraph: of the text, tables, text boxes, headers and footers."""
    yield from document.element.body.iter(qn("w:p"))
    seen = set()
    for section in document.sections:
        for part in (
            section.header, section.first_page_header, section.even_page_header,
            section.footer, section.first_page_footer, section.even_page_footer,
        ):  # fmt: skip
            # One that is not there is not asked for: asking makes it.
            if not part.is_linked_to_previous and id(part._element) not in seen:  # noqa: SLF001
                seen.add(id(part._element))  # noqa: SLF001
                yield from part._element.iter(qn("w:p"))  # noqa: SLF001


def said(paragraph: Any) -> str:
    """Return the text of a paragraph, however many runs an editor cut it into."""
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def _fill(paragraph: Any, values: dict[str, str]) -> None:
    # From the end on, so that what is found before keeps its place.
    for found in reversed(list(PLACEHOLDER.finditer(said(paragraph)))):
        if found[1] in values:
            _put(paragraph, found.start(), found.end(), values[found[1]])


def _put(paragraph: Any, start: int, end: int, value: str) -> None:
    """Put the value in place of those characters, in the look of the first of them."""
    at = 0
    for node in paragraph.iter(qn("w:t")):
        text = node.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            node.text = text[:first] + value + text[last:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            value = ""
        at += len(text)


def _spread(paragraph: Any, texts: tuple[str, ...]) -> None:
    """A paragraph for each of the body's, all in the look of the placeholder."""
    for n, text in enumerate(texts, start=1):
        one = deepcopy(paragraph)
        paragraph.addprevious(one)
        _put(one, 0, len(said(one)), text)
        format_ = Paragraph(one, None).paragraph_format  # type: ignore[arg-type]  # it needs no parent
        if n == len(texts) and len(text) <= _CLOSING:
            format_.keep_with_next = format_.keep_together = True
        elif len(text) <= _HEADING and not text.endswith("。"):
            format_.keep_with_next = True
    paragraph.getparent().remove(paragraph)


def _spread_attendance(paragraph: Any, attendance: tuple[tuple[str, str], ...]) -> None:
    for label, who in attendance:
        one = deepcopy(paragraph)
        paragraph.addprevious(one)
        _fill(one, {"label": label, "who": who})
    paragraph.getparent().remove(paragraph)


def _sign(document: Doc, official: Official) -> None:
    """署名 is centred over 成文日期, which stands four characters from the edge, or as near as the name allows."""
    own, dated = _width(official.issuer), _width(official.date)
    edge = max(_RIGHT, (own - dated) / 2) if dated else _RIGHT
    places = {SIGNATURE: edge + (dated - own) / 2 if dated else 0.0, DATED: edge}
    for paragraph in document.paragraphs:
        name = paragraph.style.name if paragraph.style is not None else ""
        if name == ISSUER:
            for run in paragraph.runs:
                run.font.size = Pt(_issuer_size(official.issuer))
        if name in places:
            paragraph.paragraph_format.right_indent = Pt(max(places[name], 0))


def _issuer_size(issuer: str) -> int:
    """On one line of 165 mm where that is large enough to be seen from afar; else on several."""
    return max(min(30, int(Mm(165).pt / max(len(issuer), 1))), 20)


def _width(text: str) -> float:
    return sum(_HALF if letter.isascii() else _FULL for letter in text)

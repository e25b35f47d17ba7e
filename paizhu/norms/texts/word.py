"""DOCX as rows. Only the body, its numbering and its styles are read, within limits; links are never followed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from paizhu.norms.texts.model import Doubt, Finding
from paizhu.norms.texts.numbering import Counter, Levels, W, lists_of
from paizhu.norms.texts.source import Row, Source, cleaned, refuse

BODY = "word/document.xml"
_MOST_PARTS = 5_000
_LARGEST_PART = 64 * 2**20
_RATIO = 250  # Word's own XML shrinks to a twentieth; a bomb to a thousandth
_SMALL = 2**20
_DEEPEST = 200
_MOST_EVENTS = 1_000_000  # the longest code has a tenth of these
_HEADING_STYLES = {"title": 1} | {f"heading {n}": n + 1 for n in range(1, 7)}
_ENCRYPTED = 0x1


def rows_of(file: str, raw: bytes) -> Source:
    """Return the paragraphs of a document. Raises InputRefused when it is damaged, locked, or something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            _look_over(file, parts)
            lists = (
                lists_of(_tree(file, parts, "word/numbering.xml"))
                if _has(parts, "word/numbering.xml")
                else {}
            )
            styles = _styles(_tree(file, parts, "word/styles.xml")) if _has(parts, "word/styles.xml") else {}
            return _body(file, _part(file, parts, BODY), lists, styles)
    except ParseError as error:
        raise refuse(file, "应为完好的 XML", "expected well-formed XML", value=f"{BODY}: {error}") from error
    except DefusedXmlException as error:
        raise refuse(
            file,
            "应为不含实体和 DTD 的 XML",
            "expected XML without entities and DTD",
            value=type(error).__name__,
        ) from error
    # The errors of defusedxml are ValueErrors too, so they come before.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise _damaged(file, str(error)) from error


def _look_over(file: str, parts: zipfile.ZipFile) -> None:
    infos = parts.infolist()
    names = {info.filename for info in infos}
    if BODY not in names:
        value = next(
            (n for n in ("xl/workbook.xml", "ppt/presentation.xml", "content.xml") if n in names), "zip"
        )
        raise refuse(file, "应为 Word 文档（DOCX）", "expected a Word document (DOCX)", value=value)
    if len(infos) > _MOST_PARTS or len(names) != len(infos):
        raise _damaged(file, f"{len(infos)} parts, {len(names)} names")
    for info in infos:
        outside = info.filename.startswith(("/", "\\")) or ".." in info.filename.replace("\\", "/").split("/")
        if outside or ":" in info.filename:
            raise refuse(
                file, "包内文件名应在包内", "expected names inside of the package", value=info.filename
            )
        if info.flag_bits & _ENCRYPTED:
            raise refuse(
                file, "应为未加密的文档", "expected a document that is not encrypted", value=info.filename
            )


def _has(parts: zipfile.ZipFile, name: str) -> bool:
    return name in parts.namelist()


def _part(file: str, parts: zipfile.ZipFile, name: str) -> bytes:
    info = parts.getinfo(name)
    bomb = info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1)
    if info.file_size > _LARGEST_PART or bomb:
        mib = _LARGEST_PART // 2**20
        raise refuse(
            file,
            f"展开后应不超过 {mib} MiB，且不超过压缩大小的 {_RATIO} 倍",
            f"expected at most {mib} MiB unpacked, and at most {_RATIO} times the packed size",
            value=f"{name}: {info.compress_size} → {info.file_size}",
        )
    with parts.open(info) as part:
        content = part.read(_LARGEST_PART + 1)
    if len(content) != info.file_size:
        raise _damaged(file, name)
    return content


def _damaged(file: str, value: str) -> Exception:
    return refuse(file, "应为完好的 DOCX 文件", "expected a DOCX file that is whole", value=value)


def _events(file: str, content: bytes) -> Iterator[tuple[str, Element, int]]:
    level = 0
    read = iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True)
    for events, (event, element) in enumerate(read):
        level += 1 if event == "start" else -1
        if events > _MOST_EVENTS:
            raise refuse(
                file,
                "应为一部法规的文档",
                "expected the document of one regulation",
                value=f"{events // 2} elements",
            )
        if level > _DEEPEST:
            raise refuse(
                file,
                f"XML 嵌套应不超过 {_DEEPEST} 层",
                f"expected XML nested at most {_DEEPEST} deep",
                value=element.tag,
            )
        yield event, element, level


def _tree(file: str, parts: zipfile.ZipFile, name: str) -> Element:
    root: Element | None = None
    for _, element, _level in _events(file, _part(file, parts, name)):
        root = element if root is None else root
    assert root is not None
    return root


@dataclass(frozen=True, slots=True)
class _Style:
    depth: int
    list_id: str
    level: int


def _styles(root: Element) -> dict[str, _Style]:
    found = {}
    for style in root.iterfind(f"{W}style"):
        name = _value(style, f"{W}name").lower()
        list_id = _value(style, f"{W}pPr/{W}numPr/{W}numId")
        level = _value(style, f"{W}pPr/{W}numPr/{W}ilvl")
        found[style.get(f"{W}styleId", "")] = _Style(
            _HEADING_STYLES.get(name, 0), list_id, int(level) if level.isdecimal() else 0
        )
    return found


def _value(element: Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val", "")


@dataclass
class _Reader:
    """Turns the paragraphs of a body into rows, one by one."""

    counter: Counter
    styles: dict[str, _Style]
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    number: int = 0

    def paragraph(self, element: Element) -> None:
        self.number += 1
        if len(element) == 0:
            return
        style = self.styles.get(_value(element, f"{W}pPr/{W}pStyle"), _Style(0, "", 0))
        label = self._label(element, style)
        # A break inside of a paragraph shows as a line of its own.
        for n, line in enumerate("".join(self._words(element)).split("\n")):
            row = cleaned(line, self.number, self.findings)
            if label and not n:
                row = f"{label} {row}".strip()
            if row:
                self.rows.append(Row(self.number, row, style.depth))

    def _label(self, element: Element, style: _Style) -> str:
        list_id = _value(element, f"{W}pPr/{W}numPr/{W}numId") or style.list_id
        level = _value(element, f"{W}pPr/{W}numPr/{W}ilvl")
        return self.counter.next(list_id, int(level) if level.isdecimal() else style.level) if list_id else ""

    def _words(self, element: Element) -> Iterator[str]:
        for run in element.iter():
            if run.tag == f"{W}t":
                yield run.text or ""
            elif run.tag in {f"{W}br", f"{W}cr"}:
                yield "\n"
            elif run.tag in {f"{W}tab", f"{W}noBreakHyphen"}:
                yield " " if run.tag == f"{W}tab" else "-"
            elif run.tag in {f"{W}delText", f"{W}vanish"} or run.tag.endswith(
                ("}drawing", "}footnoteReference")
            ):
                # Deleted by a tracked change, a picture, a note: said to be left out.
                value = (run.text or run.tag.rpartition("}")[2])[:40]
                if not (run.tag == f"{W}vanish" and run.get(f"{W}val") in {"0", "false"}):
                    self.findings.append(Finding(Doubt.LEFT_OUT, self.number, value))


def _body(file: str, content: bytes, lists: dict[str, Levels], styles: dict[str, _Style]) -> Source:
    reader = _Reader(Counter(lists), styles)
    inside = 0  # in a paragraph: a text box may hold paragraphs of its own
    for event, element, _ in _events(file, content):
        if element.tag != f"{W}p":
            continue
        inside += 1 if event == "start" else -1
        if event == "end" and not inside:
            reader.paragraph(element)
            element.clear()
    return Source("docx", tuple(reader.rows), tuple(reader.findings))

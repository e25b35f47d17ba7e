"""The parts of an XLSX: nothing dangerous, nothing too large, each read once by a parser that knows no entities."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from paizhu.registry.faults import BadFile, Fault, shown
from paizhu.registry.reading import limits

_BLOCK = 1 << 16


class TooMuch(Exception):
    """More than a limit allows, or what no workbook needs; the message says what was expected."""


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a workbook, looked through. Raises BadFile, also for damage met while it is read."""
    file = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check(file, archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise BadFile(
            [_fault(file, _("an XLSX file that is whole; this one is cut off or damaged"))]
        ) from None


def _fault(file: str, expected: str, part: str = "") -> Fault:
    return Fault(file, None, None, None, shown(part or Path(file).name), expected)


def _check(file: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > limits.PARTS:
        raise BadFile([_fault(file, _("at most {count} parts").format(count=limits.PARTS))])
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise BadFile([_fault(file, _("an XLSX workbook; this is another kind of file"))])
    for part in parts:
        normal = posixpath.normpath(part.filename)
        if normal.startswith(("/", "..")) or "\\" in part.filename or ":" in part.filename:
            raise BadFile([_fault(file, _("parts that lie inside the file"), part.filename)])
        if part.flag_bits & 1:
            raise BadFile([_fault(file, _("a file without a password"), part.filename)])
    unpacked = sum(part.file_size for part in parts)
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if unpacked > limits.UNPACKED_BYTES or texts > limits.SHARED_TEXT_BYTES:
        most = limits.UNPACKED_BYTES // limits.MIB
        raise BadFile([_fault(file, _("at most {count} MiB when unpacked").format(count=most))])


class LocalNames(dict[str, str]):
    """Names of elements without their prefix, which programs choose as they like."""

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, name.rpartition(":")[2])


class Reader:
    """Follows the elements of one part; nothing of it is held but what a reader keeps."""

    def __init__(self) -> None:
        self.local = LocalNames()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; name: as it is written."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters, of one element perhaps in several pieces."""


def read(archive: zipfile.ZipFile, part: str, reader: Reader) -> None:
    """Let the reader follow a part. Raises BadFile where it is damaged or asks for too much."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    file = str(archive.filename)
    # No more elements than one can take apart in time; to count them takes a hundredth of that.
    if count(archive, part, (b"<",)) > limits.TAGS:
        most = _("at most {count} elements").format(count=limits.TAGS // 2)
        raise BadFile([_fault(file, most, part)])
    try:
        with archive.open(part) as stream:
            for block in _blocks(stream):
                parser.Parse(block, False)  # noqa: FBT003  expat's own signature
            parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, KeyError):
        raise BadFile(
            [_fault(file, _("an XLSX file that is whole; this part of it is damaged"), part)]
        ) from None
    except TooMuch as much:
        raise BadFile([_fault(file, str(much), part)]) from None


def count(archive: zipfile.ZipFile, part: str, beginnings: Sequence[bytes]) -> int:
    """Return how often a part has these bytes, at least: what lies across two blocks is not counted."""
    try:
        with archive.open(part) as stream:
            return sum(block.count(each) for block in _blocks(stream) for each in beginnings)
    except KeyError:
        return 0  # that there is no such part is told when it is read


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _no_doctype(*_given: object) -> None:
    raise TooMuch(_("XML without a document type and entities"))

"""Packages of parts in a ZIP (DOCX, XLSX, OFD), looked into without unpacking them."""

import re
import struct
import zipfile
from typing import BinaryIO

from paizhu.door.attachments.refusing import NotTaken, Why

CONTENT_TYPES = "[Content_Types].xml"
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
# Just before that record, this one leads to a larger form of the list.
_LOCATOR_SIGNATURE, _LOCATOR_SIZE = b"PK\x06\x07", 20
_ENCRYPTED = 0x1
# A list of parts that is larger would take memory before anything of it is known.
_LONGEST_LIST = 2**20
_LONGEST_TYPES = 2**20
_LARGEST_UNPACKED = 2**30
_MACROS = (b"macroenabled", b"vbaproject")
_ACTIVE = re.compile(
    r"(^|/)(vbaproject|vbadata|activex|macrosheets|dialogsheets|ctrlprops)"
    r"|(^|/)embeddings/(?!.*\.xlsx$)"
    r"|oleobject"
    r"|\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs?|jse?|wsf|hta|html?|mht(ml)?|jar|lnk|swf|chm)$"
)


def check(file: BinaryIO, inside: tuple[str, str]) -> None:
    """Raise NotTaken unless it is a package with that part and nothing in it that can be carried out.

    inside: the part, and what the list of content types calls it.
    """
    _check_end(file)
    try:
        with zipfile.ZipFile(file) as package:
            _check_parts(package.infolist(), inside[0])
            if inside[1]:
                _check_types(package, inside[1])
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken(Why.OTHER_CONTENT) from error


def _check_end(file: BinaryIO) -> None:
    """The record at the very end tells how long the list of parts is, before anybody reads it."""
    length = _LOCATOR_SIZE + _END.size
    if file.seek(0, 2) < length:
        raise NotTaken(Why.OTHER_CONTENT)
    file.seek(-length, 2)
    locator, end = file.read(_LOCATOR_SIZE), file.read(_END.size)
    signature, *_counts, listed, _offset, comment = _END.unpack(end)
    # No comment, and no larger form of the list: neither is found in a document, and each could hide something.
    larger = locator.startswith(_LOCATOR_SIGNATURE) or listed > _LONGEST_LIST
    if signature != _END_SIGNATURE or comment or larger:
        raise NotTaken(Why.OTHER_CONTENT)
    file.seek(0)


def _check_parts(parts: list[zipfile.ZipInfo], needed: str) -> None:
    names = [part.filename for part in parts]
    if needed not in names or len(set(names)) != len(names) or any(map(_leads_out, names)):
        raise NotTaken(Why.OTHER_CONTENT)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise NotTaken(Why.ENCRYPTED)
    if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise NotTaken(Why.OTHER_CONTENT)
    if any(_ACTIVE.search(name.lower()) for name in names):
        raise NotTaken(Why.ACTIVE)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def _check_types(package: zipfile.ZipFile, main: str) -> None:
    with package.open(CONTENT_TYPES) as opened:
        types = opened.read(_LONGEST_TYPES + 1)
    if len(types) > _LONGEST_TYPES:
        raise NotTaken(Why.OTHER_CONTENT)
    if any(word in types.lower() for word in _MACROS):
        raise NotTaken(Why.ACTIVE)
    # In UTF-16 it would not be found, and the file not be taken.
    if f'"{main}"'.encode() not in types:
        raise NotTaken(Why.OTHER_CONTENT)

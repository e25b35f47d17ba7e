"""Whether the content of a file is what its name says: by signature, by the parts of a package, by its characters."""

import codecs
import re
from typing import BinaryIO

import puremagic

from paizhu.door.attachments import packages
from paizhu.door.attachments.kinds import KINDS, Kind
from paizhu.door.attachments.refusing import NotTaken, Why

_PIECE = 64 * 1024
_ZIP = b"PK\x03\x04"
_ENCODINGS = ("utf-8-sig", "gb18030")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# What a program would carry out, at the beginning of something that calls itself text.
_ACTIVE = re.compile(
    r"\s*(#!|\{\\rtf|<\s*(!doctype|\?xml|html|head|body|svg|script|iframe|!--))", re.IGNORECASE
)
_HEAD = 4096


def check(file: BinaryIO, kind: Kind) -> None:
    """Look into a file from its beginning. Raises NotTaken when it is not of that kind, or can carry out something."""
    file.seek(0)
    if kind.is_text:
        _check_text(file)
    elif kind.inside is not None:
        if file.read(len(_ZIP)) != _ZIP:
            raise NotTaken(Why.OTHER_CONTENT)
        packages.check(file, kind.inside)
    elif kind.media_type not in _by_signature(file):
        raise NotTaken(Why.OTHER_CONTENT)
    file.seek(0)


def _by_signature(file: BinaryIO) -> set[str]:
    try:
        return {found.mime_type for found in puremagic.magic_stream(file)}
    except (puremagic.PureError, ValueError):
        return set()


def _check_text(file: BinaryIO) -> None:
    """Text is in UTF-8 or GB 18030, has no control characters, and is no markup or script.

    A small PDF could pass for such a text, so it must not look like any other kind.
    """
    others = {kind.media_type for kind in KINDS.values() if not kind.is_text}
    if others & _by_signature(file) or all(not _reads_as_text(file, encoding) for encoding in _ENCODINGS):
        raise NotTaken(Why.OTHER_CONTENT)


def _reads_as_text(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    head = ""
    while True:
        piece = file.read(_PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            return False
        if _CONTROLS.search(text):
            return False
        if len(head) < _HEAD:
            head += text[:_HEAD]
        if not piece:
            break
    if _ACTIVE.match(head.lstrip("\ufeff")):
        raise NotTaken(Why.ACTIVE)
    return True

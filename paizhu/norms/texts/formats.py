"""Which format a file has, by its bytes first and its name second, and its rows."""

from pathlib import PurePath

from paizhu.norms.texts import plain, webpage, word
from paizhu.norms.texts.decoding import decoded
from paizhu.norms.texts.source import LARGEST, LARGEST_TEXT, Source, refuse

ENDINGS = (".md", ".markdown", ".txt", ".docx", ".html", ".htm")
_ACCEPTED = "Markdown、纯文本、DOCX 或 HTML", "Markdown, plain text, DOCX or HTML"
# What people mistake for a text, by the first bytes.
_OTHERS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "DOC, or encrypted DOCX",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"SQLite": "SQLite",
    b"\x7fELF": "ELF",
}


def rows_of(file: str, raw: bytes) -> Source:
    """Return the rows of a file. Raises InputRefused when it is too large or of another format.

    file: its name, as the person gave it; an ending that is not of `ENDINGS` is read as plain text.
    """
    packed = raw.startswith(b"PK")
    most = LARGEST if packed else LARGEST_TEXT
    if len(raw) > most:
        mib = most // 2**20
        raise refuse(
            file, f"文件应不超过 {mib} MiB", f"expected at most {mib} MiB", value=f"{len(raw)} bytes"
        )
    for start, name in _OTHERS.items():
        if raw.startswith(start):
            raise refuse(file, f"应为 {_ACCEPTED[0]}", f"expected {_ACCEPTED[1]}", value=name)
    ending = PurePath(file).suffix.lower()
    if packed or (ending == ".docx" and raw.strip()):
        return word.rows_of(file, raw)
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if ending in {".html", ".htm"} or start.startswith((b"<!doctype html", b"<html")):
        return webpage.rows_of(file, raw)
    return plain.rows_of(decoded(file, raw), markdown=ending in {".md", ".markdown"})

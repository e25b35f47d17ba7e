"""Bytes as text: UTF-8, UTF-16 or GB18030, told apart by their bytes; anything else is refused, not repaired."""

import codecs
import re

from paizhu.norms.texts.source import refuse

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "gb18030": "GB18030"}
# What Chinese regulations are written with: ideographs, their punctuation, full-width forms, Latin, quotes, numbers.
_USUAL = re.compile(
    r"[\t\n\r\x20-\x7e\xa0-\xff\u2000-\u206f\u2100-\u22ff\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"
)
_EXPECTED = (
    "应为 UTF-8、UTF-16 或 GB18030 编码的文字",
    "expected text in UTF-8, UTF-16 or GB18030",
)
_WRONG = 0.02  # in a text read in its own encoding, hardly anything is unusual


def decoded(file: str, raw: bytes, *, declared: str = "") -> str:
    """Return the text of a file. declared: an encoding that the file itself names.

    Raises InputRefused for an empty file, NUL, and bytes that are no such text, with the line.
    """
    if not raw.strip():
        raise refuse(file, "文件是空的；应为法规全文", "the file is empty; expected the text of a regulation")
    encoding = _encoding(raw, declared)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(file, raw, encoding, error) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise refuse(file, *_EXPECTED, value="NUL", row=row)
    if encoding == "gb18030" and not _is_usual(text):
        raise refuse(file, *_EXPECTED, value=ascii(raw[:12])[2:-1], row=1)
    return text


def _encoding(raw: bytes, declared: str) -> str:
    for bom, encoding in _BOMS.items():
        if raw.startswith(bom):
            return encoding
    # Without a mark, UTF-16 shows by the NULs of its line ends and spaces, and by reading well.
    if b"\0" in raw[:4096]:
        return next((e for e in ("utf-16-le", "utf-16-be") if _reads_well(raw, e)), "utf-8")
    if declared.lower().replace("_", "-") in {"gbk", "gb2312", "gb18030", "gb-2312"}:
        return "gb18030"
    return "utf-8" if _mostly_utf8(raw) else "gb18030"


def _reads_well(raw: bytes, encoding: str) -> bool:
    try:
        return _is_usual(raw.decode(encoding))
    except UnicodeDecodeError:
        return False


def _is_usual(text: str) -> bool:
    return len(_USUAL.sub("", text)) <= _WRONG * len(text)


def _mostly_utf8(raw: bytes) -> bool:
    """Whether it is UTF-8, or was before a few bytes broke: GB18030 would read that as well, as other words."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        broken, other = text.count("\ufffd"), sum(1 for sign in text if sign > "\x7f")
        return broken * 5 < other
    return True


def _broken(file: str, raw: bytes, encoding: str, error: UnicodeDecodeError) -> Exception:
    row = raw.count(b"\n", 0, error.start) + 1
    if encoding.startswith("utf-16"):
        row = raw[: error.start].decode(encoding, "replace").count("\n") + 1
    value = " ".join(f"{byte:02X}" for byte in raw[error.start : error.end][:4])
    name = _NAMES.get(encoding, encoding.upper())
    if error.end >= len(raw):
        return refuse(
            file,
            f"{name} 文字到此中断；应为完整的文件",
            f"{name} text is cut off here; expected a whole file",
            value=value,
            row=row,
        )
    return refuse(file, *_EXPECTED, value=value, row=row)

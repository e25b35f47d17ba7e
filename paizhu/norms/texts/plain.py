"""Plain text and Markdown as rows."""

import re

from paizhu.norms.texts.model import Finding
from paizhu.norms.texts.source import Row, Source, cleaned

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_COMMENT = re.compile(r"\s*<!--\s*(.*?)\s*-->\s*$")
_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
# Where the texts of LawRefBook end their head.
_END_OF_HEAD = "INFO END"
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
# A list's own mark before a label that the text prints itself.
_BULLET = re.compile(r"^\s*[-*+]\s+(?=[（(第]|\d|[一二三四五六七八九十]+、)")


def rows_of(text: str, *, markdown: bool) -> Source:
    """Return the rows of a text; in Markdown headings keep their depth, and emphasis and comments go."""
    findings: list[Finding] = []
    rows: list[Row] = []
    close, end_of_head = False, 0
    for number, printed in enumerate(_LINE_END.split(text), 1):
        if not printed or printed.isspace():
            close = False
            continue
        line, depth = printed, 0
        if markdown:
            comment = _COMMENT.match(line) if "<!--" in line else None
            if comment:
                end_of_head = number if comment[1] == _END_OF_HEAD else end_of_head
                continue
            line, depth = _unmarked(line)
        row = cleaned(line, number, findings)
        if row:
            rows.append(Row(number, row, depth, close and not depth))
        close = bool(row) and not depth
    return Source("markdown" if markdown else "text", tuple(rows), tuple(findings), end_of_head)


def _unmarked(line: str) -> tuple[str, int]:
    heading = _HEADING.match(line) if line[0] in "# " else None
    if heading:
        return heading[2].replace("**", ""), len(heading[1])
    if line[:1] in " \t>-*+_" or "**" in line or "__" in line:
        line = _BULLET.sub("", _QUOTE.sub("", line))
        line = _EMPHASIS.sub(r"\2", line)
    return line, 0

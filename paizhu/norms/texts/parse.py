"""Reads the text of a regulation from rows. What has no place is kept as it stands and said, never repaired."""

from paizhu.norms.texts import formats
from paizhu.norms.texts.body import Body
from paizhu.norms.texts.head import events_of, title_of
from paizhu.norms.texts.model import RegulationText
from paizhu.norms.texts.opening import body_begins, counts_parts, divided, without_contents
from paizhu.norms.texts.source import Source, refuse


def parse(file: str, raw: bytes, *, title: str = "") -> tuple[RegulationText, str]:
    """Return the text that a file holds, and its format.

    title: the title as a person states it, where the file's own is missing or doubtful.
    Raises InputRefused when the file cannot be read as a text, NoRegulation when it is another kind of text.
    """
    source = formats.rows_of(file, raw)
    return read(file, source, title=title), source.format


def read(file: str, source: Source, *, title: str = "") -> RegulationText:
    """Return the text that the rows hold. Raises as `parse` does."""
    if not source.rows:
        raise refuse(
            file, "文件里没有文字；应为法规全文", "the file has no words; expected the text of a regulation"
        )
    parts = counts_parts(source.rows)
    begins = body_begins(source.rows, source.end_of_head, parts=parts)
    before, contents = without_contents(source.rows[:begins], parts=parts)
    findings = list(source.findings)
    named = title_of(file, before, title)
    head, preamble = divided(before, named, source.end_of_head)
    body = Body(findings, parts=parts)
    for row in preamble:
        body.before(row)
    for row in source.rows[begins:]:
        body.take(row)
    body.close()
    return RegulationText(
        title=named.text,
        part=named.part,
        year=named.year,
        head=head,
        events=events_of(file, head),
        contents=contents,
        preamble=body.preamble.done(),
        headings=tuple(body.headings),
        articles=tuple(body.articles),
        appendices=tuple(body.appendices),
        strays=tuple(body.strays),
        findings=tuple(sorted(findings, key=lambda finding: finding.line)),
        title_line=named.line,
    )

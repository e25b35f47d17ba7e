"""A text printed again in one form: what was read, in the order of the source, a blank line between parts."""

from collections.abc import Iterator

from paizhu.norms.texts.model import Article, Heading, Paragraph, RegulationText, lines_of


def printed(text: RegulationText) -> str:
    """Return the whole text as Markdown; parsing it gives the same text again, on other lines.

    Lines that stood before the title, such as the order to promulgate, follow it.
    """
    return "\n\n".join(_lines(text)) + "\n"


def _lines(text: RegulationText) -> Iterator[str]:
    title = f"{text.title}{text.year or ''}"
    yield f"# {title}"
    if text.part:
        yield f"# {text.part}"
    yield from (line.text for line in text.head)
    yield "<!-- INFO END -->"
    yield from (line.text for line in text.contents)
    opening = [part for part in text.body() if isinstance(part, Heading) and _before(part, text)]
    yield from (f"## {heading}" for heading in opening)
    yield from lines_of(text.preamble)
    for part in text.body():
        if part in opening:
            continue
        if isinstance(part, Heading):
            yield f"{'##' if not part.number else '##' + '#' * _DEPTHS[part.level]} {part}"
        elif isinstance(part, Article):
            yield from _article(part)
        else:
            yield part.text
    for appendix in text.appendices:
        yield f"{appendix.label} {appendix.title}".strip()
        yield from lines_of(appendix.paragraphs)


_DEPTHS = {"part": 0, "subpart": 1, "chapter": 2, "section": 3}


def _before(heading: Heading, text: RegulationText) -> bool:
    return bool(text.preamble) and not heading.number and heading.line < text.preamble[0].line


def _article(article: Article) -> Iterator[str]:
    lines = list(lines_of(article.paragraphs))
    first = article.paragraphs[0] if article.paragraphs else Paragraph("", article.line)
    label = article.label
    if label.endswith("、"):
        yield f"{label}{lines[0] if lines and first.text else ''}"
    else:
        yield f"{label} {lines[0] if lines and first.text else ''}".strip()
    yield from lines[1:] if first.text else lines

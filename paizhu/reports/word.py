"""The built-in DOCX template of a letter, in the layout of GB/T 9704-2012, 10.1: placeholders in place of the words.

It names the prescribed fonts: whoever opens it on a machine that has them sees them.
"""

import io
from functools import cache

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FANGSONG, XIAOBIAOSONG, HEITI, SONGTI = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
ISSUER, SIGNATURE, DATED = (
    "Paizhu Issuer",
    "Paizhu Signature",
    "Paizhu Date",
)  # styles: filled paragraphs get their place by these
_RED = RGBColor(0xD4, 0x12, 0x1A)
_BODY, _TITLE, _NUMBER = Pt(16), Pt(22), Pt(14)
_PITCH_MM = 225 / 22
_INDENT_2 = "200"  # hundredths of a character


@cache
def template() -> bytes:
    """Return the template."""
    document = Document()
    _page(document)
    _styles(document)
    _head(document)
    for style, text in (("Paizhu Title", "{{title}}"), ("Paizhu Addressee", "{{addressee}}：")):
        document.add_paragraph(text, style)
    document.add_paragraph("{{body}}", "Normal")
    document.add_paragraph("", "Paizhu Addressee").paragraph_format.keep_with_next = True
    for style, text in ((SIGNATURE, "{{issuer}}"), (DATED, "{{date}}")):
        document.add_paragraph(text, style)
    _feet(document)
    document.core_properties.comments = ""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@cache
def minutes_template() -> bytes:
    """Return the template of minutes.

    Source: GB/T 9704-2012, 10.3: 纪要标志 in the middle, red, its upper edge 35 mm below that of the type area.
    """
    document = Document()
    _page(document)
    _styles(document)
    name = document.add_paragraph("{{issuer}}", ISSUER)
    name.paragraph_format.space_before = Mm(30)
    document.add_paragraph("{{secrecy}}", "Paizhu Addressee")
    document.add_paragraph("{{parties}}", "Paizhu Addressee")
    dated = document.add_paragraph("\t{{number}}{{date}}", "Paizhu Marks")
    _line(dated, "bottom", "single", gap_pt=6)
    document.add_paragraph("{{title}}", "Paizhu Title")
    document.add_paragraph("{{body}}", "Normal")
    document.add_paragraph("", "Paizhu Addressee")
    attendance = document.add_paragraph(style="Normal")
    _blacken(attendance.add_run("{{label}}："))
    attendance.add_run("{{who}}")
    for footer, align in (
        (document.sections[0].first_page_footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (document.sections[0].footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (document.sections[0].even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        _numbered(document, footer, align)
    document.core_properties.comments = ""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Doc) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(20)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  the library has no name for the grid
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001
    # 22 lines to a page. No grid of characters: with cells narrower than a character, as 28 to a line are, LibreOffice gives
    # each character two of them. `_close` makes a line of 28 everywhere.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(Mm(_PITCH_MM).twips)))


def _styles(document: Doc) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _lettered(normal, FANGSONG, _BODY)
    _close(normal)
    _chinese(normal)
    _spaced(normal, Mm(_PITCH_MM))
    normal.paragraph_format.widow_control = False
    _first_line(normal, _INDENT_2)
    _style(document, ISSUER, XIAOBIAOSONG, Pt(30), WD_ALIGN_PARAGRAPH.CENTER).font.color.rgb = _RED
    marks = _style(document, "Paizhu Marks", FANGSONG, _BODY, WD_ALIGN_PARAGRAPH.LEFT)
    marks.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    marks.paragraph_format.space_before = Pt(_BODY.pt * 7 / 8)
    title = _style(document, "Paizhu Title", XIAOBIAOSONG, _TITLE, WD_ALIGN_PARAGRAPH.CENTER)
    _spaced(title, Pt(34))
    title.paragraph_format.space_before, title.paragraph_format.space_after = Mm(2 * _PITCH_MM), Mm(_PITCH_MM)
    _style(document, "Paizhu Addressee", FANGSONG, _BODY, WD_ALIGN_PARAGRAPH.LEFT)
    for name in (SIGNATURE, DATED):
        signed = _style(document, name, FANGSONG, _BODY, WD_ALIGN_PARAGRAPH.RIGHT)
        signed.paragraph_format.keep_together = True
    _style(document, SIGNATURE).paragraph_format.keep_with_next = True
    _style(document, "Paizhu Page", SONGTI, _NUMBER, WD_ALIGN_PARAGRAPH.RIGHT)


def _style(
    document: Doc, name: str, font: str = "", size: Length = _BODY, align: WD_ALIGN_PARAGRAPH | None = None
) -> ParagraphStyle:
    """The style of that name; made, where it is described."""
    if not font:
        found = document.styles[name]
        assert isinstance(found, ParagraphStyle)
        return found
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    _lettered(style, font, size)
    style.paragraph_format.alignment = align
    _first_line(style, "0")
    return style


def _lettered(style: ParagraphStyle, font: str, size: Length) -> None:
    style.font.name, style.font.size = font, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), font)


def _close(style: ParagraphStyle) -> None:
    """28 characters of 3号 to a line of 156 mm: each a quarter of a point closer to the next, in twentieths of a point."""
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), "-5")
    style.element.get_or_add_rPr().insert_element_before(
        closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd",
        "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath",
    )  # fmt: skip


def _chinese(style: ParagraphStyle) -> None:
    """A program without the prescribed fonts takes one for Chinese as it is written here, not in Japan."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)


def _spaced(style: ParagraphStyle, pitch: Length) -> None:
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = pitch
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _first_line(style: ParagraphStyle, hundredths: str) -> None:
    style.paragraph_format.first_line_indent = Pt(int(hundredths) / 100 * _BODY.pt)
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), hundredths)


def _head(document: Doc) -> None:
    """发文机关标志 over a red double line, thick above; below it 密级 at the left and 发文字号 at the right."""
    issuer = document.add_paragraph("{{issuer}}", ISSUER)
    _wide(issuer)
    issuer.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _line(issuer, "bottom", "thickThinSmallGap", gap_pt=11)
    marks = document.add_paragraph(style="Paizhu Marks")
    _blacken(marks.add_run("{{secrecy}}"))
    marks.add_run("\t{{number}}")


def _blacken(run: Run) -> None:
    run.font.name = HEITI
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEITI)  # noqa: SLF001


def _wide(paragraph: Paragraph) -> None:
    """170 mm, in the middle of the page."""
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Mm(-8), Mm(-6)


def _line(paragraph: Paragraph, side: str, kind: str, gap_pt: int) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", "24"), ("space", str(gap_pt)), ("color", str(_RED))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def _feet(document: Doc) -> None:
    """The second double line 20 mm from the foot of the first page; page numbers from the second page on."""
    section: Section = document.sections[0]
    first = section.first_page_footer.paragraphs[0]
    first.style = _style(document, "Paizhu Page")
    _wide(first)
    first.paragraph_format.line_spacing = Pt(2)
    _line(first, "bottom", "thinThickSmallGap", gap_pt=0)
    _numbered(document, section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _numbered(document, section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _numbered(document: Doc, footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = _style(document, "Paizhu Page")
    paragraph.alignment = align
    # A character from the edge; the dash 7 mm below the type area.
    edge = "left_indent" if align is WD_ALIGN_PARAGRAPH.LEFT else "right_indent"
    setattr(paragraph.paragraph_format, edge, _NUMBER)
    paragraph.paragraph_format.space_after = Mm(4)
    paragraph.paragraph_format.line_spacing = Pt(18)
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)  # noqa: SLF001
    paragraph.add_run(" —")

"""Looking through a template before it is kept: it comes from outside."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from docx import Document

from paizhu.door.attachments import packages
from paizhu.door.attachments.refusing import NotTaken
from paizhu.door.secrecy import Secrecy
from paizhu.norms.errors import InvalidInput
from paizhu.reports import filling, pressing
from paizhu.reports.official import Official, Paper, official

LARGEST_TYPST = 256 * 1024
LARGEST_DOCX = 2 * 2**20
_LARGEST_UNPACKED = 16 * 2**20
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)(\s+\\\*\s+\w+|\s+\\#\s+\S+)*\s*")
# What a document has to bear; the rest is in how they are drawn.
_NEEDED_TYPST = {
    Paper.LETTER: ("issuer", "number", "secrecy", "title", "addressee", "paragraphs", "date", "draft"),
    Paper.MINUTES: ("issuer", "secrecy", "title", "parties", "attendance", "paragraphs", "date", "draft"),
}


class TemplateRefused(InvalidInput):
    """A template is not kept; nothing was changed."""

    code = "reports.template_refused"


def check_typst(template: str, paper: Paper = Paper.LETTER) -> None:
    """Raise TemplateRefused, or NotPressed, unless the template lays out a draft and a secret document within its limits."""
    if len(template.encode()) > LARGEST_TYPST:
        raise TemplateRefused(_("A template has less than 256 KiB. Nothing was kept."))
    missing = [name for name in _NEEDED_TYPST[paper] if not re.search(rf"\b{name}\b", template)]
    if missing:
        raise TemplateRefused(_missing(missing))
    for sample in samples(paper):
        pressing.pdf(template, sample.as_json())


def check_docx(template: bytes, paper: Paper = Paper.LETTER) -> None:
    """Raise TemplateRefused unless it is a DOCX without macros, links or fields, and with every placeholder."""
    if len(template) > LARGEST_DOCX:
        raise TemplateRefused(_("A template has less than 2 MiB. Nothing was kept."))
    try:
        packages.check(io.BytesIO(template), ("word/document.xml", _MAIN))
    except NotTaken as error:
        raise TemplateRefused(str(error)) from error
    _look_through(template)
    try:
        document = Document(io.BytesIO(template))
        texts = [filling.said(paragraph) for paragraph in filling.paragraphs(document)]
    except (KeyError, ValueError, AttributeError, OSError, zipfile.BadZipFile) as error:
        raise TemplateRefused(_("This is no DOCX that can be filled in. Nothing was kept.")) from error
    found = {name for text in texts for name in filling.PLACEHOLDER.findall(text)}
    names = filling.NAMES[paper]
    if unknown := sorted(found - set(names)):
        message = _("Unknown placeholders: {unknown}. Known are {known}. Nothing was kept.")
        raise TemplateRefused(message.format(unknown=", ".join(unknown), known=", ".join(names)))
    if missing := [name for name in names if name not in found]:
        raise TemplateRefused(_missing(missing))
    alone = {text.strip().replace(" ", "") for text in texts}
    for line in filling.ALONE[paper]:
        if line not in alone:
            message = _("The placeholder {line} stands in a paragraph of its own. Nothing was kept.")
            raise TemplateRefused(message.format(line=line))
    for sample in samples(paper):
        filling.filled(template, sample)


def samples(paper: Paper) -> tuple[Official, Official]:
    """Return a draft, and a secret document of several pages, to try a template with."""
    draft = official(
        issuer="派驻纪检监察组", number="", secrecy=Secrecy.NONE, secret_until=None, title="关于试排的函",
        addressee="", body="试排。", on=None,
    )  # fmt: skip
    secret = official(
        issuer="派驻纪检监察组", number="试函〔2026〕1号", secrecy=Secrecy.SECRET, secret_until=date(2027, 3, 1),
        title="关于试排较长标题" * 6, addressee="机关纪委", body="试排的正文。" * 400, on=date(2026, 3, 1),
    )  # fmt: skip
    return (draft, secret) if paper is Paper.LETTER else (_as_minutes(draft), _as_minutes(secret))


def _as_minutes(one: Official) -> Official:
    return replace(
        one, issuer="定期会商纪要", number="", addressee="",
        parties=("派驻纪检监察组", "驻在单位党组"),
        attendance=(("出席", "组长、副组长；党组书记及班子成员"), ("列席", "派出机关联系室")),
    )  # fmt: skip


def sample_of(issuer: str, paper: Paper = Paper.LETTER) -> Official:
    """Return a document to look at a layout with."""
    letter = _letter_of(issuer)
    if paper is Paper.LETTER:
        return letter
    minutes = _as_minutes(letter)
    return replace(
        minutes,
        title="第三季度定期会商（样张）",
        parties=(issuer, minutes.parties[1]),
        title_lines=("第三季度定期会商（样张）",),
    )


def _letter_of(issuer: str) -> Official:
    return official(
        issuer=issuer, number="试函〔2026〕1号", secrecy=Secrecy.INTERNAL, secret_until=None,
        title="关于督促开展专项检查的函（样张）", addressee="机关纪委",
        body="这是样张，不是公文。正文从这里开始，每段首行缩进两字。\n" + "请对照检查版心、行距、标题和落款的位置。" * 12,
        on=date(2026, 3, 1),
    )  # fmt: skip


def _missing(names: list[str]) -> str:
    return _("The template leaves out {missing}: a document has to bear each. Nothing was kept.").format(
        missing=", ".join(names)
    )


def _look_through(template: bytes) -> None:
    """Every part that is XML: no document type, nothing from outside, no field but page numbers."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST_UNPACKED:
                raise TemplateRefused(_("The template holds more than 16 MiB unpacked. Nothing was kept."))
            for name in package.namelist():
                if name.lower().endswith((".xml", ".rels")):
                    _look_at(ElementTree.fromstring(package.read(name), forbid_dtd=True))
    except (DefusedXmlException, ParseError, zipfile.BadZipFile, EOFError, ValueError) as error:
        if isinstance(error, TemplateRefused):
            raise
        raise TemplateRefused(
            _("A part of the template is no XML without a document type. Nothing was kept.")
        ) from error


def _look_at(root: Element) -> None:
    for one in root.iter():
        field = one.text if one.tag == f"{_WORDS}instrText" else one.get(f"{_WORDS}instr")
        if field and not _FIELDS.fullmatch(field):
            raise TemplateRefused(_("The template holds a field other than a page number. Nothing was kept."))
        if one.get("TargetMode", "").lower() == "external" or one.tag == f"{_WORDS}altChunk":
            raise TemplateRefused(_("The template refers to something outside of itself. Nothing was kept."))

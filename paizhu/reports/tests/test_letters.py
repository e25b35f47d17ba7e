"""A letter as an official document: what it says, who gets it, and that it is on record."""

import io
import json
from datetime import date
from typing import Any

import pytest
from docx import Document
from pytest_django import Settings

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import installation
from paizhu.door.administration import Administration
from paizhu.door.doing import Channel
from paizhu.door.refusals import NotVisible
from paizhu.door.tests.world import AT, CAST, ON, assigned, present, seat
from paizhu.journal.models import Entry
from paizhu.liaison.letters.tests.letters import LETTER, drafted, issued
from paizhu.norms.errors import InvalidInput
from paizhu.reports import layouts, making
from paizhu.reports.laying import Laid, laid
from paizhu.reports.making import Form

pytestmark = pytest.mark.usefixtures("cast")
MARKUP = '第一段 #read("/etc/passwd") *粗* $x^2$ <b>&amp;</b> {{issuer}}\n\n  第二段\x0b \\ `x` @y'


def of(matter: Any, who: str = "clerk") -> Laid:
    return laid(seat(who), matter.reference, present())


def words(data: bytes) -> list[str]:
    return [p.text for p in Document(io.BytesIO(data)).paragraphs]


def set_layout(organ: str = "Z1", *, on: date = ON, **wanted: Any) -> None:
    sitting = installation(Administers.SYSTEM, on)
    assert sitting is not None
    made = Administration(sitting, layouts.SET, AT, Channel.COMMAND)
    layouts.change(made, organ, layouts.Change(**wanted))


def test_an_issued_letter_says_what_is_on_record_and_a_draft_bears_no_number() -> None:
    draft, letter = drafted(), issued(body=MARKUP)
    one = of(draft).official
    assert (one.draft, one.number, one.date, one.title) == (True, "", "", LETTER["title"])
    two = of(letter, "discipline").official
    assert (two.draft, two.number, two.date) == (False, "〔2025〕1号", "2025年9月1日")
    assert (two.issuer, two.addressee) == (present().name("Z1"), present().name("K1"))
    assert two.paragraphs == (MARKUP.split("\n", maxsplit=1)[0], "第二段 \\ `x` @y")
    text = words(making.made(seat("clerk"), of(letter), Form.DOCX, present(), Channel.PAGE))
    assert text[0] == two.issuer
    assert text[1] == "\t〔2025〕1号"
    assert text[2:4] == [two.title, f"{two.addressee}："]
    assert text[4:6] == list(two.paragraphs)
    assert text[-2:] == [two.issuer, two.date]
    assert "（稿）" in words(making.made(seat("clerk"), of(draft), Form.DOCX, present(), Channel.PAGE))[1]
    pdf = making.made(seat("clerk"), of(letter), Form.PDF, present(), Channel.PAGE)
    assert pdf.startswith(b"%PDF")
    # Markup would fail, or bring in a file: the text is laid out as it stands.
    assert pdf == making.made(seat("clerk"), of(letter), Form.PDF, present(), Channel.PAGE)


def test_who_gets_the_document_is_who_sees_the_content() -> None:
    letter, draft, task = issued(), drafted(), assigned()
    own = {"head", "deputy", "clerk", "unknown"}
    for who in CAST:
        for matter, seen in ((letter, own | {"discipline"}), (draft, own), (task, set[str]())):
            if who in seen:
                assert of(matter, who).official.title == matter.title
            else:
                with pytest.raises(NotVisible, match="no such"):
                    of(matter, who)


def test_what_is_secret_bears_its_level_and_is_on_record_when_looked_at(settings: Settings) -> None:
    settings.HIGHEST_SECRECY = "secret"
    open_, secret = of(issued()), of(issued(secrecy="secret", secret_until="2030-01-01"))
    before = Entry.objects.count()
    making.preview(seat("clerk"), open_, present(), Channel.PAGE)
    assert Entry.objects.count() == before
    making.preview(seat("clerk"), secret, present(), Channel.PAGE)
    making.made(seat("head"), open_, Form.DOCX, present(), Channel.COMMAND)
    bodies = [json.loads(entry.body) for entry in Entry.objects.order_by("pk")[before:]]
    assert [(body["act"], body["facts"]) for body in bodies] == [
        ("matter.read", {"document": "preview"}),
        ("document.make", {"draft": False, "form": "docx"}),
    ]
    text = words(making.made(seat("head"), secret, Form.DOCX, present(), Channel.PAGE))
    assert text[1].startswith("秘密★2030年1月1日\t")


def test_the_word_before_the_number_holds_from_its_day_on() -> None:
    letter = issued()
    assert of(letter).official.number == "〔2025〕1号"
    set_layout(word="安纪驻财函")
    assert of(letter).official.number == "安纪驻财函〔2025〕1号"
    set_layout(word="安纪驻新函", on=date(2025, 9, 2))
    assert of(letter).official.number == "安纪驻财函〔2025〕1号"
    for wrong in ("〔2025〕", "字" * 21, "安\n纪", "{{title}}"):
        with pytest.raises(InvalidInput, match="no word before a number"):
            set_layout(word=wrong)
    with pytest.raises(InvalidInput, match="no organ"):
        set_layout("NONE", word="安纪")
    assert layouts.look("Z2", ON).word == ""


def test_an_organ_has_templates_of_its_own_and_goes_back() -> None:
    letter = issued()
    own = layouts.builtin().typst.replace("#d4121a", "#0000ff")
    book = Document(io.BytesIO(layouts.builtin().docx))
    book.paragraphs[0].add_run("（自拟）")
    written = io.BytesIO()
    book.save(written)
    set_layout(typst=own, docx=written.getvalue())
    assert (of(letter).look.own, of(letter).look.typst) == (("typst", "docx"), own)
    assert words(making.made(seat("clerk"), of(letter), Form.DOCX, present(), Channel.PAGE))[0].endswith(
        "组（自拟）"
    )
    set_layout(typst="", docx=b"")
    assert of(letter).look == layouts.builtin()

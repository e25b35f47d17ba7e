"""The host's space as pages: what is asked, form files out and in, and what nobody else gets."""

import io
from html import unescape
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paizhu.door.models import Matter
from paizhu.door.tests.world import do, fresh
from paizhu.journal.models import Entry
from paizhu.liaison.letters.tests.letters import drafted, issued, received
from paizhu.liaison.support.tests.test_support import requested
from paizhu.web.tests.seated import from_seat


def page(who: str) -> str:
    reply = from_seat(who).get("/host/")
    assert reply.status_code == 200
    assert "no-store" in reply["Cache-Control"]
    return unescape(reply.content.decode())


def bring(who: str, data: bytes | None) -> Any:
    given = {} if data is None else {"file": SimpleUploadedFile("form.xlsx", data)}
    return from_seat(who).post("/host/reply/", given)


def filled(matter: Matter, who: str = "discipline", act: str = "letter.answer") -> bytes:
    reply = from_seat(who).get(f"/host/forms/{matter.reference}/{act}/")
    assert reply.status_code == 200
    assert reply["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(reply.content))
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row, 2).value = "已检查。"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_each_body_of_the_host_sees_what_is_asked_of_it_and_on_what() -> None:
    urging, reminder, request = received(), issued(sort="remind", addressee="J1", title="提醒"), requested()
    drafted(title="还没有签发的函")
    own = page("discipline")
    assert urging.title in own
    assert "Form file: answer" in own
    assert "督促、支持其发挥职能作用" in own
    assert "2025-09-15" in own
    asked = page("committee")
    assert reminder.title in asked
    assert "it rests on agreement" in asked
    assert request.title in page("host")
    for who, other in (
        ("discipline", reminder),
        ("committee", urging),
        ("host", urging),
        ("secretary", request),
    ):
        assert other.title not in page(who)
        assert "还没有签发的函" not in page(who)


def test_what_is_owed_this_half_year_and_what_was_done() -> None:
    matter = received()
    found = page("secretary")
    assert "What we owe: 2025 H2" in found
    assert "Open" in found
    assert matter.title in page("discipline")
    do("discipline", "letter.answer", matter, text="已办")
    assert "Nobody waits for an answer of yours." in page("discipline")
    assert matter.title in page("discipline")  # in its own record


def test_an_office_has_no_such_space_and_a_visitor_signs_in() -> None:
    for who in ("head", "superior"):
        assert from_seat(who).get("/host/")["Location"] == "/today/"
    assert 'href="/host/"' in from_seat("discipline").get("/today/").content.decode()
    assert 'href="/host/"' not in from_seat("head").get("/today/").content.decode()


def test_form_file_goes_out_and_comes_back_once() -> None:
    matter = received()
    data = filled(matter)
    reply = bring("discipline", data)
    assert (reply.status_code, fresh(matter).state) == (302, "answered")
    assert reply["Location"].startswith(f"/matters/{matter.reference}/?done=")
    again = bring("discipline", data)
    assert again.status_code == 422
    assert "brought back before" in again.content.decode()
    assert matter.remarks.count() == 1


def test_what_is_no_form_of_theirs_is_told_and_nothing_written() -> None:
    matter = received()
    data, before = filled(matter), Entry.objects.count()
    for who, given, said in (
        ("committee", data, "for another organ"),
        ("discipline", b"nonsense", "no workbook"),
        ("discipline", None, "Choose the form file"),
    ):
        reply = bring(who, given)
        assert (reply.status_code, said in unescape(reply.content.decode())) == (422, True), said
    assert (Entry.objects.count(), fresh(matter).state) == (before, "received")


def test_a_form_that_was_left_empty_says_which_line() -> None:
    data = from_seat("discipline").get(f"/host/forms/{received().reference}/letter.answer/").content
    before = Entry.objects.count()
    reply = bring("discipline", data)
    assert (reply.status_code, Entry.objects.count()) == (422, before)
    assert "Answer: This field is required." in unescape(reply.content.decode())


def test_a_form_of_what_may_not_be_seen_is_as_one_of_what_is_not() -> None:
    matter = received()
    for who, reference, act in (
        ("committee", matter.reference, "letter.answer"),
        ("discipline", "nosuchone1", "letter.answer"),
        ("discipline", matter.reference, "letter.close"),
        ("head", matter.reference, "letter.answer"),
    ):
        assert from_seat(who).get(f"/host/forms/{reference}/{act}/").status_code == 404


def test_it_costs_the_same_for_few_and_many() -> None:
    received()
    client, counts = from_seat("discipline"), []
    for more in (0, 4):
        for n in range(more):
            received(title=f"更多{n}")
        client.get("/host/")  # the registry is read once
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/host/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] < 24


def test_letter_on_its_matters_page_reads_as_a_letter() -> None:
    matter = issued(body="第一段<b>\n第二段")
    shown = from_seat("discipline").get(f"/matters/{matter.reference}/").content.decode()
    assert "〔2025〕 no. 1" in shown
    assert "第一段&lt;b&gt;<br>第二段" in shown
    assert "Urging of the discipline body" in shown
    new = from_seat("clerk").get("/matters/new/").content.decode()
    assert all(f"/matters/new/{act}/" in new for act in ("task.propose", "letter.draft", "support.draft"))
    aside = unescape(
        from_seat("clerk").get("/matters/new/letter.draft/?addressee=K1&sort=urge").content.decode()
    )
    assert "督促、支持其发挥职能作用" in aside


def test_what_a_body_has_told_stands_beside_the_next_letter_to_it() -> None:
    matter = received()
    do("discipline", "letter.answer", matter, text="已检查。")
    found = unescape(from_seat("clerk").get("/matters/new/letter.draft/?addressee=K1").content.decode())
    assert "Already asked, already told?" in found
    assert f'href="/matters/{matter.reference}/"' in found
    other = unescape(from_seat("clerk").get("/matters/new/letter.draft/?addressee=J1").content.decode())
    assert matter.reference not in other


def test_what_is_wrong_with_a_form_as_a_whole_stands_above_the_page() -> None:
    matter = issued()
    reply = from_seat("discipline").post(f"/matters/{matter.reference}/letter.decline/", {"text": "不办"})
    above = unescape(reply.content.decode()).partition('id="letter-title"')[0]
    assert (reply.status_code, "rests on a provision" in above) == (422, True)

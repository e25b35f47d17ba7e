"""Attachments over HTTP: handed out as files, to those who may read them."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from paizhu import places
from paizhu.door.attachments import store
from paizhu.door.attachments.models import Attachment
from paizhu.door.attachments.tests import files
from paizhu.door.doing import Channel
from paizhu.door.perform import perform
from paizhu.door.tests.world import assigned, do, fresh, present, seat
from paizhu.journal.models import Entry
from paizhu.web.tests.seated import from_seat


def attached(secrecy: str = "none", name: str = "核查报告.pdf", held: bytes = files.PDF) -> Attachment:
    further = {"secrecy": secrecy, "secret_until": "2030-01-01"} if secrecy == "secret" else {}
    matter = assigned(**further)
    file = SimpleUploadedFile(name, held, "")
    perform(
        present(),
        seat("clerk"),
        "task.attach",
        matter.reference,
        {},
        files={"file": file},
        channel=Channel.PAGE,
    )
    return Attachment.objects.get()


def address(of: Attachment) -> str:
    return reverse("attachment", args=[of.matter.reference, of.file])


def sent(reply: Any) -> bytes:
    return b"".join(reply.streaming_content)


def said(reply: Any) -> str:
    """A page without the token of its forms, which is another one each time."""
    return re.sub("[A-Za-z0-9]{64}", "", reply.content.decode())


def test_address_is_below_the_matter() -> None:
    of = attached()
    assert address(of) == f"/matters/{of.matter.reference}/attachments/{of.file}/"


def test_sent_as_a_file_that_nothing_shows() -> None:
    of = attached()
    reply = from_seat("head").get(address(of))
    assert (reply.status_code, sent(reply)) == (200, files.PDF)
    assert reply.streaming
    headers = {name: reply[name] for name in ("Content-Type", "Content-Length", "Cache-Control")}
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(files.PDF)),
        "Cache-Control": "no-store",
    }
    assert reply["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('核查报告.pdf')}"
    assert reply["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert reply["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("who", ["other", "secretary", "host"])
def test_outsider_is_answered_as_if_there_were_none(who: str) -> None:
    of, client = attached(), from_seat(who)
    real = client.get(address(of))
    invented = client.get(reverse("attachment", args=["nosuchmatter", "0" * 32]))
    assert (real.status_code, invented.status_code) == (404, 404)
    asked_for = said(real).replace(of.matter.reference, "nosuchmatter").replace(of.file, "0" * 32)
    assert asked_for == said(invented)


def test_nobody_is_answered_without_a_seat() -> None:
    of = attached()
    assert Client().get(address(of)).status_code in {302, 404}


def test_nothing_is_changed_by_reading() -> None:
    of = attached()
    entries = Entry.objects.count()
    assert from_seat("head").post(address(of)).status_code == 405
    sent(from_seat("head").get(address(of)))
    assert Entry.objects.count() == entries


def test_reading_a_state_secret_is_on_record(settings: Settings) -> None:
    settings.HIGHEST_SECRECY = "secret"
    of = attached("secret")
    entries = Entry.objects.count()
    assert from_seat("other").get(address(of)).status_code == 404
    from_seat("head").head(address(of))
    assert Entry.objects.count() == entries
    sent(from_seat("head").get(address(of)))
    entry = Entry.objects.latest("pk")
    said = json.loads(entry.body)
    assert (Entry.objects.count(), entry.log.organ, said["act"]) == (entries + 1, "Z1", "matter.read")
    assert (said["seat"], said["matter"]) == ("S-head", of.matter.reference)
    assert said["facts"] == {"attachment": of.file}


def test_damaged_file_is_no_answer() -> None:
    of = attached()
    store.path(of.file).write_bytes(b"")
    client = from_seat("head")
    client.raise_request_exception = False
    reply = client.get(address(of))
    told = reply.content.decode()
    assert reply.status_code == 503
    assert "missing or damaged" in told or "缺失或者损坏" in told
    assert of.name not in told


def test_name_cannot_forge_a_header() -> None:
    of = attached(name='a"\r\nSet-Cookie: x=1;\u202e.pdf')
    reply = from_seat("head").get(address(of))
    assert "Set-Cookie" not in reply
    assert "\r" not in reply["Content-Disposition"]


def test_upload_beyond_memory_is_kept_in_the_home_without_a_name() -> None:
    """Three megabytes of text go through the parser of requests to the form."""
    held = "谈话记录。\n".encode() * 200_000
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.txt", held, "text/plain")})
    given = request.FILES["file"]
    assert list(places.uploading().iterdir()) == []
    matter = assigned()
    perform(
        present(),
        seat("clerk"),
        "task.attach",
        matter.reference,
        {},
        files={"file": given},
        channel=Channel.PAGE,
    )
    assert b"".join(store.read(Attachment.objects.get().file)) == held
    request.close()


def test_part_lists_the_files_of_a_matter() -> None:
    of = attached()
    do("clerk", "task.accept", fresh(of.matter))
    html = render_to_string("web/matters/_attachments.html", {"matter": of.matter, "attachments": [of]})
    assert address(of) in html
    assert "核查报告.pdf" in html
    assert "Nothing is attached" in render_to_string(
        "web/matters/_attachments.html", {"matter": of.matter, "attachments": []}
    )

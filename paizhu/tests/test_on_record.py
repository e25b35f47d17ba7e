"""What issue and security promise to be on record: reads of sealed matters, exports, prints, denials; each by each way."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from paizhu import places
from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.attachments.models import Attachment
from paizhu.door.attachments.tests import files
from paizhu.door.doing import Channel
from paizhu.door.models import Matter
from paizhu.door.perform import perform
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT, assigned, do, fresh, present, seat
from paizhu.journal.models import Entry
from paizhu.liaison.exchanges.tests.test_exchanges import recorded
from paizhu.liaison.letters.tests import letters

SECRET = {"secrecy": "secret", "secret_until": "2030-01-01"}


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:  # noqa: ARG001
    """The city of the cast, on its day, in a home that may hold what is secret."""
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))
    settings.ATTACHMENT_KEY_FILE = places.attachment_key()
    settings.MATTER_KEY_FILE = places.matter_keys()
    settings.HIGHEST_SECRECY = "secret"
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


def as_(name: str) -> Client:
    known = Account.objects.filter(username=name).first()
    return sign_in(Client(), known or make_account(name, person=f"X-{name}"))


def latest(after: int) -> list[tuple[str, str, str | None]]:
    """Act, outcome and matter of the entries beyond a number of them."""
    bodies = [
        json.loads(body) for body in Entry.objects.order_by("pk").values_list("body", flat=True)[after:]
    ]
    return [(b["act"], b["outcome"], b["matter"]) for b in bodies]


def secret() -> Matter:
    return assigned(**SECRET)


def sealed() -> Matter:
    return recorded()


def with_file() -> Matter:
    matter = secret()
    do("clerk", "task.accept", matter)
    file = SimpleUploadedFile("a.pdf", files.PDF, "application/pdf")
    perform(
        present(),
        seat("clerk"),
        "task.attach",
        matter.reference,
        {},
        files={"file": file},
        channel=Channel.PAGE,
    )
    return fresh(matter)


def page(who: str, address: str = "") -> Callable[[Matter], int]:
    return lambda m: as_(who).get(f"/matters/{m.reference}/{address}").status_code


def post(who: str, address: str, **given: Any) -> Callable[[Matter], int]:
    def sent(matter: Matter) -> int:
        reply = as_(who).post(address.format(matter.reference), given)
        if reply.streaming:
            assert b"".join(reply.streaming_content)  # type: ignore[attr-defined]
        return reply.status_code

    return sent


def attachment(matter: Matter) -> int:
    file = Attachment.objects.get().file
    reply = as_("clerk").get(f"/matters/{matter.reference}/attachments/{file}/")
    assert b"".join(reply.streaming_content)  # type: ignore[attr-defined]
    return reply.status_code


CASES: dict[str, tuple[Callable[[], Matter], Callable[[Matter], int], int, str, str]] = {
    "secret read on its page": (secret, page("clerk"), 200, "matter.read", "done"),
    "sealed read on its page": (sealed, page("head"), 200, "matter.read", "done"),
    "secret file read": (with_file, attachment, 200, "matter.read", "done"),
    "list exported": (assigned, post("clerk", "/matters/export/"), 200, "matters.export", "done"),
    "list printed": (assigned, post("clerk", "/matters/ledger/"), 200, "matters.export", "done"),
    "matter printed": (assigned, post("clerk", "/matters/{}/print/"), 200, "matter.print", "done"),
    "document taken away": (
        letters.issued,
        page("clerk", "document/file.docx"),
        200,
        "document.make",
        "done",
    ),
    "own data exported": (
        assigned,
        post("clerk", "/account/data/", own="yes"),
        200,
        "person.disclose",
        "done",
    ),
    "act denied": (assigned, post("clerk", "/matters/{}/task.approve/"), 403, "task.approve", "refused"),
    "term denied": (
        assigned,
        post("clerk", "/retention/act/retention.term/"),
        403,
        "retention.term",
        "refused",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_on_record(case: str) -> None:
    make, does, status, act, outcome = CASES[case]
    matter = make()
    before = Entry.objects.count()
    assert does(matter) == status
    assert (act, outcome) in [(a, o) for a, o, _m in latest(before)]


@pytest.mark.parametrize(
    ("make", "who"), [(assigned, "clerk"), (secret, "superior_deputy"), (sealed, "deputy")],
    ids=["an ordinary one", "a secret one, also by the owner", "a sealed one, its outline only"],
)  # fmt: skip
def test_who_reads_content_of_a_sealed_matter_is_on_record_and_others_are_not(
    make: Callable[[], Matter], who: str
) -> None:
    matter = make()
    before = Entry.objects.count()
    assert page(who)(matter) == 200
    read = [one for one in latest(before) if one[0] == "matter.read"]
    assert read == ([("matter.read", "done", matter.reference)] if make is secret else [])


def test_what_may_not_be_seen_is_not_told_of_by_a_record_either() -> None:
    matter = secret()
    before = Entry.objects.count()
    assert page("other")(matter) == 404
    assert post("other", "/matters/{}/print/")(matter) == 404
    assert latest(before) == []

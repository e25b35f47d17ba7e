"""Cast × matter × channel: what somebody may not see of a matter stands on no page, in no list, search, reply, file or mail.

Matters of several kinds carry words of their own; whatever each of the cast is answered with is searched for those of all.
"""

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.doing import Channel
from paizhu.door.mail.models import Language, Sends
from paizhu.door.mail.preferring import prefer
from paizhu.door.mail.queueing import queue
from paizhu.door.mail.sending import send_due
from paizhu.door.mail.tests.server import Kept, mail_server
from paizhu.door.models import Matter, Notice, Performed
from paizhu.door.notices.telling import tell
from paizhu.door.tests.authorization import sees
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.together import sides
from paizhu.door.tests.world import AT, ON, assigned, present, seat
from paizhu.door.tests.world import CAST as EVERYBODY
from paizhu.liaison.attendance.tests.meetings import announced
from paizhu.liaison.consultations.tests.consultations import proposed as consulted
from paizhu.liaison.exchanges.tests.test_exchanges import recorded
from paizhu.liaison.letters.tests.letters import drafted, issued
from paizhu.liaison.support.tests.test_support import requested
from paizhu.mail_server import Security, Server
from paizhu.tokens import letting_in
from paizhu.tokens.making import make
from paizhu.tokens.models import Scope

# One for each way in which sides and leaders look at these matters; in the long run everybody, the outsider as well.
SOME = ("head", "superior", "secretary", "host")
CAST = EVERYBODY if os.environ.get("PAIZHU_SOAK") else SOME
OPENED: tuple[Callable[[], Matter], ...] = (
    lambda: assigned(title="甲题核查", request="甲文内容"),
    lambda: issued(title="乙题督促", body="乙文内容"),
    lambda: drafted(title="丙题草稿", body="丙文内容"),
    lambda: recorded(text="丁文谈话", suggestions="丁议建议"),
    lambda: consulted(title="戊题会商", place="戊地会议室"),
    lambda: announced(title="己题会议", agenda="己文议程", place="己地会议室"),
    lambda: requested(title="庚题借用", need="庚文需要"),
)
WORDS = (
    ("甲题", "甲文"), ("乙题", "乙文"), ("丙题", "丙文"), ("丁文", "丁议"), ("戊题", "戊地"), ("己题", "己文", "己地"),
    ("庚题", "庚文"),
)  # fmt: skip
ALONE = 3  # an exchange of views is seen by whoever recorded it, and its organ knows that there was one
PAGES = (
    "/today/", "/matters/", "/calendar/", "/inbox/", "/host/", "/record/", "/record/log/", "/rectification/",
    "/retention/due/", "/organs/Z1/",
)  # fmt: skip
LISTS = ("/api/matters", "/api/acts", "/api/record", "/api/calendar.ics")
NOWHERE = "zzzzzzzzzz"


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    monkeypatch.setattr(letting_in, "_allowance", letting_in._Allowance())


@pytest.fixture(scope="module")
def running() -> Iterator[Kept]:
    with mail_server() as kept:
        yield kept


@pytest.fixture
def mails(running: Kept, settings: Settings) -> Kept:
    """A mail server that has nothing yet."""
    running.mails.clear()
    settings.SMTP = Server(Security.NONE, "127.0.0.1", running.port)
    settings.MAIL_FROM, settings.BASE_URL = "paizhu@example.org", "https://paizhu.example.org"
    return running


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of the cast, by the page and by the API."""

    name: str
    account: int
    page: Client
    token: str

    def read(self, address: str) -> str:
        return str(self.page.get(address).content.decode())

    def told(self, address: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
        client = Client(headers={"Authorization": f"Bearer {self.token}"})
        reply = (
            client.get(address)
            if body is None
            else client.post(address, json.dumps(body), "application/json")
        )
        return reply.status_code, reply.content.decode()

    def exported(self) -> str:
        reply = self.page.post("/matters/export/")
        book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))  # type: ignore[attr-defined]
        return "\n".join(str(row) for sheet in book.worksheets for row in sheet.values)


def reader(name: str) -> Reader:
    account = make_account(name, person=f"X-{name}")
    client = sign_in(Client(), account)
    made = make(seat(name), "test", Scope.ACT, ON, on=ON, at=AT, channel=Channel.COMMAND)
    return Reader(name, account.pk, client, made.secret)


def reach(who: str, n: int, matter: Matter) -> str:
    """Return "content", "overview" or "nothing", by the reference."""
    found = sees(who, sides(matter))
    return "overview" if n == ALONE and who != "head" and found == "content" else found


def main(page: str) -> str:
    """What a page says, without the forms around it, which carry a token."""
    return page[page.index("<main") :]


def told_of_all(who: Reader, matters: list[Matter], mails: Kept) -> list[str]:
    """Tell the reader's organ of every matter; return the mail that comes of it, as text."""
    prefer(who.account, sends=Sends.EACH, address="reader@example.org", language=Language.ENGLISH)
    organ = seat(who.name).organ
    for matter in matters:
        done = Performed.objects.filter(matter=matter).latest("pk")
        told = list(Notice.objects.filter(organ=organ, entry=done.entry))
        if told:
            queue(told, present())
        else:
            tell({organ}, matter, done.entry, done.act, present())
    send_due(present(), at_most=len(matters) + 1)
    return [f"{mail['Subject']}\n{mail.get_content()}" for mail in mails.mails]


def unread(page: str) -> int:
    """The number that the navigation shows beside the inbox."""
    shown = re.search(r'pz-new">(\d+)', page)
    return int(shown[1]) if shown else 0


@pytest.mark.parametrize("who", CAST)
def test_nobody_is_told_by_any_channel_what_they_may_not_see(who: str, mails: Kept) -> None:
    matters = [opened() for opened in OPENED]
    wanted = [reach(who, n, matter) for n, matter in enumerate(matters)]
    asked = reader(who)
    sent = told_of_all(asked, matters, mails)
    everything = {address: asked.read(address) for address in PAGES}
    everything |= {address: asked.told(address)[1] for address in LISTS}
    everything["export"] = asked.exported()
    everything["mail"] = "\n".join(sent)
    # A mail for each that is seen, however little of it; and the number beside the inbox is that of those.
    seen = [matter for matter, sight in zip(matters, wanted, strict=True) if sight != "nothing"]
    named = [
        matter.reference for matter in matters for one in sent if matter.reference in one.splitlines()[0]
    ]
    assert sorted(named) == sorted(matter.reference for matter in seen)
    notices = Notice.objects.filter(organ=seat(who).organ)
    assert unread(everything["/today/"]) == notices.filter(matter__in=seen).count()
    assert not any(word in everything["mail"] for words in WORDS for word in words)
    nowhere = main(asked.read(f"/matters/{NOWHERE}/")), *asked.told(f"/api/matters/{NOWHERE}")
    for matter, sight in zip(matters, wanted, strict=True):
        page, own = f"/matters/{matter.reference}/", f"/api/matters/{matter.reference}"
        everything |= {page: asked.read(page), own: asked.told(own)[1]}
        everything[f"{page}print/"] = asked.read(f"{page}print/")
        step = "task.note" if matter.kind == "task" else f"{matter.kind}.note"
        refused = asked.told(f"{own}/acts/{step}", {"text": "?"})
        everything[f"refused {own}"] = refused[1]
        if sight == "nothing":
            # Answered as what does not exist is.
            answers = main(everything[page]).replace(matter.reference, NOWHERE), *asked.told(own)
            assert answers == nowhere, matter.kind
            assert refused == asked.told(f"/api/matters/{NOWHERE}/acts/{step}", {"text": "?"}), matter.kind
    for n, (matter, sight) in enumerate(zip(matters, wanted, strict=True)):
        for channel, said in everything.items():
            if sight != "content":
                assert not any(word in said for word in WORDS[n]), (who, matter.kind, channel)
            if sight == "nothing" and matter.reference not in channel:
                assert matter.reference not in said, (who, matter.kind, channel)
        # And it is told where it may be seen: the search above would find nothing on empty pages.
        listed = {
            channel: matter.reference in everything[channel]
            for channel in ("/matters/", "/api/matters", "export")
        }
        assert set(listed.values()) == {sight != "nothing"}, (who, matter.kind, listed)
        told = {
            c: WORDS[n][0] in everything[c]
            for c in (f"/matters/{matter.reference}/", f"/api/matters/{matter.reference}")
        }
        assert set(told.values()) == {sight == "content"}, (who, matter.kind, told)
        if n != ALONE:  # its title is not its own
            found = (
                asked.told(f"/api/matters?title={quote(WORDS[n][0])}")[1],
                asked.read(f"/matters/?title={quote(WORDS[n][0])}"),
            )
            assert {matter.reference in said for said in found} == {sight == "content"}, (who, matter.kind)

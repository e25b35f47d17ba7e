"""Mail: written with its act, sent at least once, with nothing in it but a reference and a link."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import Settings

from paizhu.accounts.models import Account, State
from paizhu.door.mail import smtp
from paizhu.door.mail.digests import collect
from paizhu.door.mail.models import Language, Line, Mail, Preference, Sends
from paizhu.door.mail.models import State as MailState
from paizhu.door.mail.preferring import prefer
from paizhu.door.mail.sending import LEASE, send_due
from paizhu.door.mail.tests.server import Kept, mail_server
from paizhu.door.models import Participation
from paizhu.door.notices.telling import tell
from paizhu.door.present import Present
from paizhu.door.tests.world import AT, ON, assigned, do, fresh, present
from paizhu.journal.models import Entry
from paizhu.mail_server import Security, Server

pytestmark = pytest.mark.usefixtures("cast")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def at(instant: datetime) -> Present:
    return present(instant.date(), instant)


@pytest.fixture(scope="module")
def running() -> Iterator[Kept]:
    with mail_server() as kept:
        yield kept


@pytest.fixture
def server(running: Kept, settings: Settings) -> Kept:
    running.mails.clear()
    running.answer = lambda _mail: "250 OK"
    settings.SMTP = Server(Security.NONE, "127.0.0.1", running.port)
    settings.MAIL_FROM, settings.BASE_URL = "paizhu@example.org", "https://paizhu.example.org"
    return running


def wants(who: str, sends: Sends = Sends.EACH, language: Language = Language.ENGLISH) -> Account:
    account = Account.objects.create(
        username=who, person_id=f"X-{who}", state=State.ACTIVE, made_at=AT, display_name=f"姓名{who}"
    )
    prefer(account.pk, sends=sends, address=f"{who}@example.org", language=language)
    return account


def sent(server: Kept) -> list[tuple[str, str]]:
    return [(str(mail["To"]), str(mail["Subject"])) for mail in server.mails]


def test_mail_for_those_of_the_told_organ_who_want_it(server: Kept) -> None:
    for who in ("head", "clerk", "other", "superior"):
        wants(who)
    wants("deputy", Sends.NONE)
    matter = assigned()
    assert send_due(present()) == 2
    subject = f"Paizhu: {matter.reference}"
    assert sent(server) == [("head@example.org", subject), ("clerk@example.org", subject)]
    assert send_due(present()) == 0


def test_nothing_but_a_reference_and_a_link(server: Kept) -> None:
    wants("head")
    matter = assigned()
    send_due(present())
    [mail] = server.mails
    text = mail.get_content().replace("\r\n", "\n")
    assert text == (
        "Something was done on a matter that concerns your organ. Sign in to see it:\n\n"
        f"{matter.reference}  https://paizhu.example.org/matters/{matter.reference}/\n\n"
        "You can choose which mail you get: https://paizhu.example.org/inbox/mail/\n"
    )
    assert mail["From"] == "paizhu@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    whole = mail.as_string() + text
    for word in (matter.title, "公务用车", "Z1", "W2", "S-head", "姓名", "task", "approve", "安澜"):
        assert word not in whole


def test_in_the_language_that_was_chosen(server: Kept) -> None:
    wants("head", language=Language.CHINESE)
    assigned()
    send_due(present())
    assert server.mails[0]["Subject"].startswith("派驻")


@pytest.mark.usefixtures("server")
def test_mail_is_there_if_the_act_is(monkeypatch: pytest.MonkeyPatch) -> None:
    wants("head")

    def fail(*given: Any) -> None:
        tell(*given)
        raise OSError("gone")

    monkeypatch.setattr("paizhu.door.recording.tell", fail)
    with pytest.raises(OSError, match="gone"):
        assigned()
    assert (Mail.objects.count(), Line.objects.count()) == (0, 0)


def test_what_is_wrong_with_the_server_is_said(server: Kept, settings: Settings) -> None:
    wants("head")
    assigned()
    port = server.port
    for wrong, why in (
        (Server(Security.NONE, "127.0.0.1", 1), smtp.Why.REFUSED),
        (Server(Security.NONE, "mail.invalid", 25), smtp.Why.UNKNOWN_HOST),
        (Server(Security.TLS, "127.0.0.1", port), smtp.Why.NOT_TLS),
        (Server(Security.STARTTLS, "127.0.0.1", port), smtp.Why.NO_STARTTLS),
    ):
        settings.SMTP = wrong
        with pytest.raises(smtp.NoServer, match=why.value):
            send_due(present())
    assert Mail.objects.get().state == MailState.WAITING


def test_without_a_server_nothing_waits(settings: Settings) -> None:
    settings.SMTP = None
    wants("head")
    assigned()
    assert (Mail.objects.count(), send_due(present())) == (0, 0)


def test_digest_once_a_day(server: Kept, settings: Settings) -> None:
    settings.DIGEST_HOUR = 8
    wants("head", Sends.DIGEST)
    first, second = assigned(), assigned()
    night = AT.replace(hour=7) + DAY
    assert (collect(at(night)), send_due(at(night))) == (0, 0)
    morning = AT.replace(hour=8) + DAY
    assert (collect(at(morning)), collect(at(morning)), send_due(at(morning))) == (1, 0, 1)
    [mail] = server.mails
    assert mail["Subject"] == f"Paizhu: digest of {morning.date().isoformat()}"
    lines = [line.split()[0] for line in mail.get_content().splitlines() if "/matters/" in line]
    assert lines == [first.reference, second.reference]
    assert collect(at(morning + DAY)) == 0
    third = assigned()
    assert (collect(at(morning + 2 * MINUTE)), collect(at(morning + DAY))) == (0, 1)
    send_due(at(morning + DAY))
    assert third.reference in server.mails[1].get_content()
    assert first.reference not in server.mails[1].get_content()


def test_several_acts_on_a_matter_are_one_line(server: Kept) -> None:
    wants("superior", Sends.DIGEST)
    matter = assigned()
    do("clerk", "task.accept", matter)
    do("deputy", "task.answer", fresh(matter), text="已核查。")
    collect(present())
    send_due(present())
    assert server.mails[0].get_content().count("/matters/") == 1


@pytest.mark.usefixtures("server")
def test_who_gives_mail_up_gets_no_digest() -> None:
    account = wants("head", Sends.DIGEST)
    assigned()
    prefer(account.pk, sends=Sends.NONE, address="", language=Language.ENGLISH)
    assert (Line.objects.count(), collect(present())) == (0, 0)


@pytest.mark.parametrize("why", ["not seen any more", "recused", "locked", "seat ended", "wants none"])
def test_what_may_not_be_seen_when_it_is_sent_is_not_sent(server: Kept, why: str) -> None:
    account, matter = wants("head"), assigned()
    match why:
        case "not seen any more":
            Participation.objects.filter(organ="Z1").delete()
        case "recused":
            do("head", "recusal.declare", matter, reason="近亲属")
        case "locked":
            Account.objects.filter(pk=account.pk).update(state=State.LOCKED)
        case "seat ended":
            Account.objects.filter(pk=account.pk).update(person="X-other")
        case "wants none":
            Preference.objects.filter(pk=account.pk).update(sends=Sends.NONE)
    assert send_due(present()) == 1
    assert server.mails == []
    assert Mail.objects.get().state == MailState.DROPPED


def test_worker_that_died_before_and_after_the_server_had_it(server: Kept) -> None:
    wants("head")
    assigned()
    mail = Mail.objects.get()
    # It had taken the mail: another one waits until the lease is over.
    Mail.objects.update(lease="x", leased_until=AT + LEASE, tries=1)
    assert send_due(present()) == 0
    assert send_due(at(AT + LEASE + MINUTE)) == 1
    # It had sent it, and died before it wrote that down.
    Mail.objects.update(state="waiting", ended_at=None, lease="x", leased_until=AT + LEASE)
    assert send_due(at(AT + LEASE + MINUTE)) == 1
    assert [m["Message-ID"] for m in server.mails] == [mail.message_id] * 2


def test_lease_that_was_lost_ends_nothing(server: Kept) -> None:
    wants("head")
    assigned()

    def taken_meanwhile(_mail: EmailMessage) -> str:
        Mail.objects.update(lease="another", leased_until=AT + LEASE)
        return "250 OK"

    server.answer = lambda _mail: "250 OK"
    real = smtp.send
    try:
        smtp.send = lambda *given: (real(*given), taken_meanwhile(EmailMessage()))[0]
        send_due(present())
    finally:
        smtp.send = real
    mail = Mail.objects.get()
    assert (mail.state, mail.lease) == (MailState.WAITING, "another")


def test_server_that_is_busy_is_asked_later(server: Kept) -> None:
    wants("head")
    assigned()
    server.answer = lambda _mail: "451 busy"
    send_due(present())
    assert (Mail.objects.get().state, send_due(present())) == (MailState.WAITING, 0)
    server.answer = lambda _mail: "250 OK"
    assert send_due(at(AT + MINUTE)) == 1
    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert Mail.objects.get().state == MailState.SENT


def test_server_that_refuses_for_good(server: Kept, caplog: pytest.LogCaptureFixture) -> None:
    wants("head")
    assigned()
    server.answer = lambda _mail: "554 no such mailbox"
    send_due(present())
    assert (Mail.objects.get().state, send_due(at(AT + DAY))) == (MailState.FAILED, 0)
    assert "head@" not in caplog.text


def test_server_that_is_away(server: Kept, settings: Settings) -> None:
    wants("head")
    assigned()
    settings.SMTP = Server(Security.NONE, "127.0.0.1", 1)
    with pytest.raises(smtp.NoServer):
        send_due(present())
    settings.SMTP = Server(Security.NONE, "127.0.0.1", server.port)
    assert send_due(present()) == 1


@pytest.mark.usefixtures("server")
def test_one_digest_a_day_by_the_database() -> None:
    account = wants("head")
    common = {"account": account, "digest_on": ON, "made_at": AT, "try_at": AT}
    Mail.objects.create(message_id="<a@x>", **common)
    with pytest.raises(IntegrityError, match=r"mail_one_digest_a_day|account_id"), transaction.atomic():
        Mail.objects.create(message_id="<b@x>", **common)


def test_mail_needs_an_address() -> None:
    account = Account.objects.create(username="z", person_id="X-head", state=State.ACTIVE, made_at=AT)
    with pytest.raises(ValidationError, match="Name the address"):
        prefer(account.pk, sends=Sends.EACH, address=" ", language=Language.ENGLISH)
    with pytest.raises(ValidationError):
        prefer(account.pk, sends=Sends.EACH, address="a@b\r\nBcc: c@d", language=Language.ENGLISH)
    assert not Preference.objects.exists()


@pytest.mark.usefixtures("server")
def test_no_act_of_a_matter_is_written_by_sending() -> None:
    wants("head")
    assigned()
    entries = Entry.objects.count()
    send_due(present())
    assert Entry.objects.count() == entries
    assert "@" not in "".join(json.dumps(body) for body in Entry.objects.values_list("body", flat=True))

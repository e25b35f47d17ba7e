"""The inbox and the choice of mail as pages."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from paizhu.accounts.models import Account, State
from paizhu.door.mail.models import Mail, Preference
from paizhu.door.models import Notice
from paizhu.door.notices.models import Read
from paizhu.door.notices.naming import path
from paizhu.door.tests.world import AT, assigned
from paizhu.web.tests.seated import from_seat


def account(who: str) -> Account:
    return Account.objects.create(username=who, person_id=f"X-{who}", state=State.ACTIVE, made_at=AT)


def test_list_leads_to_the_matter_and_shows_nothing_of_it() -> None:
    matter = assigned()
    reply = from_seat("head").get("/inbox/")
    page = unescape(reply.content.decode())
    assert f'href="/matters/{matter.reference}/"' in page
    assert "approve and assign" in page
    assert matter.title not in page
    assert "no-store" in reply["Cache-Control"]


@pytest.mark.parametrize("who", ["other", "superior", "secretary"])
def test_whoever_was_told_nothing_has_an_empty_one(who: str) -> None:
    matter = assigned()
    page = from_seat(who).get("/inbox/").content.decode()
    assert "was not told of anything" in page
    assert matter.reference not in page


def test_link_is_the_address_of_the_matter() -> None:
    assert path("k3x") == reverse("matter", args=["k3x"])


def test_mark_one_as_read() -> None:
    assigned()
    assigned()
    client, [first, _second] = from_seat("head"), list(Notice.objects.order_by("pk"))
    reply = client.post("/inbox/read/", {"notice": first.pk})
    assert (reply.status_code, reply["Location"]) == (302, "/inbox/")
    assert Read.objects.get().notice == first
    assert "1 unread" in client.get("/inbox/").content.decode()


def test_mark_all_as_read_within_the_page() -> None:
    assigned()
    newest = Notice.objects.get().pk
    reply = from_seat("head").post("/inbox/read/", {"all": newest}, headers={"HX-Request": "true"})
    part = reply.content.decode()
    assert part.lstrip().startswith('<div class="card pz-block" id="inbox">')
    assert "Nothing unread" in part


@pytest.mark.parametrize("given", [{}, {"notice": "x"}, {"notice": "-1"}, {"all": "9" * 40}, {"notice": "²"}])
def test_what_is_no_notice_is_passed_over(given: dict[str, str]) -> None:
    assigned()
    assert from_seat("head").post("/inbox/read/", given).status_code == 302
    assert not Read.objects.exists()


def test_outsider_marks_nothing_and_learns_nothing() -> None:
    assigned()
    real = from_seat("other").post("/inbox/read/", {"notice": Notice.objects.get().pk})
    invented = from_seat("other").post("/inbox/read/", {"notice": 10**6})
    assert real.status_code == invented.status_code == 302
    assert not Read.objects.exists()


def test_page_costs_the_same_for_one_and_many() -> None:
    def queries() -> int:
        # The first request reads the registry, which the acts before it asked over another base.
        from_seat("head").get("/inbox/")
        with CaptureQueriesContext(connection) as asked:
            from_seat("head").get("/inbox/")
        return len(asked)

    assigned()
    for_one = queries()
    for n in range(8):
        assigned(title=f"第{n}件")
    assert queries() == for_one


def test_choice_of_mail_is_kept() -> None:
    account("head")
    client = from_seat("head")
    given = {"sends": "each", "address": "head@example.org", "language": "en"}
    assert client.post("/inbox/mail/", given).status_code == 302
    kept = Preference.objects.get()
    assert (kept.sends, kept.address, kept.language) == ("each", "head@example.org", "en")
    assert 'value="head@example.org"' in client.get("/inbox/mail/").content.decode()
    assert "Saved." in client.get("/inbox/mail/?saved=yes").content.decode()


def test_holder_learns_that_the_server_refuses_the_address() -> None:
    holder, client = account("head"), from_seat("head")

    def ended(state: str, n: int) -> str:
        at = timezone.now()
        Mail.objects.create(
            account=holder, message_id=f"<{n}>", state=state, made_at=at, try_at=at, ended_at=at
        )
        return client.get("/inbox/mail/").content.decode()

    assert "refused the last mail" in ended("failed", 1)
    assert "refused the last mail" not in ended("sent", 2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sends": "each", "address": "", "language": "en"}, "Name the address"),
        ({"sends": "each", "address": "no address", "language": "en"}, "valid email"),
        ({"sends": "all", "address": "a@b.cn", "language": "en"}, "Select a valid choice"),
    ],
)
def test_choice_that_cannot_be_kept(given: dict[str, str], said: str) -> None:
    account("head")
    reply = from_seat("head").post("/inbox/mail/", given)
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert not Preference.objects.exists()


def test_seat_without_an_account_chooses_no_mail() -> None:
    assert "has no account" in from_seat("head").get("/inbox/mail/").content.decode()


def test_navigation_tells_how_much_is_new_and_costs_the_same_for_any_number() -> None:
    def looked(who: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as asked:
            html = unescape(from_seat(who).get("/matters/").content.decode())
        found = re.search(r'<span class="pz-new">(\d+\+?)<', html)
        return (found[1] if found else ""), len(asked)

    looked("head")
    assert looked("head")[0] == ""
    assigned()
    new, once = looked("head")
    assert new == "1"
    for _time in range(5):
        assigned()
    assert looked("head") == ("6", once)
    assert looked("other")[0] == ""

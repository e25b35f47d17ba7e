"""Signing in and out: name and password, the second step, how long it lasts, who is stopped."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from paizhu.accounts import acts
from paizhu.accounts.models import Account, State
from paizhu.accounts.tests.device import code
from paizhu.accounts.tests.signed_in import make_account, sign_in

PASSWORD = "correct horse battery"
NAMED = {"login": "zhang", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _in_english(visitor: Client) -> None:
    visitor.cookies["paizhu_language"] = "en"


@pytest.fixture
def secret(db: None) -> str:  # noqa: ARG001  the database first
    """An audit administrator who has set up the account `zhang`; what its device knows."""
    account = make_account("zhang", administers="audit", name="张三")
    account.set_password(PASSWORD)
    account.save()
    made: str = generate_totp_secret()
    acts.set_second_factor(account, made)
    return made


def text(reply: object) -> str:
    return reply.content.decode()  # type: ignore[attr-defined,no-any-return]


def first_step(client: Client, **fields: str) -> object:
    return client.post("/sign-in/", NAMED | fields)


def test_both_steps_lead_back_to_where_one_was_going(visitor: Client, secret: str) -> None:
    reply = visitor.post("/sign-in/", {**NAMED, "next": "/accounts/"})
    assert reply["Location"] == "/sign-in/second-step/"
    assert visitor.get("/accounts/")["Location"].startswith("/sign-in/")
    reply = visitor.post("/sign-in/second-step/", {"code": code(secret)})
    assert reply["Location"] == "/accounts/"
    page = text(visitor.get("/accounts/"))
    assert "张三" in page
    assert "Audit administrator" in page


def test_the_cookie_is_of_this_browser_and_of_no_script(visitor: Client, secret: str) -> None:
    first_step(visitor)
    before = visitor.cookies["paizhu_session"].value
    cookie = visitor.post("/sign-in/second-step/", {"code": code(secret)}).cookies["paizhu_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert cookie.value != before


@pytest.mark.parametrize(
    "fields",
    [{"password": "wrong"}, {"login": "nobody"}, {"login": "zhang@example.org"}],
    ids=["password", "name", "mail"],
)
@pytest.mark.usefixtures("secret")
def test_one_sentence_whatever_is_wrong(visitor: Client, fields: dict[str, str]) -> None:
    reply = first_step(visitor, **fields)
    assert reply.status_code == 422  # type: ignore[attr-defined]
    assert "Not signed in: name and password do not belong together." in text(reply)


@pytest.mark.usefixtures("secret")
def test_a_wrong_code_signs_nobody_in(visitor: Client) -> None:
    first_step(visitor)
    reply = visitor.post("/sign-in/second-step/", {"code": "000000"})
    assert reply.status_code == 422
    assert "Not signed in: this is not the present code" in text(reply)
    assert visitor.get("/accounts/").status_code == 302


def test_a_code_works_once(visitor: Client, secret: str) -> None:
    shown = code(secret)
    first_step(visitor)
    assert visitor.post("/sign-in/second-step/", {"code": shown}).status_code == 302
    other = Client()
    first_step(other)
    assert other.post("/sign-in/second-step/", {"code": shown}).status_code == 422


@pytest.mark.usefixtures("secret")
def test_a_recovery_code_works_once(visitor: Client) -> None:
    recovery = acts.new_recovery_codes(Account.objects.get())[0]
    replies = []
    for client in (visitor, Client()):
        first_step(client)
        replies.append(client.post("/sign-in/second-step/", {"code": recovery}).status_code)
    assert replies == [302, 422]
    assert "9 of 10 recovery codes are left." in text(visitor.get("/account/"))


@pytest.mark.parametrize("state", [State.WAITING, State.LOCKED])
@pytest.mark.usefixtures("secret")
def test_who_is_not_let_in_is_told_after_the_right_password_only(visitor: Client, state: State) -> None:
    Account.objects.update(state=state)
    assert first_step(visitor)["Location"] == "/sign-in/not-let-in/"  # type: ignore[index]
    assert "security administrator" in text(visitor.get("/sign-in/not-let-in/"))
    assert "do not belong together" in text(first_step(visitor, password="wrong"))
    assert visitor.get("/account/").status_code == 302


@pytest.mark.usefixtures("secret")
def test_nobody_signs_in_without_a_second_factor(visitor: Client) -> None:
    Account.objects.get().authenticator_set.all().delete()  # type: ignore[attr-defined]
    assert first_step(visitor)["Location"] == "/sign-in/not-let-in/"  # type: ignore[index]
    assert visitor.get("/account/").status_code == 302


@pytest.mark.usefixtures("secret")
def test_five_failures_close_a_name_for_five_minutes(visitor: Client) -> None:
    wrong = NAMED | {"password": "x"}
    for n in range(5):
        assert "do not belong" in text(visitor.post("/sign-in/", wrong, REMOTE_ADDR=f"10.0.0.{n}"))
    assert "too many attempts" in text(visitor.post("/sign-in/", NAMED, REMOTE_ADDR="10.0.0.99"))


@pytest.mark.usefixtures("secret")
def test_guessing_codes_is_limited_too(visitor: Client, secret: str) -> None:
    first_step(visitor)
    for _ in range(5):
        visitor.post("/sign-in/second-step/", {"code": "000000"})
    assert visitor.post("/sign-in/second-step/", {"code": code(secret)}).status_code == 422
    assert visitor.get("/account/").status_code == 302


@pytest.mark.usefixtures("secret")
def test_many_attempts_from_one_address_get_the_house_page(visitor: Client) -> None:
    replies = [visitor.post("/sign-in/", {"login": f"n{n}", "password": "x"}) for n in range(31)]
    assert {reply.status_code for reply in replies[:30]} == {422}
    assert replies[30].status_code == 429
    assert "Too many attempts" in text(replies[30])


@pytest.mark.usefixtures("secret")
def test_signing_out_ends_it_by_a_form_only(visitor: Client) -> None:
    sign_in(visitor, Account.objects.get())
    assert visitor.get("/sign-out/").status_code == 200
    assert visitor.get("/account/").status_code == 200
    visitor.post("/sign-out/")
    assert visitor.get("/account/").status_code == 302


@pytest.mark.usefixtures("secret")
def test_starting_over_from_the_second_step(visitor: Client) -> None:
    first_step(visitor)
    assert visitor.get("/sign-in/")["Location"] == "/sign-in/second-step/"
    visitor.post("/sign-out/")
    assert visitor.get("/sign-in/").status_code == 200


@pytest.mark.parametrize(
    ("pauses", "lasts"),
    [([29] * 3, True), ([31], False), ([29] * 25, False)],
    ids=["in use", "idle", "longer than half a day"],
)
def test_a_session_lasts_while_it_is_used_and_not_for_ever(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, pauses: list[int], lasts: bool
) -> None:
    now = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    sign_in(visitor, make_account("eyes", administers="audit"))
    for minutes in pauses:
        now[0] += timedelta(minutes=minutes)
        reply = visitor.get("/account/")
    assert (reply.status_code == 200) is lasts
    if not lasts:
        assert visitor.get("/account/")["Location"].startswith("/sign-in/")


def test_whose_session_was_over_is_told(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    sign_in(visitor, make_account("eyes", administers="audit"))
    now[0] += timedelta(minutes=31)
    assert "Please sign in again" in text(visitor.get("/sign-in/"))
    assert "Please sign in again" not in text(visitor.get("/sign-in/"))


def test_using_a_session_is_written_down_once_a_minute(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    now = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    sign_in(visitor, make_account("eyes", administers="audit"))
    # Session and account; nothing is written.
    for seconds, queries in ((30, 2), (61, 5), (30, 2)):
        now[0] += timedelta(seconds=seconds)
        with django_assert_num_queries(queries):  # type: ignore[operator]
            visitor.get("/norms/")


@pytest.mark.parametrize("act", ["lock", "password"])
@pytest.mark.usefixtures("secret")
def test_a_session_elsewhere_ends_at_once(visitor: Client, act: str) -> None:
    account = Account.objects.get()
    sign_in(visitor, account)
    if act == "lock":
        Account.objects.update(state=State.LOCKED)
    else:
        acts.change_password(account, "an entirely other one")
    assert visitor.get("/account/").status_code == 302


@pytest.mark.usefixtures("secret")
def test_changing_the_password(visitor: Client) -> None:
    sign_in(visitor, Account.objects.get())
    new = {"password1": "an entirely other one", "password2": "an entirely other one"}
    wrong = visitor.post("/account/password/", {"oldpassword": "x", **new})
    assert wrong.status_code == 422
    assert "not your present password" in text(wrong)
    assert visitor.post("/account/password/", {"oldpassword": PASSWORD, **new})["Location"] == "/account/"
    assert visitor.get("/account/").status_code == 200
    assert Account.objects.get().check_password("an entirely other one")


@pytest.mark.parametrize("address", ["/account/device/", "/account/recovery-codes/"])
@pytest.mark.usefixtures("secret")
def test_what_changes_signing_in_asks_for_the_password_again(visitor: Client, address: str) -> None:
    sign_in(visitor, Account.objects.get())
    asked = visitor.get(address)["Location"]
    assert asked == f"/account/password/again/?next={address.replace('/', '%2F')}"
    assert visitor.post(asked, {"password": "x"}).status_code == 422
    assert visitor.post(asked, {"password": PASSWORD})["Location"] == address
    assert visitor.get(address).status_code == 200


@pytest.mark.usefixtures("secret")
def test_new_recovery_codes_are_shown_once(visitor: Client) -> None:
    sign_in(visitor, Account.objects.get())
    visitor.post("/account/password/again/?next=/account/", {"password": PASSWORD})
    page = text(visitor.post("/account/recovery-codes/"))
    assert len(re.findall(r'<code class="pz-code">\d{8}</code>', page)) == acts.CODES
    assert "pz-code" not in text(visitor.get("/account/recovery-codes/"))


def test_another_device(visitor: Client, secret: str) -> None:
    account = Account.objects.get()
    sign_in(visitor, account)
    visitor.post("/account/password/again/?next=/account/", {"password": PASSWORD})
    page = text(visitor.get("/account/device/"))
    new = re.search(r'<code class="pz-code">([A-Z2-7 ]+)</code>', page)
    assert new
    wrong = visitor.post("/account/device/", {"code": code(secret)})
    assert wrong.status_code == 422
    assert "data:image/svg+xml" in text(wrong)
    assert "Recovery codes" in text(visitor.post("/account/device/", {"code": code(new[1])}))
    visitor.post("/sign-out/")
    first_step(visitor)
    assert visitor.post("/sign-in/second-step/", {"code": code(secret)}).status_code == 422
    assert visitor.post("/sign-in/second-step/", {"code": code(new[1])}).status_code == 302


@pytest.mark.parametrize(
    "address", ["/sign-in/", "/invited/", "/account/", "/account/password/", "/seat/", "/sign-out/"]
)
@pytest.mark.usefixtures("secret")
def test_these_pages_are_not_kept(visitor: Client, address: str) -> None:
    if address not in {"/sign-in/", "/invited/"}:
        sign_in(visitor, Account.objects.get())
    assert "no-store" in visitor.get(address)["Cache-Control"]


def test_signing_in_throws_expired_sessions_away(visitor: Client, secret: str) -> None:
    Session.objects.create(
        session_key="old",
        session_data="",
        expire_date=datetime(2020, 1, 1, tzinfo=timezone.get_default_timezone()),
    )
    first_step(visitor)
    visitor.post("/sign-in/second-step/", {"code": code(secret)})
    assert not Session.objects.filter(session_key="old").exists()


@pytest.mark.parametrize("address", ["/account/password/", "/account/device/", "/account/recovery-codes/"])
def test_an_account_of_the_demonstration_has_nothing_to_change(client: Client, address: str) -> None:
    assert "belongs to the demonstration" in text(client.get("/account/", {"lang": "en"}))
    assert client.get(address).status_code == 403

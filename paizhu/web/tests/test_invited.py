"""From an invitation to the first signing in, and the demonstration's cards."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from paizhu import places
from paizhu.accounts.models import Account, State
from paizhu.accounts.tests.device import code
from paizhu.accounts.tests.signed_in import make_account, sign_in

PASSWORD = "correct horse battery"
TWICE = {"password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def _in_english(visitor: Client, client: Client) -> None:
    visitor.cookies["paizhu_language"] = client.cookies["paizhu_language"] = "en"


@pytest.fixture
def security(db: None) -> Client:  # noqa: ARG001  the database first
    return sign_in(Client(), make_account("safe", administers="security"))


def code_of(page: str) -> str:
    found = re.search(r'<code class="pz-code">([A-Z2-7 -]+)</code>', page)
    assert found
    return found[1]


def invited(client: Client) -> str:
    """The one-time code of a new account for an audit administrator."""
    new = {"username": "zhang", "display_name": "张三", "administers": "audit"}
    return code_of(client.post("/accounts/new/", new).content.decode())


def test_from_an_invitation_to_the_first_signing_in(
    client: Client, visitor: Client, security: Client
) -> None:
    one_time = invited(client)
    assert "Not let in yet" in client.get("/accounts/").content.decode()
    reply = visitor.post("/invited/", {"name": "zhang", "code": one_time})
    assert reply["Location"] == "/invited/set-up/"
    secret = code_of(visitor.get("/invited/set-up/").content.decode())
    page = visitor.post("/invited/set-up/", {**TWICE, "code": code(secret)}).content.decode()
    assert "Recovery codes" in page
    assert "Tell the security administrator" in page
    signing_in = {"login": "zhang", "password": PASSWORD}
    assert visitor.post("/sign-in/", signing_in)["Location"] == "/sign-in/not-let-in/"
    assert security.post("/accounts/zhang/let-in/")["Location"] == "/accounts/"
    visitor.post("/sign-in/", signing_in)
    assert visitor.post("/sign-in/second-step/", {"code": code(secret, steps=1)})["Location"] == "/"
    assert visitor.get("/accounts/").status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"name": "other"}, {"code": "AAAA"}, {"code": ""}], ids=["name", "code", "none"]
)
def test_a_wrong_code_leads_nowhere(client: Client, visitor: Client, wrong: dict[str, str]) -> None:
    reply = visitor.post("/invited/", {"name": "zhang", "code": invited(client), **wrong})
    assert reply.status_code == 422
    assert visitor.get("/invited/set-up/")["Location"] == "/invited/"


def test_what_is_wrong_with_password_and_code_is_told_at_once(client: Client, visitor: Client) -> None:
    visitor.post("/invited/", {"name": "zhang", "code": invited(client)})
    visitor.get("/invited/set-up/")
    wrong = {"password1": "short", "password2": "short", "code": "000000"}
    page = visitor.post("/invited/set-up/", wrong).content.decode()
    assert "12 characters or more" in page
    assert "not the code that belongs to the image" in page
    # The keyboard goes on at the first of them.
    assert re.findall(r'name="(\w+)"[^>]* autofocus', page) == ["password1"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"password2": "another"}, "another password than the one above"),
        ({"password1": "short", "password2": "short"}, "12 characters or more"),
        ({"code": "000000"}, "not the code that belongs to the image"),
    ],
    ids=["differs", "short", "code"],
)
def test_what_is_wrong_stands_beside_its_field_and_the_device_stays(
    client: Client, visitor: Client, wrong: dict[str, str], told: str
) -> None:
    visitor.post("/invited/", {"name": "zhang", "code": invited(client)})
    secret = code_of(visitor.get("/invited/set-up/").content.decode())
    reply = visitor.post("/invited/set-up/", {**TWICE, "code": code(secret), **wrong})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert told in page
    assert PASSWORD not in page
    assert code_of(page) == secret
    assert not Account.objects.get(username="zhang").has_usable_password()


def test_a_code_that_was_replaced_meanwhile_leads_back(client: Client, visitor: Client) -> None:
    visitor.post("/invited/", {"name": "zhang", "code": invited(client)})
    assert visitor.get("/invited/set-up/").status_code == 200
    client.post("/accounts/zhang/invite/")
    assert visitor.get("/invited/set-up/")["Location"] == "/invited/"


def test_an_administrator_is_told_whose_act_it_is(client: Client, security: Client) -> None:
    invited(client)
    reply = client.post("/accounts/zhang/lock/")
    assert reply.status_code == 403
    assert "only the security administrator" in reply.content.decode()
    assert security.post("/accounts/zhang/let-in/").status_code == 409
    assert security.post("/accounts/nobody/lock/").status_code == 404
    assert security.get("/accounts/new/").status_code == 403
    assert Account.objects.get(username="zhang").state == State.WAITING


def test_what_is_wrong_with_a_new_account_is_told(client: Client) -> None:
    reply = client.post("/accounts/new/", {"username": "zhang", "person": "X77"})
    assert reply.status_code == 422
    assert "holds no person" in reply.content.decode()
    assert client.post("/accounts/new/", {"username": "zhang"}).status_code == 422
    assert Account.objects.filter(username="zhang").count() == 0


def test_the_list_of_accounts_is_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paizhu.web.administering.accounts._PAGE", 2)
    for name in ("a", "b", "c"):
        make_account(name, administers="audit")
    first = client.get("/accounts/").content.decode()
    assert 'href="?after=b"' in first
    assert ">c<" not in first
    assert "root" in client.get("/accounts/?after=b").content.decode()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    return tmp_path


def demonstrate(*names: str) -> None:
    places.demonstration().write_text(json.dumps(names), "utf-8")


CARD = {"name": "head", "next": "/organs/"}


@pytest.mark.usefixtures("home", "small_city")
def test_a_card_of_the_demonstration_signs_in(visitor: Client) -> None:
    make_account("head", person="X2", name="陈启明")
    demonstrate("head", "nobody")
    page = visitor.get("/sign-in/?next=/organs/").content.decode()
    assert "陈启明" in page
    assert "组长" in page
    assert visitor.post("/sign-in/demonstration/", CARD)["Location"] == "/organs/"
    assert visitor.get("/organs/").status_code == 200


@pytest.mark.usefixtures("home", "small_city")
@pytest.mark.parametrize("reason", ["no list", "not on it", "password", "locked", "get"])
def test_no_card_opens_an_account_otherwise(visitor: Client, reason: str) -> None:
    account = make_account("head", person="X2", name="陈启明")
    if reason != "no list":
        demonstrate(*([] if reason == "not on it" else ["head"]))
    if reason == "password":
        account.set_password(PASSWORD)
    if reason == "locked":
        account.state = State.LOCKED
    account.save()
    send = visitor.get if reason == "get" else visitor.post
    assert send("/sign-in/demonstration/", CARD).status_code in {404, 405}
    assert visitor.get("/organs/").status_code == 302
    assert ("陈启明" in visitor.get("/sign-in/").content.decode()) is (reason == "get")


@pytest.mark.usefixtures("home", "small_city")
def test_a_card_needs_the_token_of_the_page() -> None:
    make_account("head", person="X2")
    demonstrate("head")
    assert Client(enforce_csrf_checks=True).post("/sign-in/demonstration/", CARD).status_code == 403


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("text", ["", "{", "{}", '"head"', "[1, null]"])
def test_a_list_that_cannot_be_read_is_none(visitor: Client, text: str) -> None:
    places.demonstration().write_text(text, "utf-8")
    assert "pz-card" not in visitor.get("/sign-in/").content.decode()

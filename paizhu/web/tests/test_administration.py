"""The pages of the three administrators: each sees what is theirs to do, and nothing of any matter."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.administration import ADMINISTERS
from paizhu.door.auditing import log_states
from paizhu.door.doing import Channel
from paizhu.door.models import Grant, Matter
from paizhu.door.notices.queries import inbox
from paizhu.door.refusals import Refused
from paizhu.door.tests import world
from paizhu.door.tests.world import AT, ON, assigned, do, fresh, present, seat
from paizhu.door.visibility import Reach, reach
from paizhu.journal.checkpoints import checkpoint
from paizhu.journal.models import Entry
from paizhu.registry import here
from paizhu.tokens.making import make
from paizhu.tokens.models import Scope, Token

KINDS = ("system", "security", "audit")


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    monkeypatch.setattr(here, "_kept", {})
    monkeypatch.setattr(here, "_then", {})
    world.bring(tmp_path, world.lists())
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def admin() -> dict[str, Client]:
    """A browser for each of the three administrators."""
    return {kind: in_english(make_account(kind, administers=kind)) for kind in KINDS}


def in_english(account: Account) -> Client:
    client = sign_in(Client(), account)
    client.cookies["paizhu_language"] = "en"
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    reply = client.get(address)
    assert reply.status_code == status, reply.content.decode()[:300]
    assert "no-store" in reply["Cache-Control"]
    return re.sub(r"\s+", " ", reply.content.decode())


def granted() -> tuple[Matter, Grant]:
    matter = assigned()
    given: dict[str, Any] = {"person": "X-other", "last_day": "2025-12-31", "reason": "借调参加核查"}
    do("superior", "grant.give", fresh(matter), **given)
    return fresh(matter), Grant.objects.get()


def token_of(name: str) -> Token:
    made = make(seat(name), "名中有案", Scope.ACT, ON.replace(month=12), on=ON, at=AT, channel=Channel.PAGE)
    return made.token


def last_entry() -> dict[str, object]:
    found: dict[str, object] = json.loads(Entry.objects.latest("pk").body)
    return found


def test_tokens_of_all_are_listed_without_their_names_and_revoked_for_a_reason(
    admin: dict[str, Client],
) -> None:
    make_account("zhang", person="X-head")
    token = token_of("head")
    html = text(admin["security"], "/administration/tokens/")
    assert all(said in html for said in ("zhang", "S-head", "never used", "2025-12-01"))
    assert "名中有案" not in html
    address = f"/administration/tokens/{token.pk}/revoke/"
    refused = admin["security"].post(address, {"reason": "  "})
    assert (refused.status_code, Token.objects.get().revoked_at) == (422, None)
    assert "give a reason" in refused.content.decode()
    assert admin["security"].post(address, {"reason": "设备遗失"}).status_code == 302
    token.refresh_from_db()
    assert (token.revoked_at, token.revoked_for) == (AT, "设备遗失")
    entry = last_entry()
    assert (entry["act"], entry["seat"], entry["facts"]) == (
        "token.revoke",
        "admin:security",
        {"token": token.pk},
    )
    assert "设备遗失" not in json.dumps(entry, ensure_ascii=False)
    assert "设备遗失" in text(admin["security"], "/administration/tokens/?ended=yes")
    assert "S-head" not in text(admin["security"], "/administration/tokens/")


@pytest.mark.parametrize("act", ["lock", "reset"])
def test_locking_and_resetting_end_sessions_and_tokens(admin: dict[str, Client], act: str) -> None:
    zhang = make_account("zhang", person="X-head")
    zhang.set_password("correct horse battery")
    zhang.save()
    make_account("li", person="X-deputy")
    own, other = token_of("head"), token_of("deputy")
    browser = in_english(zhang)
    assert browser.get("/today/").status_code == 200
    assert admin["security"].post(f"/accounts/zhang/{act}/").status_code == 302
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.revoked_at, own.revoked_for, other.revoked_at) == (AT, f"account.{act}", None)
    # Let in again, the browser that was signed in then is still out.
    Account.objects.filter(pk=zhang.pk).update(state="active")
    assert browser.get("/today/").status_code == 302
    fresh_one = Account.objects.get(pk=zhang.pk)
    assert in_english(fresh_one).get("/today/").status_code == 200


def test_grants_are_listed_by_reference_and_taken_back(admin: dict[str, Client]) -> None:
    matter, grant = granted()
    html = text(admin["security"], "/administration/grants/")
    assert all(
        said in html for said in ("X-other", matter.reference, "借调参加核查", "S-superior", "2025-12-31")
    )
    assert matter.title not in html
    assert reach(seat("other"), matter, present()) is Reach.CONTENT
    address = f"/administration/grants/{grant.pk}/withdraw/"
    assert admin["security"].post(address, {"reason": ""}).status_code == 422
    assert reach(seat("other"), matter, present()) is Reach.CONTENT
    assert admin["security"].post(address, {"reason": "借调结束"}).status_code == 302
    assert reach(seat("other"), matter, present()) is Reach.NONE
    # The owner hears of it; the entry names the matter by its reference only.
    with translation.override("en"):
        heard = [i.act for i in inbox(seat("superior"), present()).items]
    assert heard[0].startswith("The security administrator")
    entry = last_entry()
    assert (entry["act"], entry["log"], entry["matter"]) == (
        "grant.withdraw",
        "installation",
        matter.reference,
    )
    again = admin["security"].post(address, {"reason": "借调结束"})
    assert again.status_code == 422
    assert "over already" in again.content.decode()


def test_recusals_are_listed_without_their_reasons(admin: dict[str, Client]) -> None:
    matter = assigned()
    do("deputy", "recusal.declare", matter, reason="近亲属在该单位任职")
    html = text(admin["security"], "/administration/recusals/")
    assert "X-deputy" in html
    assert matter.reference in html
    assert "Not decided yet" in html
    assert "近亲属" not in html
    assert matter.title not in html
    assert "1" in text(admin["security"], "/administration/")


@pytest.mark.parametrize("address", ["tokens/", "grants/", "recusals/", "verify/?organ=W2"])
def test_each_page_is_of_one_administrator(admin: dict[str, Client], address: str) -> None:
    whose = "audit" if address.startswith("verify") else "security"
    assigned()
    for kind, client in admin.items():
        assert client.get(f"/administration/{address}").status_code == (200 if kind == whose else 403), kind
    assert in_english(make_account("zhang", person="X-head")).get("/administration/").status_code == 403


def test_first_page_of_the_auditor_tells_logs_refusals_and_acts(admin: dict[str, Client]) -> None:
    matter = assigned()
    for _time in range(3):
        with pytest.raises(Refused):
            do("superior", "task.accept", fresh(matter))
    with pytest.raises(Refused):
        do("clerk", "task.close", fresh(matter))
    admin["security"].post("/accounts/system/lock/")
    html = text(admin["audit"], "/administration/")
    assert "Lock an account" in html
    assert "/record/log/?organ=W2" in html
    assert "No head is signed yet" in html
    power = re.search(r"<dt>Power of the seat</dt><dd>(.*?)</dd>", html)
    recusal = re.search(r"<dt>Recusal</dt><dd>(.*?)</dd>", html)
    assert power is not None
    assert recusal is not None
    assert power[1] == "4"
    assert "Fewer than 3" in recusal[1]
    assert matter.title not in html


def test_signed_heads_are_told(admin: dict[str, Client]) -> None:
    assigned()
    from paizhu.accounts.sittings import sitting  # noqa: PLC0415  after the accounts

    signed = checkpoint("W2", at=AT)
    do("superior", "task.note", Matter.objects.get(), text="…")
    auditor = sitting("admin:audit", ON)
    assert auditor is not None
    states = {state.organ: state for state in log_states(auditor)}
    assert (states["W2"].signed, states["W2"].unsigned, states["W2"].countersigned) == (signed.size, 1, False)
    assert f"Signed up to entry {signed.size} on" in text(admin["audit"], "/administration/")
    assert "lead to every hash that is stored" in text(admin["audit"], "/administration/verify/?organ=W2")
    assert admin["audit"].get("/administration/verify/?organ=nobody").status_code == 404


def test_the_auditor_stays_among_the_pages_of_administration(admin: dict[str, Client]) -> None:
    assigned()
    verified = admin["audit"].post("/record/proof/verify/", {"organ": "W2"})["Location"]
    for address, here_ in (
        ("/administration/", "/administration/"),
        ("/record/log/?organ=W2", "/record/log/"),
        ("/record/proof/?organ=W2", "/record/proof/"),
        (verified, "/record/proof/"),
        ("/record/entry/?organ=W2&entry=1", ""),
    ):
        html = text(admin["audit"], address)
        assert 'aria-label="Pages of administration"' in html, address
        assert 'aria-label="Pages of the record"' not in html, address
        tabs = html.split('aria-label="Pages of administration"')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]*)" aria-current="page"', tabs) == [here_] * bool(here_), address


def test_first_pages_of_the_other_two_tell_who_waits(admin: dict[str, Client]) -> None:
    make_account("zhang", person="X-head", state="waiting", name="张三")  # type: ignore[arg-type]  # as it is kept
    assert "张三" in text(admin["system"], "/administration/")
    assert "张三" not in text(admin["security"], "/administration/")
    assert "Nobody waits" in text(admin["security"], "/administration/")
    assert admin["system"].get("/today/")["Location"] == "/administration/"


def test_queries_of_the_first_pages_do_not_grow(
    admin: dict[str, Client], django_assert_max_num_queries: object
) -> None:
    for _time in range(6):
        matter = assigned()
        do("deputy", "recusal.declare", matter, reason="…")
    for client in admin.values():
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            client.get("/administration/")


def test_no_administrator_sees_content_anywhere(admin: dict[str, Client]) -> None:
    """Every page that an administrator opens, with a matter full of content behind it."""
    matter, _grant = granted()
    do("deputy", "recusal.declare", matter, reason="近亲属任职")
    secrets = (matter.title, "请核查驻在单位公务用车管理情况", "近亲属任职")
    pages = ("", "tokens/", "grants/", "recusals/", "verify/?organ=W2")
    addresses = [f"/administration/{page}" for page in pages]
    addresses += [
        "/accounts/",
        "/record/log/?organ=Z1",
        "/record/log/?organ=W2",
        "/record/log/?organ=installation",
    ]
    addresses += [f"/matters/{matter.reference}/", "/matters/", "/inbox/", "/record/", "/today/"]
    for kind, client in admin.items():
        for address in addresses:
            html = client.get(address, follow=True).content.decode()
            assert not any(secret in html for secret in secrets), (kind, address)
        assert client.get(f"/matters/{matter.reference}/").status_code == 404


def test_nobody_who_lets_in_or_grants_can_touch_the_record() -> None:
    """No act of administration is the auditor's, and no act at all changes an entry; grants are no administrator's."""
    assert "audit" not in {administers.value for administers in ADMINISTERS.values()}
    assert not [act for act in ADMINISTERS if act.startswith(("journal.", "record."))]
    assert [act for act in ADMINISTERS if act.startswith("grant.")] == ["grant.withdraw"]

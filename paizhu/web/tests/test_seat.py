"""Who may open which page: visitors, a person in a seat, administrators."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.registry.models import PersonId

# What nobody has to sign in for. Every other address is tried below.
OPEN = {
    "home", "ask", "rule", "norms", "matrix", "roles", "norm", "search", "version", "article", "texts",
    "texts-comparison", "text", "texts-history", "set_language", "health", "healthz", "readyz", "icon",
    "procedures", "procedure", "clock",
    "account_login", "mfa_authenticate", "account_inactive", "demonstration", "account_logout", "invited", "set-up",
}  # fmt: skip
NOT_ADMINISTERED = {
    "organs", "organ", "organ-by-id", "graph", "graph-data", "pair",
    "today", "month", "matters", "matter", "matter-act", "matter-new", "matter-open", "matter-views", "attachment",
    "document", "document-file", "matters-ledger",
    "host", "host-reply", "host-form",
    "rectification", "rectification-table", "rectification-timeline", "rectification-causes",
    "rectification-export", "rectification-ledger",
    "matters-export", "matters-export-one", "matters-export-file",
    "retention", "retention-terms", "retention-holds", "retention-destroyed", "retention-act", "matter-print",
    "person-data",
    "inbox", "inbox-read", "inbox-mail", "record", "log", "log-entry", "tokens", "token-revoke", "kin", "kin-withdraw",
    "proof", "proof-verify", "proof-export", "proof-countersign", "proof-countersign-all", "record-job", "record-job-file",
    "proof-exchange", "proof-receive", "proof-countersigned", "proof-keys", "proof-verifier",
}  # fmt: skip
SECOND = ["seat", "account", "account_change_password", "account_reauthenticate", "device", "recovery-codes"]


def addresses() -> dict[str, str]:
    """An address for each named pattern, with something in place of what it takes."""
    found: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if route.startswith("api/"):
                continue  # asks for a token, not for a session: its own tests try who may
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            else:
                found[str(pattern.name)] = "/" + "".join(
                    part if n % 2 == 0 else "1" for n, part in enumerate(route.replace(">", "<").split("<"))
                )

    walk(get_resolver().url_patterns, "")
    return found


CLOSED = {name: address for name, address in addresses().items() if name not in OPEN}


def test_what_is_open_is_listed() -> None:
    assert addresses().keys() >= OPEN
    assert NOT_ADMINISTERED | set(SECOND) <= CLOSED.keys()


@pytest.mark.parametrize("address", CLOSED.values(), ids=list(CLOSED))
def test_a_visitor_is_led_to_sign_in_and_back(visitor: Client, address: str) -> None:
    reply = visitor.get(address)
    if reply.status_code == 405:
        reply = visitor.post(address)
    assert reply.status_code == 302
    assert reply["Location"] == f"/sign-in/?next={address}"


@pytest.mark.parametrize("name", sorted(CLOSED.keys() - NOT_ADMINISTERED - set(SECOND)))
@pytest.mark.usefixtures("small_city")
def test_a_person_in_a_seat_opens_no_page_of_administrators(head: Client, name: str) -> None:
    reply = head.get(CLOSED[name])
    if reply.status_code == 405:
        reply = head.post(CLOSED[name])
    assert reply.status_code == 403
    assert "管理员" in reply.content.decode()


@pytest.mark.parametrize("name", ["organs", "graph", "pair"])
@pytest.mark.usefixtures("small_city")
def test_a_person_in_a_seat_sees_organs(head: Client, name: str) -> None:
    page = head.get(CLOSED[name])
    assert page.status_code == 200
    assert "/organs/import/" not in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        ({"HX-Current-URL": "http://testserver/organs/?on=2025-01-01"}, "/organs/%3Fon%3D2025-01-01"),
        ({"HX-Current-URL": "https://elsewhere.example/x"}, "/x"),
        ({"HX-Current-URL": "http://testserver//elsewhere.example/"}, "/"),
    ],
    ids=["page", "another host", "a host in the path"],
)
def test_a_part_of_a_page_leads_the_whole_page(visitor: Client, sent: dict[str, str], back: str) -> None:
    reply = visitor.get("/organs/", headers={"HX-Request": "true", **sent})
    assert reply.status_code == 401
    assert reply["HX-Redirect"].lower() == f"/sign-in/?next={back}".lower()
    assert reply.content == b""


def test_a_form_that_was_sent_leads_back_to_its_page(visitor: Client) -> None:
    reply = visitor.post("/organs/new/", headers={"Referer": "http://testserver/organs/?on=2025-01-01"})
    assert reply["Location"] == "/sign-in/?next=/organs/%3Fon%3D2025-01-01"


@pytest.mark.parametrize(
    "address", ["/ask/", "/norms/", "/ask/rule/", "/norms/matrix/", "/sign-in/", "/nowhere/"]
)
def test_open_pages_touch_no_database(
    visitor: Client, address: str, django_assert_num_queries: object
) -> None:
    visitor.get(address)
    with django_assert_num_queries(0):  # type: ignore[operator]
        reply = visitor.get(address)
    assert "paizhu_session" not in reply.cookies


@pytest.mark.usefixtures("small_city")
def test_asking_knows_organs_only_from_a_seat(visitor: Client, head: Client) -> None:
    named = {"bearer": "Z1", "act": "supervise", "toward": "H1", "on": "2025-06-01"}
    assert visitor.get("/ask/rule/", named).status_code == 422
    assert head.get("/ask/rule/", named).status_code == 200
    asked = {"q": "安澜市纪委监委驻市财政局纪检监察组是否应当监督市财政局？", "on": "2025-06-01"}
    assert "安编办" in head.get("/ask/", asked).content.decode()
    assert "安编办" not in visitor.get("/ask/", asked).content.decode()


@pytest.mark.usefixtures("small_city")
def test_whose_seat_has_ended_is_led_to_where_seats_are_chosen(visitor: Client) -> None:
    sign_in(visitor, make_account("former", person="X1"))
    reply = visitor.get("/organs/")
    assert reply["Location"] == "/seat/?next=/organs/"
    assert "没有您今天有效的席位" in visitor.get(reply["Location"]).content.decode()


@pytest.mark.usefixtures("small_city")
def test_several_seats_are_chosen_among_and_switched(visitor: Client, two_seats: Account) -> None:
    sign_in(visitor, two_seats)
    assert visitor.get("/")["Location"] == "/seat/"
    assert visitor.get("/organs/")["Location"] == "/seat/?next=/organs/"
    reply = visitor.post("/seat/", {"seat": "S8", "next": "/organs/"})
    assert reply["Location"] == "/organs/"
    assert "安澜市财政局党组 · 党组书记" in visitor.get("/organs/").content.decode()
    visitor.post("/seat/", {"seat": "S9", "next": "/organs/"})
    assert visitor.get("/organs/").wsgi_request.sitting.seat == "S9"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("small_city")
def test_a_seat_of_somebody_else_cannot_be_chosen(visitor: Client, two_seats: Account) -> None:
    sign_in(visitor, two_seats)
    assert visitor.post("/seat/", {"seat": "S2", "next": "/organs/"}).status_code == 422
    assert visitor.get("/organs/").status_code == 302


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]
)
@pytest.mark.usefixtures("small_city")
def test_choosing_a_seat_leads_nowhere_else(visitor: Client, two_seats: Account, next_: str) -> None:
    sign_in(visitor, two_seats)
    assert visitor.post("/seat/", {"seat": "S8", "next": next_})["Location"] == "/"


@pytest.fixture
def head(small_city: None) -> Client:  # noqa: ARG001  the city first
    """A browser in which the head of an office has signed in."""
    return sign_in(Client(), make_account("head", person="X2"))


@pytest.fixture
def two_seats(small_city: None, bring: object) -> Account:  # noqa: ARG001  the city first
    """Somebody who sits in an office and in a Party group."""
    sits = {"person": "X3", "since": "2024-01-01", "until": None}
    rows = [{"id": "S8", "post": "P3", **sits}, {"id": "S9", "post": "P2", **sits}]
    bring(seats=rows)  # type: ignore[operator]
    assert PersonId.objects.filter(pk="X3").exists()
    return make_account("both", person="X3")

"""Open questions are limited by address: on pages and in the API, and nobody else pays for it."""

import json
import time

import pytest
from django.test import Client
from pytest_django import Settings

from paizhu.accounts import allowance as kept
from paizhu.accounts.tests.signed_in import make_account, sign_in

NOW = 1_800_000_015.0  # a quarter of a minute has gone
ASK, RULE = "/ask/?q=x", "/api/rule?bearer=stationed_body&act=supervise&lang=en"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[float]:
    """Two questions a minute; nothing taken yet. The instant can be changed."""
    now = [NOW]
    settings.OPEN_REQUESTS_A_MINUTE = 2
    monkeypatch.setattr(time, "time", lambda: now[0])
    monkeypatch.setattr(kept.allowance, "_taken", {})
    monkeypatch.setattr(kept.allowance, "_minute", 0)
    return now


def statuses(client: Client, *addresses: str, **meta: str) -> list[int]:
    return [client.get(address, **meta).status_code for address in addresses]  # type: ignore[arg-type]


def test_page_says_when_to_go_on(visitor: Client, clock: list[float]) -> None:
    assert 429 not in statuses(visitor, ASK, ASK)
    reply = visitor.get(ASK, headers={"Accept-Language": "en"})
    assert (reply.status_code, reply["Retry-After"]) == (429, "45")
    assert "45" in reply.content.decode()
    part = visitor.get(ASK, headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"], part.content) == (429, ASK, b"")
    # What needs no work is open all the same; a minute later all is.
    assert statuses(visitor, "/healthz", "/norms/", "/sign-in/") == [200, 200, 200]
    clock[0] += 45
    assert 429 not in statuses(visitor, ASK)


def test_api_says_so_in_its_one_shape(visitor: Client) -> None:
    assert statuses(visitor, RULE, RULE) == [200, 200]
    reply = visitor.get(RULE)
    said = json.loads(reply.content)
    assert (reply.status_code, reply["Retry-After"], said["code"]) == (429, "45", "request.rate")
    assert "45 seconds" in said["message"]
    assert set(said) == {"code", "message", "gate", "provisions", "instead", "fields"}
    # Pages and API count together; a wrong token is no way around.
    assert statuses(visitor, ASK) == [429]
    assert visitor.get(RULE, headers={"Authorization": "Bearer x"}).status_code == 401


@pytest.mark.usefixtures("small_city")
def test_whoever_acts_from_a_seat_is_not_counted() -> None:
    client = sign_in(Client(), make_account("head", person="X2"))
    assert 429 not in statuses(client, *[ASK] * 5)
    made_up = Client()
    made_up.cookies["paizhu_session"] = "x" * 32
    assert statuses(made_up, ASK, ASK, ASK)[-1] == 429


def test_each_address_has_its_own(visitor: Client) -> None:
    assert statuses(visitor, ASK, ASK, ASK, REMOTE_ADDR="192.0.2.1")[-1] == 429
    assert 429 not in statuses(visitor, ASK, REMOTE_ADDR="192.0.2.2")
    # Of IPv6 the network: a reader has all its addresses.
    assert 429 not in statuses(visitor, ASK, ASK, REMOTE_ADDR="2001:db8::1")
    assert statuses(visitor, ASK, REMOTE_ADDR="2001:db8::2") == [429]


@pytest.mark.parametrize(
    ("proxies", "is_counted_apart"), [(0, False), (1, True)], ids=["none named", "one named"]
)
def test_what_a_header_says_counts_only_behind_a_named_proxy(
    visitor: Client, settings: Settings, proxies: int, is_counted_apart: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for n in range(2):
        assert 429 not in statuses(visitor, ASK, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")
    assert (429 not in statuses(visitor, ASK, HTTP_X_FORWARDED_FOR="203.0.113.9")) is is_counted_apart
    # Its reader can write what he likes in front of what the proxy adds.
    forged = [f"198.51.100.{n}, 203.0.113.50" for n in range(3)]
    assert [visitor.get(ASK, HTTP_X_FORWARDED_FOR=one).status_code for one in forged][-1] == 429


def test_flood_of_addresses_does_not_fill_the_memory(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_MOST_ADDRESSES", 5)
    for n in range(20):
        statuses(visitor, "/clock/", REMOTE_ADDR=f"192.0.2.{n}")
    assert len(kept.allowance._taken) <= 5

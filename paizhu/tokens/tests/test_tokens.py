"""Tokens: made, shown once, letting in exactly while everything that they rest on holds."""

import contextlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from paizhu.accounts.models import Account, State
from paizhu.accounts.sittings import sitting
from paizhu.door.doing import Channel
from paizhu.door.refusals import Refused
from paizhu.door.tests import world
from paizhu.door.tests.world import AT, ON, seat
from paizhu.journal.models import Entry
from paizhu.norms.errors import InvalidInput
from paizhu.tokens import letting_in
from paizhu.tokens.errors import NotLetIn, TooMany
from paizhu.tokens.letting_in import let_in
from paizhu.tokens.making import LONGEST_DAYS, MOST, make, revoke, valid
from paizhu.tokens.models import Scope, Token
from paizhu.tokens.tests.conftest import MakeToken

pytestmark = pytest.mark.usefixtures("accounts")
NEXT_DAY = ON + timedelta(days=1)


def refused(secret: str, on: date = ON) -> str:
    with pytest.raises(NotLetIn) as error:
        let_in(secret, on, AT)
    return error.value.code


def test_token_lets_in_whoever_sits_in_its_seat(token: MakeToken) -> None:
    found = let_in(token("head", Scope.READ), ON, AT)
    assert (found.username, found.scope, found.sitting) == ("head", Scope.READ, seat("head"))


def test_what_is_shown_is_kept_nowhere(token: MakeToken) -> None:
    secret = token("head")
    kept = json.dumps(list(Token.objects.values()), default=str) + "".join(
        Entry.objects.values_list("body", flat=True)
    )
    assert secret not in kept
    assert secret.removeprefix("paizhu_") not in kept


def test_making_and_revoking_are_on_record(token: MakeToken) -> None:
    token("head")
    made = Token.objects.get()
    revoke(seat("head"), made.pk, on=ON, at=AT, channel=Channel.PAGE)
    said = [json.loads(body) for body in Entry.objects.order_by("pk").values_list("body", flat=True)]
    assert [(e["act"], e["seat"], e["log"], e["facts"]["token"]) for e in said] == [
        ("token.make", "S-head", "Z1", made.pk),
        ("token.revoke", "S-head", "Z1", made.pk),
    ]


def test_unknown() -> None:
    assert refused("paizhu_nothing") == refused("") == "token.unknown"


def test_last_day_counts_and_the_next_does_not(token: MakeToken) -> None:
    secret = token("head", last_day=ON)
    let_in(secret, ON, AT)
    assert refused(secret, NEXT_DAY) == "token.expired"


def test_revoked(token: MakeToken) -> None:
    secret = token("head")
    revoke(seat("head"), Token.objects.get().pk, on=ON, at=AT, channel=Channel.PAGE)
    assert refused(secret) == "token.revoked"


@pytest.mark.parametrize("state", [State.LOCKED, State.WAITING])
def test_account_that_is_not_let_in(token: MakeToken, accounts: dict[str, Account], state: State) -> None:
    secret = token("head")
    Account.objects.filter(pk=accounts["head"].pk).update(state=state)
    assert refused(secret) == "token.account"


def test_seat_that_ended_yesterday(token: MakeToken, tmp_path: Path) -> None:
    secret = token("head")
    chart = world.lists()
    next(s for s in chart["seats"] if s["id"] == "S-head")["until"] = ON.isoformat()
    world.bring(tmp_path, chart)
    let_in(secret, ON, AT)
    assert refused(secret, NEXT_DAY) == "token.seat"


def test_seat_that_somebody_else_has_now(
    token: MakeToken, accounts: dict[str, Account], tmp_path: Path
) -> None:
    secret = token("head")
    chart = world.lists()
    held = next(s for s in chart["seats"] if s["id"] == "S-head")
    Account.objects.filter(pk=accounts["clerk"].pk).delete()
    held["person"] = "X-clerk"
    world.bring(tmp_path, chart)
    found = sitting("S-head", ON)
    assert found is not None
    assert found.person == "X-clerk"
    assert refused(secret) == "token.seat"


def test_nobody_makes_a_token_without_an_account(accounts: dict[str, Account]) -> None:
    before = seat("head")
    accounts["head"].delete()
    for asked in (before, seat("head")):
        with pytest.raises(InvalidInput):
            make(asked, "x", Scope.READ, ON, on=ON, at=AT, channel=Channel.COMMAND)
    assert not Token.objects.exists()


def test_no_administrator_has_a_token() -> None:
    Account.objects.create(username="root", administers="system", state=State.ACTIVE, made_at=AT)
    root = sitting("admin:root", ON)
    assert root is not None
    with pytest.raises(InvalidInput):
        make(root, "x", Scope.READ, ON, on=ON, at=AT, channel=Channel.COMMAND)


@pytest.mark.parametrize(
    ("name", "last_day"),
    [
        ("", ON),
        ("x" * 61, ON),
        ("a\nb", ON),
        ("x", ON - timedelta(days=1)),
        ("x", ON + timedelta(days=LONGEST_DAYS + 1)),
    ],
)
def test_name_and_last_day_are_checked(name: str, last_day: date) -> None:
    with pytest.raises(InvalidInput):
        make(seat("head"), name, Scope.READ, last_day, on=ON, at=AT, channel=Channel.COMMAND)
    assert not Token.objects.exists()


def test_not_more_than_so_many(token: MakeToken) -> None:
    for _n in range(MOST):
        token("head")
    with pytest.raises(InvalidInput):
        token("head")
    token("clerk")


def test_nobody_revokes_the_token_of_another(token: MakeToken) -> None:
    secret = token("head")
    with pytest.raises(InvalidInput):
        revoke(seat("deputy"), Token.objects.get().pk, on=ON, at=AT, channel=Channel.PAGE)
    let_in(secret, ON, AT)


@pytest.mark.parametrize(("administers", "may"), [("security", True), ("system", False), ("audit", False)])
def test_security_administrator_revokes_any(token: MakeToken, administers: str, may: bool) -> None:
    secret = token("head")
    Account.objects.create(username="root", administers=administers, state=State.ACTIVE, made_at=AT)
    root = sitting("admin:root", ON)
    assert root is not None
    token_id = Token.objects.get().pk
    if may:
        revoke(root, token_id, reason="设备遗失", on=ON, at=AT, channel=Channel.COMMAND)
        assert refused(secret) == "token.revoked"
    else:
        with pytest.raises(Refused):
            revoke(root, token_id, reason="设备遗失", on=ON, at=AT, channel=Channel.COMMAND)
        let_in(secret, ON, AT)


def test_day_of_last_use_is_kept(token: MakeToken) -> None:
    secret = token("head")
    assert Token.objects.get().used_on is None
    let_in(secret, ON, AT)
    assert Token.objects.get().used_on == ON


def test_requests_of_a_minute_are_counted_over_all_processes(token: MakeToken, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 60
    secret = token("head")
    processes = [letting_in._Allowance(), letting_in._Allowance()]
    with pytest.MonkeyPatch.context() as patch:
        served = 0
        for n in range(200):
            patch.setattr(letting_in, "_allowance", processes[n % 2])
            with contextlib.suppress(TooMany):
                let_in(secret, ON, AT)
                served += 1
        assert served == 60
        with pytest.raises(TooMany) as error:
            let_in(secret, ON, AT + timedelta(seconds=50))
        assert error.value.wait_s == 10
        let_in(secret, ON, AT + timedelta(minutes=1))


def test_letting_in_takes_few_queries(
    token: MakeToken, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    secret = token("head")
    let_in(secret, ON, AT)
    with django_assert_num_queries(2):
        let_in(secret, ON, AT)


def test_valid_ones_are_listed_latest_first(token: MakeToken, accounts: dict[str, Account]) -> None:
    for _n in range(3):
        token("head")
    first, second, third = Token.objects.order_by("pk")
    revoke(seat("head"), second.pk, on=ON, at=AT, channel=Channel.PAGE)
    assert list(valid(accounts["head"].pk, ON)) == [third, first]


def test_database_holds_what_a_token_is(token: MakeToken) -> None:
    token("head")
    for change in ({"scope": "all"}, {"name": ""}, {"seat": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Token.objects.update(**change)

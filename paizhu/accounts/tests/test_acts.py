"""What administrators do with accounts: each his own part, and none alone gets into somebody else's."""

from datetime import datetime, timedelta, timezone

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.utils import timezone as clock

from paizhu.accounts import acts, queries
from paizhu.accounts.adapter import MFAAdapter
from paizhu.accounts.errors import NoInvitation, NotPossible, OtherAdministrator, Unacceptable
from paizhu.accounts.models import Account, Administers, State
from paizhu.accounts.sittings import Sitting, installation, sitting
from paizhu.accounts.tests.conftest import MakeAccount

AT = datetime(2025, 11, 3, 9, tzinfo=timezone(timedelta(hours=8)))
PASSWORD = "correct horse battery"

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def seats(account: MakeAccount) -> dict[Administers, Sitting]:
    """The seats of the three administrators."""
    for kind in Administers:
        account(kind.value, administers=kind.value)
    found = {kind: sitting(f"admin:{kind.value}", AT.date()) for kind in Administers}
    return {kind: one for kind, one in found.items() if one is not None}


def lock(sitting: Sitting, username: str) -> Account:
    return acts.lock(sitting, username, AT)


def reset(sitting: Sitting, username: str) -> Account:
    return acts.reset(sitting, username, AT)


def invited(seats: dict[Administers, Sitting], username: str = "zhang", person: str = "X2") -> acts.Invited:
    return acts.invite(seats[Administers.SYSTEM], acts.New(username, "张三", person), AT)


def set_up(made: acts.Invited) -> Account:
    acts.accept(acts.invited(made.account.username, made.code, AT), PASSWORD, generate_totp_secret(), AT)
    return Account.objects.get(pk=made.account.pk)


def test_an_account_is_made_set_up_and_let_in_by_three(seats: dict[Administers, Sitting]) -> None:
    made = invited(seats)
    assert (made.account.state, made.account.has_usable_password()) == (State.WAITING, False)
    with pytest.raises(NotPossible, match="has not set password"):
        acts.let_in(seats[Administers.SECURITY], "zhang")
    account = set_up(made)
    assert not account.is_active
    acts.let_in(seats[Administers.SECURITY], "Zhang")
    assert Account.objects.get(pk=account.pk).is_active


@pytest.mark.parametrize(
    ("act", "only"),
    [
        ("invite", Administers.SYSTEM),
        ("invite_again", Administers.SYSTEM),
        ("let_in", Administers.SECURITY),
        ("lock", Administers.SECURITY),
        ("reset", Administers.SECURITY),
    ],
)
@pytest.mark.parametrize("by", [*Administers, None])
def test_each_act_is_that_of_one_administrator(
    seats: dict[Administers, Sitting], act: str, only: Administers, by: Administers | None
) -> None:
    account = set_up(invited(seats))
    acting = sitting("S2", AT.date()) if by is None else seats[by]
    assert acting is not None
    before = list(Account.objects.order_by("pk").values())
    argument = acts.New("li", person="X1") if act == "invite" else account.username
    if by is only:
        if act == "invite_again":
            with pytest.raises(NotPossible, match="has a password"):
                acts.invite_again(acting, account.username, AT)
            return
        getattr(acts, act)(acting, argument, *([] if act == "let_in" else [AT]))
        assert list(Account.objects.order_by("pk").values()) != before
        return
    with pytest.raises(OtherAdministrator, match=f"only an? {only.value} administrator"):
        getattr(acts, act)(acting, argument, *([] if act == "let_in" else [AT]))
    assert list(Account.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("new", "field", "message"),
    [
        (acts.New("li", person="X77"), "person", "holds no person"),
        (acts.New("li"), "", "never of both"),
        (acts.New("li", person="X1", administers=Administers.AUDIT), "", "never of both"),
        (acts.New("SYSTEM", person="X1"), "", "this name already"),
        (acts.New("system", person="X1"), "username", "this name already"),
        (acts.New("a:b", person="X1"), "username", "Letters"),
        (acts.New("", person="X1"), "username", "blank"),
    ],
    ids=["no such person", "nobody", "both", "other capitals", "same name", "colon", "empty"],
)
def test_what_no_account_can_be_made_of(
    seats: dict[Administers, Sitting], new: acts.New, field: str, message: str
) -> None:
    with pytest.raises(Unacceptable, match=message) as wrong:
        acts.invite(seats[Administers.SYSTEM], new, AT)
    assert wrong.value.field == field
    assert Account.objects.count() == len(Administers)


def test_a_person_has_one_account(seats: dict[Administers, Sitting]) -> None:
    invited(seats)
    with pytest.raises(Unacceptable, match="account already"):
        invited(seats, "zhang2")


@pytest.mark.parametrize(
    ("name", "code", "later"),
    [
        ("zhang", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", timedelta()),
        ("other", None, timedelta()),
        ("system", None, timedelta()),
        ("zhang", None, timedelta(days=7)),
        ("zhang", "", timedelta()),
    ],
    ids=["wrong code", "no such name", "name without invitation", "too late", "no code"],
)
def test_no_invitation(
    seats: dict[Administers, Sitting], name: str, code: str | None, later: timedelta
) -> None:
    made = invited(seats)
    with pytest.raises(NoInvitation):
        acts.invited(name, made.code if code is None else code, AT + later)


def test_a_code_works_once_and_is_not_kept(seats: dict[Administers, Sitting]) -> None:
    made = invited(seats)
    assert made.code not in str(list(Account.objects.values()))
    opened_twice = acts.invited("zhang", made.code.lower().replace("-", " "), AT)
    set_up(made)
    with pytest.raises(NoInvitation):
        acts.invited("zhang", made.code, AT)
    with pytest.raises(NoInvitation, match="used already"):
        acts.accept(opened_twice, "another password 1", generate_totp_secret(), AT)
    assert Account.objects.get(username="zhang").check_password(PASSWORD)


def test_a_new_code_voids_the_one_before(seats: dict[Administers, Sitting]) -> None:
    first = invited(seats)
    second = acts.invite_again(seats[Administers.SYSTEM], "zhang", AT)
    with pytest.raises(NoInvitation):
        acts.invited("zhang", first.code, AT)
    assert acts.invited("zhang", second.code, AT).pk == first.account.pk


@pytest.mark.parametrize("weak", ["short", "1234567890123", "zhangzhangsan1", "1qaz2wsx3edc"])
def test_a_weak_password_leaves_the_code_open(seats: dict[Administers, Sitting], weak: str) -> None:
    made = invited(seats, "zhangzhangsan")
    account = acts.invited(made.account.username, made.code, AT)
    with pytest.raises(Unacceptable):
        acts.accept(account, weak, generate_totp_secret(), AT)
    assert acts.invited(made.account.username, made.code, AT).pk == account.pk
    assert not Authenticator.objects.exists()


def test_a_reset_account_is_invited_and_let_in_anew(seats: dict[Administers, Sitting]) -> None:
    account = set_up(invited(seats))
    acts.let_in(seats[Administers.SECURITY], "zhang")
    acts.reset(seats[Administers.SECURITY], "zhang", AT)
    account.refresh_from_db()
    assert (account.state, account.has_usable_password(), acts.is_set_up(account)) == (
        State.WAITING,
        False,
        False,
    )
    # The one who resets gets no code, and the one who hands out the code cannot let in.
    again = acts.invite_again(seats[Administers.SYSTEM], "zhang", AT)
    set_up(again)
    assert not Account.objects.get(pk=account.pk).is_active


@pytest.mark.parametrize("act", [lock, reset, acts.let_in])
def test_nobody_decides_on_their_own_account(seats: dict[Administers, Sitting], act: object) -> None:
    with pytest.raises(NotPossible, match="their own account"):
        act(seats[Administers.SECURITY], "security")  # type: ignore[operator]
    assert Account.objects.get(username="security").is_active


def test_the_first_administrators_are_let_in_until_one_can_let_in(db: None) -> None:  # noqa: ARG001  empty
    def made(kind: Administers) -> Account:
        acting = installation(Administers.SYSTEM, AT.date()) or sitting("admin:system", AT.date())
        assert acting is not None
        return acts.invite(acting, acts.New(kind.value, administers=kind), AT).account

    states = {kind: made(kind).state for kind in Administers}
    assert states == {
        Administers.SYSTEM: State.ACTIVE,
        Administers.SECURITY: State.ACTIVE,
        Administers.AUDIT: State.WAITING,
    }
    assert installation(Administers.SYSTEM, AT.date()) is None
    assert installation(Administers.AUDIT, AT.date()) is not None


def test_a_person_is_never_let_in_at_once(db: None) -> None:  # noqa: ARG001  no administrator at all
    acting = installation(Administers.SYSTEM, AT.date())
    assert acting is not None
    assert acts.invite(acting, acts.New("zhang", person="X2"), AT).account.state == State.WAITING


def test_another_password_and_device(seats: dict[Administers, Sitting]) -> None:
    account = set_up(invited(seats))
    before = acts.new_recovery_codes(account)
    acts.change_password(account, "an entirely other one")
    codes = acts.set_second_factor(account, generate_totp_secret())
    assert len(set(codes)) == acts.CODES
    assert set(codes).isdisjoint(before)
    assert Authenticator.objects.filter(user=account).count() == 2
    with pytest.raises(Unacceptable):
        acts.change_password(account, "short")


def test_secrets_of_the_second_factor_lie_encrypted(seats: dict[Administers, Sitting]) -> None:
    secret = generate_totp_secret()
    acts.accept(acts.invited("zhang", invited(seats).code, AT), PASSWORD, secret, AT)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


def test_with_another_secret_key_no_code_fits(settings: object) -> None:
    kept = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert MFAAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY = "y" * 50  # type: ignore[attr-defined]
    assert len({MFAAdapter().decrypt(kept), MFAAdapter().decrypt(kept), "JBSWY3DPEHPK3PXP"}) == 3


def test_the_list_names_seats_in_a_constant_number_of_queries(
    account: MakeAccount, django_assert_num_queries: object
) -> None:
    account("zhang", person="X2")
    account("root", administers="system")
    with django_assert_num_queries(3):  # type: ignore[operator]
        rows = queries.listed(clock.localdate(AT))
    assert [(row.account.username, [s.seat for s in row.sittings], row.is_set_up) for row in rows] == [
        ("root", [], False),
        ("zhang", ["S2"], False),
    ]
    assert [row.account.username for row in queries.everyone(AT.date())] == ["root", "zhang"]


def test_a_new_code_for_who_was_let_in_unseen_has_to_be_let_in(seats: dict[Administers, Sitting]) -> None:
    # As the first administrators are: let in at once, their password not set yet.
    audit = Account.objects.get(username="audit")
    acts.invite_again(seats[Administers.SYSTEM], "audit", AT)
    audit.refresh_from_db()
    assert audit.is_active
    security = Account.objects.get(username="security")
    security.set_password(PASSWORD)
    security.save()
    acts.set_second_factor(security, generate_totp_secret())
    acts.invite_again(seats[Administers.SYSTEM], "audit", AT)
    audit.refresh_from_db()
    assert audit.state == State.WAITING

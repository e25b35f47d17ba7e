"""The seats from which somebody may act: valid on the day, of a living organ, as the registry is known now."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from paizhu.accounts.models import Account, Administers, State
from paizhu.accounts.sittings import INSTALLATION, Sitting, sitting, sittings, sittings_at
from paizhu.accounts.tests.conftest import Bring, MakeAccount
from paizhu.registry.kinds import Level
from paizhu.registry.models import Organ
from paizhu.registry.tests.charts import changed, with_

NOVEMBER = date(2025, 11, 1)


def seats(found: tuple[Sitting, ...]) -> list[str]:
    return [one.seat for one in found]


@pytest.mark.usefixtures("city")
def test_a_seat_says_what_an_act_is_judged_by(account: MakeAccount, bring: Bring) -> None:
    bring(with_("seats", {"id": "S3", "post": "P3", "person": "X3", "since": "2024-01-01", "until": None}))
    zhang = account("zhang", person="X3")
    assert sittings(zhang, NOVEMBER) == (
        Sitting(
            seat="S3",
            person="X3",
            account=zhang.pk,
            organ="D1",
            organ_name="安澜市财政局党组",
            post="P3",
            title="党组书记",
            level=Level.CHIEF,
            managed_by="W1",
            administers=None,
            on=NOVEMBER,
        ),
    )


@pytest.mark.usefixtures("city")
def test_what_is_not_known_is_said_to_be_not_known() -> None:
    found = sitting("S2", NOVEMBER)
    assert found is not None
    assert (found.level, found.managed_by, found.account) == (None, "", None)


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2019, 12, 31), []),
        (date(2020, 1, 1), ["S1"]),
        (date(2025, 6, 30), ["S1"]),
        (date(2025, 7, 1), []),
    ],
    ids=["the day before", "first day", "last day", "the day after"],
)
def test_a_seat_holds_from_its_first_to_its_last_day(
    account: MakeAccount, on: date, found: list[str]
) -> None:
    zhang = account("zhang", person="X1")
    assert seats(sittings(zhang, on)) == found
    assert (sitting("S1", on) is not None) == bool(found)


@pytest.mark.usefixtures("city")
def test_a_seat_that_the_registry_took_back_is_gone(account: MakeAccount, bring: Bring) -> None:
    zhang = account("zhang", person="X2")
    assert seats(sittings(zhang, NOVEMBER)) == ["S2"]
    bring(changed("seats", "S2", until="2025-10-31"))
    assert sittings(zhang, NOVEMBER) == ()
    assert sitting("S2", NOVEMBER) is None


@pytest.mark.usefixtures("city")
def test_nobody_sits_in_an_organ_that_has_ended() -> None:
    # Importing would ask for an end of its seats as well; a row as an older version may have left it.
    organ = Organ.objects.get(code="Z1", recorded_to=None)
    now = timezone.now()
    Organ.objects.filter(pk=organ.pk).update(recorded_to=now)
    organ.pk, organ.recorded_from, organ.until = None, now, NOVEMBER
    organ.save(force_insert=True)
    assert sitting("S2", date(2025, 10, 31)) is not None
    assert sitting("S2", NOVEMBER) is None


@pytest.mark.usefixtures("city")
def test_several_seats_stand_in_the_order_of_their_organs(account: MakeAccount, bring: Bring) -> None:
    bring(
        with_(
            "seats",
            {"id": "S0", "post": "P2", "person": "X3", "since": "2024-01-01"},
            {"id": "S9", "post": "P3", "person": "X3", "since": "2024-01-01"},
        )
    )
    assert seats(sittings(account("zhang", person="X3"), NOVEMBER)) == ["S9", "S0"]


@pytest.mark.usefixtures("city")
def test_all_seats_of_an_organ_on_a_day(account: MakeAccount, bring: Bring) -> None:
    sits = {"person": "X3", "since": "2024-01-01", "until": None}
    bring(with_("seats", {"id": "S0", "post": "P2", **sits}, {"id": "S9", "post": "P3", **sits}))
    assert seats(sittings(account("zhang", person="X3"), NOVEMBER)) == ["S9", "S0"]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("state", [State.WAITING, State.LOCKED])
def test_who_is_not_let_in_sits_nowhere(account: MakeAccount, state: State) -> None:
    assert sittings(account("zhang", person="X2", state=state), NOVEMBER) == ()
    assert sittings(account("root", administers="system", state=state), NOVEMBER) == ()
    assert sitting("admin:root", NOVEMBER) is None


def test_an_administrator_acts_for_the_installation(account: MakeAccount) -> None:
    root = account("root", administers="security")
    (found,) = sittings(root, NOVEMBER)
    assert found == sitting("admin:ROOT", NOVEMBER)
    assert (found.seat, found.organ, found.administers, found.account) == (
        "admin:root",
        INSTALLATION,
        Administers.SECURITY,
        root.pk,
    )


@pytest.mark.parametrize("id_", ["S7", "", "admin:", "admin:nobody"])
def test_a_seat_that_is_not_known_is_none(db: None, id_: str) -> None:  # noqa: ARG001  the database first
    assert sitting(id_, NOVEMBER) is None


@pytest.mark.usefixtures("city")
def test_a_person_is_no_administrator_even_by_that_seat(account: MakeAccount) -> None:
    account("zhang", person="X2")
    assert sitting("admin:zhang", NOVEMBER) is None


@pytest.mark.usefixtures("city")
def test_looking_up_seats_takes_one_query(
    account: MakeAccount,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    zhang = account("zhang", person="X2")
    with django_assert_num_queries(1):
        sittings(zhang, NOVEMBER)
    with django_assert_num_queries(1):
        sittings_at("Z1", NOVEMBER)


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    "values",
    [{"person_id": "X1", "administers": "system"}, {}, {"administers": "everything"}],
    ids=["both", "neither", "no such administrator"],
)
def test_the_database_holds_that_nobody_administers_and_sits(
    account: MakeAccount, values: dict[str, str]
) -> None:
    made = account("zhang", person="X2")
    with pytest.raises(IntegrityError, match="account_sits_or_administers"), transaction.atomic():
        Account.objects.filter(pk=made.pk).update(**{"person_id": None, "administers": "", **values})


@pytest.mark.usefixtures("city")
def test_a_name_in_other_capitals_is_the_same_name(account: MakeAccount) -> None:
    account("zhang", person="X1")
    with pytest.raises(IntegrityError), transaction.atomic():
        account("Zhang", person="X2")

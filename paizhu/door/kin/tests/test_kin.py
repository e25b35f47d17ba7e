"""Declared kinship: sealed, told to nobody, and what it keeps people out of."""

import json

import pytest
from django.db import IntegrityError, transaction

from paizhu.door.kin.declaring import own
from paizhu.door.kin.models import Kinship
from paizhu.door.kin.sealing import Damaged, Kin, seal, unseal
from paizhu.door.refusals import InvalidForm, Refused
from paizhu.door.tests.world import ON, assigned, do, fresh, present, seat
from paizhu.door.visibility import Reach, reach
from paizhu.journal.models import Entry

pytestmark = pytest.mark.usefixtures("cast")
AT_HOST, OF_SECRETARY = Kin(organ="H1"), Kin(person="X-secretary")


def declared(who: str = "deputy", kin: Kin = AT_HOST) -> Kinship:
    do(who, "kinship.declare", person=kin.person, organ=kin.organ)
    return Kinship.objects.latest("pk")


@pytest.mark.parametrize(
    "kin", [AT_HOST, OF_SECRETARY], ids=["at the host", "of one who sits at its Party group"]
)
def test_kin_there_keeps_out_before_anything_is_opened(kin: Kin) -> None:
    matter = assigned(act="supervise", toward="H1")
    assert reach(seat("deputy"), matter, present()) is Reach.CONTENT
    declared(kin=kin)
    assert reach(seat("deputy"), matter, present()) is Reach.OVERVIEW
    assert reach(seat("clerk"), matter, present()) is Reach.CONTENT
    with pytest.raises(Refused, match="declared kin there") as refused:
        do("deputy", "task.accept", matter)
    assert refused.value.code == "door.recusal.recused"
    do("head", "recusal.decide", fresh(matter), person="X-deputy", holds="no", reason="不影响公正")
    assert reach(seat("deputy"), matter, present()) is Reach.CONTENT


def test_matter_with_others_stays_open() -> None:
    matter = assigned()
    declared()
    assert reach(seat("deputy"), matter, present()) is Reach.CONTENT


def test_who_is_bound_by_no_provision_is_not_kept_out() -> None:
    matter = assigned(act="supervise", toward="H1")
    do("superior", "grant.give", matter, person="X-secretary", last_day="2025-12-31", reason="知情")
    declared("secretary")
    assert reach(seat("secretary"), fresh(matter), present()) is Reach.CONTENT


def test_table_and_log_do_not_tell_of_whom() -> None:
    declared(kin=OF_SECRETARY)
    [row] = Kinship.objects.all()
    assert b"X-secretary" not in bytes(row.sealed)
    longer = seal(Kin(organ="H1"), "X-deputy")
    assert len(bytes(row.sealed)) == len(longer)
    body = json.loads(Entry.objects.latest("pk").body)
    assert (body["act"], body["log"], body["facts"], body["content"]) == (
        "kinship.declare",
        "Z1",
        {"kinship": row.pk},
        {},
    )


def test_only_whoever_declared_reads_and_withdraws_it() -> None:
    made = declared()
    assert [one.kin for one in own(seat("deputy"))] == [AT_HOST]
    assert own(seat("head")) == []
    with pytest.raises(InvalidForm):
        do("head", "kinship.withdraw", kinship=made.pk)
    do("deputy", "kinship.withdraw", kinship=made.pk)
    assert own(seat("deputy")) == []
    matter = assigned(act="supervise", toward="H1")
    assert reach(seat("deputy"), matter, present()) is Reach.CONTENT


@pytest.mark.parametrize(
    ("kin", "told"),
    [
        (Kin(), "one of the two"),
        (Kin("X-head", "H1"), "one of the two"),
        (Kin(person="X-deputy"), "your own code"),
        (Kin(person="X-nobody"), "nobody of that code"),
        (Kin(organ="H77"), "no such organ"),
        (Kin(person="X" * 101), "at most 100 characters"),
        (AT_HOST, "declared this already"),
    ],
    ids=["neither", "both", "oneself", "no such person", "no such organ", "too long", "twice"],
)
def test_what_is_no_declaration_is_refused(kin: Kin, told: str) -> None:
    declared()
    with pytest.raises(InvalidForm) as wrong:
        declared(kin=kin)
    assert told in str(wrong.value.fields)
    assert Kinship.objects.count() == 1


def test_row_put_under_somebody_else_is_found_out() -> None:
    sealed = seal(AT_HOST, "X-deputy")
    assert unseal(sealed, "X-deputy") == AT_HOST
    for wrong in ((sealed, "X-head"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), "X-deputy")):
        with pytest.raises(Damaged):
            unseal(*wrong)


def test_database_keeps_the_days_in_order() -> None:
    made = declared()
    with pytest.raises(IntegrityError), transaction.atomic():
        Kinship.objects.filter(pk=made.pk).update(withdrawn_on=ON.replace(year=2024))

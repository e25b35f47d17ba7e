"""An exchange of views, from end to end: nothing of it can be read in the database, and all of it through the door."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from paizhu.door import queries
from paizhu.door.attachments import of_matters
from paizhu.door.attachments.models import Attachment
from paizhu.door.doing import Channel
from paizhu.door.kinds import told
from paizhu.door.models import Matter
from paizhu.door.perform import perform
from paizhu.door.queries import Filters
from paizhu.door.remarks.models import Remark
from paizhu.door.sealing.errors import Damaged, KeyUnusable
from paizhu.door.sealing.models import MatterKey
from paizhu.door.sealing.tests.dump import dump, set_value, value_of
from paizhu.door.tests.world import assigned, do, fresh, present, seat
from paizhu.door.visibility import sights
from paizhu.journal import checking
from paizhu.journal.models import Content, Log
from paizhu.journal.reading import content_of
from paizhu.norms.errors import InvalidInput

pytestmark = pytest.mark.usefixtures("cast", "home")
# By its name: the door knows no kind of matter.
Exchange: Any = apps.get_model("exchanges", "Exchange")

SECRETS = ("谈了采购领域廉洁风险", "建议完善采购内控", "已经改好了", "交换意见记录.txt", "在场两人")
GIVEN: dict[str, Any] = {
    "group": "D1",
    "held_on": "2025-08-29",
    "ecology": "on",
    "text": f"{SECRETS[0]}，详见附件。",
    "suggestions": SECRETS[1],
}


def recorded(**given: Any) -> Matter:
    done = do("head", "exchange.record", **{**GIVEN, **given})
    assert done.matter is not None
    return done.matter


def attach(matter: Matter) -> None:
    file = SimpleUploadedFile(SECRETS[3], SECRETS[4].encode())
    perform(
        present(),
        seat("head"),
        "exchange.attach",
        matter.reference,
        {},
        files={"file": file},
        channel=Channel.PAGE,
    )


def read(matter: Matter) -> dict[str, Any]:
    again = fresh(matter)
    facts = told(again, sights(seat("head"), [again], present())[again.pk], present())
    return {one.name: one.value for one in facts.facts} | {"remarks": [one.text for one in facts.remarks]}


def test_nothing_of_it_lies_in_the_database_and_all_of_it_is_read_through_the_door(home: Path) -> None:
    matter = recorded()
    do("head", "exchange.follow", matter, text=SECRETS[2])
    attach(fresh(matter))
    held = dump()
    assert not [
        word for word in (*SECRETS, matter.title) if word in held.replace("市财政局党组", "市财政局党组")
    ]
    found = read(matter)
    assert (found["text"], found["suggestions"], found["remarks"]) == (
        GIVEN["text"],
        SECRETS[1],
        [SECRETS[2]],
    )
    file = Attachment.objects.select_related("matter").get()
    assert (file.name, b"".join(of_matters.read(file)).decode()) == (SECRETS[3], SECRETS[4])
    assert (home / "matter-keys").stat().st_mode & 0o077 == 0
    # The log commits to the content itself, and verifies.
    assert [checking.verify(log).findings for log in Log.objects.all()] == [[]] * Log.objects.count()
    entry = matter.performed.order_by("pk")[0].entry
    assert content_of(entry)["text"] == GIVEN["text"]
    # An ordinary matter lies open as ever.
    assert assigned().title in dump()
    assert MatterKey.objects.count() == 1


def test_lists_find_a_sealed_title_for_whoever_reads_it_and_ask_no_more_for_many() -> None:
    first = recorded()
    assigned()
    word = fresh(first).title[2:6].upper()

    def listed(who: str) -> list[str | None]:
        return [one.title for one in queries.page(seat(who), present(), Filters(title=word)).matters]

    with CaptureQueriesContext(connection) as one:
        assert listed("head") == [first.title]
    assert listed("deputy") == []
    assert listed("secretary") == []
    for day in ("2025-08-27", "2025-08-28"):
        recorded(held_on=day)
    with CaptureQueriesContext(connection) as three:
        assert len(listed("head")) == 3
    assert len(three) == len(one)
    # Ciphertext is not searched: letters that it may hold match nothing.
    assert all(not queries.page(seat("head"), present(), Filters(title=c)).matters for c in "AEQg=")


def test_a_value_that_was_moved_cut_or_swapped_is_an_error_that_names_the_place_and_loses_nothing() -> None:
    one, two = recorded(), recorded(text="另一次谈话")
    kept, other = (value_of(Exchange, "text", m) for m in (one, two))
    suggestions = value_of(Exchange, "suggestions", one)
    for bad in (other, suggestions, kept[:-8], kept[:-1], kept + "AAAA", kept[:14]):
        set_value(Exchange, "text", one, bad)
        with pytest.raises(Damaged, match=f"{one.reference} exchanges_exchange.text"):
            read(one)
        # Saving something else of the row leaves the value as it is, and the other one is read as ever.
        row = Exchange.objects.get(matter=one)
        row.integrity = True
        row.save()
        assert value_of(Exchange, "text", one) == bad
        assert read(two)["text"] == "另一次谈话"
    set_value(Exchange, "text", one, kept)
    assert read(one)["text"] == GIVEN["text"]


def test_rows_of_one_matter_cannot_be_swapped_either() -> None:
    matter = recorded()
    for text in ("先说的", "后说的"):
        do("head", "exchange.follow", fresh(matter), text=text)
    first, second = Remark.objects.order_by("pk").values_list("pk", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM remarks_remark WHERE id = %s", [first])
        cursor.execute("UPDATE remarks_remark SET text = %s WHERE id = %s", [cursor.fetchone()[0], second])
    assert Remark.objects.get(pk=first).text == "先说的"
    with pytest.raises(Damaged):
        _ = Remark.objects.get(pk=second).text


@pytest.mark.parametrize("fault", ["lost", "another", "cut", "unreadable"])
def test_without_its_key_nothing_is_read_nothing_is_made_and_all_is_there_again_with_it(
    home: Path, fault: str
) -> None:
    matter, file = recorded(), home / "matter-keys"
    before = file.read_bytes()
    match fault:
        case "lost":
            file.unlink()
        case "another":
            file.write_text(f"{before.decode()[:16]} {'ab' * 32}\n")
        case "cut":
            file.write_bytes(before[:40])
        case _:
            file.write_bytes(b"\xff\xfe")
    held = dump()
    with pytest.raises((KeyUnusable, Damaged)):
        read(matter)
    for log in Log.objects.all():
        found = {(one.fault, one.name) for one in checking.verify(log).findings}
        sealed = Content.objects.filter(entry__log=log, value__startswith="\x02").exists()
        assert bool(found) == sealed
    if fault != "another":
        with pytest.raises(KeyUnusable):
            recorded(text="不该写下")
        assert not file.exists() or file.read_bytes() != before
    file.write_bytes(before)
    assert dump() == held or fault == "another"
    assert read(matter)["text"] == GIVEN["text"]


def test_content_goes_with_the_key_wherever_a_copy_of_it_lies() -> None:
    matter = recorded()
    kept = value_of(Exchange, "text", matter)
    MatterKey.objects.filter(matter=matter).delete()
    assert value_of(Exchange, "text", matter) == kept
    with pytest.raises(KeyUnusable, match=matter.reference):
        read(matter)


def test_no_text_can_pass_for_a_sealed_one() -> None:
    matter = assigned()
    with pytest.raises(InvalidInput), transaction.atomic():
        Remark.objects.create(
            matter=matter,
            kind="task.answer",
            organ_id="Z1",
            seat="s",
            on="2025-09-01",
            text="\x02sealed 1 AAAA",
        )

"""What is held on a person: who gets it, what is in it, what is not, and that it is on record."""

import json
import zipfile
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pytest

from paizhu import places
from paizhu.accounts.tests.signed_in import make_account
from paizhu.door.attachments.keys import KeyUnusable
from paizhu.door.doing import Channel
from paizhu.door.handing import File
from paizhu.door.models import Matter, Performed
from paizhu.door.personal.disclosing import disclose
from paizhu.door.refusals import Conflict, Gate, InvalidForm, KeyReused, Refused
from paizhu.door.tests.world import ON, assigned, do, fresh, present, seat
from paizhu.journal.models import Entry

pytestmark = pytest.mark.usefixtures("cast")


def given(person: str, **changed: Any) -> dict[str, Any]:
    asked = {"person": person, "asked_by": "本人", "asked_on": "2025-08-30", "identity": "当面核对证件"}
    return asked | changed


def held(who: str, person: str, **changed: Any) -> dict[str, Any]:
    made = disclose(seat(who), given(person, **changed), present(), Channel.PAGE)
    with zipfile.ZipFile(BytesIO(made.data)) as archive:
        assert archive.namelist() == ["data.json", "data.txt"]
        text = archive.read("data.txt").decode()
        found: dict[str, Any] = json.loads(archive.read("data.json"))
    assert found["says"] in text
    return found


def person_in(file: File) -> str:
    with zipfile.ZipFile(BytesIO(file.data)) as archive:
        return str(json.loads(archive.read("data.json"))["person"])


def accepted() -> Matter:
    matter = assigned()
    do("clerk", "task.accept", matter)
    return fresh(matter)


def test_own_data_hold_account_seat_acts_and_what_only_they_may_read() -> None:
    make_account("clerk", person="X-clerk")
    matter = accepted()
    do("clerk", "kinship.declare", person="X-host")
    found = held("clerk", "X-clerk")["parts"]
    assert [row["username"] for row in found["account"]] == ["clerk"]
    assert [(row["post"], row["organ"]) for row in found["seats"]] == [
        ("纪检监察员", "安澜市纪委监委驻市财政局纪检监察组")
    ]
    assert {row["act"] for row in found["acts"] if row["matter"] == matter.reference} == {"task.accept"}
    assert [row["kin_of"] for row in found["kinship"]] == ["X-host"]
    assert "password" not in json.dumps(found)
    assert matter.title not in json.dumps(found, ensure_ascii=False)


def test_a_leader_gives_it_on_request_without_what_only_the_person_may_read() -> None:
    accepted()
    do("clerk", "kinship.declare", person="X-host")
    found = held("head", "X-clerk")
    assert "kinship" not in found["parts"]
    assert any(row["act"] == "task.accept" for row in found["parts"]["acts"])


def test_it_is_on_record_who_gave_it_and_not_openly_of_whom() -> None:
    held("head", "X-clerk")
    entry = Entry.objects.latest("pk")
    assert '"act":"person.disclose"' in entry.body
    assert "X-clerk" not in entry.body
    assert {c.name for c in entry.content.all()} == {"person", "asked_by", "asked_on", "identity"}


def test_sent_again_it_is_the_same_on_that_day_and_nobody_elses() -> None:
    sent = partial(disclose, channel=Channel.PAGE, key="k")
    first, again = (sent(seat("head"), given("X-clerk"), present()) for _time in range(2))
    assert (person_in(first), person_in(again)) == ("X-clerk", "X-clerk")
    with pytest.raises(KeyReused):
        sent(seat("head"), given("X-deputy"), present())
    with pytest.raises(Conflict, match="earlier day"):
        sent(seat("head"), given("X-clerk"), present(ON + timedelta(days=1)))
    do("head", "kinship.declare", organ="H1", key="kin")
    with pytest.raises(KeyReused):
        sent(seat("head"), given("X-clerk"), present(), key="kin")
    assert Performed.objects.count() == 2


def test_sent_before_digests_were_kept_it_opens_nobody_elses_data() -> None:
    sent = partial(disclose, seat("clerk"), present=present(), channel=Channel.PAGE, key="k")
    sent(given("X-clerk"))
    Performed.objects.update(digest=None)
    assert person_in(sent(given("X-head"))) == "X-clerk"
    Performed.objects.update(act="kinship.declare")
    with pytest.raises(Conflict, match="another act"):
        sent(given("X-clerk"))


def test_what_cannot_be_gathered_is_not_on_record() -> None:
    do("clerk", "kinship.declare", organ="H1")
    places.attachment_key().write_text("short")
    with pytest.raises(KeyUnusable):
        disclose(seat("clerk"), given("X-clerk"), present(), Channel.PAGE)
    assert Performed.objects.get().act == "kinship.declare"


def test_nobody_else_gives_it_and_the_attempt_is_on_record() -> None:
    with pytest.raises(Refused) as refused:
        disclose(seat("clerk"), given("X-head"), present(), Channel.PAGE)
    assert refused.value.gate is Gate.POWER
    assert '"outcome":"refused"' in Entry.objects.latest("pk").body


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"person": "X-superior"}, "person"),
        ({"person": "nobody"}, "person"),
        ({"asked_on": "2025-09-02"}, "asked_on"),
        ({"asked_by": ""}, "asked_by"),
        ({"identity": ""}, "identity"),
    ],
    ids=["of another organ", "nobody", "tomorrow", "by nobody", "unchecked"],
)
def test_what_is_wrong_is_told(changed: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidForm) as invalid:
        disclose(seat("head"), given("X-clerk") | changed, present(), Channel.PAGE)
    assert invalid.value.fields.keys() == {field}


def test_a_stranger_and_nobody_are_answered_alike() -> None:
    said = []
    for person in ("X-superior", "nobody"):
        with pytest.raises(InvalidForm) as invalid:
            disclose(seat("head"), given(person), present(), Channel.PAGE)
        said.append(invalid.value.fields)
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "sealed", [{"secrecy": "secret", "secret_until": date(2030, 1, 1)}, {"circle": True}], ids=str
)
def test_of_what_is_sealed_there_is_nothing_and_nothing_tells_so(sealed: dict[str, Any]) -> None:
    before = held("clerk", "X-clerk")
    matter = accepted()
    do("head", "hold.place", person="X-clerk", reason="另案")
    Matter.objects.filter(pk=matter.pk).update(**sealed)
    after = held("clerk", "X-clerk")
    told = json.dumps(after, ensure_ascii=False)
    assert matter.reference not in told
    assert "另案" not in told
    assert after["says"] == before["says"]
    # All that is new is that the data were asked for before.
    assert [row["act"] for row in after["parts"]["acts"]] == ["person.disclose", "person.disclose"]
    assert after["parts"]["named"] == []


def test_a_leader_does_not_give_what_the_seat_does_not_see() -> None:
    matter = accepted()
    found = held("superior", "X-clerk")
    assert matter.reference in json.dumps(found)  # W2 takes part in it
    own = do(
        "clerk", "letter.draft", sort="urge", addressee="K1", title="函", body="函", length="3", unit="day"
    )
    assert own.matter is not None
    assert own.matter.reference not in json.dumps(held("superior", "X-clerk"))
    assert own.matter.reference in json.dumps(held("head", "X-clerk"))
    assert present().on == ON

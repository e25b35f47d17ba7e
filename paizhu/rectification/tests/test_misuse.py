"""What must not be: each refused, said clearly, and nothing written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from pytest_django import Settings

from paizhu import places
from paizhu.door.attachments.tests import files
from paizhu.door.doing import Channel
from paizhu.door.kinds import told
from paizhu.door.models import Matter, Performed
from paizhu.door.perform import perform, prepare
from paizhu.door.refusals import Conflict, Gate, InvalidForm, Refused
from paizhu.door.seen import find
from paizhu.door.tests import world
from paizhu.door.tests.world import do, fresh, present, seat
from paizhu.door.today import today
from paizhu.rectification.models import Evidence, Measure, Rectification
from paizhu.rectification.tests import way
from paizhu.rectification.tests.way import CAUSES, FIRST, act
from paizhu.registry import here

pytestmark = pytest.mark.usefixtures("cast")


@contextmanager
def nothing_written() -> Iterator[None]:
    def state() -> Any:
        return (
            Performed.objects.count(),
            list(Measure.objects.order_by("pk").values()),
            list(Rectification.objects.values()),
        )

    before = state()
    yield
    assert state() == before


@contextmanager
def refused(gate: Gate, code: str = "") -> Iterator[pytest.ExceptionInfo[Refused]]:
    with nothing_written(), pytest.raises(Refused) as refusal:
        yield refusal
    assert refusal.value.gate is gate
    assert refusal.value.code.endswith(code)


@contextmanager
def invalid(field: str, said: str) -> Iterator[None]:
    with nothing_written(), pytest.raises(InvalidForm) as wrong:
        yield
    assert said in " ".join(wrong.value.fields[field]), wrong.value.fields


def facts(who: str, matter: Matter) -> set[str]:
    found, sight, _waits = find(seat(who), matter.reference, present())
    return {fact.name for fact in told(found, sight, present()).facts}


def test_where_it_comes_from_is_for_the_issuer_only() -> None:
    matter = way.issued()
    inner = {"origin", "source", "opinion"}
    assert inner <= facts("clerk", matter)
    assert not inner & facts("secretary", matter)
    assert {"grounds", "recommendation", "cause_system", "number"} <= facts("secretary", matter)


def test_measure_is_never_verified_by_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = way.report(way.carried_out(), 1)
    with refused(Gate.POWER, "side") as said:
        way.verify(matter, 1, "secretary")
    assert "驻市财政局纪检监察组" in said.value.message
    assert {"rectification.complete", "rectification.note"} <= {other.act for other in said.value.instead}
    assert "rectification.verify" not in {other.act for other in said.value.instead}
    # The clerk of the office comes to hold the owner's post as well.
    chart = world.lists()
    chart["seats"] = [s for s in chart["seats"] if s["id"] == "S-group_clerk"]
    chart["seats"][0]["person"] = "X-clerk"
    monkeypatch.setattr(here, "_kept", {})
    world.bring(tmp_path, {name: rows if name == "seats" else [] for name, rows in chart.items()})
    with refused(Gate.FOUR_EYES, "owner") as said:
        way.verify(matter, 1, "clerk")
    assert "measure 1 is carried out by" in said.value.message
    assert "秘书" in said.value.message
    # The seats that may are named, and not the clerk's, who owns it.
    assert {other.act for other in said.value.instead} == {"rectification.verify"}
    others = {other.who for other in said.value.instead}
    assert {seat(who).organ_name + seat(who).title for who in ("head", "deputy")} <= others
    assert seat("clerk").organ_name + seat("clerk").title not in others
    assert [p["norm"] for p in said.value.provisions] == ["stationed_rules.2022.44.rectify"]
    assert way.verify(matter, 1, "deputy").state == "carrying_out"


def test_nothing_is_recommended_without_a_ground_or_approved_by_who_analysed() -> None:
    with refused(Gate.RULING):
        do("host", "rectification.recommend", **way.DRAFT)
    matter = act("deputy", "analyse", way.drafted(), **CAUSES)
    with refused(Gate.FOUR_EYES):
        act("deputy", "approve", matter)


def test_whoever_verified_any_measure_does_not_close() -> None:
    matter = way.verify(way.verify(way.completed(), 1, "head"), 2, "clerk")
    matter = act("deputy", "accept", matter, last_day="2025-09-30")
    for who, done in (("head", "verify a measure on site"), ("deputy", "accept the rectification")):
        with refused(Gate.FOUR_EYES) as said:
            act(who, "close", matter, length=6, unit="month")
        assert f"you have done “{done}” yourself" in said.value.message


def test_causes_are_whole_before_approval() -> None:
    done = do("clerk", "rectification.recommend", **way.DRAFT)
    assert done.matter is not None
    with invalid("", "Education"):
        act("head", "approve", done.matter)
    with invalid("system_label", "short label"):
        act("clerk", "analyse", done.matter, **{**CAUSES, "system_label": ""})
    with invalid("management_label", "empty"):
        act("clerk", "analyse", done.matter, **{**CAUSES, "management_label": "岗位"})
    with invalid("management_text", "required"):
        act("clerk", "analyse", done.matter, **{**CAUSES, "management_text": ""})


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"due_on": "2025-09-01"}, "due_on", "after today"),
        ({"due_on": "2025-10-01"}, "due_on", "day off"),
        ({"head": "management"}, "head", "No cause"),
        ({"owner": "Z1"}, "owner", "carried out by the unit"),
        ({"owner": "H2"}, "owner", "carried out by the unit"),
        ({"post": "处长"}, "post", "秘书"),
    ],
    ids=["today", "National Day", "head without a cause", "the issuer", "another unit", "no such post"],
)
def test_measure_that_cannot_be(given: dict[str, str], field: str, said: str) -> None:
    matter = way.issued()
    with invalid(field, said):
        act("group_clerk", "measure", matter, **{**FIRST, **given})


def test_plan_answers_every_cause_and_lies_ahead() -> None:
    matter = way.issued()
    with invalid("", "no measure"):
        act("secretary", "plan", matter)
    matter = act("group_clerk", "measure", matter, **FIRST)
    with invalid("", "System"):
        act("secretary", "plan", matter)
    matter = way.planned()
    with invalid("", "day has passed of measures: 1"):
        act("head", "accept_plan", matter, date(2025, 10, 30))


def test_evidence_of_the_wrong_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path / "home"))
    settings.ATTACHMENT_KEY_FILE = places.attachment_key()
    settings.MATTER_KEY_FILE = places.matter_keys()
    matter = way.carried_out()
    with invalid("no_evidence", "Attach evidence"):
        act("group_clerk", "report", matter, measure=1, text="已完成")
    for name, held in (("证明.exe", b"MZ"), ("证明.pdf", files.PNG)):
        with nothing_written(), pytest.raises(InvalidForm) as wrong:
            way.attach("group_clerk", matter, SimpleUploadedFile(name, held), 1)
        assert "file" in wrong.value.fields
    way.attach("group_clerk", matter, SimpleUploadedFile("签到表.pdf", files.PDF, "application/pdf"), 1)
    assert Evidence.objects.get().measure.number == 1
    matter = act("group_clerk", "report", fresh(matter), measure=1, text="已完成")
    assert "measure_1_evidence" in facts("clerk", matter)


def test_nothing_is_accepted_before_every_measure_is_verified_nor_twice() -> None:
    matter = way.verify(way.completed(), 1)
    with invalid("", "Not verified on site yet: 2"):
        act("deputy", "accept", matter, last_day="2025-09-30")
    matter = act("deputy", "accept", way.verify(matter, 2), last_day="2025-09-30")
    with refused(Gate.STATE):
        act("deputy", "accept", matter, last_day="2025-09-30")
    with refused(Gate.STATE):
        way.verify(matter, 2)


def test_acceptance_lapses() -> None:
    matter = way.accepted()
    for day, step in ((date(2025, 9, 30), "close"), (date(2025, 10, 9), "renew")):
        [turn] = today(seat("head"), present(day)).turns
        assert (turn.step.id, turn.mine) == (f"rectification.{step}", True)
    with invalid("", "lapsed after 2025-09-30"):
        act("head", "close", matter, date(2025, 10, 9), length=6, unit="month")
    matter = act("head", "renew", matter, date(2025, 10, 9), text="验收过期")
    assert (matter.state, Rectification.objects.get().unverified) == ("completed", 2)


def test_of_two_at_once_one_is_told() -> None:
    matter = way.report(way.carried_out(), 1)
    given = {"measure": 1, "visited_on": "2025-09-01", "text": "属实"}
    prepare(present(), seat("deputy"), "rectification.verify", matter.reference, given, channel=Channel.PAGE)
    # Somebody acts between the look at the matter and the act.
    stale = Matter.objects.get(pk=matter.pk)
    way.verify(matter, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paizhu.door.perform._matter", lambda _act, _reference: stale)
        patch.setattr("paizhu.rectification.measure_forms.Verify.wanted", frozenset({"verified"}))
        with nothing_written(), pytest.raises(Conflict):
            perform(
                present(),
                seat("deputy"),
                "rectification.verify",
                matter.reference,
                given,
                channel=Channel.PAGE,
            )


def test_the_database_holds_that_nothing_closed_is_unverified() -> None:
    matter = way.carried_out()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=matter.pk).update(closed_on=date(2025, 9, 1))

"""Matters and acts by the API: the same door, the same forms, in pages that can be read to the end."""

import json
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from paizhu.api.tests.conftest import Program
from paizhu.door.models import Matter, Performed
from paizhu.door.retention.models import Hold
from paizhu.door.retention.tests.closed import destroyed, withdrawn
from paizhu.door.tests.world import TASK, assigned, do, fresh, proposed
from paizhu.journal.models import Entry
from paizhu.rectification.tests import way

Programs = Callable[..., Program]


def test_a_task_on_its_whole_way(program: Programs) -> None:
    deputy, superior = program("superior_deputy"), program("superior")
    clerk, head = program("clerk"), program("head")
    opened = deputy.post("/acts/task.propose", {**TASK, "length": 10})
    assert (opened.status, opened.said["state"], opened.said["log"]) == (201, "proposed", "W2")
    address = f"/matters/{opened.said['matter']}"
    for who, act, body, state in (
        (superior, "approve", {}, "assigned"),
        (clerk, "accept", {"text": None}, "accepted"),
        (head, "answer", {"text": "已核查，无问题。"}, "answered"),
        (deputy, "check", {"text": "属实。"}, "checked"),
        (superior, "close", {}, "closed"),
    ):
        done = who.post(f"{address}/acts/task.{act}", body)
        assert (done.status, done.said["state"], done.said["again"]) == (200, state, False), done.said
    said = clerk.get(address).said
    assert said["head"]["closed_on"] == "2025-09-01"
    assert [moment["to_state"] for moment in said["timeline"]][-1] == "closed"
    assert {m["who"] for m in said["timeline"]} == {"Superior_Deputy", "Superior", "Clerk", "Head"}
    facts = {fact["name"]: fact for fact in said["facts"]}
    assert facts["request"]["value"] == TASK["request"]
    assert (facts["assignee"]["value"], facts["assignee"]["shape"]) == ("Z1", "organ")
    assert facts["length"]["value"] == 10
    assert [r["text"] for r in said["remarks"]] == ["已核查，无问题。", "属实。"]
    assert said["clocks"][0]["stopped_on"] == "2025-09-01"
    assert said["grounds"][0]["answer"] == "required"


def test_acts_say_whether_they_are_open(program: Programs) -> None:
    said = program("clerk").get(f"/matters/{assigned().reference}").said
    acts = {act["id"]: act for act in said["acts"]}
    assert [name for name, act in acts.items() if act["open"] and name.startswith("task.")] == [
        "task.accept",
        "task.note",
        "task.attach",
    ]
    assert acts["task.accept"]["why_not"] is None
    assert acts["task.decline"]["why_not"]["code"] == "door.power.level"
    assert acts["task.return"]["why_not"]["gate"] == "power"
    assert acts["task.approve"]["provisions"][0]["norm"] == "commission_regulations.2021.44.assigned"
    assert [i["name"] for i in acts["task.extend"]["inputs"]] == ["text", "length", "unit"]
    assert Performed.objects.count() == 2


def test_refusal_names_the_provision_and_what_is_open(program: Programs) -> None:
    asked = {**TASK, "act": "assist", "toward": "D1"}
    reply = program("secretary").post("/acts/task.propose", asked)
    assert (reply.status, reply.said["gate"]) == (403, "ruling")
    assert reply.said["provisions"]
    assert reply.said["instead"]
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"length": 0}, "length"),
        ({"length": "many"}, "length"),
        ({"unit": "week"}, "unit"),
        ({"title": ""}, "title"),
        ({"title": True}, "title"),
        ({"title": "x\ud800"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "x\x00"}, "title"),
        ({"secret_until": 5}, "secret_until"),
        ({"assignee": "Z9"}, "assignee"),
        ({"owner": "Z1"}, "owner"),
    ],
    ids=str,
)
def test_inputs_are_checked_by_the_form_of_the_act(
    program: Programs, change: dict[str, object], field: str
) -> None:
    reply = program("superior_deputy").post("/acts/task.propose", {**TASK, **change})
    assert (reply.status, reply.said["code"]) == (422, "door.form")
    assert list(reply.said["fields"]) == [field]
    assert Matter.objects.count() == 0


def test_same_key_acts_once(program: Programs) -> None:
    deputy = program("superior_deputy")
    first, again = (deputy.post("/acts/task.propose", TASK, key="one") for _n in range(2))
    assert (first.status, again.status) == (201, 200)
    assert again.said == {**first.said, "again": True, "state": None}
    assert deputy.post("/acts/task.propose", TASK, key="two").status == 201
    # Another seat has keys of its own.
    assert program("superior").post("/acts/task.propose", TASK, key="one").status == 201
    assert Matter.objects.count() == 3


def test_key_with_other_inputs_is_refused(program: Programs) -> None:
    deputy = program("superior_deputy")
    first = deputy.post("/acts/task.propose", TASK, key="one").said
    reply = deputy.post("/acts/task.propose", {**TASK, "title": "核查会议费"}, key="one")
    assert (reply.status, reply.said["code"]) == (422, "door.key")
    assert f"(entry {first['entry']})" in reply.said["message"]
    assert Matter.objects.get().title == TASK["title"]
    # The digits of a number, and an input left empty, are no other inputs.
    assert deputy.post("/acts/task.propose", {**TASK, "length": 10, "toward": None}, key="one").said["again"]
    # For another act it is another key.
    approved = program("superior").post(f"/matters/{first['matter']}/acts/task.approve", {}, key="one")
    assert approved.status == 200


def test_pages_hold_every_matter_once(program: Programs) -> None:
    references = [proposed(title=f"第{n}件").reference for n in range(5)]
    found, after = [], ""
    while True:
        said = program("superior").get("/matters", limit=2, after=after).said
        found += [row["reference"] for row in said["matters"]]
        # One that comes in meanwhile does not shift what is still to come.
        proposed()
        after = said["next"]
        if after is None:
            break
    assert found == references[::-1]


def test_filters(program: Programs) -> None:
    one, two = assigned(title="甲"), proposed(title="乙")
    superior = program("superior")

    def found(**filters: object) -> list[str]:
        reply = superior.get("/matters", **filters)
        assert reply.status == 200, reply.said
        return [row["reference"] for row in reply.said["matters"]]

    assert found(state="proposed") == [two.reference]
    assert found(title="甲") == [one.reference]
    assert (
        found(owner="W2") == found(counterpart="Z1") == found(kind="task") == [two.reference, one.reference]
    )
    assert found(owner="安澜市纪委监委") == [two.reference, one.reference]
    assert found(owner="Z1") == found(kind="letter") == []
    for field, given, near in (
        ("kind", "leter", "letter"),
        ("state", "propossed", "proposed"),
        ("owner", "Z9", "expected its id, its name"),
        ("counterpart", "安澜市财政党组", "安澜市财政局党组"),
    ):
        wrong = superior.get("/matters", **{field: given})
        assert (wrong.status, wrong.said["code"], list(wrong.said["fields"])) == (422, "input", [field])
        assert near in wrong.said["message"]
    assert found(due_before="2025-09-16") == [one.reference]
    assert found(due_before="2025-09-15") == []
    do("superior", "task.withdraw", two, text="不需要")
    assert found(closed="true") == [two.reference]
    assert found(closed="false") == [one.reference]


def test_page_costs_the_same_for_few_and_many(
    program: Programs, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    head = program("head")
    head.get("/matters")
    counts = []
    for many in (1, 6):
        for n in range(many):
            assigned(title=f"第{n}件")
        with django_assert_max_num_queries(18) as asked:
            assert len(head.get("/matters", state="assigned").said["matters"]) >= many
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_two_at_once_on_one_matter(program: Programs) -> None:
    matter = assigned()
    address = f"/matters/{matter.reference}/acts/task.accept"
    first, second = program("clerk").post(address, {}), program("head").post(address, {})
    assert (first.status, second.status) == (200, 403)
    assert second.said["gate"] == "state"
    assert fresh(matter).state == "accepted"


def test_a_form_that_grows_is_filled_in_whole(program: Programs) -> None:
    done = do("clerk", "rectification.recommend", **way.DRAFT).matter
    assert done is not None
    address = f"/matters/{done.reference}/acts/rectification.analyse"
    wrong = program("clerk").post(address, {**way.CAUSES, "system_label": ""})
    assert wrong.said["fields"] == {"system_label": ["Give the cause a short label."]}
    assert program("clerk").post(address, way.CAUSES).status == 200
    assert done.causes.count() == 4


def test_reading_a_sealed_matter_is_on_record(program: Programs) -> None:
    matter = do(
        "head", "exchange.record", group="D1", held_on="2025-08-29", ecology="on", text="谈了廉洁风险。"
    ).matter
    assert matter is not None
    assert program("deputy").get(f"/matters/{matter.reference}").said["facts"] == []
    assert not Entry.objects.filter(body__contains='"matter.read"').exists()
    assert program("head").get(f"/matters/{matter.reference}").said["facts"] != []
    body = json.loads(Entry.objects.latest("pk").body)
    assert (body["act"], body["channel"], body["matter"]) == ("matter.read", "api", matter.reference)


def test_a_destroyed_matter_is_its_stub_and_the_organs_own_acts_go_by_their_id(program: Programs) -> None:
    matter = withdrawn()
    superior = program("superior")
    term = {"kind": "task", "rule": "", "given_years": 2, "reason": "本单位自定"}
    assert superior.post("/acts/retention.term", term).said["matter"] is None
    assert program("clerk").post("/acts/retention.term", term).status == 403
    placed = superior.post("/acts/hold.place", {"matter": matter.reference, "reason": "另案"})
    assert placed.status == 201
    assert "holds it since 2025-09-01" in superior.get(f"/matters/{matter.reference}").said["held"]
    do("superior_deputy", "hold.release", hold=Hold.objects.get().reference, reason="不再需要")
    destroyed(matter)
    said = superior.get(f"/matters/{matter.reference}").said
    assert (said["head"]["title"], said["head"]["destroyed_on"], said["stub"]["years"]) == (
        None,
        "2027-09-02",
        2,
    )
    assert (said["facts"], said["remarks"], said["acts"]) == ([], [], [])

"""The record by the API: the own organ's entries, facts only, and of what is not seen the number only."""

import json
from collections.abc import Callable

from paizhu.api.tests.conftest import Program
from paizhu.door.models import Recusal
from paizhu.door.tests.world import ON, assigned, do

Programs = Callable[..., Program]


def test_facts_and_no_content(program: Programs) -> None:
    assigned(title="机密标题", request="机密内容")
    said = program("superior").get("/record").said
    assert said["log"] == "W2"
    acts = [entry["act"] for entry in said["entries"]]
    assert acts[:2] == ["task.propose", "task.approve"]
    assert said["entries"][1]["facts"]["to"] == "assigned"
    assert "机密" not in json.dumps(said, ensure_ascii=False)


def test_pages_follow_the_numbers(program: Programs) -> None:
    for _n in range(3):
        assigned()
    superior = program("superior")
    numbers: list[int] = []
    after: int | None = 0
    while after is not None:
        said = superior.get("/record", after=after, limit=2).said
        numbers += [entry["number"] for entry in said["entries"]]
        after = said["next"]
    assert numbers == list(range(1, 8))


def test_attempt_of_a_colleague_is_withheld(program: Programs) -> None:
    matter = assigned()
    program("clerk").post(f"/matters/{matter.reference}/acts/task.decline", {"text": "不属职责"})
    own = program("clerk").get("/record").said["entries"]
    attempt = next(entry for entry in own if entry["outcome"] == "refused")
    assert attempt["facts"]["gate"] == "power"
    others = {entry["number"]: entry for entry in program("deputy").get("/record").said["entries"]}
    assert others[attempt["number"]] == {
        **dict.fromkeys(attempt, None),
        "number": attempt["number"],
        "at": attempt["at"],
        "withheld": True,
    }


def test_recused_person_reads_no_facts(program: Programs) -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    Recusal.objects.create(
        person_id="X-deputy", matter=matter, reason="亲属", declared_by="S-deputy", declared_on=ON
    )
    entries = program("deputy").get("/record").said["entries"]
    accepted = next(entry for entry in entries if entry["act"] == "task.accept")
    assert (accepted["facts"], accepted["matter"]) == (None, matter.reference)
    full = program("head").get("/record").said["entries"]
    assert next(entry for entry in full if entry["act"] == "task.accept")["facts"]["to"] == "accepted"

"""Rulings over named organs: the relation of that day decides, and stands in the answer."""

from datetime import date
from pathlib import Path

import pytest

from paizhu import places
from paizhu.norms.ask.reply import Asker
from paizhu.norms.base import Base
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.result import Result
from paizhu.norms.store import open_asker
from paizhu.registry import asking, overview, queries
from paizhu.registry import here as registry
from paizhu.registry.importing import import_file
from paizhu.registry.ruling import Here
from paizhu.registry.tests.charts import changed, city, organ, relation, with_
from paizhu.registry.tests.conftest import Import

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)
EXAMPLES = Path(__file__).resolve().parents[4] / "shared/examples"


@pytest.fixture(scope="module")
def asker() -> Asker:
    return open_asker(places.packs() / "discipline", places.home() / "cache")


@pytest.fixture(scope="module")
def base(asker: Asker) -> Base:
    return asker.base


@pytest.fixture
def here(bring: Import, base: Base) -> Here:
    bring(**city())
    found = registry.here(base)
    assert found is not None
    return found


@pytest.fixture
def qingpu(base: Base) -> Here:
    """The example city that came with the task, where it is at hand."""
    file = EXAMPLES / "organs.json"
    if not file.exists():
        pytest.skip(f"{file} is not there")
    import_file(file)
    found = registry.here(base)
    assert found is not None
    return found


def test_an_office_must_supervise_its_own_host(here: Here) -> None:
    result = here.rule("驻市财政局纪检监察组", "supervise", "市财政局", TODAY, "zh")
    assert result["answer"] == "required"
    stationed = next(r for r in result["organs"]["relations"] if r["relation"] == "stationed_at")
    assert [(r["id"], r["basis"]) for r in stationed["rests_on"]] == [("R4", "安编办〔2018〕1号")]
    assert result["summary"].startswith("安澜市纪委监委驻市财政局纪检监察组对安澜市财政局应当")


def test_another_office_need_not_and_the_one_that_must_is_named(here: Here) -> None:
    result = here.rule("Z2", "supervise", "H1", TODAY, "zh")
    assert result["answer"] != "required"
    assert result["organs"]["relations"] == []
    assert [o["id"] for o in result["organs"]["supervised_by"]] == ["Z1"]
    assert "Z1" in {o["bearer"] for o in result["owed_by"]}
    assert any("condition" in miss["fails"] for miss in result["near_misses"] if miss["act"] == "supervise")


def test_the_relation_of_a_subordinate_unit_rests_on_two(here: Here) -> None:
    result = here.rule("驻财政局组", "supervise", "市国库支付中心", TODAY, "zh")
    assert [r["id"] for r in result["organs"]["relations"][0]["rests_on"]] == ["R4", "R9"]


def test_the_answer_follows_the_day(bring: Import, base: Base) -> None:
    lists = changed("relations", "R4", until="2025-04-30")
    lists["relations"].append(relation("R20", "covers", "Z2", "H1", since="2025-05-01"))
    bring(**lists)
    found = registry.here(base)
    assert found is not None
    last, first = date(2025, 4, 30), date(2025, 5, 1)
    answers = {
        (z, day): found.rule(z, "supervise", "H1", day, "zh")["answer"]
        for z in ("Z1", "Z2")
        for day in (last, first)
    }
    assert {pair for pair, answer in answers.items() if answer == "required"} == {("Z1", last), ("Z2", first)}


def test_kinds_are_ruled_on_as_before(here: Here) -> None:
    result = here.rule("派驻机构", "supervise", "驻在单位", TODAY, "zh")
    assert (result["answer"], "organs" in result) == ("required", False)


def test_a_kind_beside_an_organ_is_the_organs_own(here: Here) -> None:
    result = here.rule("Z1", "assist", "驻在单位党组", TODAY, "zh")
    assert (result["answer"], result["understood"]["toward"]) == ("limited", "D1")


@pytest.mark.parametrize(
    ("bearer", "toward", "near"),
    [("驻市财政局组", "市财正局", "安澜市财政局"), ("驻市教育局组", "市财政局", "驻市")],
    ids=["mistyped", "no such office"],
)
def test_an_unknown_organ_is_refused_with_what_is_near(
    here: Here, bearer: str, toward: str, near: str
) -> None:
    with pytest.raises(UnknownTerm) as refused:
        here.rule(bearer, "supervise", toward, TODAY, "zh")
    assert any(near in word for word in refused.value.near)


def ask(here: Here, asker: Asker, text: str, on: date = TODAY, lang: str = "zh") -> Result:
    return asking.ask(here, asker, text, on, lang)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("驻市财政局组今天监督市国库支付中心吗？", ("Z1", "supervise", "U1")),
        ("驻市财政局纪检监察组要监督安澜市财政局吗？", ("Z1", "supervise", "H1")),
        ("驻财政局纪检组应当监督市水利局吗？", ("Z1", "supervise", "H2")),
        ("驻市财政局组要协助市财政局党组吗？", ("Z1", "assist", "D1")),
        ("安澜市纪委监委应当领导驻市水利局组吗？", ("W2", "lead", "Z2")),
        ("Does 驻市财政局组 have to supervise 市财政局?", ("Z1", "supervise", "H1")),
    ],
)
def test_names_in_a_question_are_recognised(
    here: Here, asker: Asker, text: str, parties: tuple[str, str, str]
) -> None:
    understood = ask(here, asker, text)["understood"]
    assert (understood["bearer"], understood["act"], understood["toward"]) == parties


def test_who_supervises_is_answered_with_the_one_office(here: Here, asker: Asker) -> None:
    result = ask(here, asker, "市财政局由谁监督？")
    assert (result["answer"], result["understood"]["bearer"]) == ("required", "Z1")


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("驻市教育局组应当监督市财政局吗？", "unknown_organ", "驻市教育局组"),
        ("驻市财政局组应当监督市第九医院吗？", "unknown_organ", "市第九医院"),
    ],
)
def test_what_looks_like_a_name_and_is_none_is_told(
    here: Here, asker: Asker, text: str, code: str, named: str
) -> None:
    result = ask(here, asker, text)
    assert (result["answer"], result["reason_code"]) == ("unanswerable", code)
    assert named in result["reason"]


def test_a_name_of_two_organs_is_not_guessed(bring: Import, base: Base, asker: Asker) -> None:
    twin = organ("H9", "驻在单位", "镜湖市财政局", short="市财政局")
    bring(**with_("organs", twin))
    found = registry.here(base)
    assert found is not None
    result = ask(found, asker, "驻市财政局组应当监督市财政局吗？")
    assert result["reason_code"] == "several_organs"
    assert "安澜市财政局" in result["reason"]
    assert "镜湖市财政局" in result["reason"]


def test_an_organ_that_has_ended_is_said_to_have(bring: Import, base: Base, asker: Asker) -> None:
    ended = organ("H9", "驻在单位", "安澜市粮食局", short="市粮食局", valid_to="2024-12-31")
    bring(**with_("organs", ended))
    found = registry.here(base)
    assert found is not None
    result = ask(found, asker, "驻市财政局组应当监督市粮食局吗？")
    assert result["reason_code"] == "no_organ_on_day"
    assert "2024-12-31" in result["reason"]


def test_questions_without_names_are_answered_as_before(here: Here, asker: Asker) -> None:
    text = "派驻机构对驻在单位党组织是否有协助职责？"
    result = ask(here, asker, text)
    assert (result["answer"], "organs" in result) == ("limited", False)


@pytest.mark.parametrize(
    ("day", "office"),
    [(date(2025, 4, 30), "Z3"), (date(2025, 5, 1), "Z2")],
    ids=["last day", "first day"],
)
def test_scenario_b_names_exactly_one_office(
    qingpu: Here, asker: Asker, base: Base, day: date, office: str
) -> None:
    shown = overview.overview(queries.chart(), "H7", day, base)
    assert [o["id"] for o in shown["supervised_by"]] == [office]
    result = ask(qingpu, asker, "区供销社由谁监督？", day)
    assert (result["answer"], result["understood"]["bearer"]) == ("required", office)
    ruled = {z: qingpu.rule(z, "supervise", "区供销社", day, "zh")["answer"] for z in ("Z1", "Z2", "Z3")}
    assert [z for z, answer in ruled.items() if answer == "required"] == [office]


def test_scenario_b_names_the_head_of_each_day(qingpu: Here, base: Base) -> None:
    chart = qingpu.chart
    holders = {
        day: [s["person"] for s in overview.overview(chart, "Z1", day, base)["seats"] if s["title"] == "组长"]
        for day in (date(2025, 6, 30), date(2025, 7, 1))
    }
    assert holders == {date(2025, 6, 30): ["X01"], date(2025, 7, 1): ["X07"]}


def test_scenario_c_the_bid_committee_is_not_for_the_office(qingpu: Here) -> None:
    result = qingpu.rule("驻区卫生健康局纪检监察组", "host_business.bid", "区卫生健康局", TODAY, "zh")
    assert result["answer"] in {"not_provided", "forbidden"}
    assert [o["id"] for o in result["organs"]["supervised_by"]] == ["Z2"]


@pytest.mark.parametrize(
    ("on", "answer"), [(TODAY, "limited"), (date(2021, 11, 4), "not_provided")], ids=["today", "2021"]
)
def test_scenario_c_the_duty_to_assist(qingpu: Here, asker: Asker, on: date, answer: str) -> None:
    result = ask(qingpu, asker, "驻区卫生健康局组要协助区卫生健康局党组吗？", on)
    assert (result["answer"], result["understood"]["toward"]) == (answer, "D3")


def _with_secretary(bring: Import, base: Base) -> Here:
    lists = with_("seats", {"id": "S3", "post": "P3", "person": "X3", "since": "2022-01-01", "until": None})
    lists["persons"].append({"id": "X3", "party_member": True, "since": "2001-07-01"})
    bring(**lists)
    found = registry.here(base)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2009, 12, 31), ["person"]),
        (date(2019, 12, 31), ["party_member", "person", "supervised_person"]),
        (date(2025, 6, 30), ["party_member", "person", "stationed_head", "supervised_person"]),
        (date(2025, 7, 1), ["party_member", "person", "supervised_person"]),
    ],
    ids=["before all", "no seat yet", "last day of the seat", "the day after"],
)
def test_a_person_is_of_the_kinds_of_the_posts_held_that_day(here: Here, day: date, kinds: list[str]) -> None:
    assert sorted(here.day_of(("person:X1",), day).world.kinds["person:X1"]) == kinds


def test_a_person_owes_what_the_post_owes_while_it_is_held(bring: Import, base: Base) -> None:
    here = _with_secretary(bring, base)
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    answers = {
        (person, day): here.rule(person, "exchange_views", "post:P3", day, "zh")["answer"]
        for person in ("person:X1", "person:X2", "post:P1")
        for day in (before, after)
    }
    head = answers["post:P1", before]
    assert head != "not_provided"
    assert answers == {
        ("post:P1", before): head,
        ("post:P1", after): head,
        ("person:X1", before): head,
        ("person:X1", after): "not_provided",
        ("person:X2", before): "not_provided",
        ("person:X2", after): head,
    }


def test_an_office_supervises_the_persons_at_its_host(bring: Import, base: Base) -> None:
    here = _with_secretary(bring, base)
    result = here.rule("Z1", "supervise", "person:X3", TODAY, "zh")
    assert result["answer"] == "required"
    assert result["organs"]["toward"]["name"] == "X3"
    assert [r["id"] for r in result["organs"]["relations"][0]["rests_on"]] == ["R4", "R6"]
    assert here.rule("Z2", "supervise", "person:X3", TODAY, "zh")["organs"]["relations"] == []


def test_answers_name_no_person_but_those_asked_about(bring: Import, base: Base) -> None:
    here = _with_secretary(bring, base)
    told = str(here.rule("Z1", "supervise", "person:X3", TODAY, "zh"))
    assert not any(code in told for code in ("X1", "X2"))
    assert "person:" not in str(here.rule("Z1", "supervise", "H1", TODAY, "zh"))


def test_an_unknown_person_is_refused_without_the_codes_of_others(here: Here) -> None:
    with pytest.raises(UnknownTerm, match="person") as refused:
        here.rule("person:X9", "supervise", "H1", TODAY, "zh")
    assert refused.value.near == ()

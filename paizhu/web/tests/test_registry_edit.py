"""Editing the registry through pages: the rules of an import, reasons kept, the past left as it was known."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from paizhu.registry import models, queries
from paizhu.registry.importing import import_file
from paizhu.registry.tests.charts import city

EDIT = "/organs/Z1/edit/"
RELATION = f"{EDIT}relations/R4/"
REASON = "安编办〔2025〕9号"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [datetime(2025, 8, 1, 9, 0, tzinfo=timezone.get_current_timezone())]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


@pytest.fixture(autouse=True)
def _city(tmp_path: Path, clock: list[datetime], db: None) -> None:  # noqa: ARG001  the database, empty
    file = tmp_path / "city.json"
    file.write_text(json.dumps(city(), ensure_ascii=False), "utf-8")
    import_file(file)
    clock[0] = clock[0].replace(month=9)


def drawn(client: Client, address: str) -> dict[str, str]:
    """The fields of a page's form as a browser would send them unchanged."""
    page = client.get(address).content.decode()
    form = page[page.index('name="change"') - 200 :]
    fields = dict(re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def send(client: Client, address: str, **values: str) -> tuple[int, str]:
    """Change some fields of a page's form and send it."""
    reply = client.post(address, drawn(client, address) | {"reason": REASON} | values)
    return reply.status_code, reply.content.decode()


def test_a_change_recorded_late_leaves_the_past_as_known_then(client: Client) -> None:
    then = queries.chart()
    status, _ = send(client, RELATION, until="2025-06-30")
    assert status == 302
    assert queries.chart(known=date(2025, 8, 31)) == then
    assert queries.chart().relations["R4"].until == date(2025, 7, 1)
    assert queries.chart(known=date(2025, 9, 1)) == queries.chart()
    change = models.Change.objects.order_by("-at")[0]
    assert (change.kind, change.reason) == ("edit", REASON)


def test_nothing_said_changes_nothing(client: Client) -> None:
    for address in (EDIT, RELATION, f"{EDIT}posts/P1/", f"{EDIT}seats/S1/", f"{EDIT}persons/X1/"):
        status, page = send(client, address)
        assert status == 302, page
    assert models.Change.objects.count() == 1


def test_a_new_organ_with_relation_post_and_seat(client: Client) -> None:
    assert send(client, "/organs/new/", id="Z3", name="驻市体育局组", kind="派驻机构")[0] == 302
    new = "/organs/Z3/edit/"
    assert drawn(client, f"{new}relations/new/")["id"] == "R10"
    values = {"type": "派驻", "from": "安澜市纪委监委", "to": "Z3", "since": "2025-09-01"}
    assert send(client, f"{new}relations/new/?end=to", **values)[0] == 302
    assert send(client, f"{new}posts/new/", title="组长")[0] == 302
    assert send(client, f"{new}seats/new/", post="P4", person="X9", since="2025-09-01")[0] == 302
    chart = queries.chart()
    assert (chart.relations["R10"].source, chart.relations["R10"].target) == ("W2", "Z3")
    assert (chart.posts["P4"].organ, chart.seats["S3"].person) == ("Z3", "X9")
    page = client.get(new).content.decode()
    assert "安澜市纪委监委 派驻 驻市体育局组" in page
    assert "X9" in page


@pytest.mark.parametrize(
    ("address", "values", "field", "said"),
    [
        (RELATION, {"until": "2017-01-01"}, "until", "2018-01-01"),
        (RELATION, {"to": "H2"}, "since", "R5"),
        (RELATION, {"to": "市财正局"}, "to", "安澜市财政局"),
        (RELATION, {"to": "Z1"}, "to", "Z1"),
        (RELATION, {"type": "派驻"}, "type", "纪委监委"),
        (RELATION, {"since": "2010-01-01"}, "since", "2018-01-01"),
        (RELATION, {"since": "2020"}, "since", "2019-01-10"),
        (RELATION, {"basis": "=1+1"}, "basis", "公式"),
        (RELATION, {"reason": " "}, "reason", "应写明理由"),
        (f"{EDIT}seats/S2/", {"since": "2025-06-30"}, "since", "S1"),
        (f"{EDIT}posts/P2/", {"title": "组长"}, "title", "P1"),
        ("/organs/new/", {"id": "z1", "name": "甲", "kind": "驻在单位"}, "id", "Z1"),
        ("/organs/new/", {"id": "Z1", "name": "甲", "kind": "驻在单位"}, "id", "其他记录没有用过"),
        ("/organs/new/", {"id": "A\u202eB", "name": "甲", "kind": "驻在单位"}, "id", "不可见"),
        ("/organs/new/", {"id": "A1", "name": "", "kind": "x"}, "name", "名称"),
    ],
    ids=["ends before it starts", "two offices over one unit", "no such organ", "to itself", "wrong way",
         "before the organ", "year only", "formula", "no reason", "two holders", "post twice", "looks alike",
         "id taken", "turned", "no name"],
)  # fmt: skip
def test_what_breaks_a_rule_is_refused_at_its_field(
    client: Client, address: str, values: dict[str, str], field: str, said: str
) -> None:
    before, changes = queries.chart(), models.Change.objects.count()
    status, page = send(client, address, **values)
    assert status == 422
    error = re.search(rf'id="error_{field}">([^<]*)<', page)
    assert error is not None, re.findall(r'id="error_\w+">[^<]*<', page)
    assert said in error[1]
    assert (queries.chart(), models.Change.objects.count()) == (before, changes)


def test_an_organ_ends_with_its_relations_and_seats_or_not_at_all(client: Client) -> None:
    status, page = send(client, EDIT, valid_to="2025-08-31")
    assert status == 422
    assert "R4" in page
    assert queries.chart().organs["Z1"].until is None
    assert send(client, EDIT, valid_to="2025-08-31", with_ties="on")[0] == 302
    chart, day = queries.chart(), date(2025, 9, 1)
    assert {chart.organs["Z1"].until, chart.relations["R2"].until, chart.relations["R4"].until} == {day}
    assert (chart.seats["S2"].until, chart.seats["S1"].until) == (day, date(2025, 7, 1))
    assert models.Change.objects.count() == 2


def test_a_form_from_before_anothers_change_is_refused_and_shows_it(
    client: Client, clock: list[datetime]
) -> None:
    mine = drawn(client, RELATION)
    clock[0] = clock[0].replace(minute=2)
    send(client, RELATION, basis="安编办〔2025〕1号")
    reply = client.post(RELATION, mine | {"until": "2025-06-30", "reason": REASON})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "<del>安编办〔2018〕1号</del>" in page
    assert "<ins>安编办〔2025〕1号</ins>" in page
    assert queries.chart().relations["R4"].until is None
    again = dict(re.findall(r'name="(change|until)" value="([^"]*)"', page))
    assert client.post(RELATION, mine | again | {"reason": REASON}).status_code == 302
    assert queries.chart().relations["R4"].until == date(2025, 7, 1)


def test_anothers_change_of_another_record_does_not_disturb(client: Client, clock: list[datetime]) -> None:
    mine = drawn(client, RELATION)
    clock[0] = clock[0].replace(minute=2)
    send(client, f"{EDIT}seats/S2/", since="2025-07-02")
    assert client.post(RELATION, mine | {"basis": "x", "reason": REASON}).status_code == 302


def test_sending_a_form_twice_records_once(client: Client) -> None:
    mine = drawn(client, RELATION) | {"basis": "x", "reason": REASON}
    assert [client.post(RELATION, mine).status_code for _ in range(2)] == [302, 302]
    assert models.Change.objects.count() == 2


def test_a_record_by_mistake_is_withdrawn_and_stays_as_known_then(client: Client) -> None:
    address = f"{EDIT}relations/R4/withdraw/"
    assert client.post(address, drawn(client, address) | {"reason": ""}).status_code == 422
    assert send(client, address)[0] == 302
    assert "R4" not in queries.chart().relations
    assert "R4" in queries.chart(known=date(2025, 8, 31)).relations
    page = client.get("/organs/changes/").content.decode()
    assert REASON in page
    assert "撤回" in page
    assert client.get(RELATION).status_code == 404
    assert client.post(address, {"reason": REASON}).status_code == 404
    assert REASON in client.get("/organs/Z1/").content.decode()


def test_an_organ_is_withdrawn_with_what_refers_to_it_or_not_at_all(client: Client) -> None:
    address = f"{EDIT}organs/Z1/withdraw/"
    status, page = send(client, address)
    assert status == 422
    assert "R4" in page
    assert "Z1" in queries.chart().organs
    assert send(client, address, with_ties="on")[0] == 302
    chart = queries.chart()
    assert chart.organs.keys() & {"Z1"} == set()
    assert chart.relations.keys() & {"R2", "R4"} == set()
    assert chart.seats == {}
    assert chart.posts.keys() == {"P3"}


def test_withdrawing_what_another_changed_is_refused(client: Client, clock: list[datetime]) -> None:
    address = f"{EDIT}relations/R4/withdraw/"
    mine = drawn(client, address)
    clock[0] = clock[0].replace(minute=2)
    send(client, RELATION, basis="安编办〔2025〕1号")
    reply = client.post(address, mine | {"reason": REASON})
    assert reply.status_code == 409
    assert "R4" in queries.chart().relations


def test_changes_are_listed_with_before_and_after(client: Client) -> None:
    send(client, RELATION, until="2025-06-30")
    page = client.get("/organs/changes/").content.decode()
    assert "2025-09-01 09:00:00" in page
    assert "<ins>2025-06-30</ins>" in page
    assert "city.json" in page
    whole = client.get(f"/organs/changes/{models.Change.objects.order_by('at')[0].pk}/").content.decode()
    assert "安澜市国库支付中心" in whole
    seats = client.get(f"/organs/changes/{models.Change.objects.order_by('at')[0].pk}/", {"show": "seats"})
    assert "S2" in seats.content.decode()
    assert client.get("/organs/changes/999/").status_code == 404


def test_the_list_of_changes_costs_the_same_for_many(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(25):
        send(client, RELATION, basis=f"第{n}号")
    with django_assert_max_num_queries(50):
        page = client.get("/organs/changes/").content.decode()
    assert "第1页，共2页" in page


@pytest.mark.parametrize(
    "address",
    [
        "/organs/nobody/edit/",
        "/organs/Z1/edit/relations/R5/",
        "/organs/Z1/edit/posts/P3/",
        "/organs/Z1/edit/likes/R4/",
        "/organs/Z1/edit/seats/S9/",
        "/organs/H1/edit/organs/Z1/withdraw/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("id_", ["a/b", "..", "new", "import", "a~b%2F", "甲 乙?#"])
def test_any_id_has_its_address(client: Client, id_: str) -> None:
    reply = client.post("/organs/new/", {"id": id_, "name": "甲局", "kind": "驻在单位", "reason": REASON})
    assert reply.status_code == 302
    page = client.get(reply["Location"])
    assert page.status_code == 200
    assert "甲局" in page.content.decode()


def test_names_are_shown_as_text(client: Client) -> None:
    send(client, EDIT, name="<b>组</b>{{ 1 }}")
    for address in (EDIT, RELATION, "/organs/changes/"):
        assert "<b>组" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "address", ["/organs/new/", EDIT, RELATION, f"{RELATION}withdraw/", "/organs/changes/"]
)
def test_only_a_system_administrator(visitor: Client, auditor: Client, address: str) -> None:
    assert visitor.get(address)["Location"].startswith("/sign-in/?next=")
    assert auditor.get(address).status_code == 403
    assert auditor.post(address, {"reason": REASON}).status_code == 403
    if "changes" not in address:
        assert Client(enforce_csrf_checks=True).post(address, {"reason": REASON}).status_code == 403

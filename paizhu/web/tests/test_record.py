"""The pages of the record: both responsibilities, the logs, and what Today expects."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.acts import acts
from paizhu.door.administration import ADMINISTERS
from paizhu.door.models import Matter
from paizhu.door.overdue.acts import PRODUCT_ACTS
from paizhu.door.refusals import Refused
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT, assigned, do, fresh, proposed
from paizhu.web.record.words import act_name

NOW = AT.replace(month=12, day=1)


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, in December."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def as_(name: str, lang: str = "en") -> Client:
    """A browser in which one of the cast has signed in, or an administrator of that kind."""
    is_one = name in {"audit", "system", "security"}
    made = make_account(name, administers=name) if is_one else make_account(name, person=f"X-{name}")
    client = sign_in(Client(), made)
    client.cookies["paizhu_language"] = lang
    return client


def text(client: Client, address: str, status: int = 200, **fields: str) -> str:
    reply = client.get(address, fields)
    assert reply.status_code == status, reply.content.decode()[:300]
    return re.sub(r"\s+", " ", reply.content.decode())


def of_the_office() -> Matter:
    matter = proposed("deputy", act="notify.important", assignee="H1", title="通报重要情况")
    do("head", "task.approve", matter)
    return fresh(matter)


def report(on: date) -> Matter:
    matter = assigned(act="report.annual", title="年度专题报告")
    do("clerk", "task.accept", matter)
    do("head", "task.answer", fresh(matter), text="报告", on=on)
    return fresh(matter)


def column(page: str, which: str) -> str:
    start = page.index(f'aria-labelledby="{which}-title"')
    return page[start : page.index("</section>", start)]


@pytest.mark.parametrize(
    ("lang", "supervision", "principal"),
    [
        ("zh-hans", "监督责任", "主体责任"),
        ("en", "Responsibility for supervision", "Principal responsibility"),
    ],
)
def test_both_responsibilities_side_by_side(lang: str, supervision: str, principal: str) -> None:
    matter = of_the_office()
    page = text(as_("head", lang), "/record/")
    assert supervision in column(page, "supervision")
    assert principal in column(page, "principal")
    assert "安澜市财政局、安澜市财政局党组" in column(page, "principal")
    assert f'href="/matters/{matter.reference}/"' in column(page, "supervision")
    assert "通报重要情况" not in column(page, "principal")
    assert "pz-state-to_confirm" in column(page, "supervision")  # consulting in the first half-year
    assert "pz-state-missed" in column(page, "principal")  # the meeting on strict governance


def test_both_dates_of_what_was_recorded_late() -> None:
    matter = proposed("deputy", act="notify.important", assignee="H1", on=date(2025, 8, 20))
    do("head", "task.approve", matter, on=date(2025, 8, 20))
    page = column(text(as_("head"), "/record/"), "supervision")
    assert '<time datetime="2025-08-20">' in page
    assert "recorded on 2025-09-01" in page


@pytest.mark.parametrize("who", ["host", "superior", "secretary", "other"])
def test_title_is_shown_only_to_whoever_sees_the_content(who: str) -> None:
    of_the_office()
    assert ("通报重要情况" in text(as_(who), "/record/")) is (who == "host")


@pytest.mark.parametrize("pair", [{"office": "Z1", "host": "H1"}, {"office": "Z9"}, {"host": "Z1"}])
def test_what_may_not_be_seen_is_answered_as_what_does_not_exist(pair: dict[str, str]) -> None:
    text(as_("other"), "/record/", 404, **pair)


def test_dispatching_organ_chooses() -> None:
    client = as_("superior")
    assert "安澜市水利局" in column(text(client, "/record/", office="Z2"), "principal")
    # The host of the office before still stands in the form when another office is chosen.
    assert "安澜市水利局" in column(text(client, "/record/", office="Z2", host="H1"), "principal")
    part = client.get("/record/", {"office": "Z2"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="record"')
    assert 'hx-swap-oob="true"' in part


@pytest.mark.parametrize("year", ["2018", "2026", "x", "²"])
def test_year_that_cannot_be_shown_is_not_found(year: str) -> None:
    text(as_("head"), "/record/", 404, year=year)


def test_year_before_is_shown_with_what_was_missed() -> None:
    page = text(as_("superior"), "/record/", year="2024", office="Z1")
    assert "2024年" in page or "2024" in column(page, "supervision")
    assert "None that you see." in column(page, "supervision")


def test_nobody_signed_in_sees_nothing() -> None:
    for address in ("/record/", "/record/log/"):
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("who", ["system", "security"])
def test_other_administrators_see_neither_record_nor_log(who: str) -> None:
    assigned()
    client = as_(who)
    text(client, "/record/", 404)
    text(client, "/record/log/", 404)
    assert 'href="/record/"' not in text(client, "/accounts/")


def test_log_shows_entries_with_numbers_gates_and_norms() -> None:
    matter = assigned()
    with pytest.raises(Refused):
        do("clerk", "task.decline", matter, text="没有依据")
    do("clerk", "task.accept", fresh(matter))
    page = text(as_("head"), "/record/log/")
    assert page.index('id="entry-2"') < page.index('id="entry-1"')
    assert "Refused: power of the seat" in page
    assert "door.power.level" in page
    assert f'href="/matters/{matter.reference}/"' in page
    assert "没有依据" not in page
    assert "公务用车" not in page


@pytest.mark.parametrize(
    ("who", "organ", "status"),
    [
        ("head", "Z2", 404),
        ("head", "W2", 404),
        ("superior", "Z1", 200),
        ("secretary", "H1", 404),
        ("audit", "Z1", 200),
    ],
)
def test_whose_log_is_read_by_whom(who: str, organ: str, status: int) -> None:
    do("clerk", "task.accept", assigned())
    text(as_(who), "/record/log/", status, organ=organ)


def test_audit_administrator_is_led_to_the_logs_and_finds_no_way_to_a_matter() -> None:
    matter = assigned()
    client = as_("audit")
    assert client.get("/record/").headers["Location"] == "/record/log/"
    page = text(client, "/record/log/", organ="W2")
    assert matter.reference in page
    assert f"/matters/{matter.reference}" not in page
    assert 'href="/record/"' in page


def test_every_act_that_can_stand_in_a_log_has_a_name() -> None:
    named = {id_: act_name(id_, "en") for id_ in (*ADMINISTERS, *PRODUCT_ACTS, *(act.id for act in acts))}
    assert [id_ for id_, name in named.items() if name == id_] == []


@pytest.mark.parametrize("before", ["x", "²", "9" * 30])
def test_page_of_a_log_that_is_none(before: str) -> None:
    text(as_("head"), "/record/log/", 404, before=before)


def expected_part(page: str) -> str:
    start = page.index('aria-labelledby="expected-title"')
    return page[start : page.index("</section>", start)]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh-hans", "提交年度专题报告"), ("en", "period before: Missed")]
)
def test_today_tells_what_is_expected_and_on_which_provision(lang: str, words: str) -> None:
    part = expected_part(text(as_("clerk", lang), "/today/"))
    assert words in part
    assert "第三十三条" in part or "art. 33" in part
    assert "2025-12-31" in part


def test_today_stops_telling_what_is_done() -> None:
    report(date(2025, 9, 10))
    owes, _owed = expected_part(text(as_("clerk", "zh-hans"), "/today/")).split("他方须向其履行")
    assert "提交年度专题报告" not in owes


def test_what_is_owed_can_be_asked_for() -> None:
    client = as_("superior")
    part = expected_part(text(client, "/today/"))
    address = next(a for a in re.findall(r'href="(/matters/new/[^"]*)"', part) if "2025" in a)
    page = text(client, address.replace("&amp;", "&"))
    assert re.search(r'name="about"[^>]*value="2025', page)
    assert re.search(r'name="assignee"[^>]*value="安澜市', page)

"""What the pages are made of: addresses, days, drawings, the base."""

from datetime import date
from threading import Thread

import pytest
from django.urls import resolve, reverse

from paizhu import opened as base
from paizhu.web import drawing, links
from paizhu.web.days import NotADay, day_of, years_from

DAY = date(2026, 11, 23)


def test_links_are_those_of_the_table() -> None:
    assert links.ask("x", DAY).startswith(reverse("ask") + "?")
    assert links.rule("a", "b", None, DAY) == reverse("rule") + "?bearer=a&act=b&on=2026-11-23"
    assert links.version("a", "2022") == reverse("version", args=["a", "2022"])
    assert links.article("a", "2022", "260-1") == reverse("article", args=["a", "2022", "260-1"])
    assert links.matter("23456789ab") == reverse("matter", args=["23456789ab"])
    assert links.procedure("task.2022") == reverse("procedure", args=["task.2022"])
    assert links.matrix("a", DAY).startswith(reverse("matrix") + "?")
    assert resolve("/norms/roles/").url_name == "roles"


@pytest.mark.parametrize("text", ["2026-11-23", " 2026-11-23 "])
def test_day(text: str) -> None:
    assert day_of(text) == DAY


@pytest.mark.parametrize("text", ["1899-12-31", "3000-01-01", "2026-02-29", "23/11/2026", "0", "\u202e"])
def test_no_day(text: str) -> None:
    with pytest.raises(NotADay):
        day_of(text)


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2025, 3, 1), -1, date(2024, 3, 1)),
        (date(2999, 5, 5), 1, date(2999, 5, 5)),
    ],
    ids=["leap day", "usual", "last year"],
)
def test_years_from(day: date, years: int, then: date) -> None:
    assert years_from(day, years) == then


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("派驻机构", ("派驻机构",)),
        ("驻在单位党组（党委）主要负责人", ("驻在单位党组", "（党委）主要负", "责人")),
        ("principal leader of the committee", ("principal", "leader of the", "committee")),
        ("", ()),
    ],
)
def test_text_is_wrapped(text: str, lines: tuple[str, ...]) -> None:
    assert drawing.wrapped(text, 13, 95) == lines


def test_text_too_long_is_cut() -> None:
    rows = drawing.wrapped("很长" * 40, 13, 95, 2)
    assert len(rows) == 2
    assert rows[-1].endswith("…")


def test_text_in_a_drawing_is_escaped() -> None:
    assert "<b>" not in drawing.text(0, 0, "<b>", "x")


def test_base_is_opened_once_by_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[base.Opened] = []
    known = base.opened()

    def open_again() -> base.Opened:
        made.append(known)
        return known

    monkeypatch.setattr(base, "_open", open_again)
    place = base._Place()
    threads = [Thread(target=place.get) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1

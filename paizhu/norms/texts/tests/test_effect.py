"""Since when a text is in force: stated without doubt, or asked about."""

from datetime import date

import pytest

from paizhu.norms.texts.effect import effect_of
from paizhu.norms.texts.parse import parse
from paizhu.norms.texts.tests.homes import text


def since(head: str, clause: str) -> date | None:
    raw = text(f"第一条 甲。\n\n第二条 {clause}", head=head)
    return effect_of(parse("x.txt", raw)[0]).since


@pytest.mark.parametrize(
    ("head", "clause", "day"),
    [
        ("（2020年1月2日发布）", "本办法自2020年3月1日起施行。", date(2020, 3, 1)),
        ("（2020年1月2日发布）", "本办法自发布之日起施行。", date(2020, 1, 2)),
        ("（2020年1月2日通过 2020年1月5日公布）", "本办法自公布之日起施行。", date(2020, 1, 5)),
        ("（一九九七年二月十七日发布）", "本办法自发布之日起试行。", date(1997, 2, 17)),
        ("", "本办法自一九九四年五月一日起施行，旧办法同时废止。", date(1994, 5, 1)),
        ("(2019.1.1起施行）", "甲。", date(2019, 1, 1)),
        ("2014年4月25日公布\n\n2014年7月1日 施行", "本办法自2014年7月1日起施行。", date(2014, 7, 1)),
    ],
    ids=["a day", "promulgation", "promulgated later", "in words", "without head", "in the head", "in both"],
)
def test_stated(head: str, clause: str, day: date) -> None:
    assert since(head, clause) == day


@pytest.mark.parametrize(
    ("head", "clause"),
    [
        ("", "甲。"),
        ("", "本办法自公布之日起施行。"),
        ("（2020年1月2日通过）", "本办法自公布之日起施行。"),
        ("（2000年1月2日公布 2020年1月2日修正）", "本办法自公布之日起施行。"),
        ("（2000年1月2日公布 2020年1月2日修正）", "本办法自2000年3月1日起施行。"),
        ("2020年1月2日公布\n\n2020年2月1日施行", "本办法自2020年3月1日起施行。"),
        ("", "本办法自2020年起施行。"),
        ("", "本办法自2020年13月1日起施行。"),
    ],
    ids=[
        "nothing",
        "no day",
        "only adopted",
        "changed since",
        "earlier than a change",
        "two days",
        "a year",
        "no such month",
    ],
)
def test_doubtful_is_never_guessed(head: str, clause: str) -> None:
    assert since(head, clause) is None

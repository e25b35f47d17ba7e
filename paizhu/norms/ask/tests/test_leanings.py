"""How a question is put, and whom it names, weigh with what it is about; neither overrules what it plainly says."""

from datetime import date

import pytest

from paizhu.norms.ask.dates import dated
from paizhu.norms.ask.manner import manner
from paizhu.norms.ask.outside import outside
from paizhu.norms.ask.reply import Asker
from paizhu.norms.ask.weighing import LEANINGS

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("县纪委收到告省管干部的信，几天内得往上一级送？", "required"),
        ("被审查人在办案点出了安全事故，几小时内得往上报？", "required"),
        ("办我这件举报的干部是被举报人的亲弟弟，我有权要求他回避吗？", "permitted"),
        ("没有经过批准，办案人员可以在谈话时关掉录音录像设备吗？", "forbidden"),
        ("认定一个人是诬告陷害，要哪一级批准？", "required"),
        ("举报查下来是假的，纪委想在单位里通报澄清一下，行吗，要谁批？", "permitted"),
    ],
    ids=["another reports upward", "who has the accident does not report it", "the one who asks may demand it",
         "an act without approval, where the article has an exception too", "who approves",
         "whether it may be done, and who approves besides"],
)  # fmt: skip
def test_rules(asker: Asker, text: str, answer: str) -> None:
    reply = asker.ask(text, TODAY)
    assert reply.ruling is not None
    assert reply.ruling.answer.value == answer


def test_another_party_that_is_plainly_asked_about_is_not_taken_for_the_norms_own(asker: Asker) -> None:
    reply = asker.ask("派驻组立案之前，是不是要先征求机关党委书记的意见？", TODAY)
    assert reply.ruling is None or reply.ruling.answer.value == "not_provided"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("派驻组可以不登记线索吗?", "denied"),
        ("线索少就不登记了,行吗?", "leave"),
        ("派驻组必须登记线索吗?", "must"),
        ("派驻组可以查阅文件吗?", "may"),
        ("几天内提出处置意见?", "what"),
    ],
)
def test_each_way_of_asking_leans_somewhere(text: str, way: str) -> None:
    assert manner(text, "zh").way == way
    assert way in LEANINGS


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("二〇二五年五月底,监委能用责令候查吗?", date(2025, 5, 31)),
        ("二〇二四年劳动节前后,能申请复审吗?", date(2024, 5, 1)),
        ("2025年6月中旬,案子还要查吗?", date(2025, 6, 15)),
        ("2025年6月中央纪委能派驻吗?", date(2025, 6, 1)),
        ("2023年十二月三日那天,能吗?", date(2023, 12, 3)),
    ],
)
def test_days_in_words(text: str, on: date) -> None:
    assert dated(text).on == on


def test_a_regulation_is_known_by_its_english_name_turned_round(asker: Asker) -> None:
    reply = asker.ask("Does Article 91 of the Rules on Stationed Bodies let the host unit appeal?", TODAY)
    assert reply.reason == "no_such_article"


def test_rules_that_are_only_rumoured_are_not_ruled_on() -> None:
    assert outside("听说要出个新规定让派驻组管业务,出台后组长必须分管哪块?") == "future"
    assert outside("派驻组自己干得好不好,需不需要听听驻在单位班子的看法?") is None

"""Who acts is not always who is named first; an act that nobody approved is measured by the approval it needs."""

from datetime import date

import pytest

from paizhu.norms.ask.outside import outside
from paizhu.norms.ask.reply import Asker

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("要冻结一个处长的存款，派驻组图快没报批就办了，合规吗？", "required"),
        ("派出机关给派驻组提了监督意见，组里除了改，还得报一声改得怎么样？", "required"),
        ("实名举报办结后要不要反馈结果，多少天？", "required"),
        ("22年3月15号，单位搞内部巡察，那时要派驻组协助吗？", "required"),
        ("Does the host Party group lead the stationed office?", "not_provided"),
        ("三个月没办完的交办件，下级机关可否延期？批准人是谁？", "permitted"),
        ("复审结果出来了还是不服，当事人能往上一级监委申请复核吗？", "permitted"),
    ],
    ids=["nobody approved it", "who acts in the story before", "a lapsed norm, and one in force",
         "a norm to come, and one in force",
         "a verb that is no lead", "leave first, then who approves",
         "a loose word for a person, a level of commission"],
)  # fmt: skip
def test_rules(asker: Asker, text: str, answer: str) -> None:
    reply = asker.ask(text, TODAY)
    assert reply.ruling is not None
    assert reply.ruling.answer.value == answer


def test_a_lower_commission_does_not_lead_a_higher_one(asker: Asker) -> None:
    upward = asker.ask("县纪委有没有领导市纪委的权力？", TODAY)
    assert upward.ruling is None or upward.ruling.answer.value == "not_provided"
    downward = asker.ask("市纪委有没有领导县纪委的权力？", TODAY)
    assert downward.ruling is not None
    assert downward.ruling.answer.value in ("required", "permitted")


def test_a_power_that_another_gives_is_not_ruled_on_where_it_was_not_given(asker: Asker) -> None:
    given = asker.ask("经派出机关授权，派驻组能调查驻在单位监察对象的受贿问题吗？", TODAY)
    assert given.ruling is not None
    assert given.ruling.answer.value == "permitted"
    assert (
        asker.ask(
            "县局纪检组手上有一条受贿线索，派出机关没有授予职务犯罪调查权。组里能否径行调查？", TODAY
        ).ruling
        is None
    )


def test_of_whom_something_is_said_does_not_act(asker: Asker) -> None:
    (named,) = asker.understanding.roles.find("一把手算重点吗?", "zh")
    assert named.side == ""
    (acts,) = asker.understanding.roles.find("一把手要带头吗?", "zh")
    assert acts.side == "bearer"


def test_a_trade_word_is_not_somebodys_name() -> None:
    assert outside("国企老总受了撤职处分,工资待遇是不是跟着降?") is None
    assert outside("张总那件事,后来到底立了没有?") == "facts"

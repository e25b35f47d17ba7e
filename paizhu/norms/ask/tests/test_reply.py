"""Questions in words: the ruling, the value, or the reason why there is none."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.ask.answer import of_reply
from paizhu.norms.ask.reply import Asker

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("今天的天气怎么样？", "elsewhere"),
        ("派出所要不要协助村委会调解？", "elsewhere"),
        ("根据《纪检监察机关派驻机构工作规则》第六十三条，派驻机构要不要协助党组？", "no_such_article"),
        ("《派驻监督法》第五条说派驻机构必须协助驻在单位党组，应当照办吗？", "unknown_regulation"),
        ("应当协助吗？", "incomplete"),
        ("它对它有没有协助职责？", "incomplete"),
        ("派驻机构应当吗？", "incomplete"),
        ("驻" * 100_000, "too_long"),
        ("¿Debe la oficina destacada asistir al grupo dirigente del Partido?", "language"),
        ("2015年时派驻机构对驻在单位党组有协助职责吗？", "before_reach"),
    ],
)  # fmt: skip
def test_abstains_with_the_reason(asker: Asker, text: str, reason: str) -> None:
    result = of_reply(asker.ask(text, TODAY), asker.base, "zh")
    assert (result["answer"], result["reason_code"]) == ("unanswerable", reason)
    assert result["reason"]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("派驻机构收到线索后多长时间内提出处置意见？", "duration", "1个月"),
        ("党委（党组）常委会会议多久至少召开一次，专题研究全面从严治党工作？", "frequency", "半年"),
        ("问题线索有哪几种处置方式？", "list", "暂存待查"),
        ("立案前去问党组书记，书记不同意，由谁来定？", "party", "派出机关"),
        ("机关纪委该协助谁抓从严治党？", "party", "机关党委"),
    ],
)
def test_gives_the_value_with_its_norm(asker: Asker, text: str, kind: str, part: str) -> None:
    result = of_reply(asker.ask(text, TODAY), asker.base, "zh")
    assert result["value"]["kind"] == kind
    assert part in result["value"]["text"]
    assert result["value"]["norm"] in asker.base.norms


def test_tells_the_limit_that_nobody_asks_for(asker: Asker) -> None:
    result = of_reply(asker.ask("派驻组收到线索，两个月内提出处置意见就行，对吗？", TODAY), asker.base, "zh")
    assert result["value"]["length"] == 1
    assert result["value"]["norm"] in {ground["norm"] for ground in result["grounds"]}


def test_a_wrong_time_limit_is_not_confirmed(asker: Asker) -> None:
    result = of_reply(
        asker.ask("派驻机构收到线索后应当在两个月内提出处置意见，对吗？", TODAY), asker.base, "zh"
    )
    assert (result["answer"], result["yes_no"]) == ("required", "no")


@pytest.mark.parametrize(
    ("text", "answer", "word"),
    [
        ("立案之前不征求党组书记意见，先立了再说，行吗？", "required", "no"),
        ("立案之前，派驻组要不要征求党组书记意见？", "required", "yes"),
        ("派驻组组长分管一下驻在单位的业务，可以吗？", "forbidden", "no"),
        ("党组有没有义务协助机关党委落实全面从严治党主体责任？", "not_provided", "no"),
        ("机关党委有没有义务协助党组落实全面从严治党主体责任？", "required", "yes"),
    ],
    ids=["leave to depart", "the duty itself", "leave for what is forbidden", "turned round", "not turned"],
)  # fmt: skip
def test_answers_the_wording(asker: Asker, text: str, answer: str, word: str) -> None:
    result = of_reply(asker.ask(text, TODAY), asker.base, "zh")
    assert (result["answer"], result["yes_no"]) == (answer, word)


# What departs from a duty, though no word of the question denies it; and what does not.
DEEDS = [
    ("局里请派驻组帮着搞内部巡察，它能推掉不管吗？", "required", "no"),
    ("派驻组一个人单独找人取证，没事吧？", "required", "no"),
    ("党组专题研究全面从严治党，一年一次够了吧？", "required", "no"),
    ("党组专题研究全面从严治党，半年一次够不够？", "required", "yes"),
    ("组长可以在同一家单位一直待到退休吗？", "required", "no"),
    ("党组会定一个处分，应到9人只来了5人，能开吗？", "required", "no"),
    ("垂直管理单位的下一级纪检机构办案，派驻组能当主要领导吗？", "required", "yes"),
    ("刑讯逼出来的口供，监察机关必须排除、不能拿来当依据吗？", "required", "yes"),
    ("派驻组拿到线索快四十天了还没提处置意见，超没超规定的时限？", "required", "yes"),
    ("派驻组拿到线索二十天了，处置意见还没提，超期了没有？", "required", "no"),
    ("办案的同志急了，吓唬两句套套话，允许不允许？", "forbidden", "no"),
    ("给党员严重警告，派驻组自己发文决定就成？", "not_provided", "no"),
    ("驻在单位拒不整改，派驻组可以向派出机关报告吗？", "required", "yes"),
    ("派驻机构无权处置问题线索，是吗？", "required", "no"),
    ("驻在单位不能拒绝给派驻组提供材料，对吗？", "required", "yes"),
    ("一个人单独去取证，算不算违规？", "required", "yes"),
    ("党组讨论处分决定只来了一半成员，违规吗？", "required", "yes"),
    ("审查调查两个人去谈话够不够？", "required", "yes"),
    ("派驻组会同组织、审计等部门一起开展监督检查，对吗？", "required", "yes"),
    ("函询收到三十个工作日才回，没超期吧？", "required", "no"),
    ("派驻组拿到线索超过一个月还没提处置意见，超期没有？", "required", "yes"),
    ("收到函询三十个工作日还没回复，超期了怎么办？", "required", None),
    ("派驻组应当保守工作秘密、不得泄露吗？", "forbidden", "yes"),
    ("派驻组自己不用参与驻在单位的业务分工，对吗？", "not_provided", "yes"),
    ("派驻组要在2027年1月底前向派出机关交2026年度报告吗？", "required", "yes"),
    ("考核派驻机构，听不听驻在单位班子的意见都可以，对吗？", "required", "no"),
    ("派驻机构提不提纪检监察建议，可以自己斟酌，对吗？", "required", "no"),
    ("派驻机构并非不能列席驻在单位的会议，对吗？", "permitted", "yes"),
    ("机关纪委的协助对象是党组而不是机关党委，对吗？", "required", "no"),
    ("收到函询，应当在十五个自然日内回复，对吗？", "required", "no"),
    ("采取留置后，监察机关是不是一天之内就得通知家属？", "required", "yes"),
    ("未经所在党组主要负责人签署意见，函询回复不应寄回，对吗？", "required", "yes"),
    ("派驻机构对驻在单位党组没有任何协助职责，一项也没有，对吗？", "limited", "no"),
    ("派驻机构对驻在单位党组没有一般的协助职责，对吗？", "limited", "yes"),
    ("“综合监督单位又不是驻在单位，组里可以少管”，组员这么理解对吗？", "required", "no"),
    ("Does the stationed office report problems to its dispatching organ without delay?", "required", "yes"),
    ("May the stationed office stay out of the host's internal inspection altogether?", "required", "no"),
]


@pytest.mark.parametrize(("text", "answer", "word"), DEEDS)
def test_a_deed_that_departs_from_a_duty_is_told_no(
    asker: Asker, text: str, answer: str, word: str | None
) -> None:
    result = of_reply(asker.ask(text, TODAY), asker.base, "zh")
    assert (result["answer"], result["yes_no"]) == (answer, word)


def test_what_is_forbidden_for_years_is_forbidden_in_the_first(asker: Asker) -> None:
    result = of_reply(asker.ask("开除党籍才满三年，不得重新入党，对吗？", TODAY), asker.base, "zh")
    assert (result["answer"], result["yes_no"]) == ("forbidden", "yes")


@given(text=st.text(max_size=300))
def test_any_text_gets_a_reply_that_is_json(asker: Asker, text: str) -> None:
    result = of_reply(asker.ask(text, TODAY), asker.base, "en")
    json.dumps(result)
    assert result["summary"]


def test_the_same_question_gives_the_same_bytes(asker: Asker) -> None:
    text = "派驻机构对驻在单位党组织是否有协助职责？"
    first, again = (json.dumps(of_reply(asker.ask(text, TODAY), asker.base, "zh")) for _ in range(2))
    assert first == again

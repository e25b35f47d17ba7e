"""What stands around a question is put aside; what it asks stays."""

import pytest

from paizhu.norms.ask.framing import plainly
from paizhu.norms.ask.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("判断题：派驻机构可以分管驻在单位业务。（ ）", "派驻机构可以分管驻在单位业务,对吗?"),
        ("考考大家：县级监委可以自己决定留置。对还是不对？", "县级监委可以自己决定留置,对吗?"),
        ("正误判断——派驻机构由驻在单位领导。", "派驻机构由驻在单位领导,对吗?"),
        ("单选：领导派驻机构的是（ ）。A. 驻在单位党组 B. 派出机关", "领导派驻机构的是谁?"),
        ("单选：监察官想兼任律师，（ ）。A. 可以 B. 不得", "监察官想兼任律师,可以吗?"),
        ("True or false: the Party group leads the office.", "the Party group leads the office, right?"),
        ("我们内部有分歧，特来请示：派驻组要协助吗？敬请指正", "我们内部有分歧,派驻组要协助吗?敬请指正"),
        ("派驻组可否直接通报党组？谨候指示。", "派驻组可否直接通报党组?"),
        ("从严治党谁是第一责任人？我猜是派驻组组长。对不对？", "从严治党谁是第一责任人?"),
        (
            "We are asked whether the committee must assist. Kindly confirm.",
            "whether the committee must assist.",
        ),
    ],
)
def test_puts_plainly(text: str, plain: str) -> None:
    assert plainly(normalise(text)) == plain


@pytest.mark.parametrize(
    "text",
    [
        "派驻机构应当请示派出机关吗?",
        "派驻机构对驻在单位党组应当( )。A.领导 B.支持和督促",  # its choices say what is done
        "派驻机构应当协助(不含代替)党组吗?",
        "收到函询几天要回?我猜是15天,对吗?",  # a time that is stated is looked at
        "党组判断有误,派驻组要提醒吗?",
        "",
    ],
)
def test_leaves_what_is_asked(text: str) -> None:
    assert plainly(text) == text

"""Recommendations and minutes as official documents: what they say, to whom, and what they never say."""

import io
from typing import Any

import pytest
from docx import Document

from paizhu.door.doing import Channel
from paizhu.door.refusals import NotVisible
from paizhu.door.tests.world import do, fresh, present, seat
from paizhu.liaison.consultations.tests import consultations
from paizhu.rectification.tests import way
from paizhu.reports import making
from paizhu.reports.laying import Laid, laid
from paizhu.reports.making import Form
from paizhu.reports.tests.test_letters import set_layout

pytestmark = pytest.mark.usefixtures("cast")


def of(matter: Any, who: str = "clerk", on: Any = None) -> Laid:
    now = present(on) if on else present()
    return laid(seat(who), matter.reference, now)


def words(found: Laid) -> list[str]:
    data = making.made(seat("clerk"), found, Form.DOCX, present(), Channel.PAGE)
    return [p.text for p in Document(io.BytesIO(data)).paragraphs]


def test_a_recommendation_says_what_was_found_why_and_by_when_and_not_where_it_comes_from() -> None:
    set_layout(recommendation_word="安纪驻财建", word="安纪驻财函")
    draft, issued = way.drafted(), way.issued()
    assert (of(draft).official.draft, of(draft).official.number) == (True, "")
    found = of(issued, "secretary")
    made = found.official
    assert (made.number, made.addressee, made.title) == (
        "安纪驻财建〔2025〕1号", present().name("D1"), "关于规范公务接待审批的纪检监察建议书",
    )  # fmt: skip
    text = "\n".join(made.paragraphs)
    assert made.paragraphs[0].startswith("依据")
    assert "第四十四条" in made.paragraphs[0]
    assert [p for p in made.paragraphs if p[1:2] == "、"] == [
        "一、发现的主要问题", "二、产生的原因", "三、建议", "四、整改和反馈",
    ]  # fmt: skip
    assert "（二）制度方面：审批制度缺失。没有接待审批的规定。" in made.paragraphs
    assert "10个工作日内报送整改方案" in text
    assert "张某案" not in text
    assert "管理方面" not in text  # nothing was found there
    assert words(found)[1] == "\t安纪驻财建〔2025〕1号"
    assert making.made(seat("secretary"), found, Form.PDF, present(), Channel.PAGE).startswith(b"%PDF")
    for who, matter in (("secretary", draft), ("host", issued), ("superior", issued)):
        with pytest.raises(NotVisible, match="no such"):
            of(matter, who)


def test_minutes_are_a_draft_until_both_have_confirmed_this_version() -> None:
    sent = consultations.sent()
    on = consultations.ON
    with pytest.raises(NotVisible, match="no such"):
        of(consultations.agreed())
    assert (of(sent).official.draft, of(sent).official.date) == (True, "")
    do("secretary", "consultation.confirm_group", sent, on=on, version=consultations.version(sent))
    found = of(fresh(sent), "secretary", on)
    made = found.official
    assert (made.draft, made.date, made.number, found.clause) == (False, "2025年9月10日", "", "10.3")
    assert made.parties == (present().name("Z1"), present().name("D1"))
    assert (
        made.paragraphs[0]
        == f"2025年9月10日，{made.parties[0]}会同{made.parties[1]}在三楼会议室进行定期会商。"
    )
    assert "会议研究了政治生态。" in made.paragraphs
    assert made.paragraphs[-1].endswith(f"（{made.parties[1]}负责，2025年9月30日前完成）")
    assert made.attendance == (
        ("出席", f"{made.parties[0]}：组长、副组长；{made.parties[1]}：党组书记及班子成员"),
    )
    said = words(found)
    assert said[0] == "定期会商纪要"
    assert said[2:4] == list(made.parties)
    assert said[-1] == f"出席：{made.attendance[0][1]}"
    pages = making.preview(seat("clerk"), found, present(), Channel.PAGE)
    assert len(pages) == 1
    for who in ("host", "other", "superior", "discipline"):
        with pytest.raises(NotVisible, match="no such"):
            of(sent, who, on)

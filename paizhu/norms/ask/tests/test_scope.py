"""The right article does not answer for a degree, or an approval, that it does not speak of."""

from datetime import date

import pytest

from paizhu.norms.ask.reply import Asker
from paizhu.norms.ask.scope import Scope

WARNING = "sanction_authority.2022.39.organ"  # the power to approve warnings and serious warnings
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("机关纪委自己能批留党察看吗?", True),
        ("机关纪委自己能批警告吗?", False),
        ("机关纪委自己能批警告和开除党籍吗?", False),
        ("机关纪委自己能批吗?", False),
        ("May the organ discipline committee expel a member?", True),
        ("May the organ discipline committee give a serious warning?", False),
    ],
    ids=["another degree", "its degree", "its degree among others", "no degree", "English", "English, its degree"],
)  # fmt: skip
def test_excludes(asker: Asker, text: str, excluded: bool) -> None:
    assert Scope(asker.base).excludes(asker.base.norms[WARNING], text) is excluded


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("部机关给处长留党察看,要报工委备案吗?", False),
        ("部机关给处长撤销党内职务处分,要报工委备案吗?", False),
        ("部机关给处长党内警告,要报工委备案吗?", True),
    ],
    ids=["above the degree named", "the degree named", "below it"],
)
def test_a_degree_and_above(asker: Asker, text: str, excluded: bool) -> None:
    filed = asker.base.norms["party_group_sanction.2019.7.file"]  # removal from Party posts and above
    assert Scope(asker.base).excludes(filed, text) is excluded


@pytest.mark.parametrize(
    ("norm", "text", "silent"),
    [
        ("supervision_law.2024.55.fled", "人跑了还要继续查,非得省级以上监察机关批准吗?", True),
        ("supervision_law.2024.55.fled", "人跑了还要继续查吗?", False),
        ("supervision_law.2018.48.fled", "人跑了还要继续查,非得省级以上监察机关批准吗?", False),
    ],
    ids=["the approval was dropped in 2024", "no approval asked about", "the law of 2018 has it"],
)
def test_silent_on_approval(asker: Asker, norm: str, text: str, silent: bool) -> None:
    assert Scope(asker.base).silent_on_approval([asker.base.norms[norm]], text) is silent


def test_another_degree_is_not_ruled(asker: Asker) -> None:
    heavy = asker.ask("归党组管但没上党组会任免的普通党员，要给留党察看，机关纪委自己能批准吗？", TODAY)
    assert heavy.ruling is None or heavy.ruling.answer.value != "permitted"


def test_a_dropped_approval_is_not_required(asker: Asker) -> None:
    reply = asker.ask("2025年8月，被调查人跑了，市监委继续调查非得省级以上监委批吗？", TODAY)
    assert reply.ruling is None or reply.ruling.answer.value != "required"


def test_whoever_acts_for_an_organ_is_bound_by_its_prohibition(asker: Asker) -> None:
    reply = asker.ask("纪检监察机关的干部能擅自核查匿名举报人的IP地址吗？", TODAY)
    assert reply.ruling is not None
    assert reply.ruling.answer.value == "forbidden"


def test_reminding_is_not_leading(asker: Asker) -> None:
    reply = asker.ask("派驻机构可以提醒机关党委吗？", TODAY)
    assert reply.guess is not None
    assert reply.guess.target.act == "remind.organ_party_committee"

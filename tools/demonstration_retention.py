"""Retention in the demonstration: old requests whose term is over, one proposed, one held, one destroyed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tools.demonstration_acting import GROUP, OFFICE, Acted, Seats

_NEEDS = (
    ("提请提供前年公务用车台账", "请提供公务用车台账。", 790),
    ("提请提供前年培训费明细", "请提供培训费报销明细。", 770),
    ("提请提供前年办公用房清册", "请提供办公用房清册。", 750),
    ("提请提供前年会议费明细", "请提供会议费明细。", 730),
)


def make(lists: Mapping[str, Any]) -> None:
    """Do the acts, the oldest first."""
    seats = Seats(lists)
    head, clerk = (seats.of(OFFICE, title) for title in ("组长", "纪检监察员"))
    secretary = seats.of(GROUP, "党组书记")
    old = [_answered(title, need, ago, (clerk, head, secretary)) for title, need, ago in _NEEDS]
    _due, waits, held, gone = old
    of_organ(
        head, "retention.term", 20, kind="support", rule="", given_years="1", reason="一般往来材料保存一年"
    )
    of_organ(head, "hold.place", 15, matter=held.reference, reason="审计机关正在调阅")
    gone.do(clerk, "retention.propose", 12, reason="已过保存期，无查考价值")
    gone.do(head, "retention.destroy", 10, reason="同意")
    waits.do(clerk, "retention.propose", 4, reason="已过保存期，内容已归入年度台账")


def _answered(title: str, need: str, ago: int, by: tuple[str, str, str]) -> Acted:
    clerk, head, secretary = by
    one = Acted()
    given = {"sort": "information", "host": GROUP, "title": title, "need": need}
    one.do(clerk, "support.draft", ago, **given, length=5, unit="working_day")
    one.do(head, "support.send", ago - 1)
    one.do(secretary, "support.provide", ago - 4, text="已整理，纸质件送达。")
    one.do(clerk, "support.close", ago - 5)
    return one


def of_organ(seat: str, act_id: str, ago: int, /, **given: Any) -> None:
    """Do an act of the organ itself, on no matter, so many days ago."""
    from django.utils import timezone

    from paizhu.accounts.sittings import sitting
    from paizhu.cli.pack import base
    from paizhu.door.doing import Channel
    from paizhu.door.now import present_now
    from paizhu.door.perform import perform

    at = timezone.now() - timedelta(days=ago)
    present, found = present_now(base(), timezone.localdate(at), at), sitting(seat, timezone.localdate(at))
    assert present is not None
    assert found is not None, seat
    perform(present, found, act_id, None, given, channel=Channel.COMMAND)

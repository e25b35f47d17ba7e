"""Requests for support of the demonstration's office: means lent, information provided, people asked for."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tools.demonstration_acting import GROUP, OFFICE, Acted, Seats


def make(lists: Mapping[str, Any]) -> None:
    """Do the requests' acts, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    head, deputy, clerk = (seats.of(OFFICE, title) for title in ("组长", "副组长", "纪检监察员"))
    secretary = seats.of(GROUP, "党组书记")
    ledgers = _Request("information", "提请提供上年度公务接待台账", "请提供上年度公务接待台账和报销明细。")
    ledgers.sent(clerk, head, 50)
    ledgers.do(secretary, "support.provide", 46, text="已整理，纸质件送达，电子件另附。")
    ledgers.do(clerk, "support.close", 45)
    room = _Request("means", "提请提供谈话室", "请提供安静的会议室一间，使用两周。")
    room.sent(clerk, deputy, 12)
    room.do(secretary, "support.lend", 10, text="同意，使用302会议室。", last_day=_day(4))
    people = _Request("people", "提请借用财务人员", "请借用熟悉国库集中支付业务的人员一名，约两周。")
    people.sent(clerk, head, 3)


def _day(ahead: int) -> str:
    from django.utils import timezone

    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


class _Request(Acted):
    """A request on its way. The time to answer is five working days."""

    def __init__(self, sort: str, title: str, need: str) -> None:
        super().__init__()
        self.given = {"sort": sort, "host": GROUP, "title": title, "need": need}

    def sent(self, drafter: str, sender: str, ago: int) -> None:
        self.do(drafter, "support.draft", ago + 1, **self.given, length=5, unit="working_day")
        self.do(sender, "support.send", ago)

"""Letters of the demonstration's office: a reminder, urgings and guidance; some answered, one returned, one late, one declined."""

from collections.abc import Mapping
from typing import Any

from tools.demonstration_acting import COMMITTEE, DISCIPLINE, OFFICE, Acted, Seats


def make(lists: Mapping[str, Any]) -> None:
    """Do the letters' acts, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    head, deputy, clerk = (seats.of(OFFICE, title) for title in ("组长", "副组长", "纪检监察员"))
    committee, discipline = seats.of(COMMITTEE, "机关党委书记"), seats.of(DISCIPLINE, "机关纪委书记")
    meals = _Letter("urge", DISCIPLINE, "关于督促开展违规吃喝专项检查的函")
    meals.drafted(
        clerk,
        96,
        "请于收函后对本机关和直属单位公务接待、食堂用餐开展专项检查，重点核对接待审批单、菜单和报销凭证，结果函复我组。",
        15,
    )
    meals.do(head, "letter.issue", 95)
    meals.do(discipline, "letter.receive", 94)
    meals.do(
        discipline,
        "letter.answer",
        76,
        text="已检查接待审批单46份，发现2次审批单晚于用餐，已责成补正并批评教育经办人。",
    )
    meals.do(head, "letter.return", 74, text="请补充直属单位的检查情况。", length=5, unit="working_day")
    meals.do(discipline, "letter.answer", 69, text="补充：已检查国库支付中心等3家直属单位，未发现问题。")
    meals.do(clerk, "letter.verify", 66, text="抽查凭证12份，与答复一致。")
    meals.do(head, "letter.close", 64)
    training = _Letter("guide", DISCIPLINE, "关于规范机关纪委问题线索台账的指导函")
    training.drafted(deputy, 41, "请按分类办理、按期办结的要求重建台账，附样表。我组将于下月到场指导。", 10)
    training.do(head, "letter.issue", 40)
    training.do(discipline, "letter.receive", 39)
    training.do(discipline, "letter.answer", 30, text="台账已按样表重建，共录入12件，逾期0件。")
    training.do(clerk, "letter.verify", 27, text="已到场核对，录入完整。")
    reminder = _Letter("remind", COMMITTEE, "关于重视党员干部节日期间廉洁提醒的函")
    reminder.drafted(clerk, 29, "临近节日，建议以支部为单位开展一次集体廉洁提醒，并将开展情况告知我组。", 10)
    reminder.do(deputy, "letter.issue", 28)
    reminder.do(committee, "letter.receive", 27, text="同意，已列入本月主题党日。")
    study = _Letter("remind", COMMITTEE, "关于开展专题学习的提醒函")
    study.drafted(clerk, 20, "建议组织全体党员专题学习纪律处分条例。", 10)
    study.do(head, "letter.issue", 19)
    study.do(committee, "letter.decline", 17, text="本季度学习计划已含此项，不再另行安排。")
    leads = _Letter("urge", DISCIPLINE, "关于督促按期办结信访件的函")
    leads.drafted(clerk, 9, "贵委承办的2件信访件临近办理期限，请抓紧办理并函告进展。", 5)
    leads.do(deputy, "letter.issue", 8)
    lists_ = _Letter("guide", DISCIPLINE, "关于监督检查谈话记录的指导函")
    lists_.drafted(clerk, 2, "请按所附要点规范谈话记录的制作和保存。", 10)


class _Letter(Acted):
    """A letter on its way. The time to answer is in working days."""

    def __init__(self, sort: str, addressee: str, title: str) -> None:
        super().__init__()
        self.given = {"sort": sort, "addressee": addressee, "title": title, "unit": "working_day"}

    def drafted(self, seat: str, ago: int, body: str, length: int) -> None:
        self.do(seat, "letter.draft", ago, **self.given, body=body, length=length)

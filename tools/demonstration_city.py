"""Half a year of the demonstration's other offices with their hosts: a few matters each, some duties done, some missed.

They meet on few days of the year: each day brings a registry of its own to be looked at, which is what costs.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from tools.demonstration_acting import Acted, Seats

OFFICES = range(2, 26)
THEMES = (
    ("公务接待", "抽查接待审批单和报销凭证"),
    ("工程招标", "核对招标文件和评标记录"),
    ("专项资金", "核对拨付进度和绩效自评"),
    ("公务用车", "核对用车审批和加油记录"),
    ("津贴补贴", "核对发放范围和依据"),
    ("政府采购", "核对采购需求论证和验收单"),
    ("办公用房", "核对使用面积和出租出借"),
)
# Days ago.
SPRING, MAY, SUMMER, AUTUMN, MONTH, FORTNIGHT, WEEK, LATELY = 170, 150, 110, 64, 40, 20, 9, 3


def make(lists: Mapping[str, Any]) -> None:
    """Do the acts of all offices, the oldest first, each from the seat that may."""
    seats = Seats(lists)
    steps = [step for n in OFFICES for step in _Office(seats, n).steps()]
    for way, ago, seat, act, given in sorted(steps, key=lambda step: -step[1]):
        way.do(seat, act, ago, **given)


_Step = tuple[Acted, int, str, str, dict[str, Any]]


class _Consultation(Acted):
    """Names the version of the minutes that is to be written upon, or confirmed."""

    def do(self, seat: str, act_id: str, ago: int, /, **given: Any) -> str:
        if given.pop("upon_latest", False):
            from paizhu.liaison.consultations.models import Minutes

            found = Minutes.objects.filter(matter__reference=self.reference).order_by("number").last()
            assert found is not None
            given["version"] = found.digest
        return super().do(seat, act_id, ago, **given)


class _Office:
    """What an office and its host did; how much of it there is, and what is missing, goes by its number."""

    def __init__(self, seats: Seats, n: int) -> None:
        self.n, self.office = n, f"Z{n:02}"
        self.group, self.host, self.discipline = f"D{n:02}", f"H{n:02}", f"K{n:02}"
        self.head, self.deputy, self.clerk = (
            seats.of(self.office, title) for title in ("组长", "副组长", "纪检监察员")
        )
        self.secretary = seats.of(self.group, "党组书记")
        self.body = seats.of(self.discipline, "机关纪委书记")
        self.superior, self.room = seats.of("W2", "副书记"), seats.of("W2", "第一监督检查室干部")
        self.theme, self.what = THEMES[n % len(THEMES)]

    def steps(self) -> Iterator[_Step]:
        """Yield what was done."""
        # Every fifth office held no consultation in the first half-year: the duty is shown as missed.
        if self.n % 5:
            yield from self._consultation(SPRING, f"上半年全面从严治党专题会商（{self.theme}）", closed=True)
        if self.n % 3 == 0:
            yield from self._consultation(FORTNIGHT, "下半年全面从严治党专题会商", closed=False)
        elif self.n % 3 == 1:
            yield from self._proposed()
        yield from self._letter()
        if self.n % 2:
            yield from self._exchange()
        else:
            yield from self._task()
        if self.n % 4 == 1:
            yield from self._rectification()

    def _consultation(self, ago: int, title: str, *, closed: bool) -> Iterator[_Step]:
        way = _Consultation()
        yield way, ago, self.clerk, "consultation.propose", {
            "group": self.group, "title": title, "day": _day(ago), "place": "三楼会议室",
        }  # fmt: skip
        yield way, ago, self.secretary, "consultation.agree", {}
        yield way, ago, self.clerk, "consultation.item", {"title": f"{self.theme}廉洁风险"}
        yield way, ago, self.clerk, "consultation.hold", {
            "held_on": _day(ago), "office_present": "组长、副组长", "group_present": "党组书记及班子成员",
        }  # fmt: skip
        if not closed and self.n % 2:
            return  # the minutes are not written yet
        text = f"会议听取了{self.theme}管理情况，认为应当完善内控，{self.what}，发现问题及时整改。"
        yield way, ago, self.clerk, "consultation.write", {"upon_latest": True, "text": text}
        yield way, ago, self.head, "consultation.confirm_office", {"upon_latest": True}
        if closed:
            yield way, ago, self.secretary, "consultation.confirm_group", {"upon_latest": True}
            yield way, MAY, self.head, "consultation.close", {}

    def _proposed(self) -> Iterator[_Step]:
        """One that is to come; some wait for the Party group's answer."""
        way = Acted()
        given = {"group": self.group, "title": "下半年全面从严治党专题会商", "day": _day(-(self.n % 6) - 1)}
        yield way, WEEK, self.clerk, "consultation.propose", given
        if self.n % 2:
            yield way, LATELY, self.secretary, "consultation.agree", {}

    def _letter(self) -> Iterator[_Step]:
        """An urging or guidance letter, as far as its number takes it: one in five is late."""
        way, sort = Acted(), ("urge", "guide")[self.n % 2]
        begun = (SUMMER, AUTUMN, MONTH, FORTNIGHT, WEEK)[self.n % 5]
        yield way, begun, self.clerk, "letter.draft", {
            "sort": sort, "addressee": self.discipline, "title": f"关于{self.theme}专项检查的函",
            "body": f"请于收函后{self.what}，结果函复我组。", "length": 10, "unit": "working_day",
        }  # fmt: skip
        yield way, begun, self.head, "letter.issue", {}
        if self.n % 5 == 2:  # noqa: PLR2004
            return  # begun a month ago and not even received
        yield way, begun, self.body, "letter.receive", {}
        if self.n % 5 < 2:  # noqa: PLR2004
            ended = AUTUMN if begun == SUMMER else MONTH
            yield way, ended, self.body, "letter.answer", {"text": f"已{self.what}，发现问题2个，已整改。"}
            yield way, ended, self.clerk, "letter.verify", {"text": "抽查核对，与答复一致。"}
            yield way, ended, self.head, "letter.close", {}

    def _exchange(self) -> Iterator[_Step]:
        way = Acted()
        yield way, AUTUMN, self.head, "exchange.record", {
            "group": self.group, "held_on": _day(AUTUMN), "integrity": True,
            "text": f"就{self.theme}管理交换了意见，对方表示重视。", "suggestions": "建议完善内控。",
        }  # fmt: skip
        yield way, AUTUMN, self.head, "exchange.close", {}

    def _task(self) -> Iterator[_Step]:
        way = Acted()
        yield way, MONTH, self.room, "task.propose", {
            "assignee": self.office, "act": "carry_out_assigned", "title": f"核查{self.theme}管理情况",
            "request": f"请结合日常监督{self.what}，报送问题清单和处理意见。", "length": 15, "unit": "working_day",
        }  # fmt: skip
        yield way, MONTH, self.superior, "task.approve", {}
        yield way, MONTH, self.clerk, "task.accept", {}
        if self.n % 4 == 0:
            yield way, FORTNIGHT, self.head, "task.answer", {"text": "已核查，问题清单附后。"}

    def _rectification(self) -> Iterator[_Step]:
        way, none = Acted(), "逐项核对，未查到这一方面的原因。"
        yield way, SUMMER, self.clerk, "rectification.recommend", {
            "addressee": self.group, "title": f"整改{self.theme}管理不规范", "origin": "finding", "source": "见本组工作底稿。",
            "grounds": f"日常监督发现{self.theme}审批不严、台账不全。", "length": 15, "unit": "working_day",
            "recommendation": "请查找原因，提出措施，限期整改并反馈。",
        }  # fmt: skip
        found = {
            "education": ("no", "", none),
            "system": ("yes", "审批制度缺失", "没有成文的审批规定。"),
            "management": ("yes", "台账不全", "台账缺项，无法核对。"),
            "supervision": ("no", "", none),
        }
        given = {
            f"{head}_{name}": value
            for head, values in found.items()
            for name, value in zip(("found", "label", "text"), values, strict=True)
        }
        yield way, SUMMER, self.clerk, "rectification.analyse", given
        yield way, SUMMER, self.head, "rectification.approve", {"opinion": "同意。"}
        for head, text, ahead in (("system", "制定审批办法", -AUTUMN), ("management", "补齐台账", 30)):
            yield way, SUMMER, self.secretary, "rectification.measure", {
                "head": head, "text": text, "owner": "", "post": "", "due_on": _working(ahead),
            }  # fmt: skip
        yield way, SUMMER, self.secretary, "rectification.plan", {"text": "方案经集体研究。"}
        yield way, SUMMER, self.head, "rectification.accept_plan", {}
        if self.n % 8 == 1:
            yield way, AUTUMN, self.secretary, "rectification.report", {
                "measure": 1, "text": "办法已印发。", "no_evidence": "文件可现场查看。",
            }  # fmt: skip


def _day(ago: int) -> str:
    from django.utils import timezone

    return (timezone.localdate() - timedelta(days=ago)).isoformat()


def _working(ahead: int) -> str:
    from tools.demonstration_levels import working_day

    return working_day(ahead)

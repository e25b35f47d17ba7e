"""A recommendation (纪检监察建议书) as an official document: what was found, its causes, what is recommended, by when.

Source of what it has to say: 监察法实施条例 (2021-09-20) 第二百零五条 (revised since; the base does not hold the new number).
"""

from collections.abc import Iterator

from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.secrecy import Secrecy
from paizhu.door.visibility import Sight
from paizhu.norms.model import Unit
from paizhu.rectification.heads import Head
from paizhu.rectification.models import Cause, Rectification
from paizhu.reports import layouts
from paizhu.reports.layouts import Look
from paizhu.reports.official import Official, official

NAME = "纪检监察建议书"
_NUMERALS = "一二三四"
_HEADS = {
    Head.EDUCATION: "教育方面",
    Head.SYSTEM: "制度方面",
    Head.MANAGEMENT: "管理方面",
    Head.SUPERVISION: "监督方面",
}
_UNITS = {Unit.WORKING_DAY: "个工作日", Unit.DAY: "日", Unit.MONTH: "个月"}


def recommendation(matter: Matter, sight: Sight, present: Present) -> tuple[Official, Look]:
    """Return what a recommendation says as a document; never where it comes from, which is the issuer's alone."""
    held = Rectification.objects.get(matter=matter)
    on = held.issued_on
    if on is not None and sight.until is not None and on >= sight.until:
        on = None
    issuer = held.issued_by_id if on is not None and held.issued_by_id else matter.owner_id
    unit = str(matter.counterpart_id)
    look = layouts.look(issuer, on or present.on)
    names = (present.here.day(on) if on else present.day).names
    made = official(
        issuer=names.get(issuer, issuer),
        number=""
        if on is None
        else f"{look.recommendation_word}〔{held.issued_year}〕{held.issued_number}号",
        secrecy=Secrecy(matter.secrecy),
        secret_until=matter.secret_until,
        title=titled(matter.title),
        addressee=names.get(unit, unit),
        body="\n".join(_body(matter, held)),
        on=on,
    )
    return made, look


def titled(title: str) -> str:
    """Return the title that the document bears.

    >>> titled("规范公务接待审批")
    '关于规范公务接待审批的纪检监察建议书'
    >>> titled("关于规范公务接待审批的监察建议")
    '关于规范公务接待审批的监察建议'
    """
    return title if "建议" in title else f"关于{title.removeprefix('关于')}的{NAME}"


def _body(matter: Matter, held: Rectification) -> Iterator[str]:
    sections = [("发现的主要问题", [held.grounds])]
    causes = {Head(c.head): c for c in Cause.objects.filter(matter=matter).exclude(label="")}
    if causes:
        said = [
            f"{_HEADS[head]}：{causes[head].label}。{causes[head].text}" for head in Head if head in causes
        ]
        sections.append(("产生的原因", [f"（{_NUMERALS[n]}）{text}" for n, text in enumerate(said)]))
    sections.append(("建议", [held.recommendation]))
    within = f"{held.length}{_UNITS[Unit(held.unit)]}"
    sections.append(
        ("整改和反馈", [f"请于收到本建议书之日起{within}内报送整改方案，按方案限期整改，并反馈整改情况。"])
    )
    ground = _ground(matter)
    if ground:
        yield f"依据{ground}，提出如下建议。"
    for n, (heading, texts) in enumerate(sections):
        yield f"{_NUMERALS[n]}、{heading}"
        yield from texts


def _ground(matter: Matter) -> str:
    """The provisions on which it rests, as the ruling of that day cites them; "" where none is kept."""
    found = matter.grounds.order_by("pk").last()
    cited = [ground["citation"] for ground in found.said["grounds"]] if found is not None else []
    return "、".join(dict.fromkeys(cited))

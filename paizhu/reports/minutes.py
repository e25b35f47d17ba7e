"""The minutes of a consultation (会议纪要) as an official document: the version that counts, a draft until both confirmed it."""

from collections.abc import Iterator
from datetime import date

from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.secrecy import Secrecy
from paizhu.door.visibility import Sight
from paizhu.liaison.consultations.models import Consultation, Decision, Minutes
from paizhu.liaison.sides import office_of
from paizhu.reports import layouts
from paizhu.reports.layouts import Look
from paizhu.reports.official import Official, Paper, day, official

NAME = "定期会商纪要"
_BOTH = 2


def minutes(matter: Matter, sight: Sight, present: Present) -> tuple[Official, Look] | None:
    """Return what the minutes say as a document; None before the consultation was held."""
    held, until = Consultation.objects.get(matter=matter), sight.until or date.max
    version = matter.minutes.filter(on__lt=until).order_by("number").last()
    if version is None or held.held_on is None:
        return None
    names = present.here.day(held.held_on).names
    office = office_of(matter, held.group_id)
    parties = (names.get(office, office), names.get(held.group_id, held.group_id))
    confirmed = [c.on for c in version.confirmations.all() if c.on < until]
    on = max(confirmed) if len(confirmed) == _BOTH else None
    made = official(
        issuer=NAME,
        number="",
        secrecy=Secrecy(matter.secrecy),
        secret_until=matter.secret_until,
        title=matter.title,
        addressee="",
        body="\n".join(_body(matter, held, version, parties, names)),
        on=on,
        draft=on is None,
        parties=parties,
        attendance=tuple(_attendance(held, parties)),
    )
    # The office keeps the minutes: they look as its documents do.
    return made, layouts.look(office, on or present.on).of(Paper.MINUTES)


def _body(
    matter: Matter, held: Consultation, version: Minutes, parties: tuple[str, str], names: dict[str, str]
) -> Iterator[str]:
    assert held.held_on is not None
    place = f"在{held.place}" if held.place else ""
    yield f"{day(held.held_on)}，{parties[0]}会同{parties[1]}{place}进行定期会商。"
    items = [
        i for i in matter.agenda.order_by("number") if i.dropped_on is None or i.dropped_on > held.held_on
    ]
    if items:
        yield "会商议题："
        yield from (f"{n}．{item.title}" for n, item in enumerate(items, start=1))
    yield version.text
    decisions = [
        d
        for d in matter.decisions.filter(since__lte=version.number).order_by("number")
        if d.until is None or d.until > version.number
    ]
    if decisions:
        yield "会商议定以下事项："
        yield from (_decision(n, one, names) for n, one in enumerate(decisions, start=1))


def _decision(number: int, one: Decision, names: dict[str, str]) -> str:
    by = f"，{day(one.due_on)}前完成" if one.due_on else ""
    text = one.text.strip().rstrip("。").replace("\n", " ")
    return f"{number}．{text}。（{names.get(one.owner_id, one.owner_id)}负责{by}）"


def _attendance(held: Consultation, parties: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Source: GB/T 9704-2012, 10.3: 出席、列席 each after a full colon, below the text."""
    yield "出席", f"{parties[0]}：{held.office_present}；{parties[1]}：{held.group_present}"
    if held.superior_present:
        yield "列席", held.superior_present

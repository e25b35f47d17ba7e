"""Reminding both sides of a meeting: a week before, where it was known by then, and on its eve; each once for its day."""

from datetime import date, timedelta

from django.db import transaction

from paizhu.door.coming.models import Meeting, Stage
from paizhu.door.doing import Channel, Doing
from paizhu.door.kinds import kinds
from paizhu.door.models import Matter
from paizhu.door.notices.telling import tell
from paizhu.door.overdue.acts import MEETING_AHEAD, MEETING_EVE, PRODUCT_ACTS, product
from paizhu.door.present import Present
from paizhu.door.recording import done

AHEAD_DAYS = 7
_ACTS = {Stage.AHEAD: MEETING_AHEAD, Stage.EVE: MEETING_EVE}


def remind_of_meetings(present: Present) -> int:
    """Tell the sides of what meets soon; return how often. Can be stopped anywhere and run beside another one."""
    return sum(_remind(key, day, present) for key, day in _near(present))


def _near(present: Present) -> list[tuple[int, date]]:
    """Open matters that meet from today to a week from now, of all kinds that meet, and of which nobody was told yet."""
    first, last = present.on, present.on + timedelta(days=AHEAD_DAYS)
    # The day of a matter of named persons is content: no organ is told of it.
    open_ = Matter.objects.filter(closed_on=None, circle=False)
    found = {(key, day) for kind in kinds if kind.days for key, day in kind.days(open_, first, last)}
    told = set(
        Meeting.objects.filter(matter__in={k for k, _d in found}).values_list("matter", "day", "stage")
    )
    return sorted((key, day) for key, day in found if (key, day, stage_of(day, present.on).value) not in told)


def stage_of(day: date, on: date) -> Stage:
    """Return how near a meeting is that lies ahead, or is today."""
    return Stage.EVE if (day - on).days <= 1 else Stage.AHEAD


def _remind(key: int, day: date, present: Present) -> bool:
    stage = stage_of(day, present.on)
    with transaction.atomic():
        # The matter first, as every act takes it. Who is at it now will be done next time.
        held = Matter.objects.select_for_update(skip_locked=True, no_key=True)
        matter = held.filter(pk=key, closed_on=None).first()
        if matter is None or not _meets(matter, day):
            return False
        if Meeting.objects.filter(matter=matter, day=day, stage=stage.value).exists():
            return False
        if stage is Stage.AHEAD and matter.opened_on > day - timedelta(days=AHEAD_DAYS):
            return False  # they were told of it within the week: by its own act
        parts = matter.participations.filter(person=None, until=None, content=True).exclude(side="")
        organs = sorted(set(parts.values_list("organ", flat=True)))
        doing = Doing(
            PRODUCT_ACTS[_ACTS[stage]],
            product(matter.owner_id, present),
            present,
            Channel.WORKER,
            matter=matter,
        )
        doing.facts["tells"] = organs
        entry = done(doing, from_="")
        tell(organs, matter, entry, doing.act.id, present)
        Meeting.objects.create(matter=matter, day=day, stage=stage.value, entry=entry)
        return True


def _meets(matter: Matter, day: date) -> bool:
    """Whether it meets on that day still: it may have been moved since it was looked for."""
    own = Matter.objects.filter(pk=matter.pk)
    return any(found for kind in kinds if kind.days for found in kind.days(own, day, day))

"""Warning of clocks and escalating them, each once for the day on which it falls due."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from paizhu.door.eligible import sides_of
from paizhu.door.models import Clock
from paizhu.door.overdue.acts import ESCALATE, WARN, record
from paizhu.door.overdue.models import Reminder, Stage
from paizhu.door.present import Present


def remind(present: Present) -> int:
    """Do what the day asks for on every running clock; return how many acts that were.

    Can be stopped anywhere and run beside another one: each clock has a transaction of its own.
    """
    return sum(_each(stage, present) for stage in (Stage.OVER, Stage.NOMINAL, Stage.NEAR))


def _each(stage: Stage, present: Present) -> int:
    found = list(_to_tell(stage, present).order_by("pk").values_list("pk", flat=True))
    return sum(_tell(clock, stage, present) for clock in found)


def _to_tell(stage: Stage, present: Present) -> QuerySet[Clock]:
    """Running clocks at a stage of which nobody was told yet."""
    over = Q(due_at=None, due__lt=present.on) | Q(due_at__lt=present.at)
    match stage:
        case Stage.OVER:
            at = over
        case Stage.NOMINAL:
            at = Q(nominal__lte=present.on) & ~over
        case Stage.NEAR:
            at = Q(warn_on__lte=present.on, nominal__gt=present.on) & ~over
    told = Reminder.objects.filter(clock=OuterRef("pk"), stage=stage.value)
    of_days = told.filter(due=OuterRef("due"), due_at=None)
    of_hours = told.filter(due_at=OuterRef("due_at"))
    return Clock.objects.filter(at, ~Exists(of_days), ~Exists(of_hours), stopped_on=None)


def _tell(key: int, stage: Stage, present: Present) -> bool:
    with transaction.atomic():
        # Looked at anew under its lock: somebody may have answered meanwhile, or another worker has it in hand.
        rows = Clock.objects.filter(pk=key).select_for_update(skip_locked=True)
        if rows.values_list("pk", flat=True).first() is None:
            return False
        clock = _to_tell(stage, present).select_related("matter").filter(pk=key).first()
        if clock is None or _stands_still(clock):
            return False
        if stage is Stage.OVER and clock.hard:
            entry = record(ESCALATE, clock, {}, {clock.organ_id, *_above(clock, present)}, present)
            clock.escalated_on = present.on
            clock.save(update_fields=["escalated_on"])
        else:
            entry = record(WARN, clock, {"stage": stage.value}, {clock.organ_id}, present)
        Reminder.objects.create(
            clock=clock, stage=stage.value, due=clock.due, due_at=clock.due_at, entry=entry
        )
        return True


def _stands_still(clock: Clock) -> bool:
    """Its day moves on with every day on which it is suspended."""
    return bool(clock.breaks) and clock.breaks[-1][1] is None


def _above(clock: Clock, present: Present) -> list[str]:
    """Where an overdue clock goes: the side that the procedure names, else the organ that leads the one who owes it.

    Where there is neither, or it is the one who owes it, the owner of the matter.
    Source: 纪检监察机关派驻机构工作规则 (2022-06-22) 第十二条: the dispatching organ leads the office directly.
    """
    limit = present.base.procedure_by_id(clock.matter.procedure).limit(clock.limit)
    side = sides_of(clock.matter, present).get(limit.escalates_to) if limit.escalates_to else None
    found = side or present.leader_of(clock.organ_id) or clock.matter.owner_id
    return [found if found != clock.organ_id else clock.matter.owner_id]

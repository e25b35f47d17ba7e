"""What the door writes about an act: its entry in the journal, the rulings it rested on, notices to the other side."""

from typing import Any

from django.db import connection

from paizhu.door.doing import Doing
from paizhu.door.models import Consent, Ground, Matter
from paizhu.door.notices.telling import tell
from paizhu.door.refusals import Refused
from paizhu.door.resending import Sent
from paizhu.door.sealing.commitments import seals
from paizhu.journal.entries import append
from paizhu.journal.models import Entry
from paizhu.norms import wording
from paizhu.norms.decide import Ruling


def _keep_ground(doing: Doing, ruling: Ruling, entry: Entry) -> None:
    question = ruling.question
    Ground.objects.create(
        entry=entry,
        matter=doing.matter,
        bearer=question.bearer,
        act=question.act,
        toward=question.toward or "",
        on=question.on,
        answer=ruling.answer.value,
        basis=ruling.basis or "",
        norms=[rule.norm.id for rule in ruling.grounds],
        said=_kept(doing, ruling),
    )


def _kept(doing: Doing, ruling: Ruling) -> dict[str, Any]:
    """The parts of a result that say what it rests on; what it looked through is in the pack of that digest."""
    base = doing.present.base
    said = doing.present.here.said(ruling, "zh")
    names = ("understood", "answer", "basis", "summary", "grounds", "interpretations", "organs", "on")
    # In both languages, as it was said on that day: the names of a later day may be others.
    in_english = wording.summary(ruling, base, "en")
    return {name: said[name] for name in names} | {"summary_en": in_english, "pack": base.pack.digest}


def done(doing: Doing, *, from_: str, sent: Sent | None = None) -> Entry:
    """Write the entry of an act that was done, and tell the sides that the procedure names."""
    matter, step = doing.matter, doing.step
    facts = dict(doing.facts)
    if step is not None and matter is not None:
        facts |= {"from": from_, "to": matter.state, "procedure": matter.procedure}
    if doing.stands_in:
        facts["for"] = doing.stands_in
    if doing.rulings:
        facts["rulings"] = [_fact(ruling) for ruling in doing.rulings]
    entry = _append(doing, "done", facts, doing.content)
    to = matter.state if matter is not None and step is not None else ""
    _keep_performed(doing, entry, from_, to, sent)
    for ruling in doing.rulings:
        _keep_ground(doing, ruling, entry)
    if matter is not None and doing.consents:
        Consent.objects.get_or_create(matter=matter, organ_id=doing.organ, defaults={"entry": entry})
    if matter is not None and step is not None and step.tells:
        _tell(doing, entry, matter, step.tells)
    return entry


# Every act writes it, so it is written out.
_PERFORMED = """INSERT INTO door_performed
    (entry_id, matter_id, act, organ, seat, person, "on", from_state, to_state, key, digest)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""


def _keep_performed(doing: Doing, entry: Entry, from_: str, to: str, sent: Sent | None) -> None:
    matter, sitting = doing.matter, doing.sitting
    row = [entry.pk, matter.pk if matter is not None else None, doing.act.id, doing.organ, sitting.seat]
    row += [sitting.person, connection.ops.adapt_datefield_value(doing.present.on), from_, to]
    row += [sent.key, sent.digest] if sent is not None else [None, None]
    with connection.cursor() as cursor:
        cursor.execute(_PERFORMED, row)


def refused(doing: Doing, refusal: Refused) -> Entry:
    """Write that an act was refused, by which gate and on which provisions; nothing of what was typed."""
    facts = {
        "gate": refusal.gate.value,
        "code": refusal.code,
        "norms": [p["norm"] for p in refusal.provisions],
    }
    return _append(doing, "refused", facts, {})


def _append(doing: Doing, outcome: Any, facts: dict[str, Any], content: dict[str, Any]) -> Entry:
    return append(
        doing.sitting.organ,
        at=doing.present.at,
        act=doing.act.id,
        seat=doing.sitting.seat,
        organ=doing.sitting.organ,
        channel=doing.channel.value,
        outcome=outcome,
        matter=doing.matter.reference if doing.matter is not None else None,
        on=doing.present.on,
        facts=facts,
        content=content,
        seals=seals(doing.matter, doing.act.id) if content else None,
    )


def _fact(ruling: Ruling) -> dict[str, Any]:
    return {
        "act": ruling.question.act,
        "answer": ruling.answer.value,
        "basis": ruling.basis,
        "norms": [rule.norm.id for rule in ruling.grounds],
    }


_TOLD = """SELECT organ_id FROM door_participation
    WHERE matter_id = %s AND person_id IS NULL AND until IS NULL AND side IN ({sides})"""


def _tell(doing: Doing, entry: Entry, matter: Matter, sides: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TOLD.format(sides=", ".join(["%s"] * len(sides))), [matter.pk, *sides])
        organs = {organ for (organ,) in cursor.fetchall()}
    tell(organs - {doing.sitting.organ}, matter, entry, doing.act.id, doing.present)

"""A rectification as far as somebody sees it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.kinds import Fact, Shape, organ_fact
from paizhu.door.models import Clock, Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.rectification.heads import HEADS, ORIGINS, STANDINGS, Head, Origin, Standing
from paizhu.rectification.models import Cause, Measure, Rectification


def told(matter: Matter, sight: Sight, present: Present) -> list[Fact]:
    """Return the recommendation, its causes and measures; where it comes from to the issuer's side only."""
    assert sight.content
    held = Rectification.objects.get(matter=matter)
    # Whoever handed the matter over sees nothing of what was issued after that.
    is_issued = held.issued_on is not None and (sight.until is None or held.issued_on < sight.until)
    return [
        *_head(held, matter, present, is_issued=is_issued),
        *(_inner(held, is_issued=is_issued) if _is_inside(sight, matter, present) else ()),
        # Causes are found until it is issued, and bear no day: whoever found them before that day cannot be told apart.
        *(_causes(matter) if is_issued or sight.until is None else ()),
        *_measures(matter, sight, present),
    ]


def number_of(held: Rectification) -> str:
    """Return the number of the recommendation as a document, "" before it is issued."""
    return f"〔{held.issued_year}〕{held.issued_number}号" if held.issued_number else ""


def _is_inside(sight: Sight, matter: Matter, present: Present) -> bool:
    """Whether the seat is of the issuer, now or before it handed over, or of the organ that leads it and stands in for it."""
    issuers = set(matter.participations.filter(side="issuer", person=None).values_list("organ", flat=True))
    return sight.organ in issuers or sight.organ in {present.leader_of(issuer) for issuer in issuers}


def _head(held: Rectification, matter: Matter, present: Present, *, is_issued: bool) -> Iterator[Fact]:
    issuer = held.issued_by_id if is_issued and held.issued_by_id else matter.owner_id
    yield organ_fact("issuer", gettext_lazy("Issuer"), issuer, present)
    yield organ_fact("unit", gettext_lazy("Rectifying unit"), str(matter.counterpart_id), present)
    yield Fact("number", gettext_lazy("Number"), number_of(held) if is_issued else "")
    yield Fact("issued_on", gettext_lazy("Issued"), held.issued_on if is_issued else None, Shape.DAY)
    yield Fact("grounds", gettext_lazy("Grounds"), held.grounds, Shape.TEXT)
    yield Fact("recommendation", gettext_lazy("Recommendation"), held.recommendation, Shape.TEXT)


def _inner(held: Rectification, *, is_issued: bool) -> Iterator[Fact]:
    yield Fact("origin", gettext_lazy("Comes from"), held.origin, said=ORIGINS[Origin(held.origin)])
    yield Fact("source", gettext_lazy("Comes from, for your side only"), held.source, Shape.TEXT)
    opinion = held.opinion if is_issued else ""
    yield Fact("opinion", gettext_lazy("Opinion at approval, for your side only"), opinion, Shape.TEXT)


def _causes(matter: Matter) -> Iterator[Fact]:
    known = {Head(c.head): c for c in Cause.objects.filter(matter=matter)}
    for head in Head:
        cause = known.get(head)
        if cause is not None:
            group = _("Cause: {head}").format(head=HEADS[head])
            said = cause.label or _("none found")
            yield Fact(f"cause_{head}", gettext_lazy("Result"), cause.label, said=said, group=group)
            yield Fact(f"cause_{head}_text", gettext_lazy("Why"), cause.text, Shape.TEXT, group=group)


def _measures(matter: Matter, sight: Sight, present: Present) -> Iterator[Fact]:
    """Of what is past no more than what was in the plan by then: how a measure stands may have changed since."""
    found = Measure.objects.filter(matter=matter).exclude(standing=Standing.DROPPED).order_by("number")
    if sight.until is not None:
        found = found.filter(listed_on__lt=sight.until)
    clocks = Clock.objects.filter(matter=matter, limit="measure", stopped_on=None)
    due = {clock.item: clock.due for clock in clocks}
    for measure in found.select_related("owner").prefetch_related("evidence__attachment"):
        late = due.get(str(measure.number)) is not None and due[str(measure.number)] < present.on
        yield from _measure(measure, present, late=late, past=sight.until is not None)


def _measure(measure: Measure, present: Present, *, late: bool, past: bool) -> Iterator[Fact]:
    name, group = f"measure_{measure.number}", _("Measure {n}").format(n=measure.number)
    yield Fact(name, gettext_lazy("Measure"), measure.text, Shape.TEXT, group=group)
    yield Fact(
        f"{name}_head", gettext_lazy("Answers"), measure.head, said=HEADS[Head(measure.head)], group=group
    )
    owner = present.name(measure.owner_id) + measure.post
    yield Fact(f"{name}_owner", gettext_lazy("Owner"), measure.owner_id, Shape.ORGAN, said=owner, group=group)
    if past:
        return
    yield Fact(f"{name}_due_on", gettext_lazy("Done by"), measure.due_on, Shape.DAY, group=group)
    standing = STANDINGS[Standing(measure.standing)]
    said = _("{standing}, overdue").format(standing=standing) if late else standing
    yield Fact(f"{name}_standing", gettext_lazy("Stands"), measure.standing, said=said, group=group)
    yield Fact(f"{name}_progress", gettext_lazy("Percent done"), measure.progress, Shape.NUMBER, group=group)
    if measure.visited_on:
        yield Fact(
            f"{name}_visited_on", gettext_lazy("Seen on site"), measure.visited_on, Shape.DAY, group=group
        )
    files = "、".join(e.attachment.name for e in measure.evidence.all())
    if files:
        yield Fact(f"{name}_evidence", gettext_lazy("Evidence"), files, group=group)

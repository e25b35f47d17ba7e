"""Random acts by random seats: a matter is never closed with a measure that is not verified, and counts are true."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paizhu.door.models import Clock, Matter
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused
from paizhu.door.tests.world import ON, do, fresh
from paizhu.rectification.acts import ACTS
from paizhu.rectification.models import Measure, Rectification
from paizhu.rectification.tests import way

pytestmark = pytest.mark.usefixtures("cast")

WHO = ("head", "deputy", "clerk", "secretary", "group_clerk")
# Each is likely to go on somewhere.
STEPS = [
    a.id
    for a in ACTS
    if not a.opens and a.id.split(".")[1] not in {"attach", "evidence", "withdraw", "note", "urge"}
]
TRIES = st.lists(
    st.tuples(st.sampled_from(WHO), st.sampled_from(STEPS), st.integers(1, 3)), min_size=6, max_size=14
)


@pytest.mark.parametrize("start", ["carried_out", "verified", "accepted", "closed"])
def test_never_closed_with_an_unverified_measure(start: str) -> None:
    made = getattr(way, start)()

    @given(tries=TRIES)
    @settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def holds(tries: list[tuple[str, str, int]]) -> None:
        with transaction.atomic():
            _go_on(made, tries)
            transaction.set_rollback(True)

    holds()


def _go_on(matter: Matter, tries: list[tuple[str, str, int]]) -> None:
    day = ON
    for who, step, n in tries:
        data: dict[str, Any] = {
            "text": "说明", "measure": n, "length": 2, "unit": "month", "percent": 40, "head": "system",
            "visited_on": day, "no_evidence": "在现场", "last_day": "2025-12-19", "due_on": "2025-12-26", **way.CAUSES,
        }  # fmt: skip
        try:
            with transaction.atomic():
                do(who, step, fresh(matter), on=day, **data)
        except (Refused, InvalidForm, NotVisible, Conflict):
            continue
        day += timedelta(days=1)
        _holds(fresh(matter))


def _holds(matter: Matter) -> None:
    held = Rectification.objects.get(pk=matter.pk)
    measures = Measure.objects.filter(matter=matter).exclude(standing="dropped")
    left = [m.number for m in measures if m.standing != "verified"]
    assert held.unverified == len(left)
    if matter.state in {"accepted", "closed", "held"}:
        assert left == []
    running = Clock.objects.filter(matter=matter, limit="measure", stopped_on=None).values_list(
        "item", flat=True
    )
    if matter.state not in {"issued", "planned"}:
        assert set(running) == {str(m.number) for m in measures if m.standing == "open"}

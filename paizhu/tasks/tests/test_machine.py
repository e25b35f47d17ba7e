"""Random acts by random seats: whatever is tried, what is kept holds together."""

import json
import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from paizhu.door.models import Clock, Ground, Matter, Participation, Performed
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused
from paizhu.door.tests.authorization import may_do, sees
from paizhu.door.tests.world import CAST, ON, TASK, base, do, present, seat
from paizhu.door.visibility import Reach, reach
from paizhu.journal.models import Content, Entry
from paizhu.journal.reading import matches
from paizhu.tasks.acts import ACTS
from paizhu.tasks.tests.reference import sides

STEPS = [act.id for act in ACTS if not act.opens and act.id != "task.attach"]
DUTIES = {"task.propose", "task.approve"}
ASKED = [
    ("superior_deputy", "Z1", "carry_out_assigned"),
    ("superior", "Z2", "carry_out_assigned"),
    ("secretary", "Z1", "assist.internal_inspection"),
    ("secretary", "Z1", "assist"),
    ("deputy", "H1", "support_and_cooperate"),
    ("host", "Z1", "substitute"),
]
SOAK = bool(os.environ.get("PAIZHU_SOAK"))


class Acting(RuleBasedStateMachine):
    """Each example is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.day, self.refused, self.key = ON, 0, 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self._try("superior_deputy", "task.propose", None, TASK)

    @rule(asked=st.sampled_from(ASKED))
    def propose(self, asked: tuple[str, str, str]) -> None:
        who, assignee, act = asked
        self._try(who, "task.propose", None, {**TASK, "assignee": assignee, "act": act})

    @rule(who=st.sampled_from(CAST), act=st.sampled_from(STEPS), n=st.integers(0, 5), again=st.booleans())
    def act(self, who: str, act: str, n: int, again: bool) -> None:
        matters = list(Matter.objects.order_by("pk"))
        if not matters:
            return
        matter = matters[n % len(matters)]
        wanted = may_do(who, act, matter, sides(matter))
        self.key += 1
        given = {"text": "说明", "length": "2", "unit": "day"}
        found = self._try(who, act, matter, given, key=f"k{self.key}")
        assert found in {wanted, "form"} if wanted == "done" else found == wanted, (who, act, wanted, found)
        if again and found == "done":
            before = Entry.objects.count()
            assert do(who, act, matter, on=self.day, key=f"k{self.key}", **given).again
            assert Entry.objects.count() == before

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(who=st.sampled_from(CAST), n=st.integers(0, 5))
    def declare_recusal(self, who: str, n: int) -> None:
        # Only tried by who sees nothing: a recusal that holds would need a second reference.
        matters = list(Matter.objects.order_by("pk"))
        if matters and sees(who, sides(matters[n % len(matters)])) == "nothing":
            assert (
                self._try(who, "recusal.declare", matters[n % len(matters)], {"reason": "?"}) == "visibility"
            )

    @invariant()
    def every_act_has_its_entry_and_every_entry_its_act(self) -> None:
        done = [json.loads(body) for body in Entry.objects.values_list("body", flat=True)]
        acts = [entry["act"] for entry in done if entry["outcome"] == "done"]
        assert sorted(acts) == sorted(Performed.objects.values_list("act", flat=True))
        assert len(done) - len(acts) == self.refused

    @invariant()
    def no_duty_act_is_without_ground(self) -> None:
        grounded = set(Ground.objects.values_list("entry_id", flat=True))
        duties = Performed.objects.filter(act__in=DUTIES).values_list("entry_id", flat=True)
        assert set(duties) == grounded
        assert all(g.norms or g.basis == "agreement" for g in Ground.objects.all())

    @invariant()
    def numbers_have_no_gap(self) -> None:
        owners: dict[tuple[str, int], list[int]] = {}
        for owner, year, number in Matter.objects.order_by("pk").values_list("owner_id", "year", "number"):
            owners.setdefault((owner, year), []).append(number)
        assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in owners.values())

    @invariant()
    def state_is_where_the_acts_led(self) -> None:
        for matter in Matter.objects.all():
            state = ""
            for from_, to in matter.performed.order_by("entry_id").values_list("from_state", "to_state"):
                assert from_ == state
                state = to
            assert matter.state == state
            assert (matter.closed_on is not None) == base().procedure_by_id(matter.procedure).state(
                state
            ).final

    @invariant()
    def a_closed_matter_has_no_running_clock(self) -> None:
        assert not Clock.objects.filter(stopped_on=None, matter__closed_on__isnull=False).exists()

    @invariant()
    def nobody_sees_without_a_right(self) -> None:
        for matter in Matter.objects.all()[:2]:
            for who in ("other", "host", "head", "superior"):
                found = reach(seat(who, self.day), matter, present(self.day))
                assert (found is Reach.NONE) == (sees(who, sides(matter)) == "nothing")
                own = Participation.objects.filter(matter=matter, organ=seat(who, self.day).organ).exists()
                assert found is not Reach.CONTENT or own

    @invariant()
    def content_is_what_was_committed_to(self) -> None:
        latest = Entry.objects.order_by("-pk").first()
        assert latest is None or all(matches(latest, one) for one in Content.objects.filter(entry=latest))

    def _try(self, who: str, act: str, matter: Matter | None, given: dict[str, Any], key: str = "") -> str:
        try:
            with transaction.atomic():
                do(who, act, matter, on=self.day, key=key, **given)
        except NotVisible:
            return "visibility"
        except InvalidForm:
            return "form"
        except Conflict:
            return "conflict"
        except Refused as refused:
            self._record_again(who, act, matter, given)
            return refused.gate.value
        return "done"

    def _record_again(self, who: str, act: str, matter: Matter | None, given: dict[str, Any]) -> None:
        """The savepoint took the record of the attempt back with it: try once more without one."""
        with pytest.raises(Refused):
            do(who, act, matter, on=self.day, **given)
        self.refused += 1


@pytest.mark.usefixtures("cast")
def test_whatever_is_tried_it_holds_together() -> None:
    few = settings(
        max_examples=200 if SOAK else 6,
        stateful_step_count=40 if SOAK else 15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Acting, settings=few)

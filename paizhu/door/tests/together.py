"""Random acts by random seats on matters that several organs share, of whatever kinds: the door answers as the reference does.

A kind's own tests say how one of its matters is opened, and what its forms are given.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Exists, OuterRef
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from paizhu.door.kinds import kinds
from paizhu.door.models import Clock, Matter, Participation, Performed
from paizhu.door.refusals import Conflict, InvalidForm
from paizhu.door.tests.authorization import may_do, sees, tried
from paizhu.door.tests.world import CAST, ON, base, do, fresh
from paizhu.journal.models import Entry

# Attaching takes a file; what is made of something else is ruled on by inputs of its own.
NOT_TRIED = ("attach", "entrust", "evidence", "rectify", "write")
THEN = ON + timedelta(days=1)
SOAK = bool(os.environ.get("PAIZHU_SOAK"))


@dataclass(frozen=True, slots=True)
class Opened:
    """A matter that the machine begins with. only: the one of the cast who sees its content, "" for every seat of a side."""

    make: Callable[[], Matter]
    given: Mapping[str, Any] = field(default_factory=dict)
    only: str = ""


def sides(matter: Matter) -> dict[str, str]:
    parts = Participation.objects.filter(matter=matter, person=None, until=None).exclude(side="")
    return dict(parts.values_list("side", "organ_id"))


def steps(matter: Matter) -> list[str]:
    """The acts of the matter's kind that are tried; some of them more than once lead nowhere."""
    own = (act for act in kinds.get(matter.kind).acts if not act.opens)
    return [act.id for act in own if act.id.split(".")[1] not in NOT_TRIED]


class Together(RuleBasedStateMachine):
    """Each example is undone at its end."""

    opened: ClassVar[Sequence[Opened]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.matters = [one.make() for one in self.opened]

    @rule(who=st.sampled_from(CAST), of=st.integers(0, 30), which=st.integers(0, 30))
    def act(self, who: str, of: int, which: int) -> None:
        one = self.opened[of % len(self.opened)]
        matter = fresh(self.matters[of % len(self.opened)])
        able = steps(matter)
        act = able[which % len(able)]
        # On the day on which it is done: the day before, a side that came in by an earlier act was none yet.
        wanted, found = (
            self._wanted(one, who, act, matter),
            tried(who, act, matter, {**one.given, "on": THEN}),
        )
        assert found == wanted, (who, act, matter.state)
        if found == "done":
            self._do(who, act, matter, one.given)

    def _wanted(self, one: Opened, who: str, act: str, matter: Matter) -> str:
        parties = sides(matter)
        if one.only and who != one.only and sees(who, parties) != "nothing":
            return "power"
        return may_do(who, act, matter, parties)

    def _do(self, who: str, act: str, matter: Matter, given: Mapping[str, Any]) -> None:
        try:
            with transaction.atomic():
                do(who, act, matter, on=THEN, **given)
        except (InvalidForm, Conflict):
            return  # filled in for another state of things: nothing was changed
        step = base().procedure_by_id(matter.procedure).step(act)
        assert fresh(matter).state == (step.to or matter.state)

    @invariant()
    def every_act_has_its_entry(self) -> None:
        entries = Entry.objects.filter(performed=None, body__contains='"outcome":"done"')
        assert not entries.exclude(body__contains='"organ":"installation"').exists()
        assert not Performed.objects.filter(entry=None).exists()

    @invariant()
    def state_is_where_the_acts_led(self) -> None:
        for matter in Matter.objects.all():
            state = ""
            for from_, to in matter.performed.order_by("entry_id").values_list("from_state", "to_state"):
                assert from_ == state
                state = to
            assert matter.state == state

    @invariant()
    def whose_turn_it_is_takes_part_and_what_is_closed_waits_for_nobody(self) -> None:
        for matter in Matter.objects.all():
            assert matter.awaited_id is None or matter.awaited_id in sides(matter).values()
            assert (matter.closed_on is None) == (matter.awaited_id is not None)

    @invariant()
    def who_owns_a_matter_has_a_part_in_it_for_good(self) -> None:
        # A guarded database shows the owner its matters by this alone (`paizhu.door.guarding.policies`).
        own = Participation.objects.filter(matter=OuterRef("pk"), organ=OuterRef("owner"), person=None)
        assert not Matter.objects.exclude(Exists(own.exclude(side=""))).exists()

    @invariant()
    def a_closed_matter_has_no_running_clock(self) -> None:
        assert not Clock.objects.filter(stopped_on=None, matter__closed_on__isnull=False).exists()


def hold(opened: Sequence[Opened], *, few: int, many: int) -> None:
    """Run the machine over these matters: few examples in each run, many in the long one."""
    machine = type("TogetherOver", (Together,), {"opened": opened})
    each = settings(
        max_examples=many if SOAK else few,
        stateful_step_count=60 if SOAK else 30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=each)

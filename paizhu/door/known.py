"""What the gates ask about one matter for one seat, each read once, however many acts are looked at."""

from functools import cached_property

from django.db import connection

from paizhu.accounts.sittings import Sitting
from paizhu.door.eligible import sides_of
from paizhu.door.models import Clock, Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Reach, is_recused, sights, stands_in_for
from paizhu.norms.procedure import Procedure

_DID = "SELECT act, person FROM door_performed WHERE matter_id = %s"


class Known:
    """A matter as it stood when it was read. It holds before an act's effect only: nothing reads it afterwards."""

    def __init__(self, sitting: Sitting, matter: Matter, present: Present) -> None:
        self.sitting, self.matter, self.present = sitting, matter, present
        self._waits: dict[str, frozenset[str]] = {}

    @cached_property
    def reach(self) -> Reach:
        """How far the seat sees into it."""
        return sights(self.sitting, [self.matter], self.present)[self.matter.pk].reach

    @cached_property
    def sides(self) -> dict[str, str]:
        """Who takes part as which side on this day: side -> organ."""
        return sides_of(self.matter, self.present)

    @cached_property
    def is_recused(self) -> bool:
        """Whether the person is barred from it."""
        return is_recused(self.sitting, self.matter, self.present)

    @cached_property
    def running(self) -> list[Clock]:
        """The clocks that are not stopped; those that stand still are among them."""
        return list(Clock.objects.filter(matter=self.matter, stopped_on=None).order_by("pk"))

    @cached_property
    def _did(self) -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(_DID, [self.matter.pk])
            rows: list[tuple[str, str]] = cursor.fetchall()
        return rows

    def did(self, acts: tuple[str, ...]) -> set[str]:
        """Return the persons who ever did any of these acts on it: several may have done one, each a part of it."""
        return {person for act, person in self._did if act in acts} if acts else set()

    def done_by(self, person: str) -> set[str]:
        """Return the acts that the person ever did on it."""
        return {act for act, who in self._did if who == person}

    def waits(self, procedure: Procedure) -> frozenset[str]:
        """Return the acts that wait for this very seat because the office has no other one for them."""
        if procedure.id not in self._waits:
            self._waits[procedure.id] = stands_in_for(self.sitting, self.matter, procedure, self.present)
        return self._waits[procedure.id]

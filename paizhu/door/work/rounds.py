"""Rounds of the worker: the steps that are due, one after the other, until it is told to end."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import close_old_connections

from paizhu.door.present import Present
from paizhu.door.work.steps import STEPS, Step
from paizhu.guard import beyond

# So many times a step may go on at once before the others have their turn.
_MOST_TIMES = 50
AFTER_FAILURE = timedelta(minutes=1)
_log = logging.getLogger("paizhu.work")

Now = Callable[[], Present | None]
Ending = Callable[[], bool]


class Rounds:
    """now: what holds at an instant, None while there is no registry.  ending: whether the worker is to end."""

    def __init__(self, now: Now, ending: Ending, steps: Iterable[Step] = STEPS) -> None:
        self._now, self._ending, self._steps = now, ending, tuple(steps)
        self._last: dict[str, datetime] = {}

    def once(self) -> Counter[str]:
        """Do the steps that are due; return what was done, by step. A step that fails is logged, and comes again."""
        done = Counter[str]()
        for step in self._steps:
            try:
                done[step.name] += self._do(step)
            except Exception as error:  # noqa: BLE001  the outermost edge: the other steps go on
                # The text of an error may hold content; its type and place do not.
                _log.error("step %s: %s", step.name, type(error).__name__)
                done["failed"] += 1
                self._failed(step)
                close_old_connections()
        return +done

    def _do(self, step: Step) -> int:
        done = 0
        for _time in range(_MOST_TIMES):
            present = None if self._ending() else self._now()
            if present is None or not (done or self._is_due(step, present.at)):
                break
            self._last[step.name] = present.at
            with beyond.working(beyond.Why.WORKER):
                found = step.do(present)
            done += found
            if not found:
                break
        return done

    def _failed(self, step: Step) -> None:
        """A mail server that is away is not asked every other second."""
        last = self._last.get(step.name)
        if last is not None:
            self._last[step.name] = last + max(AFTER_FAILURE - step.every, timedelta())

    def _is_due(self, step: Step, at: datetime) -> bool:
        last = self._last.get(step.name)
        return last is None or at - last >= step.every

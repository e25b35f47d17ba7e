"""Whether the clocks of a matter allow what a step would do to them: only what runs is suspended or lengthened, and so on."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paizhu.door.known import Known
from paizhu.door.models import Clock
from paizhu.norms.procedure import Procedure, Step


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a step is not open. why: the end of the refusal's code."""

    why: str
    message: str


def bar(step: Step, procedure: Procedure, known: Known) -> Bar | None:
    """Return what bars the step; None where its clocks allow it, or it does nothing to any but start and stop them."""
    for limit in (*step.suspends, *step.resumes, *step.extends):
        clocks = [clock for clock in known.running if clock.limit == limit]
        found = _barred(limit, step, clocks)
        if found is not None:
            why, message = found
            name = procedure.limit(limit).name.in_("en" if get_language() == "en" else "zh")
            return Bar(
                why, message.format(limit=name, day=min((c.suspended_since for c in clocks), default=""))
            )
    return None


def _barred(limit: str, step: Step, clocks: list[Clock]) -> tuple[str, str] | None:
    if not clocks:
        return "clock_stopped", _(
            "Not recorded: “{limit}” does not run, so there is nothing to change about it."
        )
    suspended = [clock for clock in clocks if clock.suspended_since]
    if limit in step.suspends and len(suspended) == len(clocks):
        return "clock_suspended", _("Not recorded: “{limit}” is suspended already, since {day}.")
    if limit in step.resumes and not suspended:
        return "clock_running", _("Not recorded: “{limit}” is not suspended; it runs.")
    return None

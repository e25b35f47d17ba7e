"""What the acts in a log are called, and the organs whose logs they are."""

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paizhu.accounts.sittings import INSTALLATION
from paizhu.door.acts import acts
from paizhu.door.exporting import ACT as EXPORT
from paizhu.door.granted import WITHDRAW
from paizhu.door.handover import ACT as HAND_OVER
from paizhu.door.open_acts import NAMES
from paizhu.door.overdue.acts import ESCALATE, EXPECTED, MEETING_AHEAD, MEETING_EVE, RECKON, WARN
from paizhu.door.present import Present
from paizhu.door.printing import ACT as PRINT
from paizhu.door.proving import EXPORT as LOG_EXPORT
from paizhu.door.reading import ACT as READ
from paizhu.door.witnessing import COUNTERSIGN, RECEIVE
from paizhu.norms.model import Text
from paizhu.registry.day import party_name
from paizhu.reports.layouts import SET as LAYOUT
from paizhu.reports.making import ACT as MAKE
from paizhu.web.base import opened

# Acts that stand in no procedure.
ACTS: Mapping[str, Promise | str] = {
    **NAMES,
    HAND_OVER: _("Hand a matter over"),
    READ: _("Read what is secret"),
    PRINT: _("Print a matter"),
    EXPORT: _("Export a list of matters"),
    MAKE: _("Take an official document away"),
    LAYOUT: _("Set the layout of an organ's documents"),
    WARN: _("Warn of a clock"),
    ESCALATE: _("Escalate a clock"),
    MEETING_AHEAD: _("Remind of a meeting within a week"),
    MEETING_EVE: _("Remind of a meeting on its eve"),
    EXPECTED: _("Remind of what the half-year still expects"),
    RECKON: _("Reckon a clock anew"),
    LOG_EXPORT: _("Export a log"),
    COUNTERSIGN: _("Countersign a log"),
    RECEIVE: _("Keep a countersignature"),
    "registry.import": _("Import organs"),
    "registry.edit": _("Edit the registry"),
    "registry.withdraw": _("Withdraw what was recorded by mistake"),
    "local_norms.load": _("Load local norms"),
    "local_norms.end": _("Let local norms end"),
    "local_norms.remove": _("Remove local norms"),
    "texts.import": _("Import full texts"),
    "calendar.import": _("Load an official calendar"),
    "account.invite": _("Invite somebody to an account"),
    "account.invite_again": _("Invite somebody again"),
    "account.let_in": _("Let an account in"),
    "account.lock": _("Lock an account"),
    "keys.rotate": _("Rotate keys"),
    "account.reset": _("Reset a second factor"),
    "token.make": _("Make a token"),
    "token.revoke": _("Revoke a token"),
    WITHDRAW: _("Take a grant back"),
}


def act_name(id_: str, lang: str) -> str:
    """Return what an act is called; its id where nothing names it."""
    step = _steps().get(id_)
    if step is not None:
        return step.in_(lang)
    own = acts.get(id_).name if id_ in acts else ""
    return str(own or ACTS.get(id_, id_))


def organ_name(id_: str, present: Present | None) -> str:
    """Return what the organ of a log is called; its id where the registry does not know it."""
    if id_ == INSTALLATION:
        return str(_("The installation"))
    known = present is not None and id_ in present.here.chart.organs
    return party_name(present.here.chart, id_) if present is not None and known else id_


@cache  # the base of the process never changes
def _steps() -> dict[str, Text]:
    return {step.id: step.name for procedure in opened().base.pack.procedures for step in procedure.steps}

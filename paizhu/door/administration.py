"""Administration: acts on organs, accounts and calendars, without a matter and without a ruling; on record all the same."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from paizhu.accounts.models import Account, Administers
from paizhu.accounts.sittings import INSTALLATION, Sitting
from paizhu.door.doing import Channel
from paizhu.door.refusals import Gate, Refused
from paizhu.journal.entries import append

T = TypeVar("T")

# Who may do what. No administrator sees a matter; none can both let people in and touch the record.
ADMINISTERS: Mapping[str, Administers] = {
    "registry.import": Administers.SYSTEM,
    "registry.edit": Administers.SYSTEM,
    "registry.withdraw": Administers.SYSTEM,
    "local_norms.load": Administers.SYSTEM,
    "local_norms.withdraw": Administers.SYSTEM,
    "texts.import": Administers.SYSTEM,
    "calendar.import": Administers.SYSTEM,
    "account.add": Administers.SYSTEM,
    "account.let_in": Administers.SECURITY,
    "account.lock": Administers.SECURITY,
    "account.reset": Administers.SECURITY,
    "token.revoke": Administers.SECURITY,
}


def administer(
    sitting: Sitting | None,
    act: str,
    effect: Callable[[], T],
    *,
    on: date,
    at: datetime,
    channel: Channel,
    facts: Callable[[T], Mapping[str, Any]] = lambda _result: {},
) -> T:
    """Do an act of administration in one transaction with its entry; return what the effect returns.

    sitting None: the installation itself, at its command line, while it has no administrator.
    facts: what the entry says of the result: counts and ids, never a name or content.
    Raises Refused (recorded), and whatever the effect raises, after which nothing was changed.
    """
    refusal = _refusal(sitting, act, channel)
    if refusal is not None:
        with transaction.atomic():
            _record(
                sitting, act, "refused", {"gate": refusal.gate.value, "code": refusal.code}, on, at, channel
            )
        raise refusal
    with transaction.atomic():
        result = effect()
        _record(sitting, act, "done", facts(result), on, at, channel)
        return result


def has_administrators() -> bool:
    """Return whether the installation has an administrator, so that its command line needs a seat."""
    return Account.objects.exclude(administers="").exists()


def _refusal(sitting: Sitting | None, act: str, channel: Channel) -> Refused | None:
    needed = ADMINISTERS[act]
    if sitting is None:
        if channel is Channel.COMMAND and not has_administrators():
            return None
        return Refused(
            Gate.POWER, "no_seat", _("Not recorded: name the seat of {who} (--seat).").format(who=who(needed))
        )
    if sitting.administers is needed:
        return None
    return Refused(
        Gate.POWER, "administers", _("Not recorded: only {who} may do this.").format(who=who(needed))
    )


def who(administers: Administers) -> str:
    """Return what an administrator is called in a sentence."""
    match administers:
        case Administers.SYSTEM:
            return _("the system administrator")
        case Administers.SECURITY:
            return _("the security administrator")
        case Administers.AUDIT:
            return _("the audit administrator")


def _record(
    sitting: Sitting | None,
    act: str,
    outcome: Any,
    facts: Mapping[str, Any],
    on: date,
    at: datetime,
    channel: Channel,
) -> None:
    append(
        INSTALLATION if sitting is None else sitting.organ,
        at=at,
        act=act,
        seat=INSTALLATION if sitting is None else sitting.seat,
        organ=INSTALLATION if sitting is None else sitting.organ,
        channel=channel.value,
        outcome=outcome,
        matter=None,
        on=on,
        facts=facts,
        content={},
    )

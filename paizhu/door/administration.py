"""Administration: acts on organs, accounts and calendars, without a matter and without a ruling; on record all the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.refusals import Gate, Refused
from paizhu.journal.entries import append
from paizhu.journal.models import Entry

T = TypeVar("T")

# Who may do what. No administrator sees a matter; none can both let people in and touch the record.
ADMINISTERS: Mapping[str, Administers] = {
    "registry.import": Administers.SYSTEM,
    "registry.edit": Administers.SYSTEM,
    "registry.withdraw": Administers.SYSTEM,
    "local_norms.load": Administers.SYSTEM,
    "local_norms.end": Administers.SYSTEM,
    "local_norms.remove": Administers.SYSTEM,
    "texts.import": Administers.SYSTEM,
    "calendar.import": Administers.SYSTEM,
    "document.layout": Administers.SYSTEM,
    "account.invite": Administers.SYSTEM,
    "account.invite_again": Administers.SYSTEM,
    "account.let_in": Administers.SECURITY,
    "account.lock": Administers.SECURITY,
    "account.reset": Administers.SECURITY,
    "token.revoke": Administers.SECURITY,
    "grant.withdraw": Administers.SECURITY,
    "keys.rotate": Administers.SECURITY,
}


@dataclass(frozen=True, slots=True)
class Administration:
    """An act of administration on its way. sitting: of an administrator, or of the installation while it has none."""

    sitting: Sitting
    act: str
    at: datetime
    channel: Channel

    def gate(self) -> None:
        """Let pass the right administrator. Raises Refused, which is recorded."""
        needed = ADMINISTERS[self.act]
        if self.sitting.administers is needed:
            return
        message = _("Not recorded: only {who} may do this.").format(who=who(needed))
        refusal = Refused(Gate.POWER, "administers", message)
        with transaction.atomic():
            self._append("refused", {"gate": refusal.gate.value, "code": refusal.code})
        raise refusal

    def note(self, *, reason: str = "", matter: str | None = None, **facts: Any) -> None:
        """Write the entry, as `entry` does."""
        self.entry(reason=reason, matter=matter, **facts)

    def entry(self, *, reason: str = "", matter: str | None = None, **facts: Any) -> Entry:
        """Write the entry, in the transaction of the effect, and return it.

        facts: counts and ids, never a name or content.  reason: in words; the entry only commits to it.  matter: reference.
        """
        return self._append("done", facts, {"reason": reason} if reason else {}, matter)

    def _append(
        self,
        outcome: Literal["done", "refused"],
        facts: Mapping[str, Any],
        content: Mapping[str, Any] | None = None,
        matter: str | None = None,
    ) -> Entry:
        return append(
            self.sitting.organ,
            at=self.at,
            act=self.act,
            seat=self.sitting.seat,
            organ=self.sitting.organ,
            channel=self.channel.value,
            outcome=outcome,
            matter=matter,
            on=self._on,
            facts=facts,
            content=content or {},
        )

    @property
    def _on(self) -> date:
        return self.sitting.on


def administer(what: Administration, effect: Callable[[], T], *, reason: str = "", **facts: Any) -> T:
    """Do an act of administration in one transaction with its entry; return what the effect returns.

    reason, facts: of the entry, as `note` takes them.
    Raises Refused (recorded), and whatever the effect raises, after which nothing was changed.
    """
    what.gate()
    with transaction.atomic():
        result = effect()
        what.note(reason=reason, **facts)
        return result


def who(administers: Administers) -> str:
    """Return what an administrator is called in a sentence."""
    match administers:
        case Administers.SYSTEM:
            return _("the system administrator")
        case Administers.SECURITY:
            return _("the security administrator")
        case Administers.AUDIT:
            return _("the audit administrator")

"""What administrators see of accounts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q

from paizhu.accounts.models import Account, Administers, State
from paizhu.accounts.sittings import Sitting, sittings_of


@dataclass(frozen=True, slots=True)
class Listed:
    """One account. is_set_up: its holder has set password and second factor; sittings: its seats on the day asked for."""

    account: Account
    is_set_up: bool
    sittings: tuple[Sitting, ...]

    @property
    def state(self) -> State:
        return State(self.account.state)

    @property
    def administers(self) -> Administers | None:
        return Administers(self.account.administers) if self.account.administers else None


def listed(on: date, after: str = "", most: int = 100) -> list[Listed]:
    """Return accounts in the order of their names, those after a name, with their seats on that day."""
    found = list(Account.objects.filter(username__gt=after).order_by("username")[:most])
    devices = _with_device(found)
    seats = sittings_of([account.person_id for account in found if account.person_id], on)
    return [
        Listed(
            account,
            account.has_usable_password() and account.pk in devices,
            tuple(s for s in seats if s.person == account.person_id),
        )
        for account in found
    ]


def waiting(*, set_up: bool, most: int) -> list[Account]:
    """Return accounts that are not let in yet, in the order of their names.

    set_up: those that a security administrator can let in; else those whose holder is still to set them up.
    """
    found = Account.objects.filter(state=State.WAITING).order_by("username")
    devices = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    ready = Exists(devices) & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return list((found.filter(ready) if set_up else found.exclude(ready))[:most])


def everyone(on: date) -> Iterator[Listed]:
    """Yield all accounts in the order of their names."""
    rows = listed(on)
    while rows:
        yield from rows
        rows = listed(on, after=rows[-1].account.username)


def _with_device(accounts: Iterable[Account]) -> set[int]:
    devices = Authenticator.objects.filter(user__in=list(accounts), type=Authenticator.Type.TOTP)
    return set(devices.values_list("user_id", flat=True))

"""What can be done with accounts.

Who may do what is divided among the administrators, so that none of them alone gets into an account of somebody else:
the system administrator makes it and hands out the one-time code, the security administrator lets it in once its
holder has set password and second factor, and only the holder knows these.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from paizhu.accounts import invitations
from paizhu.accounts.errors import NoInvitation, NotPossible, OtherAdministrator, Unacceptable
from paizhu.accounts.models import Account, Administers, State
from paizhu.accounts.sittings import Sitting
from paizhu.norms.sentences import sentences
from paizhu.registry.models import PersonId

# What else ends when an account is locked or reset: (account, id of the act, instant). Apps name theirs at the start.
Shutting = Callable[[Account, str, datetime], None]
shutting: list[Shutting] = []

CODES = 10  # recovery codes that an account gets at a time


@dataclass(frozen=True, slots=True)
class Invited:
    """code: the one-time code, which is told once and not kept."""

    account: Account
    code: str


@dataclass(frozen=True, slots=True)
class New:
    """What an account is made of. person: "" for an administrator's; administers: None for a person's."""

    username: str
    display_name: str = ""
    person: str = ""
    administers: Administers | None = None


@transaction.atomic
def invite(sitting: Sitting, new: New, at: datetime) -> Invited:
    """Make an account, to be let in later. Raises OtherAdministrator, Unacceptable.

    An administrator's is let in at once while there is no security administrator at all, who could do that.
    """
    _only(sitting, Administers.SYSTEM)
    account = Account(
        username=new.username.strip(),
        display_name=new.display_name.strip(),
        person=_person(new.person),
        administers=new.administers or "",
        made_at=at,
    )
    if account.administers and not Account.objects.filter(administers=Administers.SECURITY).exists():
        account.state = State.ACTIVE
    account.set_unusable_password()
    code = _new_code(account, at)
    try:
        account.full_clean()
        with transaction.atomic():
            account.save(force_insert=True)
    except ValidationError as error:
        raise _unacceptable(error) from error
    except IntegrityError as error:
        raise Unacceptable("", _("Somebody made such an account just now.")) from error
    return Invited(account, code)


@transaction.atomic
def invite_again(sitting: Sitting, username: str, at: datetime) -> Invited:
    """Give a new one-time code to an account whose password was never set, or was taken away; the old one is void.

    Where a security administrator could let it in, it has to be let in afterwards, even if it was let in before.
    """
    _only(sitting, Administers.SYSTEM)
    account = _locked_row(username)
    if account.has_usable_password():
        raise NotPossible(
            _("Not invited: the account has a password. A security administrator can reset it.")
        )
    code = _new_code(account, at)
    if _can_be_let_in(account):
        account.state = State.WAITING
    account.save(update_fields=["invitation", "invited_until", "state"])
    return Invited(account, code)


@transaction.atomic
def let_in(sitting: Sitting, username: str) -> Account:
    """Let an account in, or in again after it was locked: only once its holder has set password and second factor."""
    account = _by_security(sitting, username)
    if account.state == State.ACTIVE:
        return account
    if not is_set_up(account):
        raise NotPossible(_("Not let in: its holder has not set password and second factor yet."))
    return _moved(account, State.ACTIVE)


@transaction.atomic
def lock(sitting: Sitting, username: str, at: datetime) -> Account:
    """Lock an account: its sessions are over for good, and whatever else let it in."""
    account = _moved(_by_security(sitting, username), State.LOCKED)
    _shut_out(account, "account.lock", at)
    return account


@transaction.atomic
def reset(sitting: Sitting, username: str, at: datetime) -> Account:
    """Take password and second factor away, for instance when a device was lost: the account waits to be invited again.

    Its sessions are over, and whatever else let it in: who found the device may have made it.
    """
    account = _by_security(sitting, username)
    _shut_out(account, "account.reset", at)
    Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.invitation, account.invited_until = "", None
    account.state = State.WAITING
    account.save(update_fields=["password", "invitation", "invited_until", "state"])
    return account


def invited(username: str, code: str, at: datetime) -> Account:
    """Return the account that this one-time code is for. Raises NoInvitation."""
    found = Account.objects.filter(username__iexact=username.strip()).first()
    if found is None or not found.is_invited(at) or not invitations.is_code(code, found.invitation):
        raise NoInvitation(_("Name and code do not belong together, or the code was used or is too old."))
    return found


@transaction.atomic
def accept(account: Account, password: str, secret: str, at: datetime) -> list[str]:
    """Set password and second factor of an invited account; return its recovery codes, which are told once.

    The code is used up with it. Raises NoInvitation when another request used it meanwhile, Unacceptable for a password
    that is too weak.
    """
    current = _locked_row(account.username)
    if current.invitation != account.invitation or not current.is_invited(at):
        raise NoInvitation(_("This code was used already."))
    check_password(password, current)
    current.set_password(password)
    current.invitation, current.invited_until = "", None
    current.save(update_fields=["password", "invitation", "invited_until"])
    return set_second_factor(current, secret)


@transaction.atomic
def change_password(account: Account, password: str) -> None:
    """Set another password; every other session of the account ends. Raises Unacceptable."""
    check_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])


@transaction.atomic
def set_second_factor(account: Account, secret: str) -> list[str]:
    """Let codes come from another device from now on; return new recovery codes, which are told once."""
    Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(account, secret)
    return new_recovery_codes(account)


@transaction.atomic
def new_recovery_codes(account: Account) -> list[str]:
    """Return new recovery codes, which are told once; those before are void."""
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    return codes


def is_set_up(account: Account) -> bool:
    """Return whether its holder has set password and second factor."""
    has_device = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()
    return account.has_usable_password() and bool(has_device)


def check_password(password: str, account: Account) -> None:
    """Raise Unacceptable for a password that is too weak."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Unacceptable("password", sentences(*error.messages)) from error


def _can_be_let_in(account: Account) -> bool:
    """Whether there is another security administrator by now, who has signed in or could."""
    others = Account.objects.filter(administers=Administers.SECURITY, state=State.ACTIVE).exclude(
        pk=account.pk
    )
    return any(is_set_up(other) for other in others)


def _only(sitting: Sitting, administers: Administers) -> None:
    if sitting.administers is not administers:
        whose: dict[Administers, Callable[[], str]] = {
            Administers.SYSTEM: lambda: _("Not done: only a system administrator may do this."),
            Administers.SECURITY: lambda: _("Not done: only a security administrator may do this."),
            Administers.AUDIT: lambda: _("Not done: only an audit administrator may do this."),
        }
        raise OtherAdministrator(whose[administers]())


def _by_security(sitting: Sitting, username: str) -> Account:
    _only(sitting, Administers.SECURITY)
    account = _locked_row(username)
    if account.pk == sitting.account:
        raise NotPossible(_("Not done: nobody decides on their own account."))
    return account


def _shut_out(account: Account, act: str, at: datetime) -> None:
    account.sessions_from = at
    account.save(update_fields=["sessions_from"])
    for shut in shutting:
        shut(account, act, at)


def _locked_row(username: str) -> Account:
    found = Account.objects.select_for_update().filter(username__iexact=username).first()
    if found is None:
        raise Unacceptable("username", _("There is no account {name!r}.").format(name=username))
    return found


def _person(code: str) -> PersonId | None:
    if not code:
        return None
    found = PersonId.objects.filter(pk=code.strip()).first()
    if found is None:
        raise Unacceptable("person", _("The registry holds no person {code!r}.").format(code=code))
    return found


def _new_code(account: Account, at: datetime) -> str:
    code = invitations.new_code()
    account.invitation, account.invited_until = invitations.digest(code), at + invitations.VALID
    return code


def _moved(account: Account, state: State) -> Account:
    account.state = state
    account.save(update_fields=["state"])
    return account


def _unacceptable(error: ValidationError) -> Unacceptable:
    of = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    field, messages = next(iter(of.items()))
    return Unacceptable("" if field == "__all__" else field, sentences(*messages))

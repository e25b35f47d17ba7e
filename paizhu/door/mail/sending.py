"""Sending what is due: at least once, always under the same Message-ID, by any number of workers at once.

A worker takes a mail by a lease and gives it back when it is done. Killed in between, the lease runs out and another
one sends it, perhaps for the second time; whoever gets both knows by the Message-ID that they are one.
"""

import logging
import secrets
import smtplib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from paizhu.accounts.models import Account
from paizhu.accounts.sittings import sittings
from paizhu.door.mail import smtp
from paizhu.door.mail.messages import message
from paizhu.door.mail.models import LEASE_LENGTH, Line, Mail, Preference, Sends, State
from paizhu.door.notices.queries import notices
from paizhu.door.present import Present

# Longer than a server may take to answer, several times over.
LEASE = timedelta(minutes=5)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
# After so many tries, three days or so, nobody waits for it any more.
MOST_TRIES = 80
_log = logging.getLogger("paizhu.mail")


def send_due(present: Present, *, at_most: int = 20) -> int:
    """Send mail that is due; return how many were dealt with. Raises smtp.NoServer; what was taken is tried again."""
    if settings.SMTP is None or not _waiting(present).exists():
        return 0
    try:
        with smtp.connected(settings.SMTP) as connection:
            dealt_with = 0
            while dealt_with < at_most and (mail := _taken(present)) is not None:
                _deal(mail, connection, present)
                dealt_with += 1
            return dealt_with
    except smtp.NoServer as none:
        _log.error("mail server: %s", none)
        raise


def _waiting(present: Present) -> QuerySet[Mail]:
    free = Q(leased_until=None) | Q(leased_until__lt=present.at)
    return Mail.objects.filter(free, state=State.WAITING.value, try_at__lte=present.at)


def _taken(present: Present) -> Mail | None:
    """Take the mail that has waited longest; of two workers each takes another one."""
    with transaction.atomic():
        waiting = _waiting(present).order_by("try_at", "pk")
        mail = waiting.select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.lease, mail.leased_until = secrets.token_hex(LEASE_LENGTH // 2), present.at + LEASE
        mail.tries += 1
        mail.save(update_fields=["lease", "leased_until", "tries"])
        return mail


def _deal(mail: Mail, connection: smtplib.SMTP, present: Present) -> None:
    preference = Preference.objects.filter(pk=mail.account_id).exclude(sends=Sends.NONE.value).first()
    references = _references(mail, present) if preference is not None else []
    expected = preference is not None and _is_of_expected(mail, present)
    if preference is None or not (references or expected):
        _end(mail, State.DROPPED, present)
        return
    try:
        smtp.send(connection, message(mail, preference, references, expected=expected))
    except smtp.Declined as declined:
        _log.warning("mail %s: %s", mail.message_id, declined)
        if declined.for_good or mail.tries >= MOST_TRIES:
            _end(mail, State.FAILED, present)
        else:
            _later(mail, present)
    except smtp.NoServer:
        _later(mail, present)
        raise
    else:
        _end(mail, State.SENT, present)


def _references(mail: Mail, present: Present) -> list[str]:
    """The matters of a mail that its reader may see today, from any of their seats, each once, in order."""
    account = Account.objects.get(pk=mail.account_id)
    about = Line.objects.filter(mail=mail).values("notice")
    found: dict[int, str] = {}
    for sitting in sittings(account, present.on):
        seen = notices(sitting, present).filter(pk__in=about)
        found |= dict(seen.values_list("pk", "matter__reference"))
    return list(dict.fromkeys(found[key] for key in sorted(found)))


def _is_of_expected(mail: Mail, present: Present) -> bool:
    """Whether it is about something outstanding at an organ in which its reader sits still."""
    about = set(Line.objects.filter(mail=mail, notice=None).values_list("outstanding__organ", flat=True))
    account = Account.objects.get(pk=mail.account_id)
    return bool(about) and any(sitting.organ in about for sitting in sittings(account, present.on))


def _end(mail: Mail, state: State, present: Present) -> None:
    _own(mail).update(state=state.value, ended_at=present.at, lease="", leased_until=None)


def _later(mail: Mail, present: Present) -> None:
    pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(mail.tries - 1, 10))
    _own(mail).update(try_at=present.at + pause, lease="", leased_until=None)


def _own(mail: Mail) -> QuerySet[Mail]:
    """Nothing, when the lease ran out and another worker has it by now."""
    return Mail.objects.filter(pk=mail.pk, lease=mail.lease, state=State.WAITING.value)

"""Putting mail into the outbox, in the transaction of the act that it is about: it is there if the act is, else not."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings

from paizhu.accounts.sittings import sittings_at
from paizhu.door.coming.models import Outstanding
from paizhu.door.mail.models import Line, Mail, Preference, Sends
from paizhu.door.models import Notice
from paizhu.door.present import Present


def queue(notices: Sequence[Notice], present: Present) -> None:
    """Put a mail into the outbox for each account of the told organs that wants one; or a line for its digest.

    Nothing while the installation sends no mail. Whether they may see the matter is asked when it is sent.
    """
    if settings.SMTP is None or not notices:
        return
    told = _told(notices, present)
    wanting = Preference.objects.filter(account__in=told).exclude(sends=Sends.NONE.value).order_by("pk")
    lines = []
    for preference in wanting:
        mail = _mail(preference.account_id, present) if preference.sends == Sends.EACH else None
        lines += [
            Line(account_id=preference.account_id, notice=notice, mail=mail)
            for notice in told[preference.account_id]
        ]
    Line.objects.bulk_create(lines)


def queue_outstanding(row: Outstanding, present: Present) -> None:
    """Do the same for everybody who sits in an organ that has something outstanding."""
    if settings.SMTP is None:
        return
    accounts = {s.account for s in sittings_at(row.organ_id, present.on)} - {None}
    wanting = Preference.objects.filter(account__in=accounts).exclude(sends=Sends.NONE.value)
    Line.objects.bulk_create(
        Line(
            account_id=preference.account_id,
            outstanding=row,
            mail=_mail(preference.account_id, present) if preference.sends == Sends.EACH else None,
        )
        for preference in wanting.order_by("pk")
    )


def new_message_id() -> str:
    """Return an id that no other mail has, and that says nothing of what it is about."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{secrets.token_hex(16)}@{host[:60]}>"


def _told(notices: Sequence[Notice], present: Present) -> dict[int, list[Notice]]:
    """The accounts of everybody who sits in a told organ on this day."""
    found = defaultdict[int, list[Notice]](list)
    for notice in notices:
        accounts = {s.account for s in sittings_at(notice.organ_id, present.on)}
        for account in accounts - {None}:
            found[account].append(notice)  # type: ignore[index]  # None was taken away
    return found


def _mail(account: int, present: Present) -> Mail:
    return Mail.objects.create(
        account_id=account, message_id=new_message_id(), made_at=present.at, try_at=present.at
    )

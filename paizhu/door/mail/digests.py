"""The day's digest: what has gathered for an account becomes one mail, from a set hour on."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime

from paizhu.door.mail.models import Line, Mail, Preference, Sends
from paizhu.door.mail.queueing import new_message_id
from paizhu.door.present import Present


def collect(present: Present) -> int:
    """Make the digests of the day that are due; return how many.

    A line of an act that commits only now waits for tomorrow's. What gathered before an account chose otherwise still
    comes as a digest, or not at all where it wants no mail any more.
    """
    if localtime(present.at).hour < settings.DIGEST_HOUR:
        return 0
    gathered = Line.objects.filter(account=OuterRef("account"), mail=None)
    due = Preference.objects.filter(Exists(gathered), Q(digested_on=None) | Q(digested_on__lt=present.on))
    return sum(_collect(account, present) for account in due.values_list("pk", flat=True))


def _collect(account: int, present: Present) -> bool:
    """One digest in one transaction: of two workers one makes it, the other passes on."""
    with transaction.atomic():
        due = Preference.objects.filter(Q(digested_on=None) | Q(digested_on__lt=present.on), pk=account)
        preference = due.select_for_update(skip_locked=True).first()
        if preference is None:
            return False
        lines = Line.objects.filter(account=account, mail=None)
        if preference.sends == Sends.NONE:
            lines.delete()
            return False
        mail = Mail.objects.create(
            account_id=account,
            message_id=new_message_id(),
            digest_on=present.on,
            made_at=present.at,
            try_at=present.at,
        )
        lines.update(mail=mail)
        preference.digested_on = present.on
        preference.save(update_fields=["digested_on"])
        return True

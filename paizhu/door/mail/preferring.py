"""What an account wants to hear by mail; its holder says so, and nobody else."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from paizhu.door.mail.models import Language, Line, Mail, Preference, Sends, State


def preference(account: int) -> Preference:
    """Return what the account wants; no mail, where it never said."""
    return Preference.objects.filter(pk=account).first() or Preference(account_id=account)


def refused_on(account: int) -> date | None:
    """Return the day on which the server refused the account's last mail for good; None where it took it, or had none."""
    ended = Mail.objects.filter(account=account, state__in=(State.SENT.value, State.FAILED.value))
    last = ended.order_by("-ended_at", "-pk").first()
    if last is None or last.ended_at is None or last.state != State.FAILED:
        return None
    return timezone.localdate(last.ended_at)


@transaction.atomic
def prefer(account: int, *, sends: Sends, address: str, language: Language) -> None:
    """Keep what the account wants; what waits for a digest is given up with the mail. Raises ValidationError."""
    wanted = {"sends": sends.value, "address": address.strip(), "language": language.value}
    Preference(account_id=account, **wanted).full_clean(exclude=["account"], validate_unique=False)
    Preference.objects.update_or_create(pk=account, defaults=wanted)
    if sends is Sends.NONE:
        Line.objects.filter(account=account, mail=None).delete()

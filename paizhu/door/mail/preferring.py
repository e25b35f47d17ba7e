"""What an account wants to hear by mail; its holder says so, and nobody else."""

from django.db import transaction

from paizhu.door.mail.models import Language, Line, Preference, Sends


def preference(account: int) -> Preference:
    """Return what the account wants; no mail, where it never said."""
    return Preference.objects.filter(pk=account).first() or Preference(account_id=account)


@transaction.atomic
def prefer(account: int, *, sends: Sends, address: str, language: Language) -> None:
    """Keep what the account wants; what waits for a digest is given up with the mail. Raises ValidationError."""
    wanted = {"sends": sends.value, "address": address.strip(), "language": language.value}
    Preference(account_id=account, **wanted).full_clean(exclude=["account"], validate_unique=False)
    Preference.objects.update_or_create(pk=account, defaults=wanted)
    if sends is Sends.NONE:
        Line.objects.filter(account=account, mail=None).delete()

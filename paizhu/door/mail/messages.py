"""What a mail says: that something happened, a reference and a link. Never who, what, or about whom."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from paizhu.door.mail.models import Mail, Preference
from paizhu.door.notices.naming import path


def message(
    mail: Mail, preference: Preference, references: Sequence[str], *, expected: bool = False
) -> EmailMessage:
    """Return a mail. references: of the matters that its reader may see, in the order in which they are named.

    expected: something that the norms expect is outstanding; what, Today says.
    """
    with translation.override(preference.language):
        if mail.digest_on is None and not references:
            subject, opening = (
                _("Paizhu: not done yet"),
                _("Something that is expected in this period is not done yet. Sign in to see it:"),
            )
        elif mail.digest_on is None:
            subject, opening = (
                _("Paizhu: {reference}").format(reference=references[0]),
                _("Something was done on a matter that concerns your organ. Sign in to see it:"),
            )
        else:
            day = mail.digest_on.isoformat()
            subject, opening = (
                _("Paizhu: digest of {day}").format(day=day),
                _("Something was done on matters that concern your organ. Sign in to see them:"),
            )
        outstanding = _("Not done yet in this period: {address}").format(
            address=f"{settings.BASE_URL}/today/"
        )
        closing = _("You can choose which mail you get: {address}").format(
            address=f"{settings.BASE_URL}/inbox/mail/"
        )
    found = EmailMessage()
    found["Subject"] = subject
    found["From"], found["To"] = settings.MAIL_FROM, preference.address
    found["Date"], found["Message-ID"] = _date(mail.made_at), mail.message_id
    # No mailbox should answer it by itself.
    found["Auto-Submitted"] = "auto-generated"
    links = [f"{reference}  {settings.BASE_URL}{path(reference)}" for reference in references]
    if expected:
        links.append(outstanding)
    found.set_content("\n".join([opening, "", *links, "", closing, ""]))
    return found


def _date(at: datetime) -> str:
    return format_datetime(at)

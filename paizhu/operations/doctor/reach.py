"""Checks of how readers and mail reach the installation: settings, and the mail server."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paizhu.door.mail import smtp
from paizhu.door.mail.models import Mail, State
from paizhu.operations.doctor.findings import Finding, warning, well, wrong

_HERE = {"127.0.0.1", "localhost", "[::1]"}
_WAITING, _FAILED_LATELY = timedelta(hours=1), timedelta(days=7)
_WHY = {
    smtp.Why.UNKNOWN_HOST: gettext_lazy("There is no host of the name that PAIZHU_SMTP_URL gives."),
    smtp.Why.REFUSED: gettext_lazy("Nothing listens at the host and port that PAIZHU_SMTP_URL gives."),
    smtp.Why.SILENT: gettext_lazy("The server does not answer in time."),
    smtp.Why.NOT_TLS: gettext_lazy("The server speaks no TLS at this port, as smtps:// expects it."),
    smtp.Why.CERTIFICATE: gettext_lazy("The server’s certificate is not one that this machine trusts."),
    smtp.Why.NO_STARTTLS: gettext_lazy(
        "The server offers no STARTTLS, or no sign-in, as the address expects it."
    ),
    smtp.Why.LOGIN: gettext_lazy("The server does not accept the user or the password."),
    smtp.Why.BROKEN: gettext_lazy("The server breaks the connection off."),
}


def secure() -> Iterator[Finding]:
    """Whether the settings are those of an installation that others reach."""
    if settings.DEBUG:
        yield wrong("settings", _("PAIZHU_DEBUG shows internals to readers."), _("Unset it."))
    outside = sorted(set(settings.ALLOWED_HOSTS) - _HERE)
    if outside and not settings.HTTPS:
        told = _("The pages answer to {host}, and cookies go without https.").format(host=outside[0])
        yield wrong("settings", told, _("Put a proxy with https before it and set PAIZHU_HTTPS=yes."))
    elif settings.HTTPS and not outside:
        told = _("PAIZHU_HTTPS is on, and no host name but this machine's is allowed.")
        yield wrong("settings", told, _("Name it in PAIZHU_ALLOWED_HOSTS."))
    elif not settings.DEBUG:
        told = _("For {host} by https.").format(host=outside[0]) if outside else _("For this machine only.")
        yield well("settings", told)


def mail() -> Iterator[Finding]:
    """Whether the mail server answers and what waits for it is not old."""
    if settings.SMTP is None:
        yield well("mail", _("None is sent: PAIZHU_SMTP_URL is not set."))
        return
    mend = _("Look at PAIZHU_SMTP_URL and at the server; what waits is sent as soon as it answers.")
    try:
        with smtp.connected(settings.SMTP):
            pass
    except smtp.NoServer as error:
        yield wrong("mail", str(_WHY[error.why]), mend)
        return
    # By account: an address that is wrong fails for each of its mails.
    failed = Mail.objects.filter(state=State.FAILED.value, ended_at__gte=timezone.now() - _FAILED_LATELY)
    if count := failed.values("account").distinct().count():
        told = ngettext(
            "The server refused mail to {count} address for good within a week.",
            "The server refused mail to {count} addresses for good within a week.",
            count,
        )
        yield warning(
            "mail", told.format(count=count), _("Their holders see it where they choose their mail: Inbox.")
        )
        return
    old = Mail.objects.filter(state=State.WAITING.value, made_at__lt=timezone.now() - _WAITING)
    if old.exists():
        yield warning("mail", _("Mail has been waiting for more than an hour."), mend)
    else:
        yield well("mail", _("The server answers, and nothing waits for long."))

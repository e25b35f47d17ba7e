"""The mail server of the installation."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from paizhu.mail_server import Security, Server
from paizhu.norms.errors import PaizhuError

LONGEST_S = 20
_PERMANENT = 500
_TROUBLE = (smtplib.SMTPException, OSError)


class NoServer(PaizhuError):
    """The server cannot be reached, or broke off; everything can be tried again."""

    code = "mail.server"


class Declined(PaizhuError):
    """The server does not take this mail. for_good: it never will."""

    code = "mail.declined"

    def __init__(self, code: int) -> None:
        super().__init__(f"SMTP {code}")
        self.for_good = code >= _PERMANENT


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """Give a connection. Raises NoServer."""
    try:
        connection = _connect(server)
    except _TROUBLE as error:
        raise NoServer(type(error).__name__) from error
    try:
        yield connection
    finally:
        with suppress(*_TROUBLE):
            connection.quit()


def send(connection: smtplib.SMTP, message: EmailMessage) -> None:
    """Hand a mail over; when this returns the server has it. Raises Declined, NoServer. Their texts name no address."""
    try:
        connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, _said = next(iter(error.recipients.values()))
        raise Declined(code) from None
    except smtplib.SMTPResponseException as error:
        raise Declined(error.smtp_code) from None
    except _TROUBLE as error:
        raise NoServer(type(error).__name__) from None


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security is Security.TLS:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=LONGEST_S, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=LONGEST_S)
    try:
        if server.security is Security.STARTTLS:
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection

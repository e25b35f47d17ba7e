"""The mail server of the installation."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from enum import StrEnum

from paizhu.mail_server import Security, Server
from paizhu.norms.errors import PaizhuError

LONGEST_S = 20
_PERMANENT = 500
_TROUBLE = (smtplib.SMTPException, OSError)


class Why(StrEnum):
    """What is wrong with the server, or with what the settings say of it; words without an address, for logs."""

    UNKNOWN_HOST = "no such host"
    REFUSED = "nothing listens there"
    SILENT = "no answer in time"
    NOT_TLS = "no TLS at this port"
    CERTIFICATE = "certificate not trusted"
    NO_STARTTLS = "no STARTTLS offered"
    LOGIN = "user or password not accepted"
    BROKEN = "connection broken off"


class NoServer(PaizhuError):
    """The server cannot be reached, or broke off; everything can be tried again."""

    code = "mail.server"

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why.value)


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
        raise NoServer(_why(error)) from error
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
        raise NoServer(_why(error)) from None


def _why(error: Exception) -> Why:
    # In this order: a certificate's error is one of TLS, a host's and a time-out's are among those of the system.
    for kind, why in (
        (ssl.SSLCertVerificationError, Why.CERTIFICATE),
        (ssl.SSLError, Why.NOT_TLS),
        (socket.gaierror, Why.UNKNOWN_HOST),
        (ConnectionRefusedError, Why.REFUSED),
        (TimeoutError, Why.SILENT),
        (smtplib.SMTPNotSupportedError, Why.NO_STARTTLS),
        (smtplib.SMTPAuthenticationError, Why.LOGIN),
    ):
        if isinstance(error, kind):
            return why
    return Why.BROKEN


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

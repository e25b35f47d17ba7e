"""A mail server of the tests' own, on a free port, which keeps what it is given."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

Answer = Callable[[EmailMessage], str]


@dataclass
class Kept:
    """What came in, in order; also what the server then did not confirm. answer: what it says to a mail."""

    mails: list[EmailMessage] = field(default_factory=list)
    answer: Answer = lambda _mail: "250 OK"
    port: int = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        mail["X-To"] = ",".join(envelope.rcpt_tos)
        self.mails.append(mail)
        return self.answer(mail)


class _OnFreePort(Controller):
    """It would else have to be told which one."""

    def __init__(self, handler: Kept) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        super().__init__(handler, hostname="127.0.0.1", port=self._socket.getsockname()[1])

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._socket)


@contextmanager
def mail_server() -> Iterator[Kept]:
    """Run a server while the block runs."""
    kept = Kept()
    controller = _OnFreePort(kept)
    controller.start()
    kept.port = controller.port
    try:
        yield kept
    finally:
        controller.stop()

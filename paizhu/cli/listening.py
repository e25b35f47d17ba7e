"""The port that the pages are served at."""

import socket

DEFAULT_PORT = 8765
_TRIES = 50


class PortTaken(Exception):
    """Another program listens at the port."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


def hold(port: int | None) -> socket.socket:
    """Return a socket bound on 127.0.0.1: at `port`, or, for None, at 8765 or the next free one.

    It does not listen yet: whoever calls must wait for an answer only when there will be one.
    Raises PortTaken when the port, or each one tried, is in use or not allowed.
    """
    if port is not None:
        return _hold(port)
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + _TRIES):
        try:
            return _hold(candidate)
        except PortTaken:
            continue
    raise PortTaken(DEFAULT_PORT)


def _hold(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A port that was in use a moment ago may be taken again at once. Windows reads the option as "share it".
    if hasattr(socket, "SO_REUSEPORT"):
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise PortTaken(port) from error
    return listener

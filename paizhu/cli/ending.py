"""Told to end by a signal: what runs is given a few seconds, then the process ends whatever it is doing."""

import os
import signal
import time
from threading import Event, Thread

GRACE_S = 4.0
_SIGNALS = {signal.SIGTERM, signal.SIGINT}


def listen() -> Event:
    """Return an event that is set by SIGTERM or Ctrl-C. Call it before any other thread starts.

    A thread waits for the signals: the main one may be inside the database or a mail server, where it hears none. When
    it does not come back in time the process is ended; nothing that a worker does is harmed by that.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    ending = Event()

    def wait() -> None:
        signal.sigwait(_SIGNALS)
        ending.set()
        time.sleep(GRACE_S)
        os._exit(0)

    Thread(target=wait, daemon=True).start()
    return ending

"""The server behind `paizhu up`: gunicorn, run inside this process."""

import gc
import os
import socket
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger as GunicornLog
from gunicorn.workers.gthread import ThreadWorker

from paizhu import environment
from paizhu.places import home

THREADS = 8
# Seconds that a request which is being answered gets at the end.
GRACE = 5


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn brings no types
    """Gunicorn's worker with threads, ended by Ctrl-C as orderly as by anything else.

    Its own way with that signal takes a lock of the thread pool, which the interrupted code may hold: a worker told to
    end just when a connection closes would hang until it is killed.
    """

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """Answer what has been asked, then end."""
        self.handle_exit(sig, frame)


class Log(GunicornLog):  # type: ignore[misc]  # gunicorn brings no types
    """Gunicorn's log through the handlers of the product."""

    def setup(self, cfg: Any) -> None:
        """Write nothing itself."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class Pages(BaseApplication):  # type: ignore[misc]  # gunicorn brings no types
    """Gunicorn with settings of ours and no configuration file or command line of its own."""

    def __init__(self, listener: socket.socket, announce: Callable[[], None]) -> None:
        self._settings: dict[str, Any] = {
            # The socket is handed over open, so no other program can take the port in between.
            "bind": f"fd://{listener.fileno()}",
            "worker_class": Worker,
            "threads": THREADS,
            "workers": environment.whole("PAIZHU_SERVERS", 1, least=1, most=64),
            # Its log reads like the product's, without what was typed.
            "logger_class": Log,
            "graceful_timeout": GRACE,
            "loglevel": "warning",
            # A question of 600 Chinese characters is an address of 5,400; gunicorn allows no more than this.
            "limit_request_line": 8190,
            "when_ready": lambda _server: announce(),
            # Beside the first requests, which wait for no more than they need.
            "post_worker_init": lambda _worker: Thread(target=_pages_ready, daemon=True).start(),
            # Both would otherwise be written outside of the home.
            "worker_tmp_dir": str(home()),
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        """Take our settings instead of reading a command line."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the WSGI application."""
        from paizhu.wsgi import application

        return application


def _database_ready(begins: Callable[[], None]) -> None:
    """Bring the database to its present form; the workers that are forked off open connections of their own."""
    from django.db import DatabaseError
    from django.utils import translation

    from paizhu.cli.language import chosen
    from paizhu.registry import database

    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # What is wrong is said in the language of the command, which is not that of the pages.
        with translation.override("en" if chosen() == "en" else "zh-hans"):
            database.make_ready(begins)
    except DatabaseError as error:
        raise database.Unusable(error) from error
    finally:
        database.close()


def _pages_ready() -> None:
    """Load what the first page would else wait for: the registry as it is known now."""
    from django.utils.module_loading import import_string

    from paizhu.registry import database
    from paizhu.registry.here import here

    # Named, not imported: the command line must not depend on the pages.
    base = import_string("paizhu.opened.opened")().base
    try:
        here(base)
    finally:
        database.close()


def serve(listener: socket.socket, announce: Callable[[], None], prepares: Callable[[], None]) -> None:
    """Serve the pages on the listening socket until the process is told to end; call `announce` when ready.

    prepares: called before, where the database has to be made or brought to this version.

    Before anything is served or the port listens, raises PackError, with all faults, for a norm pack that
    cannot be used, InvalidSetting for a setting that is not accepted, Unusable for a database that is not there.
    """
    pages = Pages(listener, announce)
    pages.wsgi()
    _database_ready(prepares)
    # What is loaded now stays: the collector need not look at it again, and the worker shares it.
    gc.freeze()
    process = os.getpid()
    try:
        pages.run()
    except SystemExit as end:
        # Gunicorn ends the process itself. An orderly end returns to the caller, who has a last word; the
        # forked workers come by here too and have none.
        if end.code or os.getpid() != process:
            raise

"""What a command is doing, shown to a person who watches."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# What, how much of it is done, and of how much; 0 where that is not known.
Told = Callable[[str, int, int], None]
_EVERY_S = 0.1


@contextmanager
def progress() -> Iterator[Told]:
    """Show what is being done, on standard error when a person watches it."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
    )
    # Not refreshed by a thread: a process that has several makes no copies of itself to share its work with.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task, shown = bar.add_task("", total=None), 0.0

        def seen(what: str, done: int, whole: int) -> None:
            nonlocal shown
            bar.update(task, description=what, completed=done, total=whole or None)
            if time.monotonic() > shown + _EVERY_S:
                shown = time.monotonic()
                bar.refresh()

        yield seen

"""What a command is doing, shown to a person who watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# What, how much of it is done, and of how much; 0 where that is not known.
Told = Callable[[str, int, int], None]


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
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, whole: bar.update(
            task, description=what, completed=done, total=whole or None
        )

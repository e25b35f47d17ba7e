"""Making much that is to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_to_last() -> Iterator[None]:
    """Rest Python's collector: nothing that is made inside is waste.

    It would search all of it again and again, the longer, the more there is.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()

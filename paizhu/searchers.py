"""What searches the library in this process; the index is made beside the requests, and its making can be watched."""

from dataclasses import dataclass, field
from threading import Lock, Thread

from paizhu import places
from paizhu.norms.search.meaning import open_meaning
from paizhu.norms.search.place import is_made, open_index
from paizhu.norms.search.searcher import Searcher
from paizhu.norms.texts.library import Library
from paizhu.opened import opened

# Seconds that a request waits for an index: those of small libraries are made in that time, and nobody sees a bar.
PATIENCE = 0.8


@dataclass
class Making:
    """An index that is being made. done: articles read, of `whole`; 0 also while another process makes it."""

    whole: int
    done: int = 0
    made: Searcher | None = None
    failed: Exception | None = None
    _thread: Thread | None = field(default=None, repr=False)

    def begin(self, library: Library) -> None:
        """Make it in a thread of its own; killed in the middle, it leaves nothing that would be taken for an index."""
        home = places.home()
        base = opened().base

        def step(done: int) -> None:
            self.done = done

        def run() -> None:
            try:
                index = open_index(home, library, base, step)
                self.made = Searcher(library, index, base, open_meaning(home, library, index))
            except Exception as error:  # noqa: BLE001  told to the request that waits for it
                self.failed = error

        self._thread = Thread(target=run, name="index", daemon=True)
        self._thread.start()

    def wait(self, seconds: float | None) -> None:
        """Wait until it is made, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)


class Searchers:
    """Keeps the searcher of the last state of the library that was asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[str, Making] | None = None

    def get(self, library: Library) -> Searcher | Making:
        """Return what searches this state of the library, or its making when that takes longer than a reader waits."""
        name = f"{library.folder} {library.digest}"
        with self._lock:
            if self._last is None or self._last[0] != name:
                making = Making(sum(version.articles for version in library))
                making.begin(library)
                self._last = name, making
            making = self._last[1]
        # Opening one that is made takes as long as it takes.
        making.wait(None if is_made(places.home(), library, opened().base) else PATIENCE)
        if making.failed is not None:
            with self._lock:
                self._last = None
            raise making.failed
        return making.made or making


searchers = Searchers()

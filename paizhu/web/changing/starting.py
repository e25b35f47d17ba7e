"""Having an upload worked on: at once, or by a process of its own."""

import subprocess
import sys

from paizhu.web.changing import work
from paizhu.web.changing.jobs import Job, Task, locked

INLINE_BYTES = 128 * 1024  # up to here nobody has to wait long
_PATIENCE_S = 0.5  # whoever only asks whether somebody works has the lock for a moment


def start(of: Job, task: Task, lang: str, seat: str = "") -> None:
    """Have the work done. seat: from which something is recorded.

    It is done now where the file is small, else by a process of its own. Only one works at a time.
    """
    with locked(of.folder / "lock", _PATIENCE_S) as lock:
        if lock is None:
            return
        state = of.state()
        state.task, state.lang, state.seat = task, lang, seat
        of.put(state)
        (of.folder / "progress").unlink(missing_ok=True)
        if of.size <= INLINE_BYTES:
            work.do(of, task)
            return
        words = [sys.executable, "-m", "paizhu.web.changing.apart", of.token, task.value]
        # The lock goes with the process: it is free again once that has ended, however it ended.
        subprocess.Popen(words, pass_fds=(lock,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

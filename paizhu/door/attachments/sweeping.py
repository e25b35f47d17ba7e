"""Stored files that belong to no attachment: left by an act that was taken back, or by a process that was killed."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from paizhu import places
from paizhu.door.attachments.models import Attachment

# An act has written its row long before; a younger file may be that of an act which still runs.
GRACE_S = 60 * 60
_AT_ONCE = 500


def sweep(now_s: float | None = None) -> int:
    """Remove what was left, and return how many files that were. now_s: seconds since 1970, None: now.

    Can be stopped anywhere and run beside another one. Takes memory for some hundred names at a time.
    """
    before = (time.time() if now_s is None else now_s) - GRACE_S
    old = _older(before)
    removed = 0
    while some := {file.name: file for file in islice(old, _AT_ONCE)}:
        named = set(Attachment.objects.filter(file__in=some).values_list("file", flat=True))
        for name in some.keys() - named:
            some[name].unlink(missing_ok=True)
            removed += 1
    return removed


def _older(before: float) -> Iterator[Path]:
    for folder in (places.attachments(), places.uploading()):
        for file in folder.glob("**/*") if folder.is_dir() else ():
            try:
                if file.is_file() and file.stat().st_mtime < before:
                    yield file
            except FileNotFoundError:
                continue  # another one swept it

"""The files that a person names, by themselves or as a folder, and their bytes."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.norms.texts.arrivals import Given, Upload
from paizhu.norms.texts.formats import ENDINGS
from paizhu.norms.texts.source import LARGEST, refuse

_MOST_FILES = 20_000


def found(paths: Iterable[Path]) -> list[tuple[Path, bool]]:
    """Return the files, and whether each was named itself; those of a folder in the order of their names.

    Of a folder only files with an ending of `ENDINGS`; hidden ones, and links that lead elsewhere, are not followed.
    Raises InputRefused for names that do not exist and for a folder without such files.
    """
    files: list[tuple[Path, bool]] = []
    refusals: list[Refusal] = []
    for path in paths:
        if path.is_dir():
            inside = [(file, False) for file in sorted(_walk(path))[: _MOST_FILES + 1]]
            if not inside:
                accepted = ", ".join(ENDINGS)
                refusals.append(
                    Refusal(
                        str(path),
                        Text(f"文件夹里应有 {accepted} 文件", f"expected a folder with files {accepted}"),
                    )
                )
            files += inside
        elif path.exists():
            files.append((path, True))
        else:
            refusals.append(
                Refusal(str(path), Text("应为已有的文件或文件夹", "expected a file or folder that exists"))
            )
    if len(files) > _MOST_FILES:
        refusals.append(
            Refusal(
                str(files[-1][0]),
                Text(f"一次最多 {_MOST_FILES} 个文件", f"expected at most {_MOST_FILES} files at once"),
            )
        )
    if refusals:
        raise InputRefused(refusals)
    return list({file.resolve(): (file, named) for file, named in files}.values())


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            if not name.startswith(".") and file.suffix.lower() in ENDINGS and not file.is_symlink():
                yield file


def upload(file: Path, *, named: bool, given: Given) -> Upload:
    """Return a file with its bytes. Raises InputRefused when it is no file of ours to read, or too large."""
    try:
        # Without waiting: a named pipe would wait for a writer for ever.
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise refuse(str(file), "应为普通文件", "expected an ordinary file")
            # One byte more tells a file that is too large; `formats` says so.
            return Upload(str(file), opened.read(LARGEST + 1), named, given)
    except OSError as error:
        raise refuse(
            str(file), "应为可读的文件", "expected a file that can be read", value=error.strerror or ""
        ) from error

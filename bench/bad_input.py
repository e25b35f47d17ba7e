# ruff: noqa: PLC0415  the tables belong to Django, and the measuring process stays small
"""Puts every bad file of the issue's catalogue to the real commands: `bench/bad_input.py [-k WORD] [--all]`.

For each: exit code, the first line of what was said, seconds on the clock and of processor, the most memory, and whether
the data changed. Prints those that are not as promised (exit 2 within 30 s and 512 MiB, data as before), with --all every
one; --processor judges the seconds by processor time, for a machine that does other work. The files: the tables of
the tests, and those of `bad_files.py`, which may be read rightly (exit 0) instead of refused, but within the same limits.
"""

import argparse
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

SECONDS, MIB = 30, 512
_GIVE_UP = 600  # seconds; more than the limit, so that a busy machine does not hide what a file costs
NORMS, REGISTRY = ("norms", "import"), ("registry", "import")


@dataclass(frozen=True)
class Outcome:
    """What a command did with a file; read: it may be read rightly instead of refused."""

    name: str
    code: int | None
    said: str
    seconds: float
    processor: float
    mib: float
    changed: bool
    read: bool
    by_processor: bool = False

    @property
    def kept(self) -> bool:
        codes = (0, 2) if self.read else (2,)
        in_time = (self.processor if self.by_processor else self.seconds) < SECONDS and self.mib < MIB
        return (
            self.code in codes
            and in_time
            and not (self.code and self.changed)
            and "Traceback" not in self.said
        )

    def __str__(self) -> str:
        mark = " " if self.kept else "✗"
        changed = "changed" if self.changed else ""
        times = f"{self.seconds:6.1f} s {self.processor:5.1f} s"
        return f"{mark} {self.name:52.52} {self.code!s:>4} {times} {self.mib:5.0f} MiB {changed} {self.said[:110]}"


def catalogue() -> Iterator[tuple[str, tuple[str, ...], str, bool]]:
    """Yield name, command, the table it stands in, and whether the file may be read."""
    import bad_files

    from paizhu.norms.texts.tests.test_refusals import REFUSED
    from paizhu.registry.tests import test_bad_files, test_rules

    yield from ((name, REGISTRY, "files", False) for name in test_bad_files.CASES)
    yield from ((name, REGISTRY, "rules", False) for name in test_rules.CASES)
    yield from ((name, REGISTRY, "large", True) for name in bad_files.REGISTRY)
    yield from ((name, NORMS, "texts", False) for name in REFUSED)
    yield from ((name, NORMS, "large texts", True) for name in bad_files.TEXTS)


def ready() -> None:
    """Make Django ready: the tables of the tests belong to it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    import django

    django.setup()


def listed(pipe: object) -> None:
    """Send the catalogue; in a process of its own, so that the measured ones start from a small one."""
    ready()
    pipe.send(list(catalogue()))  # type: ignore[attr-defined]


def write(name: str, table: str, folder: Path, pipe: object) -> None:
    """Write the file and send its path; in a process of its own."""
    ready()
    import bad_files

    from paizhu.norms.texts.tests.test_refusals import REFUSED
    from paizhu.registry.tests import test_bad_files, test_rules

    if table == "files":
        path = test_bad_files.CASES[name][0](folder)
    elif table == "rules":
        path = bad_files.lists(lambda: test_rules.CASES[name][0])(folder)
    elif table == "texts":
        file, raw, *_ = REFUSED[name]
        path = folder / file
        path.write_bytes(raw)
    else:
        path = (bad_files.REGISTRY if table == "large" else bad_files.TEXTS)[name](folder)
    pipe.send(str(path))  # type: ignore[attr-defined]


def own(target: object, *given: object) -> object:
    """Run a function in a process of its own and return what it sent."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=target, args=(*given, there))  # type: ignore[arg-type]
    process.start()
    there.close()
    answer = here.recv()
    process.join()
    return answer


def digest(home: Path) -> str:
    """Return what the home holds, the index and other things that can be made again apart."""
    whole = hashlib.sha256()
    for file in sorted(home.rglob("*")):
        inside = file.relative_to(home)
        if file.is_file() and inside.parts[0] not in {"cache", "search"} and file.name != "lock":
            whole.update(str(inside).encode() + file.read_bytes())
    return whole.hexdigest()


def most_memory(pid: int) -> float:
    """Return the largest size of a process in MiB; `getrusage` would count its parent's as well."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def _processor() -> float:
    """Return the processor's seconds of all children that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def run(command: tuple[str, ...], path: str, home: Path) -> tuple[int | None, str, float, float, float]:
    """Run the command and return exit code, what it said first, seconds, those of processor, and MiB."""
    environment = os.environ | {"PAIZHU_HOME": str(home), "PAIZHU_LANG": "en", "LANG": "en_US.UTF-8"}
    start, used, most = time.perf_counter(), _processor(), 0.0
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "paizhu", *command, path],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        while process.poll() is None:
            most = max(most, most_memory(process.pid))
            if time.perf_counter() - start > _GIVE_UP:
                process.kill()
            time.sleep(0.01)
        took, used = time.perf_counter() - start, _processor() - used
        said.seek(0)
        text = said.read(1 << 20).decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip()]
    told = lines[-1] if "Traceback" in text and lines else (lines[0] if lines else "")
    return process.returncode, ("Traceback: " if "Traceback" in text else "") + told, took, used, most


def outcome(entry: tuple[str, tuple[str, ...], str, bool], home: Path) -> Outcome:
    """Put one file to its command."""
    name, command, table, read = entry
    with tempfile.TemporaryDirectory(prefix="paizhu-bad-") as place:
        (Path(place) / "given").mkdir()
        path = str(own(write, name, table, Path(place) / "given"))
        copy = Path(place) / "home"
        shutil.copytree(home, copy)
        before = digest(copy)
        code, said, seconds, processor, mib = run(command, path, copy)
        said = said.replace(str(Path(place) / "given") + "/", "")
        return Outcome(
            f"{command[0]}: {name}", code, said, seconds, processor, mib, digest(copy) != before, read
        )


def main() -> None:
    """Print the table; end with 1 when a promise is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("-k", default="", help="only those with this word in their name")
    options.add_argument("--all", action="store_true", help="print the kept ones too")
    options.add_argument("--processor", action="store_true", help="judge by processor time")
    options.add_argument("--large", action="store_true", help="only those of bad_files.py")
    given = options.parse_args()
    entries: list[tuple[str, tuple[str, ...], str, bool]] = own(listed)  # type: ignore[assignment]
    chosen = [e for e in entries if given.k in e[0] and (not given.large or e[3])]
    with tempfile.TemporaryDirectory(prefix="paizhu-bad-home-") as place:
        home = Path(place)
        (home / "one.csv").write_text("编号,名称,类型\nQ1,某市档案局,驻在单位\n", "utf-8")
        run(REGISTRY, str(home / "one.csv"), home)
        done = []
        for entry in chosen:
            done.append(replace(outcome(entry, home), by_processor=given.processor))
            if given.all or not done[-1].kept:
                print(done[-1], flush=True)
    broken = [each for each in done if not each.kept]
    slowest, busiest = max(each.seconds for each in done), max(each.processor for each in done)
    most = f"{slowest:.1f} s, {busiest:.1f} s of processor, {max(each.mib for each in done):.0f} MiB"
    print(f"{len(done)} files, {len(broken)} not as promised; at most {most}")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()

"""Measures how fast texts are read, printed, compared and opened, and prints every pair of a comparison on request.

.venv/bin/python bench/texts.py [FOLDER] [--pairs]     (half a minute; FOLDER: ../shared/laws)
"""

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median

from paizhu import places
from paizhu.norms.store import open_base
from paizhu.norms.texts import folders
from paizhu.norms.texts.arrivals import Given, Reader, Upload
from paizhu.norms.texts.compare import Pair, compare
from paizhu.norms.texts.importing import bring_in
from paizhu.norms.texts.library import open_library
from paizhu.norms.texts.opening import NoRegulation
from paizhu.norms.texts.parse import parse

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
TARGET = 5.0  # MB/s
MB = 1_000_000
CLOCK = time.thread_time  # the processor's time: what else runs on the machine does not count as ours


def taken(act: Callable[[], object]) -> float:
    """Return the median of the processor's seconds."""
    times = []
    for _ in range(ROUNDS):
        start = CLOCK()
        act()
        times.append(CLOCK() - start)
    return median(times)


def read_all(files: list[tuple[str, bytes]]) -> int:
    """Read every file and return how many articles there are."""
    articles = 0
    for name, raw in files:
        try:
            articles += len(parse(name, raw)[0].articles)
        except NoRegulation:
            continue
    return articles


def main() -> None:
    """Print the table; end with 1 when the target is missed."""
    named = [word for word in sys.argv[1:] if not word.startswith("-")]
    folder = Path(named[0]) if named else ROOT.parent / "shared/laws"
    found = [folders.upload(file, named=True, given=Given()) for file, _ in folders.found([folder])]
    files = [(upload.name, upload.raw) for upload in found]
    size = sum(len(raw) for _, raw in files) / MB
    articles = read_all(files)
    speed = size / taken(lambda: read_all(files))
    print(f"{folder.name}: {len(files)} files, {size:.2f} MB, {articles} articles")
    print(f"reading              {speed:8.1f} MB/s   (target {TARGET})")
    with tempfile.TemporaryDirectory() as home:
        measure_library(Path(home), [upload for upload in found if "README" not in upload.name])
    sys.exit(speed < TARGET)


def measure_library(home: Path, uploads: list[Upload]) -> None:
    """Print what an import, an opening, and the comparisons of all neighbouring versions take."""
    base = open_base(places.packs() / "discipline")
    reader = Reader()
    for upload in uploads:
        reader.take(upload)
    reads = reader.end()
    start = CLOCK()
    bring_in(home, base, reads)
    print(f"importing            {CLOCK() - start:8.2f} s      ({len(uploads)} texts, without reading)")
    library = open_library(home)
    print(f"opening the library  {taken(lambda: len(open_library(home))) * 1000:8.2f} ms")
    print(f"all articles         {taken(lambda: sum(1 for _ in library.articles())) * 1000:8.1f} ms")
    for versions in library.regulations.values():
        for old, new in pairwise(versions):
            texts = library.text(old), library.text(new)
            start = CLOCK()
            pairs = compare(*texts)
            print(f"comparing {old.title} {old.version} and {new.version}: {(CLOCK() - start) * 1000:.0f} ms")
            if "--pairs" in sys.argv:
                print_pairs(pairs)


def print_pairs(pairs: tuple[Pair, ...]) -> None:
    """Print what became of every article, for reading."""
    for pair in pairs:
        old, new = (f"{a.number} {a.plain[:30]!r}" if a else "—" for a in (pair.old, pair.new))
        print(f"  {pair.change.value:8} {old}  →  {new}  {' '.join(pair.near)}")


if __name__ == "__main__":
    main()

"""How well, how fast and how small the search is: `bench/search.py [--home HOME] [--pad FILE] [--fill N]`.

The home must have ../shared/laws imported. --pad: further articles to search among, one JSON object a line: {"title",
"article", "headings", "text"}. --fill: generate articles up to that number, from words of those already there.
"""

import argparse
import json
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from paizhu import places
from paizhu.norms.search.build import build
from paizhu.norms.search.citation import plain
from paizhu.norms.search.entries import Entry, entries
from paizhu.norms.search.index import Index, TableWriter, best
from paizhu.norms.search.lexicon import widened
from paizhu.norms.search.rules import MOST_TERMS
from paizhu.norms.search.searcher import LAPSED, _wanted, standing
from paizhu.norms.store import open_base
from paizhu.norms.texts.library import open_library

HERE = Path(__file__).parent
TODAY = date(2026, 11, 29)
AT = 10
_RUN = 6  # characters


def memory() -> float:
    """Return the largest size this process had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def padding(path: Path | None, version: int) -> Iterator[Entry]:
    """Yield the articles of a file, each with a version of its own after those of the library."""
    if path is None:
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield Entry(version, row["article"], row["text"], f"{row['title']} {row['headings']}", "")


def generated(number: int, version: int, models: list[str]) -> Iterator[Entry]:
    """Yield articles made of runs of characters, each run going on as somewhere in the models."""
    chance = random.Random(20261129)
    after: dict[str, list[str]] = defaultdict(list)
    for text in models:
        for n in range(0, len(text) - _RUN, 2):
            after[text[n : n + 2]].append(text[n + 2 : n + _RUN])
    starts = [text[:2] for text in models if len(text) > _RUN]
    for n in range(number):
        written, length = chance.choice(starts), len(chance.choice(models))
        while len(written) < length:
            written += chance.choice(after.get(written[-2:]) or ["。" + chance.choice(starts)])
        yield Entry(version, str(n), written, f"虚构法第{n % 20}章", "")


def questions(half: str) -> list[tuple[str, set[tuple[str, str]]]]:
    """Return a half of the questions, each with the (title, article) that answer it."""
    lines = (HERE / f"queries/lay-{half}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [(row["query"], {(t, a) for t, a in row["relevant"]}) for row in rows]


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--home", type=Path, default=places.home())
    options.add_argument("--pad", type=Path)
    options.add_argument("--fill", type=int, default=0)
    options.add_argument("--bare", action="store_true", help="without the lexicon of lay words")
    given = options.parse_args()
    base, library = (
        open_base(places.packs() / "discipline", places.home() / "cache"),
        open_library(given.home),
    )
    rows = () if given.bare else base.pack.lay_words
    own = list(entries(library, base))
    more = list(padding(given.pad, len(library)))
    texts = [entry.text.replace("\n", "") for entry in (*own, *more)]
    more += generated(max(given.fill - len(texts), 0), len(library), texts)
    weights = np.zeros(len(library) + 1, np.float32)
    weights[-1] = 1
    for version, in_force in standing(library, TODAY):
        weights[library.versions.index(version)] = 1 if in_force else LAPSED
    with TemporaryDirectory() as folder:
        before, started = memory(), time.process_time()
        with TableWriter(Path(folder)) as table:
            count = build(map(table.keep, (*own, *more)), Path(folder))
        took = time.process_time() - started
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 2**20
        print(f"{count} articles: {took:.1f} s, {size:.0f} MiB on disk, memory +{memory() - before:.0f} MiB")
        index = Index(Path(folder))
        titles = [version.title for version in library.versions]
        for half in ("tune", "held"):
            found: dict[bool, list[float]] = {True: [], False: []}
            times = []
            for query, relevant in questions(half):
                started = time.process_time()
                text = plain(query)
                scores = index.scores(_wanted(text, widened(text, rows)), MOST_TERMS)
                hits = best(scores * weights[index.versions], AT)
                times.append(time.process_time() - started)
                got = {
                    (titles[v], index.number(h.at)) for h in hits if (v := index.versions[h.at]) < len(titles)
                }
                found[query.isascii()].append(len(got & relevant) / min(len(relevant), AT))
            both = found[False] + found[True]
            print(
                f"{half}: Recall@{AT} {np.mean(both):.3f} (Chinese {np.mean(found[False]):.3f}, English "
                f"{np.mean(found[True]):.3f}; {len(both)} questions), p50 {np.percentile(times, 50) * 1e3:.1f} ms, "
                f"p99 {np.percentile(times, 99) * 1e3:.1f} ms"
            )


if __name__ == "__main__":
    main()

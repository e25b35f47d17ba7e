"""How well, how fast and how small the search is.

    bench/search.py [--home HOME] [--pad FILE] [--fill N] [--bare] [--meaning] [--lay]

The home must have ../shared/laws imported. --pad: further articles to search among, one JSON object a line: {"title",
"article", "headings", "text"}. --fill: generate articles up to that number. --bare: without the lexicon of lay words.
--meaning: with the extra; the home must be prepared. What further articles mean is spread as what the
library's mean.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from paizhu import places
from paizhu.norms.model import LayWords
from paizhu.norms.search.build import build
from paizhu.norms.search.citation import Citations, plain
from paizhu.norms.search.entries import Entry, entries
from paizhu.norms.search.index import Index, TableWriter, best
from paizhu.norms.search.lexicon import widened
from paizhu.norms.search.meaning import Meaning, lifted, open_meaning
from paizhu.norms.search.place import open_index
from paizhu.norms.search.rules import LAPSED, MOST_TERMS
from paizhu.norms.search.searcher import standing, wanted
from paizhu.norms.store import open_base
from paizhu.norms.texts.library import Library, open_library

HERE = Path(__file__).parent
TODAY = date(2026, 11, 29)
AT = 10
_RUN = 6  # characters
Question = tuple[str, set[tuple[str, str]]]


def memory() -> float:
    """Return the largest size this process had, in MiB; `getrusage` would count its parent's as well."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def rows(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file, one JSON list a line."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Entry(*json.loads(line))


def padding(path: Path | None, version: int) -> Iterator[Entry]:
    """Yield the articles of a file, as a version of their own after those of the library."""
    if path is not None:
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield Entry(version, row["article"], row["text"], f"{row['title']} {row['headings']}", "")


def generated(number: int, version: int, models: list[str]) -> Iterator[Entry]:
    """Yield articles made of short runs of characters, each run going on as somewhere in the models."""
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


def lay(half: str) -> list[Question]:
    """Return a half of the lay questions, each with the (title, article) that answer it."""
    lines = (HERE / f"queries/lay-{half}.jsonl").read_text("utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [(row["query"], {(title, article) for title, article in row["relevant"]}) for row in read]


def asked(part: str, library: Library) -> list[Question]:
    """Return the questions written for `ask` by others, with the articles that they rest on."""
    titles = [(v.regulation, (v.title, *v.names)) for v in library.versions]
    names, citations = {v.regulation: v.title for v in library.versions}, Citations(titles)
    found = []
    for path in sorted((HERE / "questions").glob(f"?-{part}.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            cited = [c for basis in (row.get("basis") or "").split(";") for c in citations.find(plain(basis))]
            relevant = {(names[regulation], c.article) for c in cited for regulation in c.regulations}
            if relevant and row["expected"] != "unanswerable":
                found.append((row["question"], relevant))
    return found


class Trial:
    """Puts questions to an index and prints how many of the wanted articles are among the first ten."""

    def __init__(
        self, index: Index, library: Library, lexicon: tuple[LayWords, ...], meaning: Meaning | None
    ) -> None:
        self.index, self.lexicon, self.meaning = index, lexicon, meaning
        self.titles = [version.title for version in library.versions]
        weights = np.zeros(len(self.titles) + 1, np.float32)
        weights[-1] = 1
        for version, in_force in standing(library, TODAY):
            weights[library.versions.index(version)] = 1 if in_force else LAPSED
        self.weights = weights[index.versions]

    def _weighed(self, words: NDArray[np.float32], text: str) -> NDArray[np.float32]:
        return lifted(words, self.weights, self.meaning, text) if self.meaning else words * self.weights

    def run(self, name: str, questions: Iterable[Question]) -> None:
        """Print one line."""
        found: dict[bool, list[float]] = {True: [], False: []}
        times = []
        for query, relevant in questions:
            started = time.process_time()
            text = plain(query)
            scores = self.index.scores(wanted(text, widened(text, self.lexicon)), MOST_TERMS)
            hits = best(self._weighed(scores, text), AT)
            times.append(time.process_time() - started)
            places_of = ((int(self.index.versions[h.at]), self.index.number(h.at)) for h in hits)
            got = {(self.titles[v], number) for v, number in places_of if v < len(self.titles)}
            found[query.isascii()].append(len(got & relevant) / min(len(relevant), AT))
        both = found[False] + found[True]
        print(
            f"{name:12} Recall@{AT} {np.mean(both):.3f} (Chinese {np.mean(found[False]):.3f}, English "
            f"{np.mean(found[True]):.3f}; {len(both)} questions), p50 {np.percentile(times, 50) * 1e3:.1f} ms, "
            f"p99 {np.percentile(times, 99) * 1e3:.1f} ms"
        )


def filled(meaning: Meaning, articles: int) -> Meaning:
    """Return the meaning with rows for further articles, spread about the mean of the library's as these are."""
    chance, own = np.random.default_rng(20261129), np.asarray(meaning.vectors)
    mean, number = own.mean(0), articles - len(own)
    _, spread, axes = np.linalg.svd(own - mean, full_matrices=False)
    apart = chance.standard_normal((number, len(spread)), np.float32) * (spread / np.sqrt(len(own)))
    more = mean + apart @ axes
    more /= np.linalg.norm(more, axis=1, keepdims=True)
    return Meaning(np.concatenate([own, more]).astype(np.float32), meaning.model)


def make(file: Path, folder: Path) -> None:
    """Make an index and print what that took; in a process of its own, so that its memory is its own."""
    bare, started = memory(), time.process_time()
    with TableWriter(folder) as table:
        count = build(map(table.keep, rows(file)), folder)
    took, size = time.process_time() - started, sum(f.stat().st_size for f in folder.iterdir()) / 2**20
    print(
        f"{count} articles: {took:.1f} s, {size:.0f} MiB on disk, {memory() - bare:.0f} MiB above the bare process"
    )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--home", type=Path, default=places.home())
    options.add_argument("--pad", type=Path)
    options.add_argument("--fill", type=int, default=0)
    options.add_argument("--bare", action="store_true", help="without the lexicon of lay words")
    options.add_argument("--meaning", action="store_true", help="with the extra, over a prepared home")
    options.add_argument("--lay", action="store_true", help="the lay questions only")
    options.add_argument("--make", type=Path, nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.make:
        make(*given.make)
        return
    base, library = (
        open_base(places.packs() / "discipline", places.home() / "cache"),
        open_library(given.home),
    )
    all_entries = [*entries(library, base), *padding(given.pad, len(library))]
    models = [entry.text.replace("\n", "") for entry in all_entries]
    all_entries += generated(max(given.fill - len(all_entries), 0), len(library), models)
    with TemporaryDirectory() as place:
        file, folder = Path(place, "entries.jsonl"), Path(place, "index")
        folder.mkdir()
        with file.open("w", encoding="utf-8") as writing:
            for e in all_entries:
                writing.write(
                    json.dumps([e.version, e.number, e.text, e.headings, e.asked], ensure_ascii=False) + "\n"
                )
        subprocess.run([sys.executable, __file__, "--make", file, folder], check=True)
        meaning = None
        if given.meaning:
            own = open_meaning(given.home, library, open_index(given.home, library, base))
            if own is None:
                sys.exit(f"{given.home} is not prepared: paizhu search --prepare")
            meaning = filled(own, len(all_entries))
        trial = Trial(Index(folder), library, () if given.bare else base.pack.lay_words, meaning)
        for half in ("tune", "held"):
            trial.run(f"lay {half}", lay(half))
        for part in () if given.lay else ("dev", "held"):
            trial.run(f"asked {part}", asked(part, library))


if __name__ == "__main__":
    main()

"""Compares the Ask page with a bare Django page: the same server, middleware and layout, one paragraph.

    .venv/bin/python bench/pages.py [--rounds N] [--requests N] [--write]

In turns, first from one client, then from several at once, over loopback:
again     50 questions that come again and again on changing days; what they were understood as is remembered
distinct  every question comes once only: nothing is remembered
empty     the page without a question
"""

import argparse
import http.client
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle, islice, product
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from paizhu.norms.ask.normalise import LONGEST  # noqa: E402  the checkout must be on the path first
from paizhu.tests.serving import serving  # noqa: E402

DOCUMENT = ROOT / "docs/performance.md"
MARKS = ("<!-- pages: written by bench/pages.py -->", "<!-- pages: end -->")
CLIENTS, AGAIN = 4, 50
WANTED = 0.6
TICKS = os.sysconf("SC_CLK_TCK")
DAYS = ("2021-11-04", "2022-03-01", "2023-07-01", "2024-05-31", "2025-09-01", "2026-11-23")
WARM = AGAIN * len(DAYS)  # each question on each day once
# Said before a question, these make another text of it that asks the same.
OPENINGS = {
    "zh": ("", "请问", "请教一下，", "想问一下，", "麻烦问一下，", "劳驾，", "再问一句，", "我想知道，"),
    "en": ("", "Please: ", "A question: ", "I ask: ", "Tell me, ", "Once more: ", "Well, ", "So, "),
}
Addresses = list[str]
Stream = Iterator[str]


def main() -> None:
    """Measure, print the table, and put it into the document where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=150, help="in a round, of each stream")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    given = parser.parse_args()
    surroundings = {"DJANGO_SETTINGS_MODULE": "bench.pages_settings", "PYTHONPATH": str(ROOT)}
    rows = []
    with (
        tempfile.TemporaryDirectory() as home,
        serving(Path(home), anew=True, **surroundings) as (process, host),
    ):
        streams = _streams()
        for stream in streams.values():
            _get(host, list(islice(stream, WARM)))
        for name, run in (("one client", _alone), (f"{CLIENTS} clients", _together)):
            rounds = [_round(host, process.pid, streams, run, given.requests) for _ in range(given.rounds)]
            rows += _rows(name, rounds, list(streams))
    table = "\n".join([_heading(given.rounds, given.requests), "", *_HEAD, *rows])
    print(table)
    if given.write:
        _write(table)


def _streams() -> dict[str, Stream]:
    """The addresses of each stream, without end but for the distinct questions."""
    texts = _texts()
    again = cycle((text, day) for day in DAYS for text in texts[:: len(texts) // AGAIN][:AGAIN])
    openings = range(len(OPENINGS["en"]))
    distinct = (
        (_opened(text, n), DAYS[at % len(DAYS)]) for n, (at, text) in product(openings, enumerate(texts))
    )
    return {
        "bare": (f"/bare/?{_fields(text, day)}" for text, day in cycle(product(texts, DAYS))),
        "again": (f"/ask/?{_fields(text, day)}" for text, day in again),
        "distinct": (f"/ask/?{_fields(text, day)}" for text, day in distinct),
        "empty": cycle(["/ask/"]),
    }


def _texts() -> list[str]:
    """The questions of the sets, each once, as far as the box takes them whatever is said before."""
    texts = [
        json.loads(line)["question"]
        for path in sorted((ROOT / "bench/questions").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    return [text for text in dict.fromkeys(texts) if len(text) <= LONGEST - 20]


def _opened(text: str, number: int) -> str:
    lang = "zh" if re.search(r"[一-鿿]", text) else "en"
    return OPENINGS[lang][number] + text


def _fields(text: str, day: str) -> str:
    return urlencode({"q": text, "on": day})


Taken = tuple[float, float]  # seconds for a round, and of the server's processor


def _round(
    host: str, pid: int, streams: dict[str, Stream], run: Callable[[str, Addresses], float], requests: int
) -> dict[str, Taken]:
    taken = {}
    for name, stream in streams.items():
        addresses = list(islice(stream, requests))
        before = _processor(pid)
        seconds = run(host, addresses) / len(addresses)
        taken[name] = seconds, (_processor(pid) - before) / len(addresses)
    return taken


def _processor(pid: int) -> float:
    """Seconds that a process and its children have had of the processor."""
    spent = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if pid in (int(path.parent.name), int(fields[1])):
            spent += (int(fields[11]) + int(fields[12])) / TICKS
    return spent


def _rows(clients: str, rounds: list[dict[str, Taken]], streams: list[str]) -> Iterator[str]:
    bare = streams[0]
    for name in streams:
        rate = statistics.median(1 / r[name][0] for r in rounds)
        processor = statistics.mean(r[name][1] for r in rounds)
        if name == bare:
            yield f"| {clients} | the bare page | {rate:.0f}/s | {1000 * processor:.2f} | | | |"
            continue
        ratio = statistics.median(r[bare][0] / r[name][0] for r in rounds)
        by_processor = statistics.mean(r[bare][1] for r in rounds) / processor
        met = "met" if ratio >= WANTED else "**missed**"
        yield (
            f"| {clients} | {name} | {rate:.0f}/s | {1000 * processor:.2f} "
            f"| {ratio:.2f} | {by_processor:.2f} | {met} |"
        )


_HEAD = (
    f"| | page | requests | server's CPU, ms | ratio of requests | of CPU | wanted {WANTED} |",
    "|---|---|--:|--:|--:|--:|---|",
)


def _heading(rounds: int, requests: int) -> str:
    return (
        f"{date.today()}, {os.cpu_count()} cores shared with other work (load {os.getloadavg()[0]:.0f}), "  # noqa: DTZ011
        f"{rounds} rounds of {requests} requests of each page, in turns:"
    )


def _write(table: str) -> None:
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    DOCUMENT.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}", "utf-8")


def _alone(host: str, addresses: Addresses) -> float:
    start = time.perf_counter()
    _get(host, addresses)
    return time.perf_counter() - start


def _together(host: str, addresses: Addresses) -> float:
    # Processes, not threads: the clients must not wait for one another.
    context = get_context("fork")
    clients = [context.Process(target=_get, args=(host, addresses[n::CLIENTS])) for n in range(CLIENTS)]
    start = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
        assert client.exitcode == 0
    return time.perf_counter() - start


def _get(host: str, addresses: Addresses) -> None:
    connection = http.client.HTTPConnection(host)
    for address in addresses:
        connection.request("GET", address)
        reply = connection.getresponse()
        reply.read()
        assert reply.status == 200, (reply.status, address)  # noqa: PLR2004
    connection.close()


if __name__ == "__main__":
    os.chdir(ROOT)
    main()

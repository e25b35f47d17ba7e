"""Requests a second of the Ask page, each with a question of its own, against a bare Django page.

Both are served by one `paizhu up` with the same middleware and layout, and asked in turns in the same run:
one client after the other, then four at once, over loopback. Run: python bench/pages.py [--rounds 6]
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from paizhu.tests.serving import serving  # noqa: E402  the checkout must be on the path first

CLIENTS = 4
DAYS = ("2021-11-04", "2022-03-01", "2023-07-01", "2024-05-31", "2025-09-01", "2026-11-23")
Addresses = list[str]


def main() -> None:
    """Measure and print both ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--requests", type=int, default=240, help="in a round, of each page")
    given = parser.parse_args()
    surroundings = {"DJANGO_SETTINGS_MODULE": "bench.pages_settings", "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as home, serving(Path(home), **surroundings) as (_, host):
        questions = _questions()
        _get(
            host,
            [f"/bare/?{next(questions)}" for _ in range(40)]
            + [f"/ask/?{next(questions)}" for _ in range(40)],
        )
        for name, run in (("one client", _alone), (f"{CLIENTS} clients", _together)):
            bare, ask = _in_turns(host, questions, run, rounds=given.rounds, requests=given.requests)
            ratio = statistics.median(a / b for a, b in zip(ask, bare, strict=True))
            print(
                f"{name}: bare page {statistics.median(bare):.0f}/s, Ask page {statistics.median(ask):.0f}/s, "
                f"ratio {ratio:.2f} (rounds {min(a / b for a, b in zip(ask, bare, strict=True)):.2f}"
                f"–{max(a / b for a, b in zip(ask, bare, strict=True)):.2f})"
            )


def _in_turns(
    host: str, questions: Iterator[str], run: Callable[[str, Addresses], float], *, rounds: int, requests: int
) -> tuple[list[float], list[float]]:
    """Return requests a second of each round, of the bare page and of the Ask page."""
    rates: dict[str, list[float]] = {"/bare/": [], "/ask/": []}
    for _ in range(rounds):
        for page, found in rates.items():
            addresses = [f"{page}?{words}" for words in islice(questions, requests)]
            found.append(requests / run(host, addresses))
    return rates["/bare/"], rates["/ask/"]


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


def _questions() -> Iterator[str]:
    """Every question of the sets on every day: none comes twice before all have come."""
    texts = [
        json.loads(line)["question"]
        for path in sorted((ROOT / "bench/questions").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    fit = [text for text in dict.fromkeys(texts) if len(text) <= 600]  # noqa: PLR2004  the box takes no more
    return cycle(urlencode({"q": text, "on": day}) for day in DAYS for text in fit)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()

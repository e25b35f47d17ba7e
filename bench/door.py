"""Today and the list of matters beside a bare Django list page: the same database, server and run, in turns.

    .venv/bin/python bench/door.py HOME [--small HOME] [--rounds N] [--requests N] [--warm-up N] [--pace N]

HOME was filled by bench/matters.py; --small names one with 10,000 matters, to see how much a million is slower. With
DATABASE_URL the pages of HOME are served from there, with SMALL_DATABASE_URL those of the small one; processor time
is then that of the database's server as well, where it runs on this machine and serves nobody else. Each server has
two synchronous gunicorn workers; eight connections ask at once, each as soon as it is answered: so the rates are what
the machine can do, and how long a request takes is mostly how long it waits for the seven before it. On a machine
that now and then stands still for a while, many short rounds (--rounds 30 --requests 100) tell more: the median of
their p99. With --pace the same eight connections then ask so many requests a second between them, in even steps, and
the last column is how long those take.
"""

import argparse
import json
import math
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from selectors import EVENT_READ, BaseSelector, DefaultSelector

import psycopg

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS, WORKERS = 8, 2
WANTED, SLOWEST_MS, GROWTH = 0.7, 60.0, 1.5
SEATS = ("office", "commission")
TICKS = os.sysconf("SC_CLK_TCK")
PAGES = {
    "today": "/today/",
    "list": "/matters/",
    "filtered": "/matters/?state=accepted&open=open&title=%E5%B7%A5%E7%A8%8B",
}
# With --letters: of a home into which bench/matters.py put letters of the office.
LETTERS = {
    "letters": "/matters/?kind=letter",
    "letters, filtered": "/matters/?kind=letter&state=received&open=open&title=%E5%B7%A5%E7%A8%8B",
}


@dataclass
class Measured:
    """Of one page, round by round: requests a second, processor seconds a request; and the seconds of each request.

    database: seconds of the processor that the database's server took of these.  paced: each request's seconds at that pace.
    """

    rates: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    each: list[list[float]] = field(default_factory=list)
    paced: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Server:
    """A server that was started, and the keys of its sessions by seat. database: process of its PostgreSQL, None for none."""

    process: "subprocess.Popen[bytes]"
    port: int
    keys: dict[str, str]
    database: int | None

    def processor(self) -> tuple[float, float]:
        """Seconds of the processor that its workers have had, and the database's processes."""
        return _processor(self.process.pid), _processor(self.database) if self.database else 0.0


def main() -> None:
    """Measure and print the table; end with 1 when a target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", type=Path)
    parser.add_argument("--small", type=Path)
    parser.add_argument("--letters", action="store_true", help="measure the list of letters alone")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=300, help="of each page in a round")
    parser.add_argument("--warm-up", type=int, default=100)
    parser.add_argument("--pace", type=float, default=0.0, help="requests a second, besides; 0 for none")
    given = parser.parse_args()
    if given.letters:
        PAGES.clear()
        PAGES.update(LETTERS)
    with ExitStack() as servers:
        start = lambda *what: servers.enter_context(serving(*what))  # noqa: E731
        url = os.environ.get("DATABASE_URL", "")
        asked = {
            ("bare", ""): (
                start(given.home, "bench.bare_wsgi", "bench.bare_settings", url),
                "bare",
                "/matters/",
            )
        }
        asked |= _pages(start(given.home, "paizhu.wsgi", "paizhu.settings", url), "")
        if given.small:
            small = os.environ.get("SMALL_DATABASE_URL", "")
            asked |= _pages(start(given.small, "paizhu.wsgi", "paizhu.settings", small), "small")
        found = {name: Measured() for name in asked}
        for server, seat, address in asked.values():
            ask(server, seat, address, given.warm_up)
        for _ in range(given.rounds):
            for name, (server, seat, address) in asked.items():
                _measure(found[name], server, seat, address, given.requests)
                if given.pace:
                    found[name].paced += ask(server, seat, address, given.requests, given.pace)
    missed = report(found, given.pace)
    sys.exit(1 if missed else 0)


def _pages(server: Server, which: str) -> dict[tuple[str, str], tuple[Server, str, str]]:
    return {
        (f"{page}, {seat}", which): (server, seat, address)
        for seat in SEATS
        for page, address in PAGES.items()
    }


@contextmanager
def serving(home: Path, module: str, settings: str, url: str) -> Iterator[Server]:
    """Start gunicorn on a home and give it when it answers."""
    around = os.environ | {
        "PAIZHU_HOME": str(home.resolve()),
        "PYTHONPATH": str(ROOT),
        "PAIZHU_SESSION_IDLE_MINUTES": "600",
        "DATABASE_URL": url,
    }
    made = subprocess.run(
        [sys.executable, ROOT / "bench/sessions.py"], env=around, check=True, capture_output=True, text=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-w", str(WORKERS), "-k", "sync", "-b", f"127.0.0.1:{port}",
         "--timeout", "300", "--log-level", "error", f"{module}:application"],
        env=around | {"DJANGO_SETTINGS_MODULE": settings},
        cwd=ROOT,
    )  # fmt: skip
    try:
        yield Server(process, port, json.loads(made.stdout), _postmaster(url))
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def ask(server: Server, seat: str, address: str, requests: int, pace: float = 0.0) -> list[float]:
    """Ask so often over all connections at once; return how long each took, in seconds.

    pace: requests a second of all together; what is late because one before it took long counts from when it was to be asked.
    0: each connection asks again as soon as it is answered.
    """
    said = (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Cookie: paizhu_session={server.keys[seat]}\r\n\r\n"
    ).encode()
    begins = time.perf_counter() + 0.1
    lanes = [_Lane(server.port, said, []) for _ in range(CONNECTIONS)]
    for n in range(requests):
        lanes[n % CONNECTIONS].dues.append(begins + n / pace if pace else 0.0)
    took: list[float] = []
    with DefaultSelector() as waiting:
        while len(took) < requests:
            soonest = min((lane.begin(waiting) for lane in lanes), default=math.inf)
            for key, _events in waiting.select(None if soonest == math.inf else soonest):
                took += key.data.read(waiting)
    return took


@dataclass
class _Lane:
    """One connection's place: what it is to ask, and when; dues that are past are asked at once."""

    port: int
    said: bytes
    dues: list[float]
    asked: int = 0
    since: float | None = None
    reply: list[bytes] = field(default_factory=list)

    def begin(self, waiting: BaseSelector) -> float:
        """Ask, if it is time and nothing is awaited; return in how many seconds it will be, or infinity."""
        if self.since is not None or self.asked == len(self.dues):
            return math.inf
        due, now = self.dues[self.asked], time.perf_counter()
        if due > now:
            return due - now
        self.since = due or now
        connection = _connected(self.port)
        connection.sendall(self.said)
        connection.setblocking(False)  # noqa: FBT003  the socket's own
        waiting.register(connection, EVENT_READ, self)
        self.asked, self.connection = self.asked + 1, connection
        return math.inf

    def read(self, waiting: BaseSelector) -> list[float]:
        """Take what has come; return how long it took once it is all."""
        found = self.connection.recv(1 << 18)
        if found:
            self.reply.append(found)
            return []
        assert self.since is not None
        took = time.perf_counter() - self.since
        waiting.unregister(self.connection)
        self.connection.close()
        reply = b"".join(self.reply)
        assert reply.startswith(b"HTTP/1.1 200"), reply[:200]
        assert reply.rstrip().endswith(b"</html>"), reply[-200:]
        self.since, self.reply = None, []
        return [took]


def _connected(port: int) -> socket.socket:
    for _ in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:  # it still starts
            time.sleep(0.3)
    raise TimeoutError("the server did not start")


def _measure(into: Measured, server: Server, seat: str, address: str, requests: int) -> None:
    before, start = server.processor(), time.perf_counter()
    into.each.append(ask(server, seat, address, requests))
    into.rates.append(requests / (time.perf_counter() - start))
    own, database = (now - then for now, then in zip(server.processor(), before, strict=True))
    into.processor.append((own + database) / requests)
    into.database.append(database / requests)


def _postmaster(url: str) -> int | None:
    """The process above those that serve connections to the database; None where it is no PostgreSQL on this machine."""
    if not url:
        return None
    with psycopg.connect(url) as connection:
        backend = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert backend is not None
        try:
            fields = re.split(r"\) ", Path(f"/proc/{backend[0]}/stat").read_text("utf-8"), maxsplit=1)[
                1
            ].split()
        except OSError:
            return None
    return int(fields[1])


def _processor(pid: int) -> float:
    """Seconds that a process and its children have had of the processor, those that have ended as well."""
    spent = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = re.split(r"\) ", path.read_text("utf-8"), maxsplit=1)[1].split()
        except OSError:  # it has just ended
            continue
        if pid in (int(path.parent.name), int(fields[1])):
            # Of the process itself also what its ended children had: a connection is closed after a minute.
            spent += sum(map(int, fields[11 : 15 if pid == int(path.parent.name) else 13])) / TICKS
    return spent


def report(found: dict[tuple[str, str], Measured], pace: float) -> bool:
    """Print the table; return whether a target is missed. Ratios are medians of rounds, or of processor time."""
    bare = found["bare", ""]
    missed = False
    print(f"load {os.getloadavg()[0]:.1f}")
    print(
        "| page | requests | ratio | CPU, ms (the database's) | ratio of CPU | p50, ms | p99, ms | p99 of a round, median, ms "
        f"| 10,000 → 1,000,000, CPU | p50 and p99, ms, at {pace:.0f}/s |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for (name, which), one in found.items():
        if which:
            continue
        ratio = statistics.median(r / b for r, b in zip(one.rates, bare.rates, strict=True))
        processor = statistics.mean(one.processor)
        by_processor = statistics.mean(bare.processor) / processor
        p50, p99 = _percentiles([took for some in one.each for took in some])
        of_round = statistics.median(_percentiles(some)[1] for some in one.each)
        slow50, slow99 = _percentiles(one.paced) if one.paced else (p50, p99)
        small = found.get((name, "small"))
        growth = processor / statistics.mean(small.processor) if small else None
        calm = f"{slow50:.0f}; {slow99:.0f}" if one.paced else ""
        spent = f"{1000 * processor:.2f} ({1000 * statistics.mean(one.database):.2f})"
        print(
            f"| {name} | {statistics.median(one.rates):.0f}/s | {ratio:.2f} | {spent} | {by_processor:.2f} "
            f"| {p50:.0f} | {p99:.0f} | {of_round:.0f} | {f'{growth:.2f}' if growth else ''} | {calm} |"
        )
        missed |= ratio < WANTED or slow99 > SLOWEST_MS or (growth or 0) > GROWTH
    return missed


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile, in milliseconds."""
    times = sorted(seconds)
    return 1000 * times[len(times) // 2], 1000 * times[int(len(times) * 0.99)]


if __name__ == "__main__":
    main()

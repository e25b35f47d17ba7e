"""Measures rulings over named organs against Cedar and casbin, and writes the table of docs/performance.md.

.venv/bin/python bench/rulings.py [--write]     (about three minutes; --write puts the table into the document)
"""

import gc
import os
import platform
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from asked import Asked, questions
from city import Country
from engines import Casbin, Cedar, Engine, policies

from paizhu.norms.bare import Bare
from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, decide
from paizhu.norms.store import open_base
from paizhu.norms.world import World

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs/performance.md"
MARKS = ("<!-- rulings: written by bench/rulings.py -->", "<!-- rulings: end -->")

CITIES = 40
ROUNDS, IN_A_ROUND = 7, 2_000
LOADS = 5
STEPPED = 200  # questions of which steps are counted
CLOCK = time.thread_time_ns  # the processor's time: what else runs on the machine does not count as ours
BARE_P99, PROOF_P99 = 10, 100  # microseconds
WORDS = ("yes", "no")
YES = (Answer.REQUIRED, Answer.PERMITTED)
MIB = 2**20


class Ours:
    """The bare answer, or the ruling with its whole proof, as an engine."""

    def __init__(self, base: Base, world: World, *, proof: bool) -> None:
        self.name = (
            "the ruling with its whole proof" if proof else "the bare answer with the ids of its grounds"
        )
        self._base, self._world, self._proof = base, world, proof
        self.call: Callable[..., Any] = decide if proof else Bare(base, world).ask

    def arguments(self, bearer: str, act: str, toward: str, on: date) -> tuple[Any, ...]:
        if self._proof:
            return Question(bearer, act, toward, on), self._base, self._world
        return bearer, act, toward, on.toordinal()

    def yes(self, answer: Any) -> bool:
        return (answer.answer if self._proof else answer[0]) in YES


@dataclass
class Times:
    """Microseconds a call: the mean and the 99th percentile of each round, for yes and for no."""

    means: dict[str, list[float]] = field(default_factory=lambda: {word: [] for word in WORDS})
    p99s: list[float] = field(default_factory=list)

    def mean(self, word: str) -> float:
        return median(self.means[word])

    def p99(self) -> float:
        return median(self.p99s)


@dataclass
class Line:
    """One figure against its target."""

    what: str
    measured: str
    target: str
    met: bool | None = None


def main() -> int:
    """Measure, print the table, and return 1 when a target is missed."""
    base = open_base(ROOT / "packs/discipline")
    country = Country(CITIES)
    lines = [*_loading(base, country), *_growth(base)]
    world = World(country.kinds, country.links(), base.paths, base.lineage)
    known = policies(base, country)
    bare, proof = (Ours(base, world, proof=whole) for whole in (False, True))
    engines: list[Engine] = [bare, proof, Cedar(known, country), Casbin(known, country)]
    times = _measure(engines, questions(country, (2 * ROUNDS + 1) * IN_A_ROUND, seed=1))
    lines = [*_ratios(engines, times), *lines]
    table = _table(lines, engines, times, len(known), country)
    print(table)
    if "--write" in sys.argv:
        _write(table)
    return 0 if all(line.met is not False for line in lines) else 1


def _measure(engines: list[Engine], asked: list[Asked]) -> list[Times]:
    """Time every engine on the same questions, in turn, so that a busy moment of the machine hits them alike."""
    batches = [asked[n : n + IN_A_ROUND] for n in range(0, len(asked), IN_A_ROUND)]
    times = [Times() for _ in engines]
    for n, batch in enumerate(batches):
        _say(f"round {n} of {len(batches) - 1}")
        expected = [engines[0].yes(engines[0].call(*engines[0].arguments(*q))) for q in batch]
        for engine, found in zip(engines, times, strict=True):
            calls = [engine.arguments(*q) for q in batch]
            if n == 0:  # not timed: the engines must agree, and each has then seen every kind of question
                assert [engine.yes(engine.call(*c)) for c in calls] == expected, engine.name
            elif n % 2:
                for word in WORDS:
                    chosen = [c for c, yes in zip(calls, expected, strict=True) if yes is (word == "yes")]
                    found.means[word].append(_total(engine.call, chosen) / len(chosen))
            else:
                found.p99s.append(_p99(engine.call, calls))
    return times


def _total(call: Callable[..., Any], calls: list[tuple[Any, ...]]) -> float:
    start = CLOCK()
    for arguments in calls:
        call(*arguments)
    return (CLOCK() - start) / 1000


def _p99(call: Callable[..., Any], calls: list[tuple[Any, ...]]) -> float:
    took, empty = [], []
    for arguments in calls:
        start = CLOCK()
        call(*arguments)
        end = CLOCK()
        took.append(end - start)
        empty.append(CLOCK() - end)
    # Reading the clock is a call into the kernel, not one of ours: half a microsecond that the batches do not have.
    return (sorted(took)[len(took) * 99 // 100] - median(empty)) / 1000


def _ratios(engines: list[Engine], times: list[Times]) -> Iterator[Line]:
    bare, proof, cedar, enforcer = times
    for other, name, wanted in ((cedar, "cedarpy", 20), (enforcer, "casbin", 80)):
        for word in WORDS:
            ratio = other.mean(word) / bare.mean(word)
            yield _line(f"bare × {name}, {word}", f"{ratio:.0f} ×", f"≥ {wanted} ×", ratio >= wanted)
    for word in WORDS:
        ratio = cedar.mean(word) / proof.mean(word)
        yield _line(f"whole proof × cedarpy, {word}", f"{ratio:.1f} ×", "≥ 1 ×", ratio >= 1)
    yield _line("bare, p99", f"{bare.p99():.1f} µs", f"< {BARE_P99} µs", bare.p99() < BARE_P99)
    yield _line("whole proof, p99", f"{proof.p99():.0f} µs", f"< {PROOF_P99} µs", proof.p99() < PROOF_P99)
    assert len(engines) == len(times)


def _loading(base: Base, country: Country) -> Iterator[Line]:
    """From rows in memory to a world that answers, with a link object for each row on the way."""
    seconds = median(_load_time(base, country) for _ in range(LOADS))
    yield _line("loading the relations", f"{seconds:.2f} s", "< 1 s", seconds < 1)
    gc.collect()
    tracemalloc.start()
    world = World(country.kinds, country.links(), base.paths, base.lineage)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert world.kinds is country.kinds
    yield _line("memory for them (peak)", f"{peak / MIB:.0f} MiB", "< 150 MiB", peak < 150 * MIB)


def _load_time(base: Base, country: Country) -> float:
    gc.collect()
    start = CLOCK()
    Bare(base, World(country.kinds, country.links(), base.paths, base.lineage))
    return (CLOCK() - start) / 1e9


def _growth(base: Base) -> Iterator[Line]:
    """Loading and asking in a quarter, a half and the whole of the country, in turn.

    The same questions in each, about parties of the quarter, which stand alike in all three: so what grows is the world alone.
    """
    countries = [Country(CITIES // part) for part in (4, 2, 1)]
    worlds = [Ours(base, World(c.kinds, c.links(), base.paths, base.lineage), proof=False) for c in countries]
    asked = questions(countries[0], (ROUNDS + 1) * IN_A_ROUND, seed=2)
    loads: list[list[float]] = [[] for _ in countries]
    asks: list[list[float]] = [[] for _ in countries]
    for n in range(ROUNDS + 1):
        _say(f"growth, round {n} of {ROUNDS}")
        for i, (country, ours) in enumerate(zip(countries, worlds, strict=True)):
            calls = [ours.arguments(*q) for q in asked[n * IN_A_ROUND : (n + 1) * IN_A_ROUND]]
            took = _total(ours.call, calls) / len(calls)
            if n:
                asks[i].append(took)
                loads[i].append(_load_time(base, country))
    load, ask = [median(x) for x in loads], [median(x) for x in asks]
    yield _line(
        "loading ¼, ½ and all of it",
        f"{load[0]:.2f}, {load[1]:.2f}, {load[2]:.2f} s",
        "all ≤ 4 × ¼, within 15 %",
        load[2] <= 4 * load[0] * 1.15,
    )
    each = [
        _steps(World, (c.kinds, list(c.links()), base.paths, base.lineage)) / len(list(c.links()))
        for c in countries
    ]
    yield _line(
        "the same, in steps of Python's own a relation",
        f"{each[0]:.1f}, {each[1]:.1f}, {each[2]:.1f}",
        "all ≤ ¼, within 1 %",
        each[2] <= each[0] * 1.01,
    )
    yield _line(
        "bare answer in ¼, ½ and all of it",
        f"{ask[0]:.2f}, {ask[1]:.2f}, {ask[2]:.2f} µs",
        "all = ¼, within 25 %",
        ask[2] <= ask[0] * 1.25,
    )
    same = [worlds[0].arguments(*q) for q in asked[:STEPPED]]
    steps = [sum(_steps(ours.call, call) for call in same) / len(same) for ours in worlds]
    yield _line(
        "the same, in steps of Python's own",
        f"{steps[0]:.1f}, {steps[1]:.1f}, {steps[2]:.1f}",
        "all = ¼",
        len(set(steps)) == 1,
    )


def _steps(call: Callable[..., Any], given: tuple[Any, ...]) -> int:
    """How many instructions Python carries out for a call: what of an answer's time is work, and not a wait for memory."""
    count = 0

    def step(frame: Any, event: str, _arg: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return step

    sys.settrace(step)
    try:
        call(*given)
    finally:
        sys.settrace(None)
    return count


def _line(what: str, measured: str, target: str, met: bool) -> Line:
    return Line(what, measured, target, met)


def _table(
    lines: Iterable[Line], engines: list[Engine], times: list[Times], norms: int, country: Country
) -> str:
    rows = [f"| {x.what} | {x.measured} | {x.target} | {'met' if x.met else '**missed**'} |" for x in lines]
    calls = [
        f"| {e.name} | {t.mean('yes'):.1f} | {t.mean('no'):.1f} | {t.p99():.1f} |"
        for e, t in zip(engines, times, strict=True)
    ]
    return "\n".join(
        [
            f"{date.today()}, `.venv/bin/python bench/rulings.py --write`: {_machine()}.",  # noqa: DTZ011
            "",
            f"{CITIES} cities, {len(country.kinds):,} parties, {len(country.rows):,} relations;",
            f"{ROUNDS} rounds of {IN_A_ROUND:,} questions for the means and as many for the percentiles, none",
            f"asked twice; {norms} norms speak to their acts. Processor time.",
            "",
            "| figure | measured | target | |",
            "|---|--:|--:|---|",
            *rows,
            "",
            "| µs a question | yes | no | p99 |",
            "|---|--:|--:|--:|",
            *calls,
        ]
    )


def _machine() -> str:
    cpu = next((x for x in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if "model name" in x), ": ?")
    return (
        f"{cpu.split(':')[1].strip()}, {os.cpu_count()} cores shared with other work, {platform.system()}, "
        f"Python {platform.python_version()}, cedarpy {version('cedarpy')}, casbin {version('casbin')}"
    )


def _write(table: str) -> None:
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    DOCUMENT.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}", "utf-8")


def _say(what: str) -> None:
    print(f"\r  {what}      ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""The ruling and the bare answer equal the independent encoding (oracle.lp) on random small worlds."""

import os
import platform
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import clingo
import pytest

from paizhu.norms.bare import Bare
from paizhu.norms.base import Base
from paizhu.norms.decide import Question, Ruling, decide
from paizhu.norms.tests import oracle
from paizhu.norms.tests.worlds import Small, small

REPORT = Path(__file__).parents[3] / "docs/reports/oracle.md"
WORLDS = 300
SOAK_WORLDS = 10_000
SOAK_REAL = 2_000
BATCH = 40  # questions on the real pack in one run; with many more days clingo grounds far slower
SOAK_SEED = 1_000_000
QUESTIONS = 4  # asked in each world, in one run of the program

REPORT_TEXT = """# The ruling against the oracle

Written by the test itself: `PAIZHU_SOAK=1 .venv/bin/python -m pytest paizhu/norms/tests/test_oracle.py` (or
`./test --soak`).

On {today}, {machine}, Python {python}, clingo {clingo}, in {seconds:.0f} s: **{worlds:,} random small worlds
with {questions:,} questions (seeds from {seed}), and {of_kinds:,} questions about kinds on the real pack: no
disagreement.** For each question `decide` and the independent encoding in answer-set programming
(`paizhu/norms/tests/oracle.lp`) gave the same answer, the same grounds, the same near misses with what fails
in each, the same exceptions and caveats. In the small worlds they also named the same parties who do owe the
act, by the same norms, and `Bare.ask` gave that answer with those grounds, in the same order, wherever the
question names a counterpart.

What the questions came to, so that one sees that nothing was tested in vain:

| answer (basis or reason) | small worlds | real pack |
|---|--:|--:|
{rows}
"""


def compare(seed: int, seen: Counter[str]) -> None:
    """Fail unless decide, the bare answer and the oracle say the same of every question of a seed."""
    case = small(seed, QUESTIONS)
    base = case.base
    world = case.world(base)
    bare = Bare(base, world)
    expected = oracle.ask(case.pack, case.parties, case.links, case.questions)
    for question, answered in zip(case.questions, expected, strict=True):
        ruling = decide(question, base, world)
        assert _said(ruling, owing=True) == answered, _explain(seed, case, question)
        if question.toward is not None:
            asked = (question.bearer, question.act, question.toward, question.on.toordinal())
            grounds = tuple(r.norm.id for r in ruling.grounds)
            assert bare.ask(*asked) == (ruling.answer, grounds), _explain(seed, case, question)
        seen[_label(ruling)] += 1


def _said(ruling: Ruling, *, owing: bool) -> oracle.Answered:
    return oracle.Answered(
        ruling.answer.value,
        {r.norm.id for r in ruling.grounds},
        {(m.rule.norm.id, fails.value) for m in ruling.near_misses for fails in m.fails},
        {r.norm.id for r in ruling.exceptions},
        {r.norm.id for r in ruling.caveats},
        {(o.bearer, o.toward, r.norm.id) for o in ruling.owed_by for r in o.rules if owing},
    )


def _label(ruling: Ruling) -> str:
    return f"{ruling.answer.value} ({ruling.reason or ruling.basis or 'none'})"


def _explain(seed: int, case: Small, question: Question) -> str:
    lines = [f"seed {seed}: {question}", f"parties {case.parties}", *map(str, case.links)]
    return "\n".join([*lines, *map(str, case.pack.relations), *map(str, case.pack.norms)])


def compare_kinds(base: Base, seed: int, number: int, seen: Counter[str]) -> None:
    """The same for questions about kinds, asked of the real pack."""
    world = base.archetypes
    questions = [_of_kinds(Random(f"{seed}-{n}"), base) for n in range(number)]
    expected = oracle.ask(base.pack, dict(world.kinds), base.pack.links, questions, owing=False)
    for question, answered in zip(questions, expected, strict=True):
        ruling = decide(question, base, world)
        assert _said(ruling, owing=False) == answered, question
        seen[_label(ruling)] += 1


def _of_kinds(draw: Random, base: Base) -> Question:
    """A question near some norm of the pack, on a day near one on which norms change."""
    norm, kinds = draw.choice(base.pack.norms), sorted(base.kinds)
    bearer = draw.choice(norm.bearers if draw.random() < 0.7 else kinds)
    toward = draw.choice(norm.toward if norm.toward and draw.random() < 0.7 else [None, *kinds])
    act = draw.choice(base.above(norm.act))
    return Question(
        bearer, act, toward, draw.choice(base.turning_days) + timedelta(days=draw.randint(-1, 30))
    )


@pytest.mark.parametrize("part", range(10))
def test_ruling_equals_the_oracle(part: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(part * WORLDS // 10, (part + 1) * WORLDS // 10):
        compare(seed, seen)
    assert len(seen) >= 5, "the worlds have become too much alike to test anything"


def test_ruling_on_the_real_pack_equals_the_oracle(base: Base) -> None:
    seen: Counter[str] = Counter()
    compare_kinds(base, 1, BATCH, seen)
    assert len(seen) >= 4, "the questions have become too much alike to test anything"


@pytest.mark.soak
def test_ruling_equals_the_oracle_at_length(base: Base, capfd: pytest.CaptureFixture[str]) -> None:
    seen: Counter[str] = Counter()
    of_kinds: Counter[str] = Counter()
    start = time.perf_counter()
    for n in range(SOAK_WORLDS):
        compare(SOAK_SEED + n, seen)
        _progress(capfd, n + 1, SOAK_WORLDS, "worlds", start)
    for n in range(SOAK_REAL // BATCH):
        compare_kinds(base, SOAK_SEED + n, BATCH, of_kinds)
        _progress(capfd, BATCH * (n + 1), SOAK_REAL, "questions on the real pack", start)
    _report(seen, of_kinds, time.perf_counter() - start)


def _progress(capfd: pytest.CaptureFixture[str], done: int, of: int, what: str, start: float) -> None:
    """Show how far it is, past pytest's capture: this takes minutes, and whoever waits wants to see it move."""
    if done % 100 == 0:
        took = time.perf_counter() - start
        with capfd.disabled():
            print(f"\r  {done} of {of} {what}, {took:.0f} s   ", end="", file=sys.stderr, flush=True)


def _report(seen: Counter[str], of_kinds: Counter[str], seconds: float) -> None:
    rows = [f"| {label} | {seen[label]} | {of_kinds[label]} |" for label in sorted(seen | of_kinds)]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(
        REPORT_TEXT.format(
            worlds=SOAK_WORLDS,
            questions=sum(seen.values()),
            of_kinds=sum(of_kinds.values()),
            seconds=seconds,
            seed=SOAK_SEED,
            rows="\n".join(rows),
            today=datetime.now(tz=UTC).date(),
            clingo=clingo.__version__,
            python=platform.python_version(),
            machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        ),
        "utf-8",
    )

"""How well and how fast `ask` answers: the question sets in bench/questions, cold from the shell and warm.

    .venv/bin/python bench/ask.py [--sets a-dev b-dev] [--wrong] [--abstained] [--curve]

right: the ruling is the expected one (or one of those accepted); abstained: unanswerable although it could be
answered; wrong: any other ruling. The failures in held sets (*-held) are not looked at, only counted. With --curve: what
would be right and wrong if a ruling had to be surer, or less sure, of being right than SURE has it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from paizhu import places
from paizhu.norms.ask.answer import of_reply
from paizhu.norms.ask.reply import Asker
from paizhu.norms.store import open_asker

QUESTIONS = Path(__file__).parent / "questions"
TODAY = date(2026, 11, 23)
THRESHOLDS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
SEED = "派驻机构对驻在单位党组织是否有协助职责？"


def questions(names: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (set, question) of the named sets, all when none is named."""
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        if not names or path.stem in names:
            for line in path.read_text("utf-8").splitlines():
                yield path.stem, json.loads(line)


def verdict(question: dict[str, Any], answer: str) -> str:
    """Return right, abstained or wrong."""
    if answer in (question["expected"], *question.get("accept", [])):
        return "right"
    return "abstained" if answer == "unanswerable" else "wrong"


def judge(asker: Asker, names: list[str], show: set[str]) -> tuple[dict[str, Counter[str]], list[float]]:
    """Return the counts of each set, and the seconds that each question took."""
    counts: dict[str, Counter[str]] = {}
    seconds = []
    for name, question in questions(names):
        as_of = question.get("as_of")
        started = time.perf_counter()
        reply = asker.ask(question["question"], date.fromisoformat(as_of) if as_of else TODAY)
        result = of_reply(reply, asker.base, "zh")
        seconds.append(time.perf_counter() - started)
        tally = counts.setdefault(name, Counter())
        found = verdict(question, result["answer"])
        tally["questions"] += 1
        tally[found] += 1
        if question["expected"] == "unanswerable":
            tally["unanswerable"] += 1
            tally["ruled though unanswerable"] += result["answer"] != "unanswerable"
        elif found == "right":
            tally["yes/no asked"] += 1
            tally["yes/no right"] += question.get("answer_yes_no") == result["yes_no"]
        if found in show:
            likely = f"{reply.guess.share:.2f} {reply.guess.target.key}" if reply.guess else ""
            print(f"{found:9} {question['id']} {question['question']}")
            print(
                f"          expected {question['expected']}, got {result['answer']} {reply.reason or ''} {likely}"
            )
    return counts, seconds


def curve(asker: Asker, names: list[str]) -> None:
    """Print for each threshold the share that is right and wrong, and how many unanswerable ones are ruled."""
    asker.sure = 0.0
    replied = []
    for _, question in questions(names):
        as_of = question.get("as_of")
        reply = asker.ask(question["question"], date.fromisoformat(as_of) if as_of else TODAY)
        answer = reply.ruling.answer.value if reply.ruling else "unanswerable"
        replied.append((question, answer, reply.sure))
    for least in THRESHOLDS:
        tally: Counter[str] = Counter()
        for question, answer, sure in replied:
            said = "unanswerable" if sure is not None and sure < least else answer
            found = verdict(question, said)
            tally[found] += 1
            tally["ruled"] += found == "wrong" and question["expected"] == "unanswerable"
        right, wrong = (100 * tally[kind] / len(replied) for kind in ("right", "wrong"))
        print(
            f"sure {least:.2f}: right {right:.1f} %, wrong {wrong:.1f} %; unanswerable ruled {tally['ruled']}"
        )


def cold() -> float:
    """Return the median seconds of a whole `paizhu ask` from the shell, with a pack already kept."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "paizhu", "ask", SEED, "--json"]
        surroundings = os.environ | {"PAIZHU_HOME": home}
        taken = []
        for _ in range(6):
            started = time.perf_counter()
            subprocess.run(command, env=surroundings, stdout=subprocess.DEVNULL, check=True)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])  # the first one reads and keeps the pack


def main() -> None:
    """Print the counts and the times."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sets", nargs="*", default=[])
    options.add_argument("--wrong", action="store_true", help="show what was ruled wrongly")
    options.add_argument("--abstained", action="store_true", help="show what was abstained from")
    options.add_argument("--curve", action="store_true", help="count for several thresholds instead")
    given = options.parse_args()
    show = {name for name in ("wrong", "abstained") if getattr(given, name)}
    with tempfile.TemporaryDirectory() as cache:
        # Each question is understood anew, however often it comes.
        asker = open_asker(places.packs() / "discipline", Path(cache), remembered=0)
        if given.curve:
            curve(asker, given.sets)
            return
        judge(asker, given.sets[:1], set())  # warm
        counts, seconds = judge(asker, given.sets, show)
    total: Counter[str] = sum(counts.values(), Counter())
    for name, tally in [*counts.items(), ("all", total)]:
        asked = tally["questions"]
        shares = ", ".join(
            f"{kind} {100 * tally[kind] / asked:.1f} %" for kind in ("right", "abstained", "wrong")
        )
        print(
            f"{name:8} {asked:4} questions: {shares}; unanswerable ruled {tally['ruled though unanswerable']}"
            f"/{tally['unanswerable']}; yes/no right {tally['yes/no right']}/{tally['yes/no asked']}"
        )
    seconds.sort()
    p99 = seconds[int(len(seconds) * 0.99)]
    print(
        f"warm: median {1000 * statistics.median(seconds):.1f} ms, p99 {1000 * p99:.1f} ms over {len(seconds)}"
    )
    print(f"cold: median {cold():.2f} s for the whole command")


if __name__ == "__main__":
    main()

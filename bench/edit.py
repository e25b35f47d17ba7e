"""Edits a registry through its pages, and looks at the first pages after it: a city, and 24,000 units with 228,000 relations.

    .venv/bin/python bench/edit.py [--rounds N] [--city]

In one process, through Django's client, without a network. In each round:
change     a relation of an office gets another basis
organ      the page of that office, the first one after the change
question   a question about it on another day, the first one after the change
withdraw   the relation is taken back
add        the same again as a new one, with an id that is compared with all others
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

ASKED_ON = "2025-06-30"  # the norms say nothing of the day on which every unit of the large chart has a host


def main() -> None:
    """Measure in a fresh home for each registry, each in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--city", action="store_true", help="the demonstration's city only")
    parser.add_argument("--in", dest="file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.file:
        measured(given.file, given.rounds)
        return
    for name, write in {"the city": _city, **({} if given.city else {"the large chart": _large})}.items():
        with tempfile.TemporaryDirectory(prefix="paizhu-bench-") as folder:
            print(f"{name}:", flush=True)
            subprocess.run(
                [sys.executable, __file__, "--in", write(Path(folder)), "--rounds", str(given.rounds)],
                env=os.environ
                | {"PAIZHU_HOME": f"{folder}/home", "DJANGO_SETTINGS_MODULE": "paizhu.settings"},
                check=True,
            )


def _city(folder: Path) -> Path:
    subprocess.run([sys.executable, ROOT / "tools/demonstration.py", folder / "city.json"], check=True)
    return folder / "city.json"


def _large(folder: Path) -> Path:
    import registry

    return registry.written(folder, "json")


def measured(file: Path, rounds: int) -> None:
    """Import the file, do the rounds, print the medians."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "x" * 50, ["testserver"]
    subprocess.run(
        [sys.executable, "-m", "paizhu", "registry", "import", file], stdout=subprocess.DEVNULL, check=True
    )
    client, taken = Client(), defaultdict[str, list[tuple[float, float]]](list)
    relation, asked = _of_an_office(file)
    for n in range(rounds + 1):  # the first round warms up
        for what, done in _round(client, relation, asked, n).items():
            start = time.perf_counter(), time.process_time()
            done()
            taken[what].append((time.perf_counter() - start[0], time.process_time() - start[1]))
    for what, times in taken.items():
        clock, processor = (1000 * statistics.median(t[n] for t in times[1:]) for n in (0, 1))
        print(f"  {what:10} {clock:7.0f} ms on the clock, {processor:7.0f} ms of processor", flush=True)


def _of_an_office(file: Path) -> tuple[dict[str, Any], str]:
    """The first relation by which an office stands at a unit, and a question about the two."""
    lists = json.loads(file.read_text("utf-8"))
    relation = next(r for r in lists["relations"] if r["type"] in {"stationed_at", "驻在"})
    names = {organ["id"]: organ["name"] for organ in lists["organs"]}
    return relation, f"{names[relation['from']]}应当监督{names[relation['to']]}吗？"


def _round(client: Any, relation: dict[str, Any], asked: str, n: int) -> dict[str, Callable[[], None]]:
    office = f"/organs/{relation['from']}/"
    edit = f"{office}edit/relations/"
    said = {name: relation.get(name) or "" for name in ("type", "from", "to", "since", "until")}
    id_ = f"N{n}" if n else relation["id"]  # each round takes back what the one before added

    def send(address: str, **values: str) -> None:
        from paizhu.registry import queries

        change = queries.last_change()
        assert change is not None
        given = values | {"change": change.isoformat(), "reason": "编办〔2026〕1号"}
        assert client.post(address, given).status_code == 302, address  # noqa: PLR2004

    def get(address: str, **fields: str) -> None:
        assert client.get(address, fields).status_code == 200, address  # noqa: PLR2004

    return {
        "change": lambda: send(f"{edit}{id_}/", **said, basis=f"编办〔{n}〕"),
        "organ": lambda: get(office, on=said["since"]),
        "question": lambda: get("/ask/", q=asked, on=ASKED_ON),
        "withdraw": lambda: send(f"{edit}{id_}/withdraw/"),
        "add": lambda: send(f"{edit}new/", **said, id=f"N{n + 1}"),
    }


if __name__ == "__main__":
    main()

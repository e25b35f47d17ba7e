"""Imports a large chart: 24,000 units with 228,000 relations, as `paizhu registry import` does; time and memory.

    .venv/bin/python bench/registry.py [--form json|xlsx]

Each unit has been subordinate to several hosts, one after the other, so that every rule about overlaps has work to do.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

UNITS, HOSTS, OFFICES, CITIES = 24_000, 1_600, 1_000, 40
RELATIONS = 228_000
FIRST = date(2000, 1, 1)


def chart() -> dict[str, list[dict[str, object]]]:
    """Return the lists of the exchange file."""
    organs: list[dict[str, object]] = []
    relations: list[dict[str, object]] = []

    def organ(id_: str, kind: str) -> None:
        organs.append({"id": id_, "name": f"{kind}{id_}", "kind": kind, "valid_from": "1990-01-01"})

    def relation(
        type_: str, source: str, target: str, since: date = FIRST, until: date | None = None
    ) -> None:
        relations.append(
            {"id": f"R{len(relations)}", "type": type_, "from": source, "to": target, "since": since.isoformat(),
             "until": until.isoformat() if until else None, "basis": "编办〔2000〕1号"}
        )  # fmt: skip

    for n in range(CITIES):
        organ(f"W{n}", "地方党委")
        organ(f"C{n}", "纪委监委")
        relation("leads", f"W{n}", f"C{n}")
    for n in range(OFFICES):
        organ(f"Z{n}", "派驻机构")
        relation("dispatches", f"C{n % CITIES}", f"Z{n}")
    for n in range(HOSTS):
        organ(f"H{n}", "驻在单位")
        organ(f"D{n}", "党组")
        relation("stationed_at", f"Z{n % OFFICES}", f"H{n}")
        relation("party_body_of", f"D{n}", f"H{n}")
    for n in range(UNITS - HOSTS):
        organ(f"U{n}", "下属单位")
    turn = 0
    while len(relations) < RELATIONS:
        since = FIRST + timedelta(days=365 * turn)
        for n in range(min(UNITS - HOSTS, RELATIONS - len(relations))):
            relation("subordinate_of", f"U{n}", f"H{(n + turn) % HOSTS}", since, since + timedelta(days=364))
        turn += 1
    return {"organs": organs, "relations": relations}


def written(folder: Path, form: str) -> Path:
    """Write the chart; return its file."""
    import json

    lists = chart()
    if form == "json":
        (folder / "chart.json").write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
        return folder / "chart.json"
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    for title, list_ in (("机构", "organs"), ("关系", "relations")):
        sheet = book.create_sheet(title)
        sheet.append(list(lists[list_][0]))
        for row in lists[list_]:
            sheet.append(list(row.values()))
    book.save(folder / "chart.xlsx")
    return folder / "chart.xlsx"


def main() -> None:
    """Write, import, import again (nothing changes), and say what each took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--form", choices=["json", "xlsx"], default="json")
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="paizhu-bench-"))
    try:
        file = written(folder, given.form)
        print(f"{file.name}: {file.stat().st_size / 2**20:.0f} MiB, {UNITS:,} units, {RELATIONS:,} relations")
        for what in ("import", "import again"):
            start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, "-m", "paizhu", "registry", "import", str(file)],
                env=os.environ | {"PAIZHU_HOME": str(folder / "home")},
                stdout=subprocess.DEVNULL,
                check=True,
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            most = after.ru_maxrss / 1024
            print(
                f"{what}: {time.perf_counter() - start:.1f} s on the clock, {busy:.1f} s of processor, {most:.0f} MiB at most"
            )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""How long letter and minutes as DOCX and PDF and a ledger of 200 rows as PDF take, against the same words in a bare workbook.

    bench/documents.py

Medians of ROUNDS on the clock, and of the processor: of this process and of the one that lays out. Ends with 1 when a
target is missed by both.
"""

import io
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")

import django

django.setup()

import openpyxl

from paizhu.door.secrecy import Secrecy
from paizhu.norms.model import Text
from paizhu.reports import filling, layouts, ledger, pressing, word
from paizhu.reports.official import official

ROUNDS = 9
BODY = "请对本机关公务用车管理开展一次专项检查，并将结果函复我组。\n" * 30
LETTER = official(
    issuer="某市纪委监委驻市财政局纪检监察组", number="某纪驻财函〔2026〕1号", secrecy=Secrecy.NONE, secret_until=None,
    title="关于督促开展公务用车专项检查的函", addressee="机关纪委", body=BODY, on=date(2026, 3, 1),
)  # fmt: skip
MINUTES = official(
    issuer="定期会商纪要", number="", secrecy=Secrecy.NONE, secret_until=None, title="上半年全面从严治党专题会商", addressee="",
    body=BODY, on=date(2026, 3, 1), draft=False, parties=(LETTER.issuer, "某市财政局党组"),
    attendance=(("出席", "组长、副组长；党组书记及班子成员"),),
)  # fmt: skip
ROWS = [
    SimpleNamespace(
        title=f"关于督促开展公务用车专项检查的函（第{n}号）", reference="abcdefgh", owner_name="驻市财政局纪检监察组",
        counterpart_name="市财政局机关纪委", kind_name=Text("函", "letter"), state_name=Text("已签发", "issued"),
        opened_on=date(2026, 1, 1), due=date(2026, 2, 1),
    )
    for n in range(200)
]  # fmt: skip
OFFICE = SimpleNamespace(organ_name="驻市财政局纪检监察组")
LOOK = layouts.builtin()


def bare() -> None:
    """Write the ledger's words into a workbook, without any layout."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for n, row in enumerate(ROWS):
        sheet.append([n, row.title, row.owner_name, row.counterpart_name, str(row.opened_on), str(row.due)])
    book.save(io.BytesIO())


def ledger_pdf() -> None:
    """Lay the ledger out."""
    data = ledger.as_json(cast("Any", ROWS), cast("Any", OFFICE), date(2026, 3, 1), "zh")
    pressing.pdf(ledger.TEMPLATE.read_text("utf-8"), data)


# What is measured -> how, and the target in seconds.
MEASURED: dict[str, tuple[Callable[[], object], float | None]] = {
    "200 rows, bare workbook": (bare, None),
    "letter, DOCX": (lambda: filling.filled(LOOK.docx, LETTER), 0.3),
    "minutes, DOCX": (lambda: filling.filled(word.minutes_template(), MINUTES), 0.3),
    "minutes, PDF": (lambda: pressing.pdf(layouts.builtin().minutes_typst, MINUTES.as_json()), None),
    "letter, PDF": (lambda: pressing.pdf(LOOK.typst, LETTER.as_json()), None),
    "letter, pages to look at": (lambda: pressing.pages(LOOK.typst, LETTER.as_json()), None),
    "200 rows, ledger as PDF": (ledger_pdf, 1.0),
}


def processor() -> float:
    """Return the seconds of processor that this process and those it started have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Measure, print, and say whether the targets are met."""
    missed = False
    baseline = 0.0
    print(
        "| | clock, s | worst | processor, s | of the bare workbook | target, s |\n|---|--:|--:|--:|--:|--:|"
    )
    for name, (made, target) in MEASURED.items():
        made()
        clock, used = [], []
        for _n in range(ROUNDS):
            began, before = time.perf_counter(), processor()
            made()
            clock.append(time.perf_counter() - began)
            used.append(processor() - before)
        spent = statistics.median(used)
        baseline = baseline or spent
        cells = (statistics.median(clock), max(clock), spent, spent / baseline)
        print(
            f"| {name} | {cells[0]:.2f} | {cells[1]:.2f} | {cells[2]:.2f} | {cells[3]:.1f} × | {target or ''} |"
        )
        missed |= target is not None and min(cells[0], cells[2]) > target
    sys.exit(missed)


if __name__ == "__main__":
    main()

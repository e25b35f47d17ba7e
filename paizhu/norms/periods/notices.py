"""The yearly notices as rows of a file: what each must be, and what a year must hold."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paizhu.norms.model import Text
from paizhu.norms.periods.calendar import SATURDAY, NamedDay, Year
from paizhu.norms.refusals import Refusal

FIRST, LAST = 1950, 2999
LONGEST_NAME = 60
_OFF = {"off", "休", "放假", "假日"}
_WORKING = {"working", "班", "上班", "调休上班"}
_DAY = re.compile(r"(\d{4})\s*(?:[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日)")
# Off in every year since 1950: a file without one of them is not the whole notice.
_ALWAYS_OFF = ((1, 1), (5, 1), (10, 1))
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A day as the file has it. row: from 1.  year: of the notice, "" when the file does not say."""

    sheet: str
    row: int
    day: str
    kind: str
    name: str
    name_en: str = ""
    year: str = ""


class Notices:
    """Rows checked one by one and gathered by year; all that is wrong is kept, with its place."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.refusals: list[Refusal] = []
        self._off = defaultdict[int, list[NamedDay]](list)
        self._working = defaultdict[int, list[NamedDay]](list)
        self._first: dict[date, Row] = {}

    def take(self, rows: Iterable[Row]) -> None:
        """Check the rows of one list and put them to their years."""
        found = [(row, self._day(row)) for row in rows]
        # A list that does not say its year is the notice of the year that its last day is in.
        usual = max((day.year for _row, day in found if day is not None), default=0)
        for row, day in found:
            kind, name, year = self._kind(row), self._name(row), self._year(row, usual)
            if day is None or kind is None or name is None or year is None:
                continue
            if self._fits(row, day, year, kind):
                kind[year].append(NamedDay(day, name))

    def years(self, sources: dict[int, str]) -> list[Year]:
        """Return the years in order. What they lack is added to the refusals."""
        made = []
        for number in sorted(self._off.keys() | self._working.keys() | sources.keys()):
            off = tuple(sorted(self._off[number], key=lambda named: named.day))
            working = tuple(sorted(self._working[number], key=lambda named: named.day))
            made.append(Year(number, off, working, sources.get(number, "")))
            if not self.refusals:
                self._whole(made[-1])
        return made

    def refuse(self, row: Row | None, column: str, value: str, zh: str, en: str) -> None:
        sheet, number = (row.sheet, row.row) if row else ("", None)
        self.refusals.append(Refusal(self._file, Text(zh, en), value, number, sheet, column))

    def _day(self, row: Row) -> date | None:
        found = _DAY.fullmatch(row.day)
        try:
            day = date(*(int(part) for part in found.groups() if part)) if found else None
        except ValueError:
            day = None
        if day is None or not FIRST - 1 <= day.year <= LAST:
            self.refuse(row, "day", row.day, "应为日期 YYYY-MM-DD", "expected a date YYYY-MM-DD")
            return None
        return day

    def _kind(self, row: Row) -> dict[int, list[NamedDay]] | None:
        if row.kind in _OFF:
            return self._off
        if row.kind in _WORKING:
            return self._working
        self.refuse(
            row,
            "kind",
            row.kind,
            "应为 off（放假）或者 working（上班）",
            "expected off (放假) or working (上班)",
        )
        return None

    def _name(self, row: Row) -> Text | None:
        if not row.name or max(len(row.name), len(row.name_en)) > LONGEST_NAME:
            self.refuse(
                row,
                "name",
                row.name,
                f"应为假日名称，不超过{LONGEST_NAME}字",
                f"expected the name of the holiday, at most {LONGEST_NAME} characters",
            )
            return None
        return Text(row.name, row.name_en or row.name)

    def _year(self, row: Row, usual: int) -> int | None:
        if not row.year:
            return usual or None
        if row.year.isdecimal() and FIRST <= int(row.year) <= LAST:
            return int(row.year)
        self.refuse(
            row, "year", row.year, f"应为{FIRST}至{LAST}的年份", f"expected a year from {FIRST} to {LAST}"
        )
        return None

    def _fits(self, row: Row, day: date, year: int, kind: dict[int, list[NamedDay]]) -> bool:
        if (day.year, day.month) != (year - 1, _DECEMBER) and day.year != year:
            self.refuse(
                row,
                "day",
                row.day,
                f"应在{year}年内，或者在此前的十二月；另一年度的日期应写明 year（年度）",
                f"expected a day of {year} or of the December before; a day of another notice needs its year",
            )
        elif kind is self._working and day.weekday() < SATURDAY:
            self.refuse(
                row,
                "day",
                row.day,
                "调休上班应为星期六或者星期日，该日本来就是工作日",
                "expected a Saturday or Sunday that is worked; this day is a working day anyway",
            )
        elif (first := self._first.setdefault(day, row)) is not row:
            self.refuse(
                row,
                "day",
                row.day,
                f"一个日期只能出现一次，第{first.row}行已有",
                f"expected each day once; it stands in row {first.row} already",
            )
        else:
            return True
        return False

    def _whole(self, year: Year) -> None:
        off = {named.day for named in year.off}
        for month, day in _ALWAYS_OFF:
            if date(year.year, month, day) not in off:
                missing = date(year.year, month, day).isoformat()
                self.refuse(
                    None,
                    "",
                    str(year.year),
                    f"应为该年度通知的全部日期，缺少{missing}（放假）",
                    f"expected every day of that year's notice; {missing} (off) is missing",
                )

"""Calendars from files: what is read, and what is refused with its place."""

import json
from datetime import date
from pathlib import Path

import pytest

from paizhu.norms.periods.calendar_file import read_calendar_file
from paizhu.norms.periods.official import official
from paizhu.norms.refusals import InputRefused

CSV = """\
日期,类型,名称
2026-12-31,放假,元旦
2027-01-01,放假,元旦
2027/1/2,off,元旦
2027年1月3日,上班,元旦
2027-05-01,放假,劳动节
2027-10-01,放假,国庆节
"""
DAYS = [
    {"day": "2027-01-01", "kind": "off", "name": "元旦", "name_en": "New Year’s Day"},
    {"day": "2027-01-03", "kind": "working", "name": "元旦"},
    {"day": "2027-05-01", "kind": "off", "name": "劳动节"},
    {"day": "2027-10-01", "kind": "off", "name": "国庆节"},
]


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "calendar"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def as_json(*days: object, year: object = 2027, **more: object) -> str:
    years = [{"year": year, "days": days or DAYS, **more}]
    return json.dumps({"meta": {"format": "paizhu-calendar/1"}, "years": years})


def refusals(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        read_calendar_file(written(folder, text))
    return [refusal.line("en").partition("calendar:")[2] for refusal in refused.value.refusals]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_any_writing(tmp_path: Path, encoding: str, delimiter: str) -> None:
    [year] = read_calendar_file(written(tmp_path, CSV.replace(",", delimiter).encode(encoding)))
    assert year.year == 2027
    assert [named.day.isoformat() for named in year.off][:2] == ["2026-12-31", "2027-01-01"]
    assert [(named.day, named.name.zh) for named in year.working] == [(date(2027, 1, 3), "元旦")]


def test_json_is_read(tmp_path: Path) -> None:
    [year] = read_calendar_file(written(tmp_path, as_json(source="国办发明电〔2026〕9号")))
    assert (year.year, year.source) == (2027, "国办发明电〔2026〕9号")
    assert [named.name.en for named in year.off] == ["New Year’s Day", "劳动节", "国庆节"]


def test_a_csv_may_hold_several_notices(tmp_path: Path) -> None:
    rows = [
        f"{named.day},{kind},{named.name.zh},{year.year}"
        for year in official().years[-3:]
        for kind, days in (("off", year.off), ("working", year.working))
        for named in days
    ]
    years = read_calendar_file(written(tmp_path, "\n".join(["day,kind,name,year", *rows])))
    assert [(y.year, [n.day for n in y.off], [n.day for n in y.working]) for y in years] == [
        (y.year, [n.day for n in y.off], [n.day for n in y.working]) for y in official().years[-3:]
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CSV.replace("2027-05-01", "2027-05-32"), ["6:day: 2027-05-32: expected a date YYYY-MM-DD"]),
        (CSV.replace("上班", "班次"), ["5:kind: 班次: expected off (放假) or working (上班)"]),
        (CSV.replace("劳动节", ""), ["6:name: expected the name of the holiday, at most 60 characters"]),
        (
            CSV.replace("2027年1月3日", "2027-01-04"),
            [
                "5:day: 2027-01-04: expected a Saturday or Sunday that is worked; this day is a working day anyway"
            ],
        ),
        (
            CSV.replace("2027/1/2", "2027-01-01"),
            ["4:day: 2027-01-01: expected each day once; it stands in row 3 already"],
        ),
        (
            CSV.replace("2026-12-31", "2026-11-30"),
            [
                (
                    "2:day: 2026-11-30: expected a day of 2027 or of the December before; "
                    "a day of another notice needs its year"
                )
            ],
        ),
        (
            CSV.replace("2027-10-01,放假,国庆节\n", ""),
            [" 2027: expected every day of that year's notice; 2027-10-01 (off) is missing"],
        ),
        ("day,kind\n2027-01-01,off\n", ["1:name: expected this column"]),
        ("day,sort,name\n", ["1: sort: expected the headings day, kind, name, name_en, year, each once"]),
        ("day,day,kind,name\n", ["1: day: expected the headings day, kind, name, name_en, year, each once"]),
        ("day,kind,name,year\n2027-01-01,off,元旦,x\n", ["2:year: x: expected a year from 1950 to 2999"]),
        ("day,kind,name\n2027-01-01,off,元旦,New\n", ["2: New: expected no more cells than headings"]),
        ("day,kind,name\n", [" expected at least one year"]),
        (
            'day,kind,name\n"2027-01-01,off,x\n',
            ["2: expected a row of cells; a quotation mark is not closed"],
        ),
        ("", [" expected a calendar; the file is empty"]),
        (b"\xff\x80\x81", ["1: FF: expected text in UTF-8, UTF-16 or GB18030"]),
        ("{", ["1: expected JSON"]),
        ("[]", ["meta.format: expected paizhu-calendar/1 and a list of years"]),
        (
            as_json(year="2027"),
            ['years[0]:year: "2027": expected a year from 1950 to 2999, as a number, each once'],
        ),
        (as_json(source=3), ["years[0]:days: expected a list of days, source a text"]),
        (
            as_json({"day": "2027-01-01", "sort": "off"}),
            [
                (
                    "years[0]:1:sort: {'day': '2027-01-01', 'sort': 'off'}: "
                    "expected the texts day, kind, name and, optionally, name_en"
                )
            ],
        ),
        (as_json({**DAYS[0], "day": "1.1.2027"}), ["years[0]:1:day: 1.1.2027: expected a date YYYY-MM-DD"]),
    ],
    ids=[
        "no date",
        "no kind",
        "no name",
        "worked on a working day",
        "twice",
        "another year",
        "not the whole notice",
        "no column",
        "unknown heading",
        "heading twice",
        "no year",
        "a cell too many",
        "no rows",
        "open quotation mark",
        "empty",
        "no text",
        "no JSON",
        "another JSON",
        "year as a text",
        "source as a number",
        "unknown key",
        "date the other way round",
    ],
)
def test_bad_files_are_refused_with_the_place(tmp_path: Path, text: str | bytes, said: list[str]) -> None:
    assert refusals(tmp_path, text) == said


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    spoilt = CSV.replace("2027-05-01", "May").replace("上班", "?").replace("国庆节", "")
    assert [line.partition(" ")[0] for line in refusals(tmp_path, spoilt)] == ["6:day:", "5:kind:", "7:name:"]


def test_a_day_stands_in_one_notice_only(tmp_path: Path) -> None:
    both = json.loads(as_json())
    both["years"].append({"year": 2028, "days": [{"day": "2027-12-31", "kind": "off", "name": "元旦"}]})
    both["years"][0]["days"] = [both["years"][1]["days"][0], *DAYS]
    assert refusals(tmp_path, json.dumps(both))[0].startswith(
        "years[1]:1:day: 2027-12-31: expected each day once"
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="expected a file that can be read"):
        read_calendar_file(tmp_path / "none.csv")

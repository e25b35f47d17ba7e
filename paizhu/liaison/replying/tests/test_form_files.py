"""A form file goes out, is filled in, and comes back once; whatever was done to it otherwise is refused with nothing written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from paizhu.door.doing import Channel
from paizhu.door.models import Matter, Performed
from paizhu.door.refusals import InvalidForm, NotVisible, Refused
from paizhu.door.tests.world import do, fresh, present, seat
from paizhu.journal.models import Entry
from paizhu.liaison.letters.tests.letters import issued, received
from paizhu.liaison.replying.bringing import bring
from paizhu.liaison.replying.seals import FormFileRefused
from paizhu.liaison.replying.workbook import made

pytestmark = pytest.mark.usefixtures("cast")


def fetched(folder: Path, matter: Matter, who: str = "discipline", act: str = "letter.answer") -> Path:
    file = folder / "form.xlsx"
    file.write_bytes(made(seat(who), matter.reference, act, present(), Channel.PAGE, "en").data)
    return file


def changed(file: Path, change: Callable[[Any], None]) -> Path:
    """Change the file as somebody with a spreadsheet program would."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def answer_cell(book: Any) -> Any:
    sheet = book.worksheets[0]
    return sheet.cell(sheet.max_row, 2)


def fill(text: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        answer_cell(book).value = text

    return change


def back(file: Path, who: str = "discipline") -> Any:
    return bring(file, seat(who), present(), Channel.PAGE)


def refused(file: Path, match: str, who: str = "discipline") -> None:
    before = Performed.objects.count(), Entry.objects.count()
    with pytest.raises(FormFileRefused, match=match):
        back(file, who)
    assert (Performed.objects.count(), Entry.objects.count()) == before


def test_filled_in_and_brought_back_once(tmp_path: Path) -> None:
    matter = received(title="=1+1", body="第一行\n第二行")
    file = changed(fetched(tmp_path, matter), fill("已检查，\n发现问题两个。"))
    sheet = openpyxl.load_workbook(file).worksheets[0]
    shown = {sheet.cell(n, 1).value: sheet.cell(n, 2).value for n in range(1, sheet.max_row + 1)}
    assert (shown["Title"], shown["Due"], shown["Number"]) == ("=1+1", "2025-09-15", "〔2025〕 no. 1")
    assert sheet.protection.sheet
    assert sheet.cell(1, 2).protection.locked
    assert not answer_cell(sheet.parent).protection.locked
    back(file)
    assert fresh(matter).state == "answered"
    assert matter.remarks.get().text == "已检查，\n发现问题两个。"
    refused(file, "brought back before")


def _title(book: Any) -> None:
    book.worksheets[0]["B2"].value = "另一件事"


def _line_added(book: Any) -> None:
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row + 2, 1).value = "附加条件"


def _line_moved(book: Any) -> None:
    book.worksheets[0].insert_rows(3)


def _aside(book: Any) -> None:
    book.worksheets[0]["D4"].value = "旁注"


def _label(book: Any) -> None:
    answer_cell(book).offset(0, -1).value = "意见"


@pytest.mark.parametrize("change", [_title, _line_added, _line_moved, _aside, _label])
def test_what_is_not_to_be_filled_in_was_edited(tmp_path: Path, change: Callable[[Any], None]) -> None:
    file = changed(changed(fetched(tmp_path, received()), fill("已办")), change)
    refused(file, "not to be filled in were changed")


def _seal_changed(book: Any) -> None:
    cell = book["paizhu"]["A1"]
    cell.value = cell.value[:-1] + ("a" if cell.value[-1] != "a" else "b")


def _seal_gone(book: Any) -> None:
    del book["paizhu"]


def _another_sheet(book: Any) -> None:
    book.create_sheet("更多")["A1"] = "?"


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (_seal_changed, "no form of this installation"),
        (_seal_gone, "no form of this installation"),
        (_another_sheet, "one sheet"),
    ],
)
def test_seal_was_touched(tmp_path: Path, change: Callable[[Any], None], match: str) -> None:
    refused(changed(changed(fetched(tmp_path, received()), fill("已办")), change), match)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"x" * (1024 * 1024 + 1)])
def test_what_is_no_workbook(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(data)
    refused(file, "nothing was changed")


def test_seals_are_not_exchanged_between_forms(tmp_path: Path) -> None:
    one, other = received(title="甲"), received(title="乙")
    word = openpyxl.load_workbook(fetched(tmp_path, one))["paizhu"]["A1"].value

    def change(book: Any) -> None:
        book["paizhu"]["A1"].value = word

    refused(changed(fetched(tmp_path, other), change), "not to be filled in were changed")


def test_for_another_organ(tmp_path: Path) -> None:
    file = changed(fetched(tmp_path, received()), fill("已办"))
    refused(file, "for another organ", "committee")
    refused(file, "for another organ", "other")


def test_left_empty_it_is_told_and_can_be_brought_again(tmp_path: Path) -> None:
    matter = received()
    file = fetched(tmp_path, matter)
    with pytest.raises(InvalidForm) as invalid:
        back(file)
    assert invalid.value.fields.keys() == {"text"}
    back(changed(file, fill("已办")))
    assert fresh(matter).state == "answered"


def test_the_gates_judge_it_on_the_day_it_comes_back(tmp_path: Path) -> None:
    matter = received()
    file = changed(fetched(tmp_path, matter), fill("已办"))
    do("discipline", "letter.answer", matter, text="先从页面答复")
    with pytest.raises(Refused):
        back(file)
    assert matter.remarks.count() == 1


def test_only_an_open_act_has_a_form_and_only_for_who_sees_the_matter(tmp_path: Path) -> None:
    matter = issued()
    for who, act in (
        ("discipline", "letter.answer"),
        ("discipline", "letter.attach"),
        ("committee", "letter.receive"),
        ("host", "letter.receive"),
        ("discipline", "nothing"),
    ):
        with pytest.raises(NotVisible):
            fetched(tmp_path, matter, who, act)
    assert back(fetched(tmp_path, matter, act="letter.receive")).matter.state == "received"

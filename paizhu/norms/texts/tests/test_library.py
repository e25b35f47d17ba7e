"""The library: all or nothing, the same file again, versions that close each other, texts that meet the pack."""

import multiprocessing
from datetime import date
from pathlib import Path

import pytest

from paizhu.norms.base import Base
from paizhu.norms.refusals import InputRefused
from paizhu.norms.texts import importing
from paizhu.norms.texts.arrivals import Given, Verdict
from paizhu.norms.texts.library import Force, Library, open_library
from paizhu.norms.texts.tests.homes import fingerprint, imported, text

OLD = text("第一条 甲。", head="（2010年1月1日发布）", since="2010年2月1日")
NEW = text("第一条 乙。", head="（2020年1月1日修订）", since="2020年2月1日")
UNDATED = text("第一条 丙。", head="（2015年1月1日发布）")


def titles(library: Library) -> list[tuple[str, str]]:
    return [(v.title, v.version) for v in library]


def test_import_adds_and_says_so(tmp_path: Path, base: Base) -> None:
    (arrival,) = imported(tmp_path, base, ("x.txt", OLD))
    assert (arrival.verdict, arrival.asks) == (Verdict.NEW, None)
    (version,) = open_library(tmp_path)
    assert (version.regulation, version.version, version.since) == ("试验办法", "2010", date(2010, 2, 1))
    assert open_library(tmp_path).text(version).articles[0].plain == "甲。"


def test_dry_run_writes_nothing(tmp_path: Path, base: Base) -> None:
    (arrival,) = imported(tmp_path, base, ("x.txt", OLD), dry=True)
    assert arrival.verdict is Verdict.NEW
    assert list(tmp_path.iterdir()) == []


def test_same_file_again_changes_nothing(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("x.txt", OLD))
    before = fingerprint(tmp_path)
    (again,) = imported(tmp_path, base, ("y.txt", OLD))
    assert again.verdict is Verdict.SAME
    assert fingerprint(tmp_path) == before


def test_same_words_in_another_file_change_nothing(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("x.txt", OLD))
    (again,) = imported(tmp_path, base, ("x.md", OLD.replace(b"\n\n", b"\n\n\n")))
    assert again.verdict is Verdict.SAME


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)], ids=["oldest first", "newest first"])
def test_newer_version_closes_the_older(order: tuple[bytes, bytes], tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("a.txt", order[0]))
    imported(tmp_path, base, ("b.txt", order[1]))
    older, newer = open_library(tmp_path)
    assert (older.until, newer.until) == (date(2020, 2, 1), None)
    assert older.in_force(date(2020, 1, 31)) is Force.YES
    assert older.in_force(date(2020, 2, 1)) is Force.NO
    assert [v.version for v in open_library(tmp_path).on(date(2020, 2, 1))] == ["2020"]


def test_closing_is_said(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("a.txt", OLD))
    (arrival,) = imported(tmp_path, base, ("b.txt", NEW))
    assert arrival.closes == (("2010", date(2020, 1, 31), False),)


def test_undated_version_is_asked_about_and_closes_nothing(tmp_path: Path, base: Base) -> None:
    _, undated = imported(tmp_path, base, ("a.txt", OLD), ("b.txt", UNDATED))
    assert undated.asks is not None
    older, newer = open_library(tmp_path)
    assert (older.until, newer.since) == (None, None)
    # From 2015 on nobody knows which of them stands.
    assert older.in_force(date(2014, 12, 31)) is Force.YES
    assert older.in_force(date(2016, 1, 1)) is Force.UNCERTAIN
    assert newer.in_force(date(2014, 12, 31)) is Force.NO
    assert newer.in_force(date(2016, 1, 1)) is Force.UNCERTAIN
    assert [v.version for v in open_library(tmp_path).on(date(2016, 1, 1))] == ["2015"]


def test_end_is_the_latest_possible_where_an_undated_version_lies_between(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("a.txt", OLD))
    _, newest = imported(tmp_path, base, ("b.txt", UNDATED), ("c.txt", NEW))
    last = date(2020, 1, 31)
    # The undated one ends by the newest for certain, the oldest perhaps by the undated one.
    assert newest.closes == (("2010", last, True), ("2015", last, False))
    assert [(v.last, v.is_last_at_latest) for v in open_library(tmp_path)] == [
        (last, True),
        (last, False),
        (None, False),
    ]


def test_last_day_that_was_stated_is_not_doubted(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("a.txt", OLD), given=Given(until=date(2018, 1, 1)))
    imported(tmp_path, base, ("b.txt", UNDATED), ("c.txt", NEW))
    older = open_library(tmp_path).versions[0]
    assert (older.last, older.is_last_at_latest) == (date(2017, 12, 31), False)
    assert older.in_force(date(2016, 1, 1)) is Force.YES


def test_day_that_was_asked_for_is_stated_later(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("a.txt", OLD), ("b.txt", UNDATED))
    (arrival,) = imported(tmp_path, base, ("b.txt", UNDATED), given=Given(effective=date(2015, 3, 1)))
    assert (arrival.verdict, arrival.closes) == (Verdict.DATED, (("2010", date(2015, 2, 28), False),))
    older, newer = open_library(tmp_path)
    assert (older.until, newer.since) == (date(2015, 3, 1), date(2015, 3, 1))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Given(effective=date(2010, 2, 1)), "stands beside version 2010"),
        (Given(effective=date(2005, 1, 1), until=date(2012, 1, 1)), "stands beside version 2010"),
        (Given(effective=date(2020, 1, 1), until=date(2019, 1, 1)), "not before the day of effect"),
    ],
    ids=["same day", "overlap", "ends before it begins"],
)
def test_versions_that_would_stand_at_once_are_refused(
    given: Given, said: str, tmp_path: Path, base: Base
) -> None:
    imported(tmp_path, base, ("a.txt", OLD))
    before = fingerprint(tmp_path)
    with pytest.raises(InputRefused, match=said):
        imported(tmp_path, base, ("b.txt", UNDATED), given=given)
    assert fingerprint(tmp_path) == before


def test_one_bad_file_refuses_all(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("a.txt", OLD))
    before = fingerprint(tmp_path)
    with pytest.raises(InputRefused) as refused:
        imported(
            tmp_path,
            base,
            ("b.txt", NEW),
            ("c.txt", b""),
            ("d.txt", b"%PDF"),
            ("e.txt", "只有一句话。".encode()),
        )
    assert [r.file for r in refused.value.refusals] == ["c.txt", "d.txt", "e.txt"]
    assert fingerprint(tmp_path) == before


def test_same_version_with_other_words_needs_to_be_asked_for(tmp_path: Path, base: Base) -> None:
    imported(tmp_path, base, ("a.txt", OLD))
    other = OLD.replace("甲".encode(), "丁".encode())
    with pytest.raises(InputRefused, match="--replace"):
        imported(tmp_path, base, ("b.txt", other))
    (arrival,) = imported(tmp_path, base, ("b.txt", other), given=Given(replace=True))
    assert arrival.verdict is Verdict.REPLACED
    (version,) = open_library(tmp_path)
    assert open_library(tmp_path).text(version).articles[0].plain == "丁。"
    # The replaced text and its source are gone: index, lock, and two files of the new one.
    assert len(list((tmp_path / "texts").iterdir())) == 4


def test_text_meets_the_pack(tmp_path: Path, base: Base) -> None:
    raw = text(
        "第二十五条 甲。", title="纪检监察机关派驻机构工作规则", head="（2022年6月22日中共中央办公厅发布）"
    )
    (arrival,) = imported(tmp_path, base, ("x.txt", raw))
    version = arrival.version
    assert version is not None
    assert (version.regulation, version.version, version.in_pack) == ("stationed_rules", "2022", True)
    assert version.since == date(2022, 6, 22)
    assert "派驻规则" in "".join(version.names)
    faults = {fault.norm: fault.fault.value for fault in arrival.quotes}
    assert faults["stationed_rules.2022.25.support_urge"] == "not_in_article"
    assert "no_article" in faults.values()


def test_day_against_the_pack_is_asked_about(tmp_path: Path, base: Base) -> None:
    head = "（2022年6月22日中共中央办公厅发布）"
    raw = text(title="纪检监察机关派驻机构工作规则", head=head, since="2022年7月1日")
    with pytest.raises(InputRefused, match="the norm pack 2022-06-22"):
        imported(tmp_path, base, ("x.txt", raw))


def test_killed_import_leaves_the_old_state(
    tmp_path: Path, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, base, ("a.txt", OLD))
    index = (tmp_path / "texts/index.json").read_bytes()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    # All texts are written, the index is not: the last moment at which a process can die.
    monkeypatch.setattr(importing, "kept", killed)
    with pytest.raises(KeyboardInterrupt):
        imported(tmp_path, base, ("b.txt", NEW))
    assert (tmp_path / "texts/index.json").read_bytes() == index
    assert titles(open_library(tmp_path)) == [("试验办法", "2010")]
    monkeypatch.undo()
    imported(tmp_path, base, ("b.txt", NEW))
    assert titles(open_library(tmp_path)) == [("试验办法", "2010"), ("试验办法", "2020")]


def _import_one(home: Path, base: Base, n: int) -> None:
    imported(home, base, (f"{n}.txt", text(title=f"第{n}号试验办法", since="2020年1月1日")))


def test_imports_at_once_do_not_undo_each_other(tmp_path: Path, base: Base) -> None:
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=_import_one, args=(tmp_path, base, n)) for n in range(6)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 6
    assert len(open_library(tmp_path)) == 6


def test_digest_changes_with_the_library_only(tmp_path: Path, base: Base) -> None:
    empty = open_library(tmp_path).digest
    imported(tmp_path, base, ("a.txt", OLD))
    one = open_library(tmp_path).digest
    imported(tmp_path, base, ("a.txt", OLD))
    assert one != empty
    assert open_library(tmp_path).digest == one


def test_regulation_is_found_by_its_names(tmp_path: Path, base: Base) -> None:
    raw = text(title="中华人民共和国试验法", since="2020年1月1日")
    imported(tmp_path, base, ("a.txt", raw))
    library = open_library(tmp_path)
    assert [v.title for v in library.named("试验法")] == ["中华人民共和国试验法"]
    assert library.named("《中华人民共和国试验法》") == library.named("试验法")
    assert library.named("法") == ()

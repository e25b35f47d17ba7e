"""Procedures as the pack's files say them, and which of them a new matter follows."""

from datetime import date
from pathlib import Path

import pytest

from paizhu.norms.base import Base
from paizhu.norms.errors import NoProcedure, UnknownTerm
from paizhu.norms.model import Text
from paizhu.norms.pack import Pack
from paizhu.norms.procedure import ActClass, Limit, Power
from paizhu.norms.store import decoded, encoded, open_base
from paizhu.norms.tests import tiny

FILE = "procedures/letter.yaml"
LATER = (
    tiny.FILES[FILE].replace("letter.2020", "letter.2021").replace("since: 2020-01-01", "since: 2021-01-01")
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny.write(tmp_path)


@pytest.fixture
def two_versions(root: Path) -> Base:
    tiny.change(root, FILE, "since: 2020-01-01", "since: 2020-01-01\n  last_day: 2020-12-31")
    (root / "procedures/letter_2021.yaml").write_text(LATER, "utf-8")
    return open_base(root)


def test_procedure_says_what_its_file_says(root: Path) -> None:
    letter = open_base(root).procedure_by_id("letter.2020")
    assert (letter.matter, letter.name, letter.since, letter.until) == (
        "letter",
        Text("函件", "letter"),
        date(2020, 1, 1),
        None,
    )
    assert [side.id for side in letter.sides] == ["sender", "receiver"]
    assert [(s.id, s.final) for s in letter.states] == [
        ("drafted", False),
        ("sent", False),
        ("answered", True),
    ]
    assert letter.limits == (
        Limit(
            "reply",
            Text("回复期限", "time to reply"),
            "receiver",
            Text("收函之日", "receipt"),
            "rules.2020.2.supervise",
            line=14,
        ),
    )
    send = letter.step("letter.send")
    assert (send.class_, send.from_, send.to, send.by, send.power) == (
        ActClass.STEP,
        ("drafted",),
        "sent",
        ("sender",),
        Power.HEAD,
    )
    assert (send.apart_from, send.starts, send.tells) == (("letter.draft",), ("reply",), ("receiver",))
    assert (send.file, send.line) == (FILE, 22)
    assert letter.step("letter.draft").from_ == ()
    assert letter.step("letter.note").to is None


def test_kept_pack_has_its_procedures(root: Path) -> None:
    pack = open_base(root).pack
    assert len(pack.procedures) == 1
    assert decoded(encoded(pack), Pack).procedures == pack.procedures


def test_pack_without_procedures_is_sound(root: Path) -> None:
    (root / FILE).unlink()
    assert open_base(root).pack.procedures == ()


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2020, 1, 1), "letter.2020", id="first day"),
        pytest.param(date(2020, 12, 31), "letter.2020", id="last day"),
        pytest.param(date(2021, 1, 1), "letter.2021", id="first day of the next"),
    ],
)
def test_new_matter_follows_the_version_of_its_day(on: date, expected: str, two_versions: Base) -> None:
    assert two_versions.procedure("letter", on).id == expected


def test_old_version_is_still_found_by_its_id(two_versions: Base) -> None:
    assert two_versions.procedure_by_id("letter.2020").until == date(2021, 1, 1)


def test_no_matter_is_opened_before_its_procedure(root: Path) -> None:
    with pytest.raises(NoProcedure, match="'letter' is in force on 2019-12-31"):
        open_base(root).procedure("letter", date(2019, 12, 31))


def test_unknown_kind_of_matter_is_told_with_the_nearest(root: Path) -> None:
    with pytest.raises(UnknownTerm, match="unknown kind of matter 'lettre'; near: letter"):
        open_base(root).procedure("lettre", date(2020, 1, 1))


def test_unknown_procedure_is_told_with_the_nearest(root: Path) -> None:
    with pytest.raises(UnknownTerm, match=r"unknown procedure 'letter\.2022'; near: letter\.2020"):
        open_base(root).procedure_by_id("letter.2022")

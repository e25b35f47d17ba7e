"""Faults of a pack: each is found with its file and line, and all of them at once."""

from pathlib import Path

import pytest

from paizhu.norms.errors import PackError
from paizhu.norms.store import check
from paizhu.norms.tests import tiny

PACK = "pack.yaml"
KINDS = "vocabulary/kinds.yaml"
ACTS = "vocabulary/acts/acts.yaml"
RELATIONS = "vocabulary/relations.yaml"
RULES = "regulations/rules_2020.yaml"
LATER = "regulations/rules_2021.yaml"
READINGS = "interpretations.yaml"
PHRASINGS = "phrasings/rules.yaml"
PROCEDURES = "procedures/letter.yaml"

SECOND = (
    tiny.FILES[RULES]
    .replace('version: "2020"', 'version: "2021"')
    .replace("rules.2020.2", "rules.2021.2")
    .replace("since: 2020-01-01", "since: 2021-01-01")
)
BAN = """\
      - id: rules.2020.2.not
        modality: prohibition
        bearer: [office]
        act: supervise
        toward: [host]
        quote: 不得监督
        gist: {zh: 不得监督。, en: It must not supervise.}
"""


def faults(root: Path) -> list[str]:
    """What `paizhu norms check` would print."""
    return [str(problem) for problem in check(root)[1]]


def test_sound_pack_has_no_faults(tmp_path: Path) -> None:
    assert faults(tiny.write(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(RULES, "[office]", "[office", f"{RULES}:19: not YAML: did not find", id="not YAML"),
        pytest.param(RULES, "        modality", "\tmodality", f"{RULES}:17: not YAML: found a tab", id="tab"),
        pytest.param(
            RULES, "rank: rule", "rank: rule\nrank: rule", f"{RULES}:5: not YAML: 'rank'", id="duplicate key"
        ),
        pytest.param(RULES, "unit:", "units:", f"{RULES}:25: units: unknown key; known", id="unknown key"),
        pytest.param(
            RULES,
            "        modality: duty\n",
            "",
            f"{RULES}:16: modality: missing, expected one of duty,",
            id="missing field",
        ),
        pytest.param(
            RULES,
            "bearer: [office]",
            "bearer: office",
            f"{RULES}:16: bearer: got 'office', expected a list of texts",
            id="a text for a list",
        ),
        pytest.param(
            RULES,
            "articles: 2",
            "articles: two",
            f"{RULES}:1: articles: got 'two', expected a whole number",
            id="a word for a number",
        ),
        pytest.param(
            PACK,
            "2020-01-01",
            "New Year",
            f"{PACK}:1: reaches: got 'New Year', expected a date",
            id="no date",
        ),
        pytest.param(KINDS, tiny.FILES[KINDS], "a: b\n", f"{KINDS}:1: expected a list", id="no list"),
        pytest.param(
            RULES,
            "modality: duty",
            "modality: should",
            f"{RULES}:16: modality: got 'should', expected one of",
            id="unknown modality",
        ),
        pytest.param(RULES, "[host]", "[guest]", f"{RULES}:16: rules.2020.2.supervise: unknown kind 'guest'"),
        pytest.param(RULES, "act: supervise", "act: see", f"{RULES}:16: rules.2020.2.supervise: unknown act"),
        pytest.param(
            RULES,
            "bearer supervises toward",
            "bearer sees toward",
            f"{RULES}:16: rules.2020.2.supervise: unknown relation 'sees'",
            id="unknown relation",
        ),
        pytest.param(
            RULES,
            "bearer supervises toward",
            "host supervises office",
            f"{RULES}:16: rules.2020.2.supervise: condition host supervises office speaks of neither",
            id="condition about others",
        ),
        pytest.param(
            RULES,
            "bearer supervises toward",
            "bearer supervises",
            f"{RULES}:16: when: 'bearer supervises', expected three words",
            id="condition of two words",
        ),
        pytest.param(
            KINDS,
            "[organ], zh_also",
            "[body], zh_also",
            f"{KINDS}:2: kind office: unknown parent 'body'",
            id="unknown parent kind",
        ),
        pytest.param(
            ACTS,
            "supervise.talk",
            "oversee.talk",
            f"{ACTS}:2: act oversee.talk: its parent 'oversee' is not defined",
            id="unknown parent act",
        ),
        pytest.param(
            PACK, "within: leads", "within: led", f"{PACK}:1: within: unknown relation", id="unknown within"
        ),
        pytest.param(
            "world.yaml",
            "stationed_at host",
            "stationed_at guest",
            "world.yaml:1: office stationed_at guest: unknown kind 'guest'",
            id="unknown kind in the world",
        ),
        pytest.param(
            READINGS,
            "act: report",
            "act: rapport",
            f"{READINGS}:1: reading: unknown act 'rapport'",
            id="reading of an unknown act",
        ),
        pytest.param(
            PHRASINGS,
            "2020.2.supervise",
            "2020.3",
            f"{PHRASINGS}:1: phrasing of unknown norm 'rules.2020.3'",
            id="phrasing of an unknown norm",
        ),
        pytest.param(
            KINDS,
            "parents: []",
            "parents: [office]",
            f"{KINDS}:1: kind organ: is its own ancestor",
            id="circle",
        ),
        pytest.param(
            KINDS, "id: host", "id: office", f"{KINDS}:3: 'office' is defined twice, also at {KINDS}:2"
        ),
        pytest.param(
            ACTS, "id: report", "id: supervise", f"{ACTS}:3: 'supervise' is defined twice, also at {ACTS}:1"
        ),
        pytest.param(
            RULES,
            "        deadline:",
            BAN.replace(".not", ".supervise") + "        deadline:",
            f"{RULES}:24: 'rules.2020.2.supervise' is defined twice, also at {RULES}:16",
            id="norm id twice",
        ),
        pytest.param(
            RELATIONS,
            '"stationed_at"',
            '"stationed at"',
            f"{RELATIONS}:3: supervises: cannot read step 'stationed at'",
            id="path that cannot be read",
        ),
        pytest.param(
            RELATIONS,
            '"stationed_at"',
            '"based_at"',
            f"{RELATIONS}:3: supervises: unknown relation 'based_at'",
            id="path over an unknown relation",
        ),
        pytest.param(
            RELATIONS,
            '"stationed_at"',
            '"supervises/leads"',
            f"{RELATIONS}:3: supervises is derived from itself",
            id="path in a circle",
        ),
        pytest.param(
            LATER,
            SECOND,
            SECOND,
            f"{RULES}:1: rules: versions 2020 and 2021 overlap",
            id="overlapping versions",
        ),
        pytest.param(
            RULES,
            "articles: 2",
            "articles: 4",
            f"{RULES}:1: rules 2020: complete, but articles 3, 4 are missing",
            id="complete with articles missing",
        ),
        pytest.param(
            RULES,
            "encoded: complete",
            "encoded: partial",
            f"{RULES}:1: rules 2020: partial, expected a gap",
            id="partial without a gap",
        ),
        pytest.param(
            RULES,
            'article: "1"',
            'article: "2"',
            f"{RULES}:1: rules 2020: article 2 stands twice",
            id="article twice",
        ),
        pytest.param(
            RULES,
            "    none: {zh: 目的, en: purpose}\n",
            "",
            f"{RULES}:12: article 1: expected either norms, or none with the reason",
            id="article without norms or reason",
        ),
        pytest.param(
            RULES,
            "bearer supervises toward",
            "toward supervises bearer",
            f"{RULES}:16: rules.2020.2.supervise: unreachable, no pair of archetypes",
            id="unreachable norm",
        ),
        pytest.param(
            RULES,
            "      - id: rules.2020.2.supervise\n",
            BAN + "      - id: rules.2020.2.supervise\n",
            f"{RULES}:16: rules.2020.2.not contradicts rules.2020.2.supervise: no priority settles it",
            id="contradiction",
        ),
        pytest.param(
            RULES,
            ", en: The office shall supervise the host.",
            "",
            f"{RULES}:23: gist: en is missing",
            id="missing translation",
        ),
        pytest.param(
            KINDS, ", en: host", "", f"{KINDS}:3: en: missing, expected a text", id="missing name in English"
        ),
        pytest.param(
            RULES,
            "应当加强监督",
            "督" * 26,
            f"{RULES}:16: quote: 26 characters, expected 25 at most",
            id="quote too long",
        ),
        pytest.param(
            KINDS,
            "zh_also: [派驻组]",
            "zh_also: [机构]",
            f"{KINDS}:2: '机构' stands for both organ and office",
            id="ambiguous word for a kind",
        ),
        pytest.param(
            ACTS,
            "zh: 报告,",
            "zh: 监督,",
            f"{ACTS}:3: '监督' stands for both supervise and report",
            id="ambiguous word for an act",
        ),
        pytest.param(
            RULES,
            "length: 1",
            "length: 0",
            f"{RULES}:25: deadline: length 0, expected 1 or more",
            id="deadline of nothing",
        ),
        pytest.param(
            RULES,
            "unit: month",
            "unit: moon",
            f"{RULES}:25: unit: got 'moon', expected one of hour,",
            id="deadline in an unknown unit",
        ),
        pytest.param(
            RULES,
            "          unit: month\n",
            "",
            f"{RULES}:25: deadline: length and unit go together",
            id="deadline without a unit",
        ),
        pytest.param(
            RULES,
            "length: 1",
            "length: true",
            f"{RULES}:25: length: got True, expected a whole number",
            id="deadline of yes",
        ),
        pytest.param(
            RULES,
            "unit: month",
            "unit: month\n          counting: perhaps",
            f"{RULES}:25: counting: got 'perhaps', expected one of stated, by_analogy, never",
            id="unknown counting rule",
        ),
        pytest.param(
            RULES,
            "unit: month",
            "unit: hour\n          counting: stated",
            f"{RULES}:25: counting: got 'stated', expected never: hours do not move",
            id="hours that move",
        ),
        pytest.param(
            RULES,
            "          length: 1\n          unit: month",
            "          counting: never",
            f"{RULES}:25: counting: there is nothing to count",
            id="counting without a length",
        ),
    ],
)
def test_fault_is_found_with_file_and_line(
    file: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, file, old, new)
    found = faults(root)
    assert any(fault.startswith(expected) for fault in found), found


def test_longest_quote_is_no_fault(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, RULES, "应当加强监督", "督" * 25)
    assert faults(root) == []


def test_versions_that_meet_do_not_overlap(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, LATER, SECOND, SECOND)
    tiny.change(root, RULES, "since: 2020-01-01", "since: 2020-01-01\nlast_day: 2020-12-31")
    # It rests on a norm of the first version.
    tiny.change(root, PROCEDURES, "since: 2020-01-01", "since: 2020-01-01\n  last_day: 2020-12-31")
    assert faults(root) == []


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, PACK, "2020-01-01", "soon")
    tiny.change(root, KINDS, ", en: host", "")
    tiny.change(root, RULES, "articles: 2", "articles: two")
    tiny.change(root, RULES, "length: 1", "length: 0")
    tiny.change(root, READINGS, "stance: supports", "stance: maybe")
    tiny.change(root, RELATIONS, "- {id: leads,", "- {id: leads")
    places = {fault.split(": ")[0] for fault in faults(root)}
    wanted = {f"{PACK}:1", f"{KINDS}:3", f"{RULES}:1", f"{RULES}:25", f"{READINGS}:1", f"{RELATIONS}:1"}
    assert places == wanted


def test_words_apart_must_come_in_groups(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    (root / "vocabulary/apart.yaml").write_text("- [warning, expulsion]\n", "utf-8")
    assert faults(root) == [
        "vocabulary/apart.yaml:1: expected a list of groups; a group is a list of things, a thing a list of words"
    ]


def test_all_unknown_names_are_found_at_once(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, RULES, "bearer: [office]", "bearer: [bureau]")
    tiny.change(root, RULES, "toward: [host]", "toward: [guest]")
    tiny.change(root, KINDS, "[organ], zh_also", "[body], zh_also")
    found = "\n".join(faults(root))
    assert all(f"unknown kind {name!r}" in found for name in ("bureau", "guest"))
    assert "unknown parent 'body'" in found


def test_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"no pack\.yaml here: not a norm pack"):
        check(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            RULES, "        act: supervise\n", "", f"{RULES}:16: act: missing", id="norm without act"
        ),
        pytest.param(RULES, "rank: rule", "rank: law", f"{RULES}:1: rules: unknown rank 'law'"),
        pytest.param(RULES, "since: 2020-01-01", "since: 2020-02-30", f"{RULES}:7: ", id="no such day"),
        pytest.param(
            LATER,
            SECOND,
            SECOND.replace("since: 2021-01-01\n", ""),
            f"{LATER}:1: since: missing",
            id="undated",
        ),
        pytest.param(
            RULES,
            "since: 2020-01-01",
            "since: 2020-01-01\nlast_day: 2019-12-30",
            f"{RULES}:1: ",
            id="ends before it starts",
        ),
        pytest.param(RULES, tiny.FILES[RULES], "", f"{RULES}:1: ", id="empty file"),
        pytest.param(
            PACK, "2020-01-01", "2020-01-01 10:00:00", f"{PACK}:1: reaches: ", id="an hour for a day"
        ),
    ],
)
def test_fault_that_would_stop_the_reading_is_told(
    file: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    test_fault_is_found_with_file_and_line(file, old, new, expected, tmp_path)


@pytest.mark.parametrize(
    ("version", "deadline", "counting"),
    [
        ("", "unit: month", "by_analogy"),
        ("counting: stated\n", "unit: month", "stated"),
        ("counting: stated\n", "unit: month\n          counting: never", "never"),
        ("counting: stated\n", "unit: hour", "never"),
    ],
    ids=["default", "of the version", "its own", "hours"],
)
def test_counting_rule_of_a_deadline(version: str, deadline: str, counting: str, tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    tiny.change(root, RULES, "verified: memory\n", f"verified: memory\n{version}")
    tiny.change(root, RULES, "unit: month", deadline)
    pack, problems = check(root)
    assert not problems
    assert [norm.deadline.counting for norm in pack.norms if norm.deadline] == [counting]

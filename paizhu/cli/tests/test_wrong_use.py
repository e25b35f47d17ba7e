"""What is typed wrongly is told in the chosen language."""

import pytest

from paizhu.tests.commands import paizhu


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["clock"], "Missing: EVENT-DATE."),
        (["act", "list"], "Missing: the option --seat."),
        (["clock", "2026-11-30", "-1", "day"], "There is no option -1."),
        (["clock", "2026-11-30", "1", "day", "more"], "Too many words: more."),
        (["user", "add", "x", "--administers", "boss"], "expected one of 'system', 'security', 'audit'."),
        (["matter", "list", "--seat", "S1", "--limit", "x"], "--limit: 'x' is no whole number."),
        (
            ["matter", "list", "--seat", "S1", "--limit", "0"],
            "--limit: 0 is not accepted; expected 1<=x<=200.",
        ),
        (["matter", "list", "--seat", "S1", "--due-before", "x"], "'x' is not a day; expected YYYY-MM-DD."),
    ],
    ids=["argument", "option", "no such", "too many", "choice", "no number", "range", "day"],
)
def test_wrong_use_is_in_the_chosen_language(words: list[str], told: str) -> None:
    ended = paizhu(*words, PAIZHU_LANG="en", COLUMNS="200")
    assert ended.returncode == 2
    assert told in ended.stderr

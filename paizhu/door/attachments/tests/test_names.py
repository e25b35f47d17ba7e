"""Names of files."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.door.attachments.models import NAME_LENGTH
from paizhu.door.attachments.names import cleaned, split


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("报告.pdf", "报告.pdf"),
        ("C:\\Users\\me\\报告.pdf", "报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\u200b\ufeff.pdf", "a.pdf"),
        ("a\u2028b.txt", "ab.txt"),
        (" .hidden. ", "hidden"),
        ("a\t \u3000b.txt", "a b.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("CON.txt", "_CON.txt"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("console.txt", "console.txt"),
        ("e\u0301.txt", "é.txt"),
        ("...", ""),
        ("长" * 300 + ".pdf", "长" * (NAME_LENGTH - 4) + ".pdf"),
    ],
)
def test_cleaned(given_: str, kept: str) -> None:
    assert cleaned(given_) == kept


@given(st.text())
def test_nothing_misleading_is_left(name: str) -> None:
    kept = cleaned(name)
    assert len(kept) <= NAME_LENGTH
    assert not set(kept) & set('/\\<>:"|?*\r\n\0')
    assert not {unicodedata.category(c) for c in kept} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert cleaned(kept) == kept
    assert "".join(split(kept)) == kept

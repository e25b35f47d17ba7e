"""What is sealed comes back whole, at its own place only, with its own key only."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.door.sealing import cipher
from paizhu.door.sealing.cipher import MARK, Place
from paizhu.door.sealing.errors import Damaged

PLACE = Place("abc2345678", "exchanges_exchange", "text", "1")
# What a database keeps: no NUL, no lone surrogates.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
KEY = secrets.token_bytes(32)


@given(TEXTS)
def test_it_comes_back_whole(text: str) -> None:
    kept = cipher.sealed(KEY, PLACE, text)
    assert kept.startswith(MARK)
    assert cipher.opened(KEY, PLACE, kept) == text
    assert kept != cipher.sealed(KEY, PLACE, text)


@given(TEXTS, st.data())
def test_any_other_place_key_or_bytes_are_refused(text: str, data: st.DataObject) -> None:
    kept = cipher.sealed(KEY, PLACE, text)
    names = st.text(st.characters(min_codepoint=48, max_codepoint=122), max_size=12)
    other = Place(*data.draw(st.tuples(names, names, names, names)))
    if other != PLACE:
        with pytest.raises(Damaged):
            cipher.opened(KEY, other, kept)
    with pytest.raises(Damaged):
        cipher.opened(secrets.token_bytes(32), PLACE, kept)
    cut = data.draw(st.integers(len(MARK), len(kept) - 1))
    with pytest.raises(Damaged):
        cipher.opened(KEY, PLACE, kept[:cut])
    at = data.draw(st.integers(len(MARK), len(kept) - 5))
    changed = kept[:at] + ("A" if kept[at] != "A" else "B") + kept[at + 1 :]
    with pytest.raises(Damaged):
        cipher.opened(KEY, PLACE, changed)

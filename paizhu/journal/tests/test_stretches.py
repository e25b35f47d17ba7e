"""What is proven to be sound among many entries is so by itself; and entries as they are written are proven."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from paizhu.journal import checking_entries, proven_hashes, proven_texts, stretches, tree
from paizhu.journal.body import Outcome, Said, body
from paizhu.journal.faults import Finding
from paizhu.journal.models import Log
from paizhu.journal.stretches import Stretch
from paizhu.journal.tests.jsons import values
from paizhu.journal.tree import leaf_hash

AT = datetime(2026, 3, 2, 1, 0, 0, 5, tzinfo=UTC)
SAID = Said(
    act="task.propose",
    seat="S1",
    organ="Z1",
    channel="page",
    outcome=Outcome.DONE,
    matter=None,
    on=date(2026, 3, 2),
    facts={"norms": ["n-1"], "state": {"from": "open", "to": "held"}},
)
STATED = "2026-03-02 01:00:00.000005"  # the same instant, as the tables have it
Written = Callable[[dict[str, Any]], str]
# Ways to write the same, or nearly; the first one is ours.
WAYS: list[Written] = [
    lambda said: json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    lambda said: json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")),
    lambda said: json.dumps(said, ensure_ascii=False, sort_keys=True),
    lambda said: json.dumps(dict(reversed(said.items())), ensure_ascii=False, separators=(",", ":")),
    lambda said: json.dumps(said, sort_keys=True, separators=(",", ":"))[:-1] + ',"seat":"S2"}',
]
further = st.one_of(values, st.floats(), st.integers(), st.dictionaries(st.text(max_size=3), st.floats()))


def sound(text: str) -> bool:
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return False
    stretch = Stretch(1, "Z1", 3, 3, leaf_hash(raw))
    row = (1, 3, STATED, raw if connection.vendor == "sqlite" else text)
    return proven_texts._said(stretch, 3, [row]) is not None


def wrong(text: str) -> list[Finding]:
    return checking_entries._of_form(Log(organ="Z1"), SimpleNamespace(number=3, stated=STATED, body=text))


def entry(said: Said) -> str:
    return body(said, log="Z1", number=3, at=AT, clock=AT, content={"minutes": "0" * 64})


def test_an_entry_as_it_is_written_is_proven() -> None:
    texts = [
        entry(SAID),
        entry(replace(SAID, matter="m-1", facts={"title": "党风廉政", "days": 3, "late": False})),
    ]
    texts.append(body(SAID, log="Z1", number=3, at=AT, clock=AT.replace(hour=0), content={}))
    for text in texts:
        assert sound(text)
        assert not wrong(text)
        for changed in (
            text.replace('"number":3', '"number":4'),
            text.replace("Z1", "Z2"),
            text.replace(".000005", ""),
        ):
            assert not sound(changed)
            assert wrong(changed)


def test_lines_within_what_stands_for_an_entry_are_not_taken_for_entries() -> None:
    one, two = entry(SAID), entry(replace(SAID, matter="m-1"))
    assert len(proven_texts.decoded([one.encode(), two.encode()]) or ()) == 2
    for raws in ([f"{one}\n{two}"], [f"{one}\n{two}", ""], ["", one], [f"{one}\n", two], [one, f" {two}"]):
        assert proven_texts.decoded([raw.encode() for raw in raws]) is None
    assert proven_texts.decoded([one.encode(), b"\xff"]) is None


@given(
    facts=st.dictionaries(st.text(max_size=3), further, max_size=3),
    way=st.sampled_from(WAYS),
    extra=st.booleans(),
)
def test_what_is_proven_is_found_sound_one_by_one(
    facts: dict[str, Any], way: Written, *, extra: bool
) -> None:
    said = json.loads(entry(SAID)) | {"facts": facts} | ({"extra": 1} if extra else {})
    text = way(said)
    assert not (sound(text) and wrong(text))


@pytest.mark.parametrize("level", range(1, stretches.LEVEL + 2))
def test_hashes_are_expected_as_entries_are_written(level: int) -> None:
    raws, known, written = (
        [bytes([n % 256]) * n for n in range(1 << level)],
        dict[tree.Node, bytes](),
        list[bytes](),
    )
    for number, raw in enumerate(raws, 1):
        made = tree.completed(raw, number, known.__getitem__)
        known |= {tree.Node(wide, (number >> wide) - 1): one for wide, one in enumerate(made)}
        written.append(b"".join(made))
    in_order, lengths = proven_hashes._stored_as(level)
    levels = proven_hashes._levels(proven_hashes.leaves_of(raws))
    assert b"".join(in_order([one for hashes in levels for one in hashes])) == b"".join(written)
    assert lengths == [len(one) for one in written[:-1]]

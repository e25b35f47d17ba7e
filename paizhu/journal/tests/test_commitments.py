"""Commitments: any content verifies, changed content does not, deleted content leaves its stub."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from paizhu.journal.canonical import canonical
from paizhu.journal.commitments import commit, commitment
from paizhu.journal.models import Content
from paizhu.journal.reading import content_of, matches
from paizhu.journal.tests.conftest import Append
from paizhu.journal.tests.jsons import contents, values


@given(values, values)
def test_only_the_same_content_has_the_commitment(value: Any, other: Any) -> None:
    kept = commit(value)
    assert commitment(kept.salt, canonical(value)) == kept.commitment
    assume(canonical(other) != kept.text)
    assert commitment(kept.salt, canonical(other)) != kept.commitment


def test_a_commitment_tells_nothing() -> None:
    assert len({commit("refused").commitment for _ in range(100)}) == 100


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(content=contents)
def test_content_comes_back_and_matches(record: Append, content: dict[str, Any]) -> None:
    entry = record(content=content)
    assert content_of(entry) == content
    kept = list(entry.content.all())
    assert all(matches(entry, one) for one in kept)
    for one in kept:
        one.value = canonical([json.loads(one.value)])
        assert not matches(entry, one)


@pytest.mark.django_db
def test_content_matches_only_under_its_own_name_and_entry(record: Append) -> None:
    entry, twin = record(), record()
    kept = entry.content.get()
    assert not matches(twin, kept)
    assert not matches(entry, Content(name="other", salt=kept.salt, value=kept.value))


@pytest.mark.django_db
def test_deleted_content_leaves_the_commitment(record: Append) -> None:
    entry = record()
    entry.content.all().delete()
    entry.refresh_from_db()
    assert content_of(entry) == {}
    assert len(json.loads(entry.body)["content"]["minutes"]) == 64

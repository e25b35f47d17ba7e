"""Likeness: the cosine of weighted bags, however many are asked for at once."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.ask.similar import Likeness, Vocabulary, features, index, listed

_TEXTS = st.text(alphabet="甲乙丙丁戊", min_size=1, max_size=8)
_MOST = 5


def _likeness(texts: list[str]) -> Likeness:
    bags = [features(text, "zh") for text in texts]
    words = sorted({feature for bag in bags for feature in bag})
    return Likeness(index(bags, words), Vocabulary(listed(words)))


@given(st.lists(_TEXTS, min_size=1, max_size=20), _TEXTS, st.lists(st.integers(0, 7), max_size=2), _TEXTS)
def test_several_bags_at_once_are_each_as_like_as_alone(
    phrasings: list[str], story: str, ends: list[int], other: str
) -> None:
    likeness = _likeness(phrasings)
    # The story, ends of it, and what has nothing to do with it.
    bags = [features(part, "zh") for part in (story, *(story[at:] for at in ends), other)]
    for bag, found in zip(bags, likeness.best(bags, _MOST), strict=True):
        alone = likeness.best([bag], _MOST)[0]
        assert [score for score, _ in found] == pytest.approx([score for score, _ in alone], rel=1e-4)


@given(st.lists(_TEXTS, min_size=1, max_size=20), _TEXTS)
def test_a_phrasing_is_like_itself_and_unlike_what_shares_nothing(phrasings: list[str], text: str) -> None:
    likeness = _likeness([*phrasings, text, "庚"])
    found = {number: score for score, number in likeness.best([features(text, "zh")], len(phrasings) + 2)[0]}
    assert found[len(phrasings)] == pytest.approx(1, rel=1e-4)
    assert len(phrasings) + 1 not in found
    assert max(found.values()) <= 1 + 1e-4


def test_nothing_is_like_an_empty_bag() -> None:
    assert _likeness(["甲乙"]).best([Counter(), features("甲", "zh")], _MOST)[0] == []

"""An act on a matter that is not seen says the same as on one that is not there, whatever the act."""

import pytest

from paizhu.door.refusals import NotVisible
from paizhu.door.tests.world import assigned, do

pytestmark = pytest.mark.usefixtures("cast")


def said(who: str, act: str, reference: str | None) -> str:
    with pytest.raises(NotVisible) as told:
        do(who, act, reference)
    return str(told.value)


def test_not_even_the_kind_of_a_hidden_matter_is_told() -> None:
    hidden, guessed = assigned().reference, "2222222222"
    for act in ("task.accept", "rectification.note", "letter.issue", "nothing.at_all", "grant.give"):
        assert said("other", act, hidden) == said("other", act, guessed), act
    # Who sees it hears that the act is one on other matters.
    assert said("clerk", "rectification.note", hidden) == "There is no such act on this matter."


def test_whether_a_matter_is_to_be_named_depends_on_the_act_alone() -> None:
    hidden, guessed = assigned().reference, "2222222222"
    for reference in (hidden, guessed):
        assert "leave the reference out" in said("other", "task.propose", reference)
    assert "this act is done on one" in said("other", "task.accept", None)

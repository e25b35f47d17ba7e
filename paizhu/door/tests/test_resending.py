"""A key acts once: the same request is answered as the first time, another one with that key is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import override_settings

from paizhu.door.models import Matter, Performed
from paizhu.door.refusals import KeyReused
from paizhu.door.remarks.models import Remark
from paizhu.door.resending import digest, is_another
from paizhu.door.retention.tests.closed import closed, destroyed, term
from paizhu.door.tests.world import TASK, assigned, do, fresh, proposed
from paizhu.journal.models import Entry


def of(given: dict[str, Any], act: str = "task.note", reference: str | None = "r", **files: Any) -> str:
    return digest(act, reference, given, files)


SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "order": ({"text": "a", "length": "1"}, {"length": "1", "text": "a"}),
    "left out is empty": ({"text": "a"}, {"text": "a", "length": "", "unit": None}),
    "a number and its digits": ({"text": "a", "length": 10}, {"text": "a", "length": "10"}),
    "line ends": ({"text": "a\r\nb"}, {"text": "a\nb"}),
    "space around": ({"text": " a "}, {"text": "a"}),
    "what a page sends beside": ({"text": "a", "csrfmiddlewaretoken": "x", "key": "k"}, {"text": "a"}),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_same_request_has_the_same_digest(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert of(one, "task.extend") == of(other, "task.extend")


def test_same_request_by_a_browser_and_by_a_program() -> None:
    sent = QueryDict("title=%E7%94%B2&circle=on&secrecy=none&key=k")
    given = {"title": "甲", "circle": True, "secrecy": "none"}
    assert digest("task.propose", None, sent, None) == digest("task.propose", None, given, None)


@pytest.mark.parametrize(
    "other",
    [
        of({"text": "b"}),
        of({"text": "a"}, "task.urge"),
        of({"text": "a"}, reference="s"),
        of({"text": "a"}, reference=None),
        of({}),
    ],
    ids=["text", "act", "matter", "no matter", "nothing"],
)
def test_another_request_has_another_digest(other: str) -> None:
    assert is_another(of({"text": "a"}), other)


def test_of_a_form_that_grows_every_input_counts() -> None:
    one, other = (
        QueryDict("plan=on&measure-1=Z1&key=k"),
        QueryDict("plan=on&measure-1=Z2&csrfmiddlewaretoken=c"),
    )
    assert is_another(*(digest("rectification.propose", None, sent, None) for sent in (one, other)))


def test_of_a_file_its_content_and_name_count_and_it_can_be_read_after() -> None:
    file = SimpleUploadedFile("a.txt", b"one")
    first = of({}, "task.attach", file=file)
    assert file.read() == b"one"
    assert of({}, "task.attach", file=SimpleUploadedFile("a.txt", b"one")) == first
    for other in (SimpleUploadedFile("a.txt", b"two"), SimpleUploadedFile("b.txt", b"one")):
        assert is_another(first, of({}, "task.attach", file=other))


def test_digest_is_made_with_the_secret_key_and_of_another_key_tells_nothing() -> None:
    kept = of({"text": "a"})
    with override_settings(SECRET_KEY="another key of this installation"):
        assert of({"text": "a"}) != kept
        assert not is_another(kept, of({"text": "b"}))
    assert not is_another(None, kept)


@pytest.mark.usefixtures("cast")
class TestAtTheDoor:
    def test_other_words_with_the_key_are_refused_and_nothing_is_written(self) -> None:
        matter = assigned()
        first = do("clerk", "task.note", matter, key="k", text="已约谈")
        before = Entry.objects.count()
        assert do("clerk", "task.note", matter, key="k", text="已约谈 ").entry == first.entry
        with pytest.raises(KeyReused, match=rf"entry {first.entry.number}\). Nothing was changed"):
            do("clerk", "task.note", matter, key="k", text="未约谈")
        assert Entry.objects.count() == before
        assert [one.text for one in Remark.objects.filter(kind="task.note")] == ["已约谈"]

    def test_another_act_or_matter_with_the_key_is_refused(self) -> None:
        one, other = assigned(), assigned()
        do("clerk", "task.accept", one, key="k")
        for act, matter in (("task.accept", other), ("task.note", one)):
            with pytest.raises(KeyReused):
                do("clerk", act, matter, key="k")
        assert (fresh(one).state, fresh(other).state) == ("accepted", "assigned")

    def test_another_matter_is_not_opened_with_the_key(self) -> None:
        given: dict[str, Any] = {**TASK}
        do("superior_deputy", "task.propose", key="k", **given)
        assert do("superior_deputy", "task.propose", key="k", **given).again
        given["title"] = "核查会议费"
        with pytest.raises(KeyReused):
            do("superior_deputy", "task.propose", key="k", **given)
        assert Matter.objects.count() == 1

    def test_what_was_done_before_there_were_digests_is_answered_as_before(self) -> None:
        matter = assigned()
        first = do("clerk", "task.note", matter, key="k", text="已约谈")
        Performed.objects.update(digest=None)
        assert do("clerk", "task.note", matter, key="k", text="未约谈").entry == first.entry

    def test_what_was_done_without_a_key_has_no_digest(self) -> None:
        do("superior", "task.approve", proposed(), key="k")
        kept = dict(Performed.objects.values_list("act", "digest"))
        assert kept["task.propose"] is None
        assert kept["task.approve"] is not None

    def test_digest_goes_with_the_content(self) -> None:
        term()
        matter = closed(key="k")
        assert Performed.objects.filter(matter=matter).exclude(digest=None).exists()
        destroyed(matter)
        assert not Performed.objects.filter(matter=matter).exclude(digest=None).exists()

"""A letter on its whole way, and everything that is refused on it."""

import json
from datetime import date
from typing import Any

import pytest

from paizhu.door.doing import Channel
from paizhu.door.kinds import told
from paizhu.door.models import Clock, Consent, Matter, Notice, Performed
from paizhu.door.open_acts import open_acts
from paizhu.door.overdue.reminding import remind
from paizhu.door.performances import Sought, performed
from paizhu.door.refusals import Gate, InvalidForm, NotVisible, Refused
from paizhu.door.tests.world import do, fresh, present, seat
from paizhu.door.visibility import sights
from paizhu.journal.models import Entry
from paizhu.liaison.letters.models import Letter
from paizhu.liaison.letters.tests.letters import LETTER, answered, closed, drafted, issued, received

pytestmark = pytest.mark.usefixtures("cast")


def refused(gate: Gate, who: str, act: str, matter: Matter | None = None, /, **given: Any) -> Refused:
    """Expect a refusal by that gate, after which nothing was written but the attempt."""
    before = Performed.objects.count(), Letter.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as said:
        do(who, act, matter, **given)
    assert said.value.gate is gate, said.value
    assert (Performed.objects.count(), Letter.objects.count(), Entry.objects.count()) == (
        *before[:2],
        before[2] + 1,
    )
    return said.value


def test_whole_way() -> None:
    matter = closed()
    assert (matter.state, matter.due) == ("closed", None)
    acts = list(Performed.objects.order_by("entry_id").values_list("act", flat=True))
    assert acts == [f"letter.{a}" for a in ("draft", "issue", "receive", "answer", "verify", "close")]
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert "公务用车" not in bodies
    issue = next(json.loads(e.body) for e in Entry.objects.order_by("pk") if '"letter.issue"' in e.body)
    assert issue["facts"]["number"] == [2025, 1]


def test_numbers_of_issued_letters_have_no_gap_whatever_becomes_of_drafts() -> None:
    one, two, three = drafted(), drafted(), drafted()
    do("head", "letter.withdraw", one, text="不需要")
    do("head", "letter.issue", three)
    do("deputy", "letter.issue", two)
    found = Letter.objects.order_by("number").values_list("matter", "issuer", "year", "number")
    assert list(found.exclude(number=None)) == [(three.pk, "Z1", 2025, 1), (two.pk, "Z1", 2025, 2)]


def test_urging_and_guiding_rest_on_their_article_and_reminding_on_agreement() -> None:
    urging, guiding = issued(), issued(sort="guide")
    assert "stationed_rules.2022.18.urge" in urging.grounds.latest("pk").norms
    assert "stationed_rules.2022.18.guide_inspect" in guiding.grounds.latest("pk").norms
    reminder = issued(sort="remind", addressee="J1")
    assert (reminder.grounds.latest("pk").basis, reminder.grounds.latest("pk").norms) == ("agreement", [])
    assert list(Consent.objects.values_list("matter", "organ")) == [(reminder.pk, "Z1")]
    do("committee", "letter.receive", reminder)
    assert set(Consent.objects.values_list("organ", flat=True)) == {"Z1", "J1"}
    do("discipline", "letter.receive", urging)
    assert Consent.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "given"),
    [
        ("clerk", {"sort": "remind", "addressee": "K1"}),
        ("clerk", {"sort": "urge", "addressee": "D1"}),
        ("clerk", {"sort": "guide", "addressee": "H2"}),
        ("secretary", {"sort": "urge", "addressee": "K1"}),
        ("other", {"sort": "urge", "addressee": "K1"}),
    ],
    ids=["reminder to another body", "urging the group", "guiding a unit", "by the host", "another office"],
)
def test_what_no_provision_gives_is_refused(who: str, given: dict[str, str]) -> None:
    refused(Gate.RULING, who, "letter.draft", **{**LETTER, **given})


def test_a_letter_by_a_provision_is_not_declined_and_a_reminder_is() -> None:
    urging, reminder = issued(), issued(sort="remind", addressee="J1")
    with pytest.raises(InvalidForm, match=r"Not recorded. .*rests on a provision"):
        do("discipline", "letter.decline", urging, text="不同意")
    offered = {one.id: one for one in open_acts(urging, seat("discipline"), present(), Channel.PAGE)}
    assert "letter.decline" not in offered
    assert offered["letter.receive"].is_open
    do("committee", "letter.decline", reminder, text="已自行开展")
    assert Clock.objects.get(matter=reminder).stopped_on == date(2025, 9, 1)
    do("head", "letter.withdraw", fresh(reminder), text="对方已自行开展")
    assert fresh(reminder).state == "withdrawn"


def test_a_letter_is_answered_once_and_again_only_when_it_was_returned() -> None:
    matter = answered()
    refused(Gate.STATE, "discipline", "letter.answer", matter, text="再答")
    do("head", "letter.return", matter, text="缺整改时限", length="5", unit="day")
    assert fresh(matter).state == "received"
    assert Clock.objects.filter(matter=matter, stopped_on=None).get().due == date(2025, 9, 8)
    do("discipline", "letter.answer", fresh(matter), text="补充：9月底前改完。")
    assert fresh(matter).state == "answered"


def test_an_answer_sent_twice_is_one_answer() -> None:
    matter = received()
    first = do("discipline", "letter.answer", matter, key="k", text="已办")
    again = do("discipline", "letter.answer", matter, key="k", text="已办")
    assert (first.again, again.again, matter.remarks.count()) == (False, True, 1)


def test_withdrawn_before_receipt_only() -> None:
    refused(Gate.STATE, "head", "letter.withdraw", received(), text="不发了")
    matter = issued()
    do("head", "letter.withdraw", matter, text="不发了")
    found = performed(Sought(("Z1",), date(2025, 1, 1), date(2025, 12, 31), {"urge"}))
    assert [(k.performance.act, k.performance.toward) for k in found] == [("urge.discipline_body", "K1")]
    assert matter.pk not in {k.matter for k in found}


def test_whoever_wrote_it_does_not_issue_it() -> None:
    matter = drafted()
    do("deputy", "letter.revise", matter, body="请报送检查结果。", length="5", unit="day")
    refused(Gate.FOUR_EYES, "deputy", "letter.issue", fresh(matter))
    do("head", "letter.issue", fresh(matter))
    assert Letter.objects.get(matter=matter).body == "请报送检查结果。"
    assert Clock.objects.get(matter=matter).due == date(2025, 9, 8)  # the 6th is a Saturday


def test_addressee_sees_and_is_told_once_it_is_issued() -> None:
    matter = drafted()
    with pytest.raises(NotVisible):
        do("discipline", "letter.note", matter, text="?")
    do("head", "letter.issue", matter)
    assert list(Notice.objects.values_list("organ", "act")) == [("K1", "letter.issue")]
    sight = sights(seat("discipline"), [matter], present())[matter.pk]
    facts = {fact.name: fact.value for fact in told(fresh(matter), sight, present()).facts}
    assert (facts["number"], facts["office"], facts["act"]) == (
        "〔2025〕 no. 1",
        "Z1",
        "urge.discipline_body",
    )


def test_an_overdue_answer_escalates_to_the_office() -> None:
    matter = issued()
    remind(present(date(2025, 9, 13)))
    remind(present(date(2025, 9, 16)))
    assert Clock.objects.get(matter=matter).escalated_on == date(2025, 9, 16)
    told_to = Notice.objects.filter(matter=matter, act="clock.escalate").values_list("organ", flat=True)
    assert set(told_to) == {"K1", "Z1"}

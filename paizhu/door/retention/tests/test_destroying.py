"""Destruction: by two seats, whole or not at all, with a stub that the log proves."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paizhu.door.attachments import store, sweeping
from paizhu.door.attachments.models import Attachment
from paizhu.door.attachments.tests import files
from paizhu.door.doing import Channel
from paizhu.door.kinds import told
from paizhu.door.models import Clock, Grant, Ground, Matter, Notice, Participation, Performed, Recusal
from paizhu.door.open_acts import open_acts
from paizhu.door.perform import perform
from paizhu.door.performances import Sought, performed
from paizhu.door.queries import Filters, page
from paizhu.door.refusals import Gate, NotVisible, Refused
from paizhu.door.remarks.models import Remark
from paizhu.door.retention import acts as retention
from paizhu.door.retention import destroying, queries
from paizhu.door.retention.models import Counted, Proposal, Stub
from paizhu.door.retention.tests.closed import LAST, OVER, closed, destroyed, proposed_for, term, withdrawn
from paizhu.door.seen import seen
from paizhu.door.tests.world import CAST, ON, assigned, do, fresh, present, seat
from paizhu.door.visibility import reach, sights
from paizhu.journal.checking import verify
from paizhu.journal.models import Content, Entry, Log

pytestmark = pytest.mark.usefixtures("cast", "home")


def test_stub_says_what_it_was_and_the_log_says_the_same() -> None:
    term()
    matter = destroyed(closed())
    assert (matter.title, matter.counterpart_id, matter.destroyed_on) == ("", None, OVER)
    stub = queries.stub(matter, seat("superior"), present(OVER))
    assert (stub.opened_on, stub.closed_on, stub.destroyed_on) == (ON, ON, OVER)
    assert (stub.proposed_seat, stub.approved_seat) == ("S-superior_deputy", "S-superior")
    assert (stub.appraisal, stub.term.years) == ("已归档，无继续保存价值", 2)
    body = json.loads(Entry.objects.get(log__organ=stub.log, number=stub.number).body)
    assert (body["act"], body["matter"], body["seat"]) == (retention.APPROVE, matter.reference, "S-superior")
    said = body["facts"]
    assert (said["kind"], said["opened"], said["closed"], said["years"], said["proposed_by"], said["pieces"]) == (
        "task", "2025-09-01", "2025-09-01", 2, "S-superior_deputy", stub.pieces,
    )  # fmt: skip
    assert stub.pieces > 0


def test_content_is_gone_and_every_log_still_verifies() -> None:
    term()
    matter = closed(title="核查公务用车专项", request="请核查八月用车台账。")
    before = {e.pk: (e.body, bytes(e.hashes)) for e in Entry.objects.all()}
    destroyed(matter)
    assert {e.pk: (e.body, bytes(e.hashes)) for e in Entry.objects.filter(pk__in=before)} == before
    done = Performed.objects.filter(matter=matter).exclude(act__startswith="retention.")
    assert not Content.objects.filter(entry__in=done.values("entry")).exists()
    for model in (Remark, Clock, Ground, Attachment, Recusal):
        assert not model.objects.filter(matter=matter).exists(), model
    for log in Log.objects.all():
        assert verify(log).findings == []


def test_files_go_with_the_next_sweep_after_an_hour(django_capture_on_commit_callbacks: object) -> None:
    term()
    matter = assigned()
    file = SimpleUploadedFile("台账.pdf", files.PDF, "application/pdf")
    perform(present(), seat("clerk"), "task.accept", matter.reference, {}, channel=Channel.PAGE)
    perform(
        present(),
        seat("clerk"),
        "task.attach",
        matter.reference,
        {},
        files={"file": file},
        channel=Channel.PAGE,
    )
    do("deputy", "task.answer", fresh(matter), text="答复")
    do("superior_deputy", "task.check", fresh(matter), text="属实")
    do("superior", "task.close", fresh(matter))
    stored = store.path(Attachment.objects.get().file)
    assert sweeping.sweep(stored.stat().st_mtime + 2 * sweeping.GRACE_S) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        matter = destroyed(fresh(matter))
    assert not Attachment.objects.exists()
    assert Stub.objects.get().files == 1
    assert stored.is_file()
    assert sweeping.sweep(stored.stat().st_mtime + sweeping.GRACE_S / 2) == 0
    assert sweeping.sweep(stored.stat().st_mtime + 2 * sweeping.GRACE_S) == 1
    assert not stored.exists()


def test_a_duty_that_was_done_by_it_stays_done() -> None:
    term()
    matter = closed()
    sought = Sought(("Z1",), date(2025, 1, 1), date(2025, 12, 31))
    before = [kept.performance for kept in performed(sought)]
    assert before
    destroyed(matter)
    assert [kept.performance for kept in performed(sought)] == before
    assert Counted.objects.count() == len(before)
    assert performed(Sought((), date(2025, 1, 1), date(2025, 12, 31))) == ()


def test_whoever_saw_the_matter_sees_its_stub_and_nobody_else_anything() -> None:
    term()
    matter = closed()
    before = {who: reach(seat(who, OVER), matter, present(OVER)) for who in CAST}
    matter = destroyed(matter)
    assert {who: reach(seat(who, OVER), matter, present(OVER)) for who in CAST} == before
    for who in ("superior", "clerk"):
        found = seen(seat(who, OVER), matter.reference, present(OVER))
        assert (found.head.title, found.head.destroyed_on) == (None, OVER)
        sight = sights(seat(who, OVER), [matter], present(OVER))[matter.pk]
        assert (told(matter, sight, present(OVER)).facts, told(matter, sight, present(OVER)).remarks) == (
            (),
            (),
        )
        listed = page(seat(who, OVER), present(OVER), Filters(kind="task")).matters
        assert [row.destroyed_on for row in listed] == [OVER]
    with pytest.raises(NotVisible):
        seen(seat("host", OVER), matter.reference, present(OVER))


@pytest.mark.parametrize(
    "act", ["task.approve", "task.note", "grant.give", "recusal.declare", retention.PROPOSE]
)
def test_nothing_more_is_done_with_it(act: str) -> None:
    term()
    matter = destroyed(closed())
    with pytest.raises(Refused) as refused:
        do("superior", act, matter, on=OVER, text="?", reason="?")
    assert refused.value.code == "door.state.destroyed"
    with pytest.raises(NotVisible):
        do("host", act, matter, on=OVER, text="?", reason="?")
    assert open_acts(matter, seat("superior", OVER), present(OVER), Channel.PAGE) == ()


def test_two_seats_and_in_their_order() -> None:
    term()
    matter = closed()
    for who, act, code in [
        ("superior", retention.APPROVE, "door.state.not_proposed"),
        ("superior", retention.DECLINE, "door.state.not_proposed"),
        ("clerk", retention.PROPOSE, "door.power.side"),
    ]:
        with pytest.raises(Refused) as refused:
            do(who, act, matter, on=OVER, reason="?")
        assert refused.value.code == code
    proposed_for(matter, "superior")
    for who, act, code in [
        ("superior", retention.APPROVE, "door.four_eyes.same_person"),
        ("superior_deputy", retention.PROPOSE, "door.state.proposed"),
        ("head", retention.APPROVE, "door.power.side"),
    ]:
        with pytest.raises(Refused) as refused:
            do(who, act, fresh(matter), on=OVER, reason="?")
        assert refused.value.code == code
    do("superior_deputy", retention.DECLINE, fresh(matter), on=OVER, reason="仍需保存")
    assert Proposal.objects.get().ended_on == OVER
    proposed_for(fresh(matter), "superior")
    do("superior_deputy", retention.APPROVE, fresh(matter), on=OVER, reason="")
    assert fresh(matter).destroyed_on == OVER


@pytest.mark.parametrize(
    ("years", "rule", "on", "code"),
    [
        (None, "", OVER, "no_term"),
        (None, "for_good", OVER, "for_good"),
        (2, "", LAST, "not_due"),
        (3, "", OVER, "not_due"),
    ],
)
def test_not_before_its_term_is_over(years: int | None, rule: str, on: date, code: str) -> None:
    matter = withdrawn()
    if years or rule:
        term(years=years, rule=rule)
    with pytest.raises(Refused) as refused:
        proposed_for(matter, on=on)
    assert refused.value.code == f"door.state.{code}"
    assert not Proposal.objects.exists()


def test_a_term_that_is_lengthened_bars_what_was_proposed() -> None:
    term()
    matter = proposed_for(withdrawn())
    term(years=10, on=OVER)
    with pytest.raises(Refused, match="kept for 10 years, through 2035-09-01"):
        do("superior", retention.APPROVE, matter, on=OVER, reason="")


def test_where_an_office_has_one_seat_only_its_leading_organ_approves() -> None:
    matter = withdrawn("other", assignee="W2", act="lead", title="请示", request="请指导")
    term("other")
    do("other", retention.PROPOSE, matter, on=OVER, reason="无价值")
    with pytest.raises(Refused) as refused:
        do("other", retention.APPROVE, fresh(matter), on=OVER, reason="")
    assert refused.value.gate is Gate.FOUR_EYES
    assert len(queries.proposed(seat("superior", OVER), present(OVER))) == 1
    do("superior", retention.APPROVE, fresh(matter), on=OVER, reason="")
    stub = queries.stub(fresh(matter), seat("other"), present(OVER))
    assert (stub.owner, stub.approved_seat, stub.log) == ("Z2", "S-superior", "W2")


def test_a_failure_in_the_middle_leaves_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    term()
    matter = proposed_for(closed())
    counts = [
        m.objects.count() for m in (Content, Remark, Clock, Ground, Performed, Entry, Notice, Participation)
    ]

    def fails(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(destroying, "_keep_stub", fails)
    with pytest.raises(RuntimeError):
        do("superior", retention.APPROVE, matter, on=OVER, reason="")
    after = [
        m.objects.count() for m in (Content, Remark, Clock, Ground, Performed, Entry, Notice, Participation)
    ]
    assert after == counts
    assert fresh(matter).title
    assert Proposal.objects.get().ended_on is None
    assert not Stub.objects.exists()
    assert not Counted.objects.exists()


def test_sent_twice_it_is_done_once() -> None:
    term()
    matter = proposed_for(closed())
    do("superior", retention.APPROVE, matter, on=OVER, key="k", reason="")
    assert do("superior", retention.APPROVE, fresh(matter), on=OVER, key="k", reason="").again


def test_persons_who_were_let_see_it_are_forgotten() -> None:
    term()
    matter = assigned()
    do("superior", "grant.give", matter, reason="协助", person="X-host", last_day="2025-09-30")
    do("clerk", "recusal.declare", fresh(matter), reason="亲属在该单位")
    Matter.objects.filter(pk=matter.pk).update(state="closed", closed_on=ON)
    destroyed(fresh(matter))
    assert not Grant.objects.exists()
    assert not Participation.objects.filter(matter=matter, person__isnull=False).exists()
    assert Participation.objects.filter(matter=matter).count() == 2


def test_whoever_takes_part_is_told_of_the_proposal_and_can_object() -> None:
    term()
    matter = proposed_for(closed())
    told_ = Notice.objects.filter(matter=matter, act=retention.PROPOSE).values_list("organ_id", flat=True)
    assert set(told_) == {"W2", "Z1"}
    do("head", "hold.place", on=OVER, matter=matter.reference, reason="本组另案需要")
    with pytest.raises(Refused, match="under a hold"):
        do("superior", retention.APPROVE, matter, on=OVER, reason="")


def test_costs_the_same_number_of_queries_for_much_and_for_little() -> None:
    term()
    counts = []
    for n in (0, 40):
        matter = closed(title=f"事项{n}")
        said = {"matter": matter, "kind": "task.note", "organ_id": "Z1", "seat": "S-clerk", "on": ON}
        Remark.objects.bulk_create(Remark(**said, text=f"记录{k}") for k in range(n))
        matter = proposed_for(matter)
        with CaptureQueriesContext(connection) as asked:
            do("superior", retention.APPROVE, matter, on=OVER, reason="")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 90

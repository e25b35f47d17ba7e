"""Pages of matters: Today, the list, a matter with its acts, opening one, each kind of refusal."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from paizhu.accounts.models import Account
from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door import recusing
from paizhu.door.models import Clock, Matter, Participation, Performed, SavedView
from paizhu.door.refusals import InvalidForm
from paizhu.door.remarks.models import Remark
from paizhu.door.tests import world
from paizhu.door.tests.conftest import bring_cast
from paizhu.door.tests.world import AT, ON, TASK, assigned, do, fresh, proposed
from paizhu.journal.models import Entry
from paizhu.liaison.letters.tests.letters import issued

LATE = AT.replace(hour=23, minute=50)  # a session from then lasts into the next day


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast, on its day."""
    bring_cast(tmp_path, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


def as_(name: str) -> Client:
    """Return a browser in which that one of the cast has signed in, reading English."""
    known = Account.objects.filter(username=name).first()
    client = sign_in(Client(), known or make_account(name, person=f"X-{name}"))
    client.cookies["paizhu_language"] = "en"
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    reply = client.get(address)
    assert reply.status_code == status, reply.content.decode()[:500]
    return reply.content.decode()


def test_today_says_whose_turn_it_is_and_when_it_is_due() -> None:
    assigned()
    page = text(as_("clerk"), "/today/")
    assert "核查公务用车" in page
    assert "Your turn" in page
    assert "2025-09-15" in page
    assert "核查公务用车" not in text(as_("other"), "/today/")


def test_today_shows_what_is_waited_for() -> None:
    assigned()
    assert "has to:" in text(as_("superior"), "/today/")


def in_bulk(like: Matter, number: int, start: int) -> None:
    """Write matters with the parts and clocks of one, under numbers from `start` on."""
    made = []
    for n in range(start, start + number):
        copy = Matter.objects.get(pk=like.pk)
        copy.pk, copy.reference, copy.number, copy.title = None, f"many{n}", 1000 + n, f"核查事项{n}"
        made.append(copy)
    made = Matter.objects.bulk_create(made)
    _copied(Participation, like, made)
    _copied(Clock, like, made)


def _copied(model: type[Model], like: Matter, made: list[Matter]) -> None:
    rows = [
        {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields[1:]}
        for row in model._base_manager.filter(matter=like)
    ]
    model._base_manager.bulk_create(
        [model(**row | {"matter_id": matter.pk}) for row in rows for matter in made]
    )


def test_pages_ask_as_often_for_a_thousand_matters_as_for_ten_and_never_count() -> None:
    first, client = assigned(), as_("superior")
    addresses = (
        "/today/",
        "/matters/",
        "/matters/?state=assigned&open=open&title=核查",
        f"/matters/{first.reference}/",
    )
    counts: dict[str, list[int]] = {address: [] for address in addresses}
    for number, start in ((9, 0), (990, 9)):
        in_bulk(first, number, start)
        for address in addresses:
            client.get(address)  # what is kept for the next time is not counted
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            assert not [q["sql"] for q in queries if "COUNT(" in q["sql"].upper()]
            counts[address].append(len(queries))
    assert all(few == many for few, many in counts.values()), counts
    # A dozen for who asks, and for the lists; the page of a matter tries all its acts.
    most = (15, 15, 15, 40)
    assert all(few <= top for (few, _many), top in zip(counts.values(), most, strict=True)), counts


def test_matter_shows_state_clock_ground_and_acts() -> None:
    matter = assigned()
    page = text(as_("clerk"), f"/matters/{matter.reference}/")
    for said in (
        "核查公务用车",
        "完成派出机关交办的其他任务",
        "2025-09-15",
        "Open to you",
        'id="procedure-diagram"',
    ):
        assert said in page, said


def test_act_is_done_by_its_form() -> None:
    matter = assigned()
    reply = as_("clerk").post(f"/matters/{matter.reference}/task.accept/", {"key": "k", "text": ""})
    assert (reply.status_code, fresh(matter).state) == (302, "accepted")


def test_form_sent_twice_acts_once() -> None:
    matter, client = assigned(), as_("clerk")
    for _time in range(2):
        assert client.post(f"/matters/{matter.reference}/task.accept/", {"key": "k"}).status_code == 302
    assert Performed.objects.filter(matter=matter, act="task.accept").count() == 1


def test_a_clock_that_is_suspended_says_so() -> None:
    matter = assigned()
    do("clerk", "task.accept", matter)
    do("superior", "task.suspend", fresh(matter), text="等待鉴定")
    page = text(as_("superior"), f"/matters/{matter.reference}/")
    assert "Suspended since 2025-09-01" in page
    assert "task.resume/" in page
    assert "task.suspend/" not in page
    do("superior", "task.resume", fresh(matter))
    assert "Suspended since" not in text(as_("superior"), f"/matters/{matter.reference}/")


def sent_key(page: str, address: str) -> str:
    found = re.search(rf'action="{address}"[^>]*>.*?name="key" value="([^"]+)"', page, re.DOTALL)
    assert found
    return found[1]


def test_form_shown_for_one_seat_is_not_done_from_another() -> None:
    matter = assigned()
    address = f"/matters/{matter.reference}/task.accept/"
    shown = sent_key(text(as_("clerk"), f"/matters/{matter.reference}/"), address)
    page = (client := as_("deputy")).post(address, {"key": shown})
    assert page.status_code == 409
    assert "this form was shown for another seat" in page.content.decode()
    assert fresh(matter).state == "assigned"
    assert client.post(address, {"key": sent_key(page.content.decode(), address)}).status_code == 302
    assert fresh(matter).state == "accepted"


def test_act_from_a_seat_that_ended_yesterday_is_told_and_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    matter, client = assigned(), as_("clerk")
    address = f"/matters/{matter.reference}/task.accept/"
    chart = world.lists()
    next(s for s in chart["seats"] if s["id"] == "S-clerk")["until"] = ON.isoformat()
    world.bring(tmp_path, chart)
    monkeypatch.setattr(timezone, "now", lambda: LATE + timedelta(minutes=20))
    assert client.get("/today/")["Location"] == "/seat/?next=/today/"
    for headers in ({}, {"HX-Request": "true"}):
        number = Entry.objects.count()
        reply = client.post(address, {"key": "k"}, headers=headers)
        led = reply["HX-Redirect"] if headers else reply["Location"]
        assert led == f"/seat/?next={address}&refused=task.accept"
        assert "the seat S-clerk ended on 2025-09-01" in text(client, led)
        assert (fresh(matter).state, Entry.objects.count()) == ("assigned", number + 1)
    said = json.loads(Entry.objects.order_by("-pk")[0].body)
    assert (said["act"], said["seat"], said["outcome"]) == ("task.accept", "S-clerk", "refused")
    assert said["facts"] == {"code": "door.power.no_seat", "gate": "power", "norms": []}
    assert said["matter"] is None
    for page, act in (("kin", "kinship.declare"), ("data", "person.disclose")):
        assert client.post(f"/account/{page}/", {})["Location"].endswith(f"&refused={act}")
        assert json.loads(Entry.objects.order_by("-pk")[0].body)["act"] == act


def test_seat_that_is_somebody_elses_now_is_not_said_to_be_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, client = assigned(), as_("clerk")
    assert client.get("/today/").status_code == 200
    chart = world.lists()
    next(s for s in chart["seats"] if s["id"] == "S-clerk")["person"] = "X-unknown"
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(minutes=1))
    world.bring(tmp_path, chart)
    number = Entry.objects.count()
    reply = client.post(f"/matters/{matter.reference}/task.accept/", {"key": "k"})
    assert reply["Location"].startswith("/seat/?next=")
    assert "refused" not in reply["Location"]
    assert Entry.objects.count() == number


@pytest.mark.parametrize("chosen", [True, False])
def test_who_has_another_seat_left_goes_on_from_it_only_by_choosing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: bool
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    chart = world.lists()
    another = {"id": "S-two", "post": "P-deputy", "person": "X-clerk", "since": "2020-01-01", "until": None}
    if chosen:
        chart["seats"].append(another)
    world.bring(tmp_path, chart)
    matter, client = assigned(), as_("clerk")
    if chosen:
        client.post("/seat/", {"seat": "S-clerk", "next": "/today/"})
    else:  # the only one until now
        assert client.get("/today/").status_code == 200
        chart["seats"].append(another)
    next(s for s in chart["seats"] if s["id"] == "S-clerk")["until"] = ON.isoformat()
    world.bring(tmp_path, chart)
    monkeypatch.setattr(timezone, "now", lambda: LATE + timedelta(minutes=20))
    led = client.post(f"/matters/{matter.reference}/task.accept/", {"key": "k"})["Location"]
    page = text(client, led)
    assert "ended on 2025-09-01" in page
    assert 'value="S-two"' in page
    assert fresh(matter).state == "assigned"
    assert client.post("/seat/", {"seat": "S-two", "next": "/today/"})["Location"] == "/today/"
    assert client.get("/today/").status_code == 200
    assert client.get(led).status_code == 302  # nothing is said of a seat that is not over


def test_form_sent_again_with_other_words_is_told_and_keeps_them() -> None:
    matter, client = assigned(), as_("clerk")
    address = f"/matters/{matter.reference}/task.note/"
    client.post(address, {"key": "k", "text": "已约谈"})
    reply = client.post(address, {"key": "k", "text": "未约谈"})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "this form was sent before with other content" in page
    # What was typed stands in a new form.
    assert "未约谈</textarea>" in page
    assert [one.text for one in Remark.objects.filter(matter=matter)] == ["已约谈"]
    opened = client.post("/matters/new/task.propose/", {"key": "k", **TASK})
    assert opened.status_code == 409


@pytest.mark.parametrize(
    ("who", "act", "given", "status", "said"),
    [
        ("clerk", "task.decline", {"text": "无依据"}, 403, "power of the seat"),
        ("clerk", "task.close", {}, 403, "power of the seat"),
        ("head", "task.answer", {"text": "答复"}, 403, "state of the procedure"),
        ("head", "task.decline", {"text": ""}, 422, "not filled in rightly"),
    ],
    ids=["level", "side", "state", "form"],
)
def test_refusal_says_why_and_writes_nothing(
    who: str, act: str, given: dict[str, str], status: int, said: str
) -> None:
    matter = assigned()
    reply = as_(who).post(f"/matters/{matter.reference}/{act}/", {"key": "k", **given})
    assert reply.status_code == status
    assert said in reply.content.decode()
    assert fresh(matter).state == "assigned"


def test_refusal_of_a_form_leads_to_the_field_that_is_wrong() -> None:
    matter = assigned()
    reply = as_("head").post(f"/matters/{matter.reference}/task.decline/", {"key": "k", "text": ""})
    page = reply.content.decode()
    (field,) = re.findall(r'<li><a href="#(\w+)">', page)
    assert f'<textarea class="form-control is-invalid" id="{field}" name="text"' in page


def test_four_eyes_name_who_may() -> None:
    matter = proposed("superior")
    reply = as_("superior").post(f"/matters/{matter.reference}/task.approve/", {"key": "k"})
    assert reply.status_code == 403
    assert "安澜市纪委监委副书记" in reply.content.decode()


def test_leader_is_told_of_a_recusal_to_decide_on() -> None:
    matter = assigned()
    near = '<details class="pz-act" id="act-recusaldecide"'
    # Where there is nothing to decide the act is not offered, to a leader neither.
    assert near not in text(as_("head"), f"/matters/{matter.reference}/")
    do("clerk", "recusal.declare", matter, reason="近亲属")
    for who, told in (
        ("head", True),
        ("deputy", True),
        ("clerk", False),
        ("superior", False),
        ("other", False),
    ):
        assert ("declared a recusal" in text(as_(who), "/today/")) is told, who
    page = text(as_("head"), f"/matters/{matter.reference}/")
    assert page.index(near) < page.index("Other acts, and why they are not open")
    do("head", "recusal.decide", fresh(matter), person="X-clerk", holds="no", reason="不影响")
    assert "declared a recusal" not in text(as_("deputy"), "/today/")


def test_recusals_at_other_organs_hide_none_of_the_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recusing, "_WAITING", recusing._WAITING.replace("LIMIT 500", "LIMIT 1"))
    matter = assigned()
    do("clerk", "recusal.declare", matter, reason="近亲属")
    do("superior_deputy", "recusal.declare", fresh(matter), reason="近亲属")
    for leader in ("head", "superior"):
        assert "declared a recusal" in text(as_(leader), "/today/"), leader


def test_nobody_is_told_to_decide_on_their_own_recusal_or_on_a_closed_matter() -> None:
    own, closed = assigned(), proposed()
    do("head", "recusal.declare", own, reason="近亲属")
    assert "declared a recusal" not in text(as_("head"), "/today/")
    assert own.reference in text(as_("deputy"), "/today/")
    do("superior_deputy", "recusal.declare", closed, reason="近亲属")
    assert closed.reference in text(as_("superior"), "/today/")
    do("superior", "task.withdraw", fresh(closed), text="不需要")
    assert "declared a recusal" not in text(as_("superior"), "/today/")


def test_leader_sees_whose_sight_can_be_taken_back() -> None:
    matter = assigned()
    taken = '<details class="pz-act" id="act-grantrevoke"'
    address = f"/matters/{matter.reference}/"
    assert taken not in text(as_("superior"), address)
    do("superior", "grant.give", matter, person="X-other", last_day="2025-09-30", reason="联合检查")
    page = text(as_("superior"), address)
    assert taken in page
    assert re.search(r'<option value="X-other">X-other \S+组长, until 2025-09-30</option>', page)
    assert "until 2025-09-30" not in text(as_("head"), address)
    with pytest.raises(InvalidForm) as invalid:
        do("superior", "grant.revoke", fresh(matter), person="X-clerk", reason="…")
    assert list(invalid.value.fields) == ["person"]
    do("superior", "grant.revoke", fresh(matter), person="X-other", reason="已结束")
    assert taken not in text(as_("superior"), address)


def test_recused_person_is_told() -> None:
    matter = assigned()
    do("deputy", "recusal.declare", matter, reason="近亲属")
    page = text(as_("deputy"), f"/matters/{matter.reference}/")
    assert "请核查驻在单位公务用车管理情况" not in page
    reply = as_("deputy").post(f"/matters/{matter.reference}/task.accept/", {"key": "k"})
    assert reply.status_code == 403
    assert "recused" in reply.content.decode()
    # Opening it says so as well, and on which provision.
    opened = text(as_("deputy"), f"/matters/{matter.reference}/")
    assert "you are recused from this matter" in opened
    assert "enforcement_rules.2019.65" in opened or "art. 65" in opened
    assert "for those who take part" not in opened
    assert "for those who take part" in text(as_("superior"), f"/matters/{issued().reference}/")


@pytest.mark.parametrize("who", ["other", "host", "secretary"])
def test_matter_of_others_is_answered_as_one_that_is_not(who: str) -> None:
    matter, client = assigned(), as_(who)
    pages = [text(client, f"/matters/{ref}/", 404) for ref in (matter.reference, "nosuchone1")]
    plain = [re.sub(r'"X-CSRFToken": "\w+"|csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]
    assert plain[0].replace(matter.reference, "") == plain[1].replace("nosuchone1", "")
    posts = [
        client.post(f"/matters/{ref}/task.accept/", {"key": "k"}) for ref in (matter.reference, "nosuchone1")
    ]
    assert [p.status_code for p in posts] == [404, 404]
    assert "核查公务用车" not in text(client, "/matters/")


def test_overview_has_no_content() -> None:
    matter = assigned(assignee="Z2")
    do("superior", "task.note", matter, text="?")
    proposal = proposed("head", assignee="H1", act="notify.important", title="办内事项")
    page = text(as_("superior"), f"/matters/{proposal.reference}/")
    assert "overview only" in page or "You see the overview only" in page
    assert "办内事项" not in page


@pytest.mark.parametrize("administers", ["system", "security", "audit"])
def test_administrators_see_no_matter(administers: str) -> None:
    matter = assigned()
    client = sign_in(Client(), make_account("admin1", administers=administers))
    text(client, f"/matters/{matter.reference}/", 404)
    assert "核查公务用车" not in client.get("/matters/").content.decode()


def test_visitor_is_led_to_sign_in() -> None:
    for address in ("/today/", "/matters/", "/matters/new/task.propose/"):
        reply = Client().get(address)
        assert reply.status_code == 302, address


def test_what_may_be_asked_is_looked_up_without_doing_or_losing_anything() -> None:
    typed = {"assignee": "Z1", "title": "未写完", "request": "内容", "look_up": "yes", "key": "k"}
    reply = as_("superior_deputy").post("/matters/new/task.propose/", typed)
    page = reply.content.decode()
    assert (reply.status_code, Matter.objects.count()) == (200, 0)
    assert "未写完" in page
    assert "pz-fault" not in page
    assert "carry out" in page or "stationed_rules" in page
    # It is sent as the act is: what was typed stands in no address.
    assert "formmethod" not in page


def test_form_offers_what_may_be_asked() -> None:
    page = text(as_("superior_deputy"), "/matters/new/task.propose/?assignee=Z1")
    assert "完成派出机关交办的其他任务" in page


def test_ungrounded_task_is_refused_with_the_provisions() -> None:
    given = {**TASK, "assignee": "Z1", "act": "assist", "key": "k"}
    reply = as_("secretary").post("/matters/new/task.propose/", given)
    page = reply.content.decode()
    assert reply.status_code == 403
    assert "What is open instead" in page
    assert "“Propose a task” was not done" in page
    assert not Matter.objects.exists()
    # One press asks for another act in its place.
    assert 'name="in_place" value="assist.internal_inspection"' in page
    reply = as_("secretary").post(
        "/matters/new/task.propose/", {**given, "in_place": "assist.internal_inspection"}
    )
    assert (reply.status_code, Matter.objects.get().task.act) == (302, "assist.internal_inspection")


def test_task_is_proposed_by_the_form() -> None:
    reply = as_("superior_deputy").post("/matters/new/task.propose/", {**TASK, "key": "k"})
    assert reply.status_code == 302
    assert Matter.objects.get().state == "proposed"


def test_list_is_filtered_and_paged() -> None:
    for n in range(3):
        assigned(title=f"第{n}件")
    client = as_("clerk")
    assert "第1件" in text(client, "/matters/?title=第1")
    assert "第2件" not in text(client, "/matters/?title=第1")
    assert "is no day" in text(client, "/matters/?due_before=someday", 422)
    text(client, "/matters/?after=nosuchone1", 422)
    # What is called so nowhere is told, instead of an empty list.
    assert "no kind of matter &#x27;tsk&#x27;" in text(client, "/matters/?kind=tsk", 422)
    assert "no state &#x27;held&#x27;" in text(client, "/matters/?kind=task&state=held", 422)
    assert "near: accepted" in text(client, "/matters/?state=acepted", 422)
    text(client, "/matters/?open=maybe", 422)
    assert "第1件" in text(client, "/matters/?kind=task&state=assigned&open=open")


def test_view_is_saved_and_removed_for_its_person_alone() -> None:
    client = as_("clerk")
    client.post("/matters/views/", {"name": "车", "query": "title=车&after=x&evil=1"})
    assert SavedView.objects.get().query == "title=%E8%BD%A6"
    assert ">车</a>" in text(client, "/matters/")
    assert ">车</a>" not in text(as_("head"), "/matters/")
    client.post("/matters/views/", {"remove": "车"})
    assert not SavedView.objects.exists()


def test_reading_of_a_secret_is_on_record(settings: Any) -> None:
    settings.HIGHEST_SECRECY = "secret"
    plain, secret = assigned(), assigned(secrecy="secret", secret_until="2026-01-01")
    for matter, read in ((plain, 0), (secret, 1)):
        before = Entry.objects.count()
        text(as_("clerk"), f"/matters/{matter.reference}/")
        assert Entry.objects.count() - before == read
    assert json.loads(Entry.objects.latest("pk").body)["act"] == "matter.read"


def test_only_an_attempt_that_is_on_record_is_said_to_be() -> None:
    matter, client = assigned(), as_("head")
    refused = client.post(f"/matters/{matter.reference}/task.answer/", {"key": "k", "text": "答复"})
    mistaken = client.post(f"/matters/{matter.reference}/task.decline/", {"key": "k", "text": ""})
    said = ["The attempt is on record" in reply.content.decode() for reply in (refused, mistaken)]
    assert said == [True, False]

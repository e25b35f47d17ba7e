"""Pages of retention: a term, what falls due, a hold, two seats, and the stub; and that others find nothing."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from paizhu.door.retention.models import Hold
from paizhu.door.retention.tests.closed import OVER, closed, destroyed, proposed_for, term
from paizhu.door.tests.world import do, fresh
from paizhu.journal.models import Entry
from paizhu.web.retention.tests.conftest import Day, as_

TERM: dict[str, Any] = {"kind": "task", "rule": "", "given_years": "2", "reason": "本单位自定，两年足够核对"}


def text(client: Client, address: str, status: int = 200) -> str:
    reply = client.get(address)
    assert reply.status_code == status, reply.content.decode()[:500]
    return reply.content.decode()


def send(client: Client, act: str, status: int = 302, **given: Any) -> str:
    reply = client.post(f"/retention/act/{act}/", given)
    assert reply.status_code == status, reply.content.decode()[:2000]
    return reply.content.decode()


def test_from_term_to_stub(day: Day) -> None:
    matter = closed()
    superior, deputy = as_("superior"), as_("superior_deputy")
    assert "no term set: kept" in text(superior, "/retention/terms/")
    send(superior, "retention.term", **TERM)
    page = text(superior, "/retention/terms/?done=retention.term")
    assert "2 years" in page
    assert "set by the organ; no provision in the base gives it" in page
    assert "to be verified" in page
    assert "Nothing falls due" in text(deputy, "/retention/")
    day(OVER)
    superior, deputy = as_("superior"), as_("superior_deputy")
    assert matter.title in text(deputy, "/retention/")
    assert "Choose at least one" in send(deputy, "retention.propose", 422, reason="无价值")
    send(deputy, "retention.propose", matter_ref=[matter.reference], reason="已归档")
    assert "You proposed it" in text(deputy, "/retention/")
    assert "Approve: destroy the content" not in text(deputy, "/retention/")
    assert "Approve: destroy the content" in text(superior, "/retention/")
    reply = superior.post(
        "/retention/act/retention.destroy/", {"matter_ref": [matter.reference]}, follow=True
    )
    register = reply.content.decode()
    assert "“Approve its destruction”: done, and on record." in register
    assert matter.reference in register
    stub = text(as_("clerk"), f"/matters/{matter.reference}/")
    assert "The content was destroyed" in stub
    assert matter.title not in stub
    proof = re.search(r'href="(/record/entry/\?organ=W2&amp;entry=\d+)"', stub)
    assert proof
    assert "Approve its destruction" in text(as_("clerk"), proof[1].replace("&amp;", "&"))
    assert "Content destroyed" in text(as_("clerk"), "/matters/")
    assert text(as_("clerk", "zh-hans"), f"/matters/{matter.reference}/")


def test_a_hold_is_shown_where_it_bars_and_released_by_another(day: Day) -> None:
    matter = closed()
    term()
    superior, deputy = as_("superior"), as_("superior_deputy")
    send(superior, "hold.place", matter=matter.reference, reason="另案需要")
    day(OVER)
    superior, deputy = as_("superior"), as_("superior_deputy")
    assert "holds it since 2025-09-01" in text(deputy, "/retention/")
    assert "Under a hold" in text(deputy, f"/matters/{matter.reference}/")
    refused = send(deputy, "retention.propose", 403, matter_ref=[matter.reference], reason="已归档")
    assert "holds it since 2025-09-01" in refused
    hold = Hold.objects.get().reference
    assert "You placed it" in text(superior, "/retention/holds/")
    assert "you placed this hold yourself" in send(superior, "hold.release", 403, hold=hold, reason="x")
    send(deputy, "hold.release", hold=hold, reason="不再需要")
    assert "released on 2027-09-02" in text(deputy, "/retention/holds/?all=yes")
    assert hold not in text(deputy, "/retention/holds/")
    send(deputy, "retention.propose", matter_ref=[matter.reference], reason="已归档")


def test_bad_input_is_told(day: Day) -> None:
    superior = as_("superior")
    assert "Name the years" in send(superior, "retention.term", 422, **{**TERM, "given_years": ""})
    assert "one of the three" in send(superior, "hold.place", 422, reason="x")
    assert "There is no such matter" in send(superior, "hold.place", 422, reason="x", matter="nothing")
    assert "no such page" in text(superior, "/retention/?after=x")
    text(superior, "/retention/destroyed/?before=x", 404)
    for act in ("task.close", "nothing"):
        send(superior, act, 404)
    day(OVER)
    term()
    superior = as_("superior")
    send(superior, "retention.propose", 404, matter_ref=["nothing"], reason="x")
    assert "gate: power" in send(as_("clerk"), "retention.term", 403, **TERM)


@pytest.mark.parametrize("who", ["other", "host"])
def test_others_find_nothing(day: Day, who: str) -> None:
    term()
    day(OVER)
    matter = proposed_for(closed())
    do("superior", "hold.place", on=OVER, person="X-clerk", reason="另案需要")
    client = as_(who)
    for address in ("/retention/", "/retention/holds/?all=yes", "/retention/destroyed/"):
        page = text(client, address)
        assert matter.reference not in page
        assert "另案需要" not in page
    send(client, "retention.destroy", 404, matter_ref=[matter.reference])
    assert fresh(matter).destroyed_on is None


def test_stubs_are_listed_by_a_fixed_number_of_queries(day: Day, django_assert_max_num_queries: Any) -> None:
    term()
    for n in range(3):
        destroyed(closed(title=f"事项{n}"))
    day(OVER)
    client = as_("superior")
    text(client, "/retention/destroyed/")
    with django_assert_max_num_queries(16):
        page = text(client, "/retention/destroyed/")
    assert page.count("The proof: entry") == 3


def test_print_is_on_record_and_says_by_whom() -> None:
    matter = closed()
    reply = as_("clerk").post(f"/matters/{matter.reference}/print/")
    page = reply.content.decode()
    entry = Entry.objects.latest("pk")
    assert json.loads(entry.body)["act"] == "matter.print"
    assert f"on record as entry {entry.number}" in page
    assert matter.title in page
    for name in ("other", "host"):
        before = Entry.objects.count()
        assert as_(name).post(f"/matters/{matter.reference}/print/").status_code == 404
        assert Entry.objects.count() == before


def test_personal_data_are_handed_over_and_bad_input_is_told() -> None:
    clerk, head = as_("clerk"), as_("head")
    assert "On a request to your organ" not in text(clerk, "/account/data/")
    own = clerk.post("/account/data/", {"own": "yes", "key": "k"})
    assert (own.status_code, own["Content-Type"]) == (200, "application/zip")
    given = {"person": "X-clerk", "asked_by": "本人", "asked_on": "2025-09-01", "identity": "当面核对"}
    assert head.post("/account/data/", given)["Content-Type"] == "application/zip"
    assert clerk.post("/account/data/", {**given, "person": "X-head"}).status_code == 403
    wrong = head.post("/account/data/", {**given, "person": "nobody"})
    assert wrong.status_code == 422
    assert "No such person" in wrong.content.decode()
    acts = [json.loads(e.body) for e in Entry.objects.order_by("pk")]
    assert [a["outcome"] for a in acts if a["act"] == "person.disclose"] == ["done", "done", "refused"]

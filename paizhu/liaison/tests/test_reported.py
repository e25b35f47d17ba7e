"""What a party has told already, before it is asked again: so much as the seat sees, and nothing else."""

from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from paizhu.accounts.tests.signed_in import make_account, sign_in
from paizhu.door.models import Matter
from paizhu.door.tests.world import do, fresh, present, seat
from paizhu.liaison.reported import Reported, asks_of, reported
from paizhu.liaison.support.tests.test_support import drafted, requested

pytestmark = pytest.mark.usefixtures("cast")

INFORMATION: dict[str, Any] = {
    "sort": "information",
    "title": "提请提供采购台账",
    "need": "请提供上半年采购台账。",
}


def provided() -> Matter:
    matter = requested(**INFORMATION)
    do("host", "support.provide", matter, text="台账见附件。")
    return fresh(matter)


def of(who: str, party: str = "H1") -> Reported:
    return reported(seat(who), present(), party)


def test_what_was_told_and_what_waits_for_an_answer() -> None:
    told, waits = provided(), requested(**INFORMATION | {"title": "提请提供合同清单"})
    found = of("clerk")
    assert [(one.act, one.matter) for one in found.told] == [("support.provide", told)]
    assert found.waiting == (waits,)
    assert of("clerk", "H2") == Reported()


@pytest.mark.parametrize("who", ["other", "superior", "secretary"])
def test_whoever_sees_no_content_is_told_nothing(who: str) -> None:
    provided()
    requested(**INFORMATION)
    assert of(who) == Reported()


def test_recused_person_is_told_nothing() -> None:
    matter = provided()
    do("deputy", "recusal.declare", matter, reason="近亲属")
    assert (of("deputy").told, len(of("clerk").told)) == ((), 1)


def test_the_same_number_of_queries_for_few_and_for_many(django_assert_num_queries: Any) -> None:
    from django.db import connection  # noqa: PLC0415  of this test alone

    provided()
    with CaptureQueriesContext(connection) as few:
        of("clerk")
    for _time in range(3):
        provided()
    with django_assert_num_queries(len(few)):
        of("clerk")


def test_it_stands_where_the_party_is_asked_until_the_request_is_gone() -> None:
    told, draft = provided(), drafted(**INFORMATION | {"title": "提请再次提供"})
    assert asks_of(seat("clerk"), draft, frozenset({"Z1"})) == "H1"
    client = sign_in(Client(), make_account("clerk", person=seat("clerk").person))
    for address in ("/matters/new/support.draft/?host=H1", f"/matters/{draft.reference}/"):
        assert f'<a href="/matters/{told.reference}/" lang="zh-Hans">{told.title}</a>' in _text(
            client, address
        )
    do("deputy", "support.send", draft)
    assert told.reference not in _text(client, f"/matters/{draft.reference}/")


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()

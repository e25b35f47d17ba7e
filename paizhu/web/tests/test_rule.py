"""Asking in terms: the same card, and what is not a term of the base."""

import pytest
from django.test import Client

DAY = "2026-11-23"
SEED = {"bearer": "stationed_body", "act": "assist", "toward": "host_party_group", "on": DAY}


def result(client: Client, fields: dict[str, str]) -> str:
    page = client.get("/ask/rule/", fields).content.decode()
    return page[page.index('id="result"') : page.index("</main>")]


def test_same_card_by_ids_and_by_names(client: Client) -> None:
    by_id = result(client, SEED)
    assert '<span class="pz-answer-word">仅限列明事项</span>' in by_id
    assert result(client, SEED | {"bearer": "派驻机构", "act": "协助", "toward": "驻在单位党组"}) == by_id


def test_without_counterpart_anybody_will_do(client: Client) -> None:
    page = client.get("/ask/rule/", {"bearer": "stationed_body", "act": "assist", "on": DAY}).content.decode()
    assert "任何对方" in page


def test_every_near_miss_on_request(client: Client) -> None:
    some = client.get("/ask/rule/", SEED).content.decode()
    every = client.get("/ask/rule/", SEED | {"misses": "all"}).content.decode()
    assert every.count('class="pz-miss"') > some.count('class="pz-miss"') == 12


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"bearer": "派驻机"}, "规范库里没有“派驻机”这个名称"),
        ({"act": "assits"}, "规范库里没有“assits”这个名称"),
        ({"toward": "<i>\x00"}, "规范库里没有“&lt;i&gt;”这个名称"),
        ({"bearer": ""}, "此项必填"),
        ({"act": "x" * 100_000}, "规范库里没有"),
        ({"on": "2026-13-01"}, "不是可以查询的日期"),
    ],
    ids=["kind", "act", "escaped", "missing", "endless", "day"],
)
def test_what_is_no_term_is_refused(client: Client, changed: dict[str, str], said: str) -> None:
    reply = client.get("/ask/rule/", SEED | changed)
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert len(reply.content) < 200_000


def test_near_terms_are_links_that_work(client: Client) -> None:
    page = client.get("/ask/rule/", SEED | {"bearer": "派驻机"}).content.decode()
    assert "bearer=stationed_body&amp;act=assist&amp;toward=host_party_group" in page


def test_lists_hold_the_terms_in_the_language(client: Client) -> None:
    assert '<option value="派驻机构">' in client.get("/ask/rule/").content.decode()
    assert '<option value="stationed office">' in client.get("/ask/rule/", {"lang": "en"}).content.decode()

"""The matrix of a role, and the roles as a whole."""

import pytest
from django.test import Client

DAY = "2026-11-23"


def get(client: Client, address: str, **fields: str) -> str:
    reply = client.get(address, fields)
    assert reply.status_code == 200
    return reply.content.decode()


def test_stationed_office_comes_first(client: Client) -> None:
    page = get(client, "/norms/matrix/", on=DAY)
    assert '<option value="stationed_body" selected>' in page
    assert "/ask/rule/?bearer=stationed_body&amp;act=support_urge.principal_responsibility" in page


def test_cell_says_in_words_what_its_sign_means(client: Client) -> None:
    page = get(client, "/norms/matrix/", on=DAY, lang="en")
    assert '<span class="visually-hidden">duty: ' in page
    assert '<span class="pz-sign pz-duty" aria-hidden="true">D</span>' in page


def test_every_cell_is_ruled_as_it_says(client: Client) -> None:
    page = get(client, "/norms/matrix/", on=DAY)
    cells = [part.split('"')[0].replace("&amp;", "&") for part in page.split('<td><a href="')[1:]]
    assert len(cells) > 40
    for link in cells[::15]:
        assert "pz-answer-word" in client.get(link).content.decode()


def test_more_counterparts_on_request(client: Client) -> None:
    some, every = get(client, "/norms/matrix/", on=DAY), get(client, "/norms/matrix/", on=DAY, columns="all")
    assert every.count('<th scope="col">') > some.count('<th scope="col">')


def test_norms_toward_one_counterpart(client: Client) -> None:
    page = get(client, "/norms/matrix/", bearer="stationed_body", toward="host_party_group", on=DAY)
    assert "支持和督促" in page
    assert "pz-matrix-lines" in page


def test_day_without_norms(client: Client) -> None:
    assert "没有在该日约束" in get(client, "/norms/matrix/", bearer="stationed_body", on="1950-01-01")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"bearer": "stationed_bod"}, "是否指"),
        ({"toward": "<u>"}, "&lt;u&gt;"),
        ({"on": "soon"}, "不是可以查询的日期"),
        ({"bearer": "\u202e" * 1000}, "规范库里没有"),
    ],
)
def test_what_is_no_role_or_day_is_refused(client: Client, fields: dict[str, str], said: str) -> None:
    reply = client.get("/norms/matrix/", fields)
    assert reply.status_code == 422
    assert said in reply.content.decode()


def test_roles_lead_to_their_norms(client: Client) -> None:
    page = get(client, "/norms/roles/", on=DAY)
    assert "/norms/matrix/?bearer=stationed_body&amp;toward=host_party_group&amp;on=2026-11-23" in page
    assert len(get(client, "/norms/roles/", on=DAY, all="1")) > len(page)
    assert client.get("/norms/roles/", {"on": "x"}).status_code == 422

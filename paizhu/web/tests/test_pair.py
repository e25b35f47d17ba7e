"""Two organs: how they stand to each other, and the norms of the one toward the other."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("small_city")


def get(client: Client, status: int = 200, **fields: str) -> str:
    reply = client.get("/organs/pair/", {"on": "2025-06-01"} | fields)
    assert reply.status_code == status
    return reply.content.decode()


def direction(page: str, n: int) -> str:
    start = page.index(f'aria-labelledby="direction-{n}"')
    return page[start : page.index("</section>", start)]


def test_both_directions_with_article_quote_and_ruling(client: Client) -> None:
    page = get(client, x="Z1", z="D1")
    first, second = direction(page, 1), direction(page, 2)
    assert "/ask/rule/?bearer=Z1&amp;act=support_urge.principal_responsibility&amp;toward=D1" in first
    assert "支持和督促" in first
    assert "bearer=D1" in second
    assert "pz-cite" in second


def test_every_line_leads_to_a_ruling_that_is_grounded(client: Client) -> None:
    page = direction(get(client, x="Z1", z="D1"), 1).replace("&amp;", "&")
    rulings = [link for link in re.findall(r'href="(/ask/rule/[^"]+)"', page) if "Z1" in link]
    assert len(rulings) > 20
    for link in rulings[::10]:
        answer = client.get(link).content.decode()
        assert "pz-required" in answer or "pz-permitted" in answer or "pz-forbidden" in answer


def test_norms_between_posts_are_told_and_ruled_on(client: Client) -> None:
    page = direction(get(client, x="Z1", z="D1"), 1)
    assert "职务之间" in page
    post = re.search(r'href="(/ask/rule/\?bearer=post%3AP1[^"]+)"', page)
    assert post
    ruled = client.get(post[1].replace("&amp;", "&"))
    assert ruled.status_code == 200
    assert "纪检监察组组长" in ruled.content.decode()


def test_a_post_or_person_stays_in_its_field_as_it_is_understood(client: Client) -> None:
    asked = {"bearer": "person:X1", "act": "exchange_views", "toward": "post:P3", "on": "2025-06-01"}
    page = client.get("/ask/rule/", asked).content.decode()
    assert 'value="person:X1"' in page
    assert 'value="post:P3"' in page
    assert "X1" in page[page.index('id="result"') :]


def test_other_office_has_none_of_what_hangs_on_supervising(client: Client) -> None:
    own, other = (direction(get(client, x=office, z="D1"), 1) for office in ("Z1", "Z2"))
    own_holds, other_holds = own.split("pz-lacking")[0], other.split("pz-lacking")[0]
    assert "support_urge.principal_responsibility" in own_holds
    assert "support_urge.principal_responsibility" not in other_holds
    assert "关系不成立" in other


def test_strangers_are_told_how_they_are_connected(client: Client) -> None:
    page = get(client, x="Z2", z="U1")
    assert "推不出关系" in page
    assert "该日监督安澜市国库支付中心的是" in page
    steps = re.findall(r"<b>(.+?)</b>", page[page.index("pz-way") : page.index("</ol>")])
    assert steps == ["派驻", "派驻", "驻在", "隶属"]


def test_relation_follows_the_day_and_what_was_known(client: Client) -> None:
    assert "推不出关系" in get(client, x="Z1", z="H1", on="2025-07-15")
    assert "推不出关系" not in get(client, x="Z1", z="H1", on="2025-07-15", known="2025-08-31")


def test_circumstances_are_named(client: Client) -> None:
    assert "限于：" in direction(get(client, x="Z1", z="H1"), 1)


def test_names_and_abbreviations_will_do(client: Client) -> None:
    by_id = get(client, x="Z1", z="U1")
    assert direction(by_id, 1) == direction(get(client, x="驻财政局组", z="市国库支付中心"), 1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"x": "Z1"}, "还须写明另一个机构"),
        ({"x": "Z1", "z": "Z1"}, "同一机构"),
        ({"x": "Z1", "z": "市财政所"}, "登记册里没有机构“市财政所”"),
        ({"x": "Z1", "z": "<b>"}, "&lt;b&gt;"),
        ({"x": "Z1", "z": "H1", "on": "2017-01-01"}, "在2017-01-01不存在"),
        ({"x": "Z1", "z": "H1", "on": "soon"}, "YYYY-MM-DD"),
        ({"x": "\u202e" * 300, "z": "H1"}, "还须写明另一个机构"),
    ],
    ids=["one", "same", "unknown", "escaped", "too early", "no day", "unseen"],
)
def test_what_cannot_be_asked_is_said(client: Client, fields: dict[str, str], said: str) -> None:
    assert said in get(client, 422, **fields)


def test_start_says_what_to_write(client: Client) -> None:
    page = get(client)
    assert "请写两个机构的名称" in page
    assert '<option value="安澜市财政局"></option>' in page


def test_ruling_on_named_organs_leads_to_their_pages(client: Client) -> None:
    asked = {"bearer": "Z1", "act": "supervise", "toward": "U1", "on": "2025-06-01"}
    page = client.get("/ask/rule/", asked).content.decode()
    for link in (
        "/organs/Z1/?on=2025-06-01",
        "/organs/U1/?on=2025-06-01",
        "/organs/pair/?x=Z1&amp;z=U1&amp;on=2025-06-01",
    ):
        assert f'href="{link}"' in page
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    kinds = client.get("/ask/rule/", {"bearer": "stationed_body", "act": "supervise", "toward": "host_unit"})
    assert "/organs/pair/" not in kinds.content.decode()

"""The Norms pages: what they list, and what is not there."""

import pytest
from django.test import Client

from paizhu.web.base import opened


def get(client: Client, address: str, **fields: str) -> str:
    reply = client.get(address, fields)
    assert reply.status_code == 200
    return reply.content.decode()


def test_every_version_is_listed_with_its_completeness(client: Client) -> None:
    page = get(client, "/norms/")
    for regulation in opened().base.regulations.values():
        for version in regulation.versions:
            assert f'href="/norms/{regulation.id}/{version.id}/"' in page
    assert "56条中已录入56条" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_version_and_article_opens(client: Client, lang: str) -> None:
    for regulation in opened().base.regulations.values():
        for version in regulation.versions:
            page = get(client, f"/norms/{regulation.id}/{version.id}/", lang=lang)
            assert all(f'/{p.article}/"' in page for p in version.provisions if p.article.isdecimal())
            for provision in version.provisions[:: 10 if lang == "zh" else 40]:
                get(client, f"/norms/{regulation.id}/{version.id}/{provision.article}/", lang=lang)


def test_article_shows_phrase_beside_norm(client: Client) -> None:
    page = get(client, "/norms/stationed_rules/2022/25/")
    for shown in (
        "「协助其开展内部巡视巡察」",
        "派驻机构监督驻在单位党组（党委）",
        "2022-06-22",
        "第二十四条",
        "第二十六条",
    ):
        assert shown in page


def test_article_without_norm_says_why(client: Client) -> None:
    assert "本条不含规范：" in get(client, "/norms/stationed_rules/2022/1/")


def test_norm_leads_to_its_place(client: Client) -> None:
    norm = next(iter(opened().base.norms.values()))
    reply = client.get(f"/norms/norm/{norm.id}/")
    assert reply.status_code == 302
    assert reply["Location"] == f"/norms/{norm.regulation}/{norm.version}/{norm.article}/#norm-{norm.id}"
    assert f'id="norm-{norm.id}"' in client.get(reply["Location"]).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/norms/nowhere/2022/",
        "/norms/stationed_rules/1999/",
        "/norms/stationed_rules/2022/57/",
        "/norms/stationed_rules/2022/%3Cscript%3E/",
        "/norms/norm/no.such.norm/",
        "/norms/norm/%00/",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    reply = client.get(address)
    assert reply.status_code == 404
    assert "没有找到" in reply.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "派驻规则25",
        "派驻规则第二十五条",
        "《派驻规则》第25条",
        "Stationed Bodies Rules art. 25",
        "stationed bodies rules 25",
    ],
)
def test_citation_finds_the_article(client: Client, text: str) -> None:
    assert 'href="/norms/stationed_rules/2022/25/"' in get(client, "/norms/", q=text)


def test_words_find_norms(client: Client) -> None:
    page = get(client, "/norms/", q="内部巡视巡察 协助")
    assert "stationed_rules/2022/25/#norm-" in page


@pytest.mark.parametrize(
    "text", ["绝无此词", "<script>x</script>", "\u202e", "a" * 100_000, "第条", "0", "派驻规则0"]
)
def test_odd_searches_are_answered_and_escaped(client: Client, text: str) -> None:
    page = get(client, "/norms/", q=text)
    assert "<script>x" not in page
    assert len(page) < 200_000

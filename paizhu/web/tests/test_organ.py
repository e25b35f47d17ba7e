"""The page of one organ: what it is and was, on a day and as known on a day."""

import re
from datetime import date

import pytest
from django.test import Client

from paizhu.registry.tests.charts import organ
from paizhu.registry.tests.conftest import Import
from paizhu.web import links

pytestmark = pytest.mark.usefixtures("small_city")


def get(client: Client, id_: str, status: int = 200, **fields: str) -> str:
    reply = client.get(f"/organs/{id_}/", fields)
    assert reply.status_code == status
    return reply.content.decode()


def block(page: str, title: str) -> str:
    start = page.index(f'aria-labelledby="{title}"')
    return page[start : page.index("</section>", start)]


def test_relations_read_from_the_organ(client: Client) -> None:
    relations = block(get(client, "H1", on="2025-06-01"), "relations-title")
    assert re.findall(r'<h3 class="pz-group">([^<]+?) ?<', relations) == [
        "派驻机构",
        "党组（党委）",
        "下属单位",
    ]
    assert "2018-01-01 – 2025-07-14 · 安编办〔2018〕1号" in relations


def test_supervision_says_what_it_follows_from(client: Client) -> None:
    over = block(get(client, "U1", on="2025-06-01"), "supervised-by")
    assert "驻市财政局纪检监察组" in over
    assert "推出" in over
    assert "安澜市国库支付中心 隶属 安澜市财政局" in over
    assert "驻在 安澜市财政局" in over
    assert "国库支付中心" in block(get(client, "Z1", on="2025-06-01"), "supervises")


def test_supervision_follows_the_day(client: Client) -> None:
    assert "驻市水利局" in block(get(client, "U1", on="2025-07-15"), "supervised-by")
    assert "驻市财政局" in block(get(client, "U1", on="2025-07-15", known="2025-08-31"), "supervised-by")


def test_holder_of_a_post_is_that_of_the_day(client: Client) -> None:
    assert "X1" in block(get(client, "Z1", on="2025-06-30"), "posts-title")
    later = block(get(client, "Z1", on="2025-07-01"), "posts-title")
    assert "X2" in later
    assert "X1" not in later
    assert "空缺" in block(get(client, "Z1", on="2019-12-31"), "posts-title")


def test_history_tells_each_change_with_its_source(client: Client) -> None:
    told = block(get(client, "H1"), "told-title")
    assert told.index("2025-09-10 09:00") < told.index("2025-06-01 09:00")
    assert told.index("来自correction.json") < told.index("来自city.json")
    assert "终止日期: <del>…</del>" in told
    assert "<ins>2025-07-14</ins>" in told


def test_history_as_known_then_ends_there(client: Client) -> None:
    page = get(client, "H1", on="2025-08-01", known="2025-08-31")
    assert "correction.json" not in page
    assert "此后关于该机构新增或者更正了2条记录" in page
    assert "此后没有关于该机构的登记" in get(client, "K1", on="2025-08-01", known="2025-08-31")


def test_way_to_what_was_known_on_that_day_and_back(client: Client) -> None:
    assert "/organs/H1/?on=2025-08-01&amp;known=2025-08-01" in get(client, "H1", on="2025-08-01")
    assert 'href="/organs/H1/?on=2025-08-01"' in get(client, "H1", on="2025-08-01", known="2025-08-01")


def test_bars_show_what_holds_on_the_day(client: Client) -> None:
    bars = block(get(client, "H1", on="2025-07-14"), "history")
    assert re.search(r'pz-bar-relations pz-bar-off"><span class="pz-bar-label">综合监督的派驻机构', bars)
    assert re.search(r'pz-bar-relations"><span class="pz-bar-label">派驻机构', bars)
    assert "pz-bar-seats" in block(get(client, "Z1"), "history")


def test_long_history_is_cut_and_can_be_had_whole(client: Client, bring: Import) -> None:
    many = range(150)
    bring(
        organs=[organ(f"M{n}", "下属单位") for n in many],
        relations=[
            {"id": f"RM{n}", "type": "subordinate_of", "from": f"M{n}", "to": "H2", "since": "2018-01-01"}
            for n in many
        ],
    )
    assert get(client, "H2").count('class="pz-bar-label"') == 40
    assert get(client, "H2", all="1").count('class="pz-bar-label"') == 152


def test_day_before_it_existed(client: Client) -> None:
    assert "该机构在所示日期不存在" in get(client, "H1", on="2017-12-31")


def test_not_known_yet(client: Client) -> None:
    page = get(client, "H1", known="2025-05-31")
    assert "登记册里还没有该机构" in page
    assert "told-title" not in page


def test_unknown_organ_is_not_found(client: Client) -> None:
    get(client, "H99", 404)
    assert client.get("/organs/id/").status_code == 404


@pytest.mark.parametrize("id_", ["graph", "a/b", "..", "50%?#", "编号7"])
def test_every_id_has_an_address(client: Client, bring: Import, id_: str) -> None:
    bring(organs=[organ(id_, "驻在单位", "安澜市怪名局")])
    reply = client.get(links.organ(id_, date(2025, 6, 1)))
    assert reply.status_code == 200
    assert '<span lang="zh-Hans">安澜市怪名局</span>' in reply.content.decode()


def test_english_page_has_english_words(client: Client) -> None:
    page = get(client, "H1", on="2025-06-01", lang="en")
    assert "has the stationed office" in page
    assert "Supervised by" in page


def test_bad_day_is_refused(client: Client) -> None:
    assert "YYYY-MM-DD" in get(client, "H1", 422, on="x")

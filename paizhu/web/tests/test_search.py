"""The Search page: what it finds, what it links to, and what it says when there is nothing."""

from datetime import date
from pathlib import Path
from threading import Event

import pytest
from django.test import Client

from paizhu import searchers
from paizhu.norms.base import Base
from paizhu.norms.search.build import Progress
from paizhu.norms.search.index import Index
from paizhu.norms.search.place import open_index
from paizhu.norms.search.tests import small
from paizhu.norms.texts.arrivals import Given, Reader, Upload
from paizhu.norms.texts.importing import bring_in
from paizhu.norms.texts.library import Library
from paizhu.web.base import opened


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    small.imported(home, opened().base)
    return home


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(home))
    # On a busy machine even a small library takes longer than a reader waits.
    monkeypatch.setattr(searchers, "PATIENCE", 60)


def get(client: Client, status: int = 200, **fields: str) -> str:
    reply = client.get("/norms/search/", fields)
    assert reply.status_code == status
    return reply.content.decode()


def test_citation_leads_to_its_article(client: Client) -> None:
    page = get(client, q="灯塔法第2条")
    assert 'href="/norms/texts/%E4%B8%AD%E5%8D%8E' in page
    assert "#art-2" in page
    assert "所引条文" in page


def test_words_are_marked_in_the_version_in_force(client: Client) -> None:
    page = get(client, q="猫走失")
    assert "<mark>猫走失</mark>" in page
    assert "2020 版" in page
    assert "2010 版" not in page
    assert "2010 版" in get(client, q="猫走失", on="2012-01-01")


def test_english_page(client: Client) -> None:
    page = get(client, q="灯塔法2条", lang="en")
    assert "art. 2" in page
    assert "in force" in page


def test_filter_keeps_one_regulation(client: Client) -> None:
    page = get(client, q="看守人喂猫", regulation="养猫条例")
    assert "《养猫条例》" in page
    assert "《中华人民共和国灯塔法》" not in page


def test_nothing_found_says_what_to_do(client: Client) -> None:
    page = get(client, q="zzzz")
    assert "没有找到" in page
    assert "查看已有的全文" in page


def test_start_offers_examples_and_names(client: Client) -> None:
    page = get(client)
    assert "监察法第六十七条" in page
    assert '<option value="灯塔法"></option>' in page


def test_empty_library_says_how_to_import(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    page = get(client, q="猫")
    assert "还没有可检索的法规全文" in page
    assert "paizhu norms import" in page
    assert 'name="q"' not in page


@pytest.mark.parametrize("on", ["2026-13-40", "昨天", "0001-01-01"])
def test_day_that_is_none_is_refused(client: Client, on: str) -> None:
    page = get(client, 422, q="猫", on=on)
    assert 'aria-invalid="true"' in page
    assert "YYYY-MM-DD" in page


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "２", "99"])
def test_odd_page_number_is_harmless(client: Client, page: str) -> None:
    get(client, q="猫", page=page)


@pytest.mark.parametrize("query", ["<script>alert(1)</script>猫", "猫\x00\u202e", '"猫" OR', "猫" * 5000])
def test_odd_query_is_only_text(client: Client, query: str) -> None:
    page = get(client, q=query)
    assert "<script>alert" not in page


def test_import_is_found_at_once(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    first = dict(list(small.FILES.items())[:1])
    small.imported(tmp_path, opened().base, first)
    assert "没有找到" in get(client, q="灯塔")
    small.imported(tmp_path, opened().base)
    assert "《中华人民共和国灯塔法》" in get(client, q="灯塔")


def test_first_search_shows_how_far_the_index_is(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    monkeypatch.setattr(searchers, "PATIENCE", 0.01)
    library = small.imported(tmp_path, opened().base)
    go_on = Event()

    def slow(home: Path, of: Library, base: Base, step: Progress) -> Index:
        step(3)
        assert go_on.wait(30)
        return open_index(home, of, base)

    monkeypatch.setattr(searchers, "open_index", slow)
    page = get(client, q="灯塔", lang="en")
    assert f"3 of {sum(v.articles for v in library)} articles" in page
    assert 'hx-trigger="load delay:1s"' in page
    assert 'http-equiv="refresh"' in page
    # Asked again, it is still the same making.
    assert "pz-progress" in get(client, q="灯塔")
    go_on.set()
    monkeypatch.setattr(searchers, "PATIENCE", 30)
    page = get(client, q="灯塔")
    assert "《中华人民共和国灯塔法》" in page
    assert "refresh" not in page


def test_failed_making_is_tried_again(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    small.imported(tmp_path, opened().base)

    def fail(*_: object) -> Index:
        raise OSError(28, "no space left")

    with monkeypatch.context() as broken:
        broken.setattr(searchers, "open_index", fail)
        with pytest.raises(OSError, match="no space left"):
            client.get("/norms/search/", {"q": "灯塔"})
    assert "《中华人民共和国灯塔法》" in get(client, q="灯塔")


def test_lapsed_version_without_successor_says_so(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIZHU_HOME", str(tmp_path))
    (name, text), (later, _later_text), *_ = small.FILES.items()
    reader = Reader()
    reader.take(Upload(name, text.encode(), given=Given(until=date(2020, 2, 1))))
    bring_in(tmp_path, opened().base, reader.end())
    page = get(client, q="猫走失", lang="en")
    assert "no later version has been imported" in page
    small.imported(tmp_path, opened().base, {later: small.FILES[later]})
    assert "no later version" not in get(client, q="猫走失", lang="en")
    assert "no later version" not in get(client, q="养猫条例2010第2条", lang="en")

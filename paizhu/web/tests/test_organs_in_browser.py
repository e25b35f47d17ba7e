"""The registry in a real browser: tree, slider, graph, an organ, two organs; at both widths and in both languages."""

import re
from collections.abc import Callable, Iterator
from math import dist
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from paizhu.registry.tests.imported import imported
from paizhu.tests.serving import serving
from paizhu.web.tests import cities
from paizhu.web.tests.looking import at_desktop, sign_in

pytestmark = pytest.mark.browser

PAGES = {
    "tree": "/organs/?on=2025-07-01",
    "found": "/organs/?q=财政&on=2025-07-01",
    "nothing-found": "/organs/?q=气象台",
    "graph": "/organs/graph/?on=2025-07-01",
    "organ": "/organs/H1/?on=2025-07-01",
    "gone": "/organs/H1/?on=2017-01-01",
    "not-known": "/organs/H1/?on=2025-07-01&known=2020-01-01",
    "pair": "/organs/pair/?x=Z1&z=D1&on=2025-07-01",
    "strangers": "/organs/pair/?x=Z2&z=U1&on=2025-07-01",
    "pair-empty": "/organs/pair/",
    "pair-refused": "/organs/pair/?x=Z1&z=nobody",
    "bad-day": "/organs/?on=soon",
}


@pytest.fixture(scope="session")
def product_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own with the small city in it."""
    home = tmp_path_factory.mktemp("home-of-organs")
    with serving(imported(home, *cities.files(home))) as (_, host):
        yield f"http://{host}"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_has_no_barriers_and_fits(everywhere: Callable[[str], None], address: str) -> None:
    everywhere(address)


@at_desktop
def test_dark_pages_have_no_barriers(page: Page, barriers: Callable[[], list[str]]) -> None:
    page.emulate_media(color_scheme="dark")
    for name in ("organ", "pair", "graph"):
        page.goto(PAGES[name])
        assert barriers() == []


def test_slider_moves_the_day_by_keyboard(page: Page) -> None:
    page.goto("/organs/?on=2025-07-14")
    slider = page.get_by_label("移动日期")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#id_on")).to_have_value("2025-07-15")
    expect(page.locator("#tree-title")).to_contain_text("2025-07-15")
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "2025-07-15")
    expect(page).to_have_url(re.compile("on=2025-07-15"))
    expect(page.get_by_text("PageUp、PageDown")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("#tree-title")).to_contain_text("2025-06-15")
    expect(slider).to_have_attribute("aria-valuetext", "2025-06-15")


def test_next_change_moves_slider_field_and_tree(page: Page) -> None:
    page.goto("/organs/?on=2025-07-01")
    page.get_by_role("link", name="下一次变动：2025-07-15").click()
    expect(page.locator("#tree-title")).to_contain_text("2025-07-15")
    expect(page.locator("#id_on")).to_have_value("2025-07-15")
    expect(page.get_by_role("link", name="上一次变动：2025-07-15")).to_have_count(0)
    page.go_back()
    expect(page.locator("#tree-title")).to_contain_text("2025-07-01")
    expect(page.locator("#navigation")).to_be_visible()


def test_way_from_the_tree_to_an_organ_and_to_two(page: Page) -> None:
    page.goto("/organs/?on=2025-07-01")
    page.locator("#id_q").fill("市财政局")
    page.keyboard.press("Enter")
    expect(page.locator("#tree-title")).to_contain_text("找到")
    page.locator("#organs-on-day").get_by_role("link", name="安澜市财政局", exact=True).click()
    expect(page.locator("h1")).to_have_text("安澜市财政局")
    supervised = page.get_by_role("region", name="受谁监督").or_(
        page.locator("[aria-labelledby=supervised-by]")
    )
    supervised.get_by_role("link", name="与安澜市纪委监委驻市财政局纪检监察组之间").click()
    expect(page.locator("#pair-title")).to_contain_text("安澜市财政局")
    page.locator("[aria-labelledby=direction-1]").get_by_role("link", name="结论").first.click()
    expect(page.locator("#answer")).to_be_visible()


# What the page itself knows of its drawing: its modules are those that run.
MODULES = """
  const at = document.querySelector("script[src$='/graph.js']").src;
  const {view, data} = await import(at);
  const {left, legend} = await import(at.replace("graph.js", "drawing.js"));
  const canvas = document.querySelector("[data-graph-canvas]");
"""


def asked_of_graph(page: Page, question: str) -> Any:
    """The answer to a body of JavaScript, to which view, data, left, legend and canvas are known."""
    return page.evaluate(f"async () => {{ {MODULES} {question} }}")


def positions(page: Page) -> dict[str, tuple[float, float]]:
    """Where the organs are drawn, in the window."""
    found = asked_of_graph(
        page,
        """const box = canvas.getBoundingClientRect();
        return data.organs.map(([, name, , ...place]) => {
          const [x, y] = view.at(...place);
          return [name, box.left + canvas.clientLeft + x, box.top + canvas.clientTop + y];
        });""",
    )
    return {organ: (x, y) for organ, x, y in found}


def opened_graph(page: Page, on: str) -> None:
    page.goto(f"/organs/graph/?on={on}")
    page.locator(f"[data-shown='{on}']").wait_for()
    page.wait_for_load_state("networkidle")
    page.locator("[data-graph-canvas]").scroll_into_view_if_needed()


def test_two_organs_are_clicked_in_the_graph(page: Page) -> None:
    opened_graph(page, "2025-07-01")
    page.mouse.click(*positions(page)["驻市财政局纪检监察组"])
    expect(page.get_by_role("link", name="打开机构")).to_have_attribute(
        "href", "/organs/id/?organ=Z1&on=2025-07-01&known="
    )
    page.mouse.click(*positions(page)["市财政局"])
    expect(page.locator("#pair-title")).to_contain_text("安澜市纪委监委驻市财政局纪检监察组")
    expect(page.locator("#direction-1")).to_contain_text("安澜市财政局")


def test_graph_follows_the_slider_without_a_new_page(page: Page) -> None:
    opened_graph(page, "2025-07-14")
    page.evaluate("window.sameDocument = true")
    page.get_by_label("移动日期").focus()
    page.keyboard.press("ArrowRight")
    page.locator("[data-shown='2025-07-15']").wait_for()
    expect(page.locator("#table-title")).to_contain_text("2025-07-15")
    expect(page.locator("#relations-on-day")).to_contain_text("综合监督")
    assert page.evaluate("window.sameDocument")


def test_organ_has_shape_and_colour_of_its_kind(page: Page) -> None:
    opened_graph(page, "2025-07-01")
    colours = asked_of_graph(
        page,
        """const {kinds} = legend(document), pen = canvas.getContext("2d");
        return data.organs.filter(([, , kind]) => kind === 4).map(([, , kind, ...place]) => {
          const [x, y] = view.at(...place), pixel = pen.getImageData(x, y, 1, 1).data;
          const [probe] = [document.createElement("canvas").getContext("2d")];
          [probe.fillStyle] = [kinds[kind].colour];
          probe.fillRect(0, 0, 1, 1);
          return [[...pixel], [...probe.getImageData(0, 0, 1, 1).data]];
        });""",
    )
    assert colours
    assert all(drawn == wanted for drawn, wanted in colours)


def test_legend_takes_relations_and_organs_away(page: Page) -> None:
    opened_graph(page, "2025-07-01")
    drawn = "return [left(data, legend(document)).relations.length, canvas.toDataURL()]"
    whole, picture = asked_of_graph(page, drawn)
    page.get_by_label("领导", exact=True).uncheck()
    fewer, other = asked_of_graph(page, drawn)
    assert fewer == whole - 3
    page.get_by_label("派驻机构", exact=True).uncheck()
    fewest, last = asked_of_graph(page, drawn)
    assert fewest == whole - 3 - 4
    assert len({picture, other, last}) == 3


def test_wheel_brings_nearer_and_drag_moves_without_choosing(page: Page) -> None:
    opened_graph(page, "2025-07-01")
    name, other = "驻市财政局纪检监察组", "市财政局"
    start, there = positions(page)[name], positions(page)[other]
    page.mouse.move(*start)
    page.mouse.wheel(0, -400)
    page.wait_for_function(f"async () => {{ {MODULES} return view.zoom > 1.4; }}")
    near, farther = positions(page)[name], positions(page)[other]
    assert near == pytest.approx(start, abs=2)
    assert dist(near, farther) > 1.4 * dist(start, there)
    page.mouse.down()
    page.mouse.move(start[0] + 30, start[1] + 20, steps=3)
    page.mouse.up()
    assert positions(page)[name] == pytest.approx((near[0] + 30, near[1] + 20), abs=6)
    expect(page.get_by_role("link", name="打开机构")).to_have_count(0)


def test_whole_way_without_scripts(browser: Browser, product_address: str) -> None:
    context = browser.new_context(base_url=product_address, java_script_enabled=False)
    sign_in(context, product_address)
    page = context.new_page()
    page.goto("/organs/")
    page.locator("#id_on").fill("2025-07-15")
    page.get_by_role("button", name="显示").click()
    page.get_by_role("link", name="上一次变动：2018-01-01").click()
    page.get_by_role("link", name="关系图").click()
    expect(page.locator("#relations-on-day")).to_contain_text("安编办〔2018〕1号")
    expect(page.locator("#graph")).to_be_hidden()
    page.locator("#id_x").fill("驻财政局组")
    page.locator("#id_z").fill("市财政局党组")
    page.get_by_role("button", name="谁对谁负有什么职责").click()
    expect(page.locator("#direction-1")).to_contain_text("安澜市财政局党组")
    context.close()

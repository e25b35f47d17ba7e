"""Level by level on pages, by the API and at the command line: the same tree, and to each no more than their own part."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from paizhu.door.doing import Channel
from paizhu.door.tests import world
from paizhu.door.tests.world import AT, ON, do, fresh, seat
from paizhu.levels.models import Relay
from paizhu.levels.tests.lists import PASS, lists
from paizhu.levels.tests.test_levels import accepted
from paizhu.registry.tests.brought import bring_once
from paizhu.tokens.making import make
from paizhu.tokens.models import Scope
from paizhu.web.tests.test_exports import as_


@pytest.fixture(autouse=True)
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  the database first
    """The city of the cast with its lower levels, on its day."""

    def bring() -> None:
        world.bring(tmp_path, lists())
        world.present()

    bring_once("levels", bring, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: AT)


def test_from_the_task_to_the_units_and_back() -> None:
    task = accepted()
    secretary = as_("secretary")
    way = f"/matters/new/relay.pass/?what={task.reference}"
    assert way in secretary.get(f"/matters/{task.reference}/").content.decode()
    assert "relay.pass/?what=" not in as_("head").get(f"/matters/{task.reference}/").content.decode()
    form = secretary.get(way).content.decode()
    assert form.count('name="units"') == 3
    assert f'value="{task.reference}" selected' in form
    wrong = secretary.post(way, {**PASS, "what": task.reference, "units": ["U1", "U2"], "title": ""})
    assert (wrong.status_code, Relay.objects.count()) == (422, 0)
    assert wrong.content.decode().count(" checked") == 2
    done = secretary.post(way, {**PASS, "what": task.reference, "units": ["U1", "U2", "J1"]})
    assert done.status_code == 302
    below = {r.unit_id: r.matter for r in Relay.objects.select_related("matter")}
    do("unit", "relay.receive", below["U1"])
    do("unit", "relay.answer", fresh(below["U1"]), text="已报")
    page = as_("head").get(f"/matters/{task.reference}/").content.decode()
    start = page.index('id="branches-title"')
    tree = page[start : page.index("</section>", start)]
    for matter in below.values():
        assert f"/matters/{matter.reference}/" in tree
    assert (tree.count("pz-branch-answered"), tree.count("pz-branch-silent")) == (3, 5)
    own = as_("unit").get(f"/matters/{below['U1'].reference}/").content.decode()
    assert PASS["request"] in own
    for hidden in (task.reference, task.title, "会计培训中心", "branches-title"):
        assert hidden not in own
    outline = as_("superior").get(f"/matters/{task.reference}/").content.decode()
    assert "withheld" in outline
    assert "国库支付中心" not in outline
    made = make(seat("head"), "程序", Scope.READ, ON, on=ON, at=AT, channel=Channel.PAGE)
    bearer = {"Authorization": f"Bearer {made.secret}"}
    told = Client().get(f"/api/matters/{task.reference}", headers=bearer).json()["branches"]
    assert [(b["organ"], b["standing"]) for b in told["branches"]] == [
        ("U1", "answered"),
        ("U2", "silent"),
        ("J1", "silent"),
    ]

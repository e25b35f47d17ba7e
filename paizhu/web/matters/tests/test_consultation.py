"""The page of a consultation: what it shows to whom, and a version that was changed in between."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from paizhu.door.tests.world import do
from paizhu.liaison.consultations.minutes import latest
from paizhu.liaison.consultations.tests.consultations import ON, confirmed, held, sent, version
from paizhu.web.tests.seated import from_seat


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch, _seats: None) -> None:
    at = datetime(ON.year, ON.month, ON.day, 9, tzinfo=timezone.get_fixed_timezone(480))
    monkeypatch.setattr(timezone, "now", lambda: at)


def page(who: str, reference: str) -> str:
    reply = from_seat(who).get(f"/matters/{reference}/")
    assert reply.status_code == 200
    return reply.content.decode()


def test_page_shows_the_version_and_names_it_in_the_form_that_confirms_it() -> None:
    matter = sent()
    shown = page("secretary", matter.reference)
    assert "会议研究了政治生态。" in shown
    assert "confirmed this version on 2025-09-10" in shown
    assert "not a task yet" in shown
    form = shown.split('id="act-consultationconfirm_group"')[1].split("</form>")[0]
    assert f'name="version" value="{version(matter)}"' in form
    assert "会议研究了政治生态。" not in page("superior", matter.reference)


def test_stale_text_comes_back_with_the_new_version() -> None:
    matter = held()
    stale = version(matter)
    do("clerk", "consultation.write", matter, on=ON, text="派驻组稿。", version=stale)
    reply = from_seat("group_clerk").post(
        f"/matters/{matter.reference}/consultation.write/", {"text": "党组稿。", "version": stale}
    )
    assert reply.status_code == 422
    form = reply.content.decode().split('id="act-consultationwrite"')[1].split("</form>")[0]
    assert ("党组稿。" in form, "wrote version 2" in form) == (True, True)
    assert re.search(rf'name="version" value="{version(matter)}"', form)
    assert latest(matter).text == "派驻组稿。"  # type: ignore[union-attr]


def test_what_was_typed_for_an_act_that_is_closed_by_now_is_kept() -> None:
    matter = confirmed()
    reply = from_seat("group_clerk").post(
        f"/matters/{matter.reference}/consultation.write/", {"text": "迟到的稿。", "version": version(matter)}
    )
    assert reply.status_code == 403
    assert "迟到的稿。" in reply.content.decode()

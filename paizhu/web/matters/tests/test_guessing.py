"""A host that guesses at matters of others learns nothing, by any page: what is there reads like what is not."""

import re
from typing import Any

from paizhu.door.tests.world import proposed
from paizhu.journal.models import Entry
from paizhu.liaison.letters.tests import letters
from paizhu.liaison.visits.tests import visits
from paizhu.web.tests.seated import from_seat

WAYS = (
    "/matters/{}/",
    "/matters/{}/document/",
    "/matters/{}/document/file.pdf",
    "/matters/{}/attachments/1/",
    "/host/forms/{}/letter.answer/",
)
# A token is new in each reply.
_TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def told(reply: Any, asked: str) -> tuple[int, str]:
    """What was said, without what differs from one reply to the next and the reference that was asked for."""
    return reply.status_code, _TOKEN.sub("", reply.content.decode()).replace(asked, "")


def test_a_matter_that_may_not_be_seen_is_one_that_is_not_there() -> None:
    hidden = [proposed().reference, visits.found().reference, letters.drafted().reference]
    # Numbers of registers are no addresses at all.
    guesses = [*hidden, "2222222222", "1", "2025-1"]
    before = Entry.objects.count()
    for who in ("secretary", "host", "discipline"):
        browser = from_seat(who)
        for way in WAYS:
            said = [told(browser.get(way.format(one)), one) for one in guesses]
            assert {status for status, _text in said} == {404}, way
            assert len({text for _status, text in said[:4]}) == 1, way
        for act in ("task.approve", "visit.respond", "letter.answer", "nothing", "print"):
            said = [told(browser.post(f"/matters/{one}/{act}/", {"text": "?"}), one) for one in guesses]
            assert len(set(said[:4])) == 1, act
            assert said[0][0] == 404
        lists = [told(browser.get("/matters/", {"after": one}), one) for one in (hidden[0], "2222222222")]
        assert lists[0] == lists[1]
    # Nor does the attempt tell of it: no log names what somebody guessed at.
    assert Entry.objects.count() == before


def test_what_a_host_passes_on_or_takes_up_names_no_matter_of_others() -> None:
    hidden = proposed().reference
    browser = from_seat("secretary")
    for one in (hidden, "2222222222"):
        reply = browser.post(
            "/matters/new/relay.pass/",
            {"what": one, "units": "J1", "title": "题", "request": "事", "due_on": "2025-09-18"},
        )
        assert reply.status_code == 422
        assert "核查" not in reply.content.decode()

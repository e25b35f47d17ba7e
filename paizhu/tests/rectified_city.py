# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""The city of the cast with rectifications, in a home that is served: `python -m paizhu.tests.rectified_city`.

Prints the keys of sessions by the name of whoever has signed in, as JSON. A process of its own, since that home has
another database and another secret key than the tests.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from paizhu.cli.django_ready import registry_ready


def main() -> None:
    """Make the city and print the keys."""
    with registry_ready():
        from paizhu.door.tests import world

        with TemporaryDirectory() as folder:
            world.bring(Path(folder), world.lists())
        _act()
        print(json.dumps(dict(_keys())))


def _act() -> None:
    """One under way since two months: a measure late, two reported; and one that is drafted, with the same cause."""
    from django.utils import timezone

    from paizhu.door.doing import Channel
    from paizhu.door.perform import perform
    from paizhu.door.tests.world import present, seat
    from paizhu.rectification.tests.way import CAUSES, DRAFT

    today = timezone.localdate()

    def do(ago: int, who: str, step: str, matter: str | None = None, /, **given: object) -> str:
        on = today - timedelta(days=ago)
        now = present(on, timezone.now() - timedelta(days=ago))
        done = perform(now, seat(who, on), f"rectification.{step}", matter, given, channel=Channel.PAGE)
        assert done.matter is not None
        return done.matter.reference

    for ago, unit, title in ((60, "D1", DRAFT["title"]), (3, "H1", "规范差旅审批")):
        matter = do(ago, "clerk", "recommend", **{**DRAFT, "addressee": unit, "title": title})
        do(ago, "clerk", "analyse", matter, **CAUSES)
        if ago == 60:
            do(58, "head", "approve", matter)
            for days, head in ((-9, "education"), (-20, "system"), (30, "system")):
                given = {
                    "head": head,
                    "text": f"落实{head}方面的措施",
                    "due_on": _working(today + timedelta(days=days)),
                }
                do(50, "group_clerk", "measure", matter, **given)
            do(49, "secretary", "plan", matter)
            do(47, "head", "accept_plan", matter)
            for n in (2, 3):
                do(30, "group_clerk", "report", matter, measure=n, text="已完成", no_evidence="可现场查看")


def _working(day: date) -> str:
    from paizhu.norms.periods.official import official

    while not official().is_working(day):
        day += timedelta(days=1)
    return day.isoformat()


def _keys() -> Iterator[tuple[str, str]]:
    from django.test import Client

    from paizhu.accounts.tests.signed_in import make_account, sign_in

    for who in ("clerk", "secretary"):
        yield who, str(sign_in(Client(), make_account(who, person=f"X-{who}")).session.session_key)


if __name__ == "__main__":
    main()

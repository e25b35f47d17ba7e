# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""The city of the cast with acts on record, in a home that is served: `python -m paizhu.tests.recorded_city`.

Prints the keys of sessions by the name of whoever has signed in, as JSON. A process of its own, since that home has
another database and another secret key than the tests.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from paizhu.cli.django_ready import registry_ready

TASKS = (
    {"act": "consult_regularly", "toward": "D1", "title": "与局党组会商"},
    {"act": "report.annual", "title": "年度专题报告"},
)
LETTER = {
    "sort": "urge",
    "addressee": "K1",
    "body": "请开展公务用车专项检查，结果函复我组。",
    "length": "10",
    "unit": "working_day",
}
ASKED = {"act": "notify.important", "assignee": "H1", "title": "通报重要情况"}


def main() -> None:
    """Make the city and print the keys."""
    with registry_ready():
        from paizhu.door.tests import world

        with TemporaryDirectory() as folder:
            world.bring(Path(folder), world.lists())
        _act()
        print(json.dumps(dict(_keys())))


def _act() -> None:
    """Tasks of the dispatching organ that the office answered, after a refusal each; and one of the office to its host."""
    from django.utils import timezone

    from paizhu.door.doing import Channel
    from paizhu.door.perform import perform
    from paizhu.door.refusals import Refused
    from paizhu.door.tests.world import TASK, present, seat

    today = timezone.localdate()
    on = max(today - timedelta(days=2), date(today.year, 1, 1))

    def do(who: str, step: str, matter: str | None = None, /, **given: str) -> str:
        now = present(on, timezone.now())
        done = perform(now, seat(who, on), step, matter, given, channel=Channel.PAGE)
        assert done.matter is not None
        return done.matter.reference

    for given in TASKS:
        matter = do("superior_deputy", "task.propose", **{**TASK, **given})
        do("superior", "task.approve", matter)
        do("clerk", "task.accept", matter)
        try:
            do("clerk", "task.answer", matter, text="不能由我答复")
        except Refused:
            do("head", "task.answer", matter, text="已办")
    matter = do("deputy", "task.propose", **{**TASK, **ASKED})
    do("head", "task.approve", matter)
    do("host", "task.accept", matter)
    # One for each language of a journey, which answers it.
    for lang in ("zh", "en"):
        letter = do("clerk", "letter.draft", **LETTER | {"title": f"关于专项检查的函 {lang}"})
        do("head", "letter.issue", letter)


def _keys() -> Iterator[tuple[str, str]]:
    from django.test import Client

    from paizhu.accounts.tests.signed_in import make_account, sign_in

    for who in ("head", "clerk", "superior", "host", "secretary", "committee", "discipline"):
        yield who, str(sign_in(Client(), make_account(who, person=f"X-{who}")).session.session_key)
    yield "audit", str(sign_in(Client(), make_account("eyes", administers="audit")).session.session_key)


if __name__ == "__main__":
    main()

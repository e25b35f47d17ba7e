# ruff: noqa: PLC0415  Django must be ready before what needs it is imported
"""The city of the cast with letters that were closed years ago, in a home that is served: `python -m paizhu.tests.kept_city`.

Prints the keys of sessions by the name of whoever has signed in, as JSON; as `paizhu.tests.recorded_city` does.
"""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from paizhu.cli.django_ready import registry_ready

LETTER = {"sort": "urge", "addressee": "K1", "length": "10", "unit": "working_day"}
# One for each language of a journey; of the last two one is held, and one nobody has looked at yet.
TITLES = ("关于专项检查的函 zh", "关于专项检查的函 en", "关于会议费的函", "关于差旅费的函")


def main() -> None:
    """Make the city and print the keys."""
    with registry_ready():
        from paizhu.door.tests import world

        with TemporaryDirectory() as folder:
            world.bring(Path(folder), world.lists())
        _act()
        print(json.dumps(_keys()))


def _act() -> None:
    """Letters of the office that were withdrawn as drafts three years ago; a term of a year, set today."""
    from django.utils import timezone

    from paizhu.door.doing import Channel
    from paizhu.door.perform import perform
    from paizhu.door.tests.world import present, seat

    today = timezone.localdate()
    then = date(today.year - 3, 3, 2)

    def do(who: str, step: str, matter: str | None, on: date, /, **given: str) -> str:
        now = present(on, timezone.now())
        done = perform(now, seat(who, on), step, matter, given, channel=Channel.PAGE)
        return done.matter.reference if done.matter is not None else ""

    made = []
    for title in TITLES:
        matter = do("clerk", "letter.draft", None, then, **LETTER, title=title, body="请开展专项检查。")
        do("head", "letter.withdraw", matter, then, text="不再需要")
        made.append(matter)
    do(
        "head",
        "retention.term",
        None,
        today,
        kind="letter",
        given_years="1",
        reason="本单位自定，一年足够核对",
    )
    do("head", "retention.term", None, today, kind="task", rule="case_archives.long", reason="参照案件档案")
    do("head", "hold.place", None, today, matter=made[2], reason="另案需要")
    do("deputy", "hold.place", None, today, person="X-group_clerk", reason="另案需要")
    for matter in made[:2]:
        do("clerk", "retention.propose", matter, today, reason="已归档，无继续保存价值")


def _keys() -> dict[str, str]:
    from django.test import Client

    from paizhu.accounts.tests.signed_in import make_account, sign_in

    return {
        who: str(sign_in(Client(), make_account(who, person=f"X-{who}")).session.session_key)
        for who in ("head", "clerk", "deputy")
    }


if __name__ == "__main__":
    main()

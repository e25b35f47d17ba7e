"""Somebody acts in the log Z1 of a home, as often as it is told: `python -m paizhu.cli.tests.acting TIMES`."""

import os
import sys
from collections.abc import Mapping

from paizhu.tests import commands


def act(times: int, surroundings: Mapping[str, str]) -> None:
    """Let somebody act there. surroundings: of the home."""
    ended = commands.run("paizhu.cli.tests.acting", str(times), env=os.environ | dict(surroundings))
    assert ended.returncode == 0, ended.stderr


def _main(times: int) -> None:
    import django

    django.setup()
    from django.db import transaction

    from paizhu.journal.entries import append
    from paizhu.journal.tests.conftest import ACT
    from paizhu.registry.database import make_ready

    make_ready()
    for _turn in range(times):
        with transaction.atomic():
            append("Z1", **ACT)


if __name__ == "__main__":
    _main(int(sys.argv[1]))

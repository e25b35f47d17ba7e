"""A served city of the cast in which acts are on record, for journeys of several people."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from paizhu.tests import commands
from paizhu.tests.serving import serving


@dataclass(frozen=True, slots=True)
class City:
    """A served city. keys: of sessions, by the name of whoever has signed in."""

    home: Path
    address: str
    keys: dict[str, str]

    def enter(self, page: Page, who: str) -> None:
        """Let that one have signed in."""
        cookie = {"name": "paizhu_session", "value": self.keys[who], "url": self.address}
        page.context.add_cookies([cookie])  # type: ignore[list-item]


@contextmanager
def recorded(home: Path, city: str = "recorded_city") -> Iterator[City]:
    """Serve a product of its own, with that city. city: the module that makes it."""
    with serving(home) as (_, host):
        made = commands.run(
            f"paizhu.tests.{city}",
            env=os.environ | {"PAIZHU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "paizhu.settings"},
        )
        assert made.returncode == 0, made.stderr
        yield City(home, f"http://{host}", json.loads(made.stdout.splitlines()[-1]))

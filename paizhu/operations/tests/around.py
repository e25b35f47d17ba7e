"""Homes of tests, each with a database of its own, and the product's commands as processes of their own in them."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paizhu.tests import commands
from paizhu.tests.migrated import migrated
from paizhu.tests.postgresql import TEMPLATE, running

PASSPHRASE = "correct horse battery"


@dataclass(slots=True)
class Around:
    """A home and its database; address: "" for SQLite in the home.  within_s: a command ends by then."""

    home: Path
    address: str = ""
    within_s: float = 300

    @property
    def env(self) -> dict[str, str]:
        """What processes of this home are started with."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PAIZHU", "DATABASE"))}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "paizhu.settings",
            "PAIZHU_HOME": str(self.home),
            "PAIZHU_LANG": "en",
            "PAIZHU_BACKUP_PASSPHRASE": PASSPHRASE,
            "DATABASE_URL": self.address,
        }

    def ready(self) -> "Around":
        """Give a home what a first start does: a secret key, and on SQLite tables; one of PostgreSQL is made with them."""
        if not self.address:
            migrated(self.home)
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "secret-key").write_text("x" * 50, encoding="utf-8")
        return self

    def paizhu(self, *words: object, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of the product to its end."""
        return self._run("paizhu", *words, **more)

    def beside(self, *words: str) -> Any:
        """Run `working` beside the product, and return what it tells."""
        if words[:1] == ("seed",):
            self.ready()
        ended = self._run("paizhu.operations.tests.working", *words)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    def start(self, module: str, *words: str, **more: str) -> commands.Started:
        """Start a process, in a group of its own."""
        return commands.start(module, *words, env=self.env | more, told=True, apart=True)

    def _run(self, module: str, *words: object, **more: str) -> "subprocess.CompletedProcess[str]":
        return commands.run(module, *map(str, words), env=self.env | more, within_s=self.within_s)


@contextmanager
def two_databases(kind: str) -> Iterator[tuple[str, str]]:
    """Addresses of two databases of a kind: one with all its tables, one with none."""
    if kind == "sqlite":
        yield "", ""
        return
    with running(TEMPLATE) as address:
        import psycopg  # noqa: PLC0415  only here

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE another")
        yield address, address.removesuffix("paizhu") + "another"

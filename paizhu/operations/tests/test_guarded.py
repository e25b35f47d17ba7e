"""A guarded installation from end to end: an owner, a role of the product that owns nothing, and who tries to get around."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from paizhu.operations.tests.around import Around
from paizhu.tests.postgresql import running

pytestmark = pytest.mark.long
ROLES = ("paizhu_owner", "paizhu_app")
BACKUP = ("--encrypt", "--json")


@dataclass(frozen=True, slots=True)
class Guarded:
    """owner, product: the same home, by the one role and the other.  admin: who makes roles and databases."""

    owner: Around
    product: Around
    admin: str

    def sql(self, statement: str, *values: object) -> list[Any]:
        """Run a statement with the product's way into the database, and nothing else of its."""
        with psycopg.connect(self.product.address, autocommit=True) as connection:
            return connection.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    home = tmp_path_factory.mktemp("guarded") / "home"
    with running() as admin:
        with psycopg.connect(admin, autocommit=True) as connection:
            for role in ROLES:
                connection.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER")
            for name in ("work", "again"):
                connection.execute(f"CREATE DATABASE {name} OWNER paizhu_owner TEMPLATE template0")
        address = admin.removesuffix("paizhu") + "work"
        owner, product = (Around(home, address.replace("paizhu@", f"{role}@")) for role in ROLES)
        made = Guarded(owner, product, admin)
        made.owner.beside("seed")
        ended = made.owner.paizhu("database", "guard", "paizhu_app")
        assert ended.returncode == 0, ended.stderr
        yield made


def found(around: Around) -> dict[str, str]:
    ended = around.paizhu("doctor", "--json")
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    return {one["check"]: one["grade"] for one in told if one["check"] == "rows"}


def test_the_product_works_as_its_role(guarded: Guarded) -> None:
    listed = guarded.product.paizhu("matter", "list", "--seat", "S-head", "--json")
    assert listed.returncode == 0, listed.stderr
    assert json.loads(listed.stdout)["matters"]
    worked = guarded.product.paizhu("work", "--once")
    assert worked.returncode == 0, worked.stderr
    assert "warnings and escalations" in worked.stdout
    verified = guarded.product.paizhu("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_doctor_says_for_whom_it_is_in_force(guarded: Guarded, tmp_path: Path) -> None:
    assert found(guarded.product) == {"rows": "well"}
    assert found(guarded.owner) == {"rows": "warning"}
    without = Around(tmp_path / "other", guarded.product.address)
    without.home.mkdir(mode=0o700)
    assert found(without) == {"rows": "wrong"}


ATTEMPTS = {
    "switch it off": "ALTER TABLE door_matter DISABLE ROW LEVEL SECURITY",
    "drop a policy": "DROP POLICY read ON door_matter",
    "make a policy": "CREATE POLICY mine ON door_matter USING (TRUE)",
    "become the owner": "SET ROLE paizhu_owner",
    "read the key": "SELECT secret FROM guard.secret",
    "replace a function": "CREATE OR REPLACE FUNCTION guard.person() RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
    "make a function": "CREATE FUNCTION public.mine() RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
    "make a type that comes before ours": "CREATE DOMAIN pg_temp.text AS pg_catalog.text",
    "make a table that comes before ours": "CREATE TEMPORARY TABLE journal_log (id bigint, length integer)",
    "make a schema": "CREATE SCHEMA mine",
    "empty a table": "TRUNCATE door_matter CASCADE",
    "ask no policy": "SET row_security = off; SELECT * FROM door_matter",
    "take a trigger away": "DROP TRIGGER journal_entry_kept ON journal_entry",
    "claim a migration": "DELETE FROM django_migrations",
}


@pytest.mark.parametrize("statement", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_role_cannot_get_around_the_policies(statement: str, guarded: Guarded) -> None:
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        psycopg.connect(guarded.product.address) as connection,
    ):
        connection.execute(statement)


def test_names_of_the_roles_own_are_not_run_as_the_owner(guarded: Guarded) -> None:
    """Also where somebody lets it make some: the functions of the policies look for theirs elsewhere first."""
    with psycopg.connect(guarded.admin.removesuffix("paizhu") + "work", autocommit=True) as admin:
        admin.execute("GRANT TEMPORARY ON DATABASE work TO paizhu_app")
    try:
        with psycopg.connect(guarded.product.address, autocommit=True) as connection:
            connection.execute(
                "CREATE FUNCTION pg_temp.took(pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE 'run as %', current_user; END $$"
            )
            connection.execute("CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.took(VALUE))")
            connection.execute(
                "CREATE DOMAIN pg_temp.date AS pg_catalog.date CHECK (pg_temp.took(VALUE::pg_catalog.text))"
            )
            with pytest.raises(psycopg.errors.RaiseException, match="run as paizhu_app"):
                connection.execute("SELECT 'x'::text")
            said = '{"opens": "seat", "person": "a", "organ": "b", "kept_kinship": ["c"], "on": "2026-01-01"}'
            held = f"jsonb_populate_record(NULL::guard.ticket, '{said}')"
            for call in (
                "barred(1, {})",
                "sight(1, {})",
                "shows(1, {}, 2, NULL, NULL)",
                "told(1, 'b', {})",
                "writes(1, {})",
            ):
                connection.execute(f"SELECT guard.{call.format(held)}")
            for call in ("held()", "organs()", "person()", "all_rows()", "unbarred()"):
                connection.execute(f"SELECT guard.{call}")
    finally:
        with psycopg.connect(guarded.admin.removesuffix("paizhu") + "work", autocommit=True) as admin:
            admin.execute("REVOKE TEMPORARY ON DATABASE work FROM paizhu_app")


def test_the_way_into_the_database_alone_shows_nothing(guarded: Guarded) -> None:
    assert guarded.sql("SELECT count(*) FROM door_matter") == [(0,)]
    said = '{"opens":"works","why":"worker"}'
    for ticket in (said, "0" * 64 + said):
        with psycopg.connect(guarded.product.address, autocommit=True) as connection:
            connection.execute("SELECT set_config('paizhu.ticket', %s, false)", (ticket,))
            assert connection.execute("SELECT count(*) FROM door_matter").fetchall() == [(0,)]


def test_backup_is_the_owners_and_comes_back(guarded: Guarded, tmp_path: Path) -> None:
    file = tmp_path / "paizhu.backup"
    refused = guarded.product.paizhu("backup", file, *BACKUP)
    assert (refused.returncode, file.exists()) == (2, False)
    assert "as the owner" in refused.stderr
    made = guarded.owner.paizhu("backup", file, *BACKUP)
    assert made.returncode == 0, made.stderr
    new = Around(tmp_path / "new", guarded.owner.address.removesuffix("work") + "again")
    back = new.paizhu("restore", file, "--json")
    assert back.returncode == 0, back.stdout + back.stderr
    assert json.loads(back.stdout)["heads"] == json.loads(made.stdout)["heads"]
    assert found(new) == {"rows": "warning"}
    assert new.paizhu("database", "guard", "paizhu_app").returncode == 0
    app = Around(new.home, new.address.replace("paizhu_owner@", "paizhu_app@"))
    assert found(app) == {"rows": "well"}


def test_guard_is_refused_for_a_role_above_the_policies(guarded: Guarded) -> None:
    for role, why in (
        ("paizhu", "above the policies"),
        ("paizhu_owner", "above the policies"),
        ("nobody", "no role"),
    ):
        ended = guarded.owner.paizhu("database", "guard", role)
        assert (ended.returncode, why in ended.stderr) == (2, True), ended.stderr
    ended = guarded.product.paizhu("database", "guard", "paizhu_app")
    assert (ended.returncode, "does not own the tables" in ended.stderr) == (2, True), ended.stderr
    assert found(guarded.product) == {"rows": "well"}

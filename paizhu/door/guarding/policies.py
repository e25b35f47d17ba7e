"""The policies of the guarded tables, as SQL: for the application's role, and one for the owner of the tables that opens all."""

from collections.abc import Iterator

from paizhu.door.guarding.functions import opens_all
from paizhu.door.guarding.tables import Guarded, Shown, guarded
from paizhu.door.rule import Reach
from paizhu.guard.tickets import Opens

# Verified once for a statement and table, not for each row.
_HELD = "(SELECT guard.held())"
# For reads beyond a seat, which go through many rows. What does not even say so, as hardly any ticket does, need not be
# verified: that is looked at here, since to call the function takes many times as long.
_SAID = "substr(current_setting('paizhu.ticket', TRUE), 65)"
_ALL = f"(SELECT CASE WHEN {opens_all(_SAID)} THEN guard.all_rows() ELSE FALSE END)"
# What entries commit to is typed content. Only who verifies a log reads it, whoever acts adds to it.
CONTENT = "journal_content"


def tables() -> list[str]:
    """Return the names of all tables with policies."""
    return sorted([*(one.table for one in guarded()), CONTENT])


def statements(role: str, owner: str) -> Iterator[str]:
    """Give the statements that guard all tables. role, owner: quoted names of the application's role and the tables' owner."""
    for one in guarded():
        yield from _guards(one, role)
    yield _policy("read", CONTENT, "SELECT", role, using=_opens(Opens.READS, Opens.WORKS))
    yield _policy("write", CONTENT, "INSERT", role, check="TRUE")
    yield _policy("remove", CONTENT, "DELETE", role, using=_opens(Opens.WORKS))
    for table in tables():
        yield f"CREATE POLICY owner ON public.{table} TO {owner} USING (TRUE) WITH CHECK (TRUE)"
        yield f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE public.{table} FORCE ROW LEVEL SECURITY"


def _guards(one: Guarded, role: str) -> Iterator[str]:
    writes = _unless_lacking(one, f"guard.writes({one.of}, {_HELD})")
    opens = f"{writes} OR {_opened(one)}" if one.shown is Shown.MATTER else writes
    yield _policy("read", one.table, "SELECT", role, using=_nearly_always(_shows(one)))
    yield _policy("write", one.table, "INSERT", role, check=opens)
    yield _policy("change", one.table, "UPDATE", role, using=writes, check=writes)
    yield _policy("remove", one.table, "DELETE", role, using=writes)


def _shows(one: Guarded) -> str:
    day = f'{one.table}."{one.on}"' if one.on else "NULL"
    by = f'{one.table}."{one.by}"' if one.by else "NULL"
    shows = f"guard.shows({one.of}, {_HELD}, {int(one.least)}, {day}, {by})"
    match one.shown:
        case Shown.MATTER:
            # The owner has a part in its matter for good, and whose turn it is has one now: neither need be looked up.
            own = (
                f"(SELECT guard.organs()) ?| ARRAY[{one.table}.owner_id::text, {one.table}.awaited_id::text]"
            )
            rest = f"guard.shows_matter({one.of}, {one.table}.owner_id, {_HELD})"
            return f"{_ALL} OR {own} OR {_in('outlined', one)} OR {rest}"
        case Shown.PARTS:
            # The parts by which a seat sees its matters, without looking anything up: lists are read off them, or, with a filter,
            # off all parts of its organs by a read beyond it.
            own = f"{one.table}.person_id IS NULL AND (SELECT guard.organs()) ? {one.table}.organ_id"
            return f"{_ALL} OR ({own}) OR {one.table}.person_id = (SELECT guard.person()) OR {shows}"
        case Shown.NOTICES:
            return f"guard.told({one.of}, {one.table}.organ_id, {_HELD})"
        case Shown.RECUSALS:
            outline = f"guard.shows({one.of}, {_HELD}, {int(Reach.OVERVIEW)}, NULL, NULL)"
            return f"{one.table}.matter_id IS NULL OR {one.table}.person_id = (SELECT guard.person()) OR {outline}"
        case Shown.BY_MATTER if one.many:
            surely = _in("whole" if one.least > Reach.OVERVIEW else "lasting", one)
            return _unless_lacking(one, f"{_ALL} OR {surely} OR {shows}")
        case Shown.BY_MATTER:
            return _unless_lacking(one, shows)


def _in(view: str, one: Guarded) -> str:
    """OFFSET: all matters of a seat are many more than a page asks for, and are not to be gathered first."""
    return f"EXISTS (SELECT 1 FROM guard.{view} v WHERE v.matter_id = {one.of} OFFSET 0)"  # noqa: S608  names of ours


def _nearly_always(condition: str) -> str:
    """The condition, said so that the planner takes nearly every row to meet it: a seat asks for what it sees.

    Of a function it would guess one row in three, and then sort all rows rather than take the first ones of an index.
    """
    return f"CASE WHEN {condition} THEN TRUE END IS NOT NULL"


def _unless_lacking(one: Guarded, condition: str) -> str:
    return f"{one.of} IS NULL OR {condition}" if one.may_lack else condition


def _opened(one: Guarded) -> str:
    return f"guard.opened({one.table}.id, {one.table}.owner_id, {_HELD})"


def _opens(*kinds: Opens) -> str:
    return f"({_HELD}).opens IN ({', '.join(repr(kind.value) for kind in kinds)})"


def _policy(name: str, table: str, what: str, role: str, *, using: str = "", check: str = "") -> str:
    conditions = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
    return f"CREATE POLICY {name} ON public.{table} FOR {what} TO {role}{conditions}"

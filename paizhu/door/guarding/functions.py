# ruff: noqa: S608  the statements are made of our own words only
"""The functions of the guarded database: which ticket is held, and what it shows. The rule in them is that of `paizhu.door.rule`.

They belong to the owner of the tables and read as it does; the application may call them, and not look into the key.
"""

from collections.abc import Iterator

from paizhu.door.basis import Basis
from paizhu.door.rule import (
    COUNTS,
    STANDS,
    Reach,
    as_sql,
    lasting_as_sql,
    outlined_as_sql,
    seen_as_sql,
    whole_as_sql,
)
from paizhu.guard.tickets import Opens

SCHEMA = "guard"
_DERIVED = [basis.value for basis in Basis if basis is not Basis.DECLARED]
# The path is fixed, with what a session makes for itself at its end: names in a body are looked up when it is called, and a
# type or operator of the caller's own making would be run as the owner.
_OF_OWNER = "SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp"

# keeps: whether the person keeps out of any matter at all; not said in the ticket, looked up when it is verified.
_TICKET = f"""CREATE TYPE guard.ticket AS (opens text, why text, person text, organ text, led text[], "on" date,
    stands bigint[], acting text, matter bigint, after bigint, keeps boolean,
    {", ".join(f"kept_{b} text[]" for b in _DERIVED)})"""

# As `paizhu.guard.tickets.seal`. What is not sealed, or was sealed for another connection, is no ticket. Each function that
# tells something of the ticket has this in it: to call another one for it takes as long as the rest.
_VERIFIED = """given text := current_setting('paizhu.ticket', TRUE);
    said text := substr(given, 65);
    key bytea;
    {more}
BEGIN
    IF coalesce(said, '') = '' THEN RETURN {none}; END IF;
    SELECT secret INTO key FROM guard.secret;
    IF left(given, 64) IS DISTINCT FROM
        encode(sha256(key || sha256(key || convert_to(pg_backend_pid() || ' ' || said, 'UTF8'))), 'hex')
    THEN RETURN {none}; END IF;"""
# The lines of a ticket, see `paizhu.guard.tickets.Ticket.signed`.
_ALL_OF_IT, _ORGANS_OF_IT, _SEAT_OF_IT = (f"split_part(said, E'\\n', {n})::jsonb" for n in (1, 2, 3))


def opens_all(said: str) -> str:
    """SQL that tells whether a ticket's text begins as those do that open every row. said: SQL of the text."""
    beginnings = [opens.beginning for opens in (Opens.READS, Opens.WORKS)]
    return f"left({said}, {len(beginnings[0])}) IN ({', '.join(map(repr, beginnings))})"


def _of_ticket(name: str, returns: str, then: str, *, more: str = "", none: str = "NULL") -> str:
    """A function that tells something of the ticket, once it is verified. none: what it returns where there is none.

    more: what it declares.
    """
    return f"""CREATE FUNCTION guard.{name}() RETURNS {returns} LANGUAGE plpgsql STABLE {_OF_OWNER} AS $$
DECLARE
    {_VERIFIED.format(more=more, none=none)}
    {then}
END $$"""


_HELD = _of_ticket(
    "held",
    "guard.ticket",
    f"""held := jsonb_populate_record(NULL::guard.ticket, {_ALL_OF_IT});
    held.keeps := coalesce({", ".join(f"held.kept_{b}" for b in _DERIVED)}) IS NOT NULL
        OR EXISTS (SELECT 1 FROM public.door_recusal WHERE person_id = held.person);
    RETURN held;""",
    more="held guard.ticket;",
)

_SEEN = seen_as_sql("held.person", "held.organ", "held.led")
_RUNNING = COUNTS.format(on='held."on"')
_REACH, _UNTIL = as_sql("held.person", "held.organ", "held.led", 'held."on"')

# How far the seat of a ticket sees into a matter, and the day from which it sees no more: `visibility.sights`, and beyond it
# the matters for which the seat stands in.
_LOOK = f"""SELECT s.reach, s.ended INTO reach, ended FROM (
        SELECT {_REACH} AS reach, {_UNTIL} AS ended
        FROM public.door_participation p JOIN public.door_matter m ON m.id = p.matter_id
        WHERE p.matter_id = asked AND {_RUNNING}) s
    ORDER BY s.reach DESC, coalesce(s.ended, 'infinity') DESC LIMIT 1;
    reach := coalesce(reach, 0);
    IF reach = 0 THEN ended := NULL; END IF;
    IF reach > {int(Reach.OVERVIEW)} AND held.keeps AND guard.barred(asked, held) THEN reach := {int(Reach.OVERVIEW)}; END IF;
    IF reach = {int(Reach.OVERVIEW)} AND asked = ANY (held.stands) THEN
        reach := {int(Reach.CONTENT)};
        ended := NULL;
    END IF;"""
_SIGHT = f"""CREATE FUNCTION guard.sight(asked bigint, held guard.ticket, OUT reach integer, OUT ended date)
    LANGUAGE plpgsql STABLE {_OF_OWNER} AS $$
BEGIN
    {_LOOK}
END $$"""

# `visibility.barred`: a recusal declared and not decided against, or derived and not decided against.
_BARRED = f"""CREATE FUNCTION guard.barred(asked bigint, held guard.ticket) RETURNS boolean
    LANGUAGE plpgsql STABLE {_OF_OWNER} AS $$
DECLARE
    owner text;
    counterpart text;
BEGIN
    IF NOT held.keeps THEN RETURN FALSE; END IF;
    SELECT m.owner_id, m.counterpart_id INTO owner, counterpart FROM public.door_matter m WHERE m.id = asked;
    IF EXISTS (SELECT 1 FROM public.door_recusal WHERE person_id = held.person
        AND {STANDS.format(on='held."on"')} AND (matter_id = asked OR organ_id IN (owner, counterpart)))
    THEN RETURN TRUE; END IF;
    {{derived}}
    RETURN FALSE;
END $$"""

_KEPT = """IF held.kept_{basis} IS NOT NULL AND (coalesce(owner = ANY (held.kept_{basis}), FALSE)
        OR coalesce(counterpart = ANY (held.kept_{basis}), FALSE)
        OR EXISTS (SELECT 1 FROM public.door_ground WHERE matter_id = asked AND toward = ANY (held.kept_{basis})))
        AND NOT EXISTS (SELECT 1 FROM public.door_recusal
            WHERE matter_id = asked AND person_id = held.person AND basis = '{basis}' AND NOT holds)
    THEN RETURN TRUE; END IF;"""

# Whether rows of a matter can be written: of the one in hand, and of those that the acting organ has opened since.
_WRITES = f"""CREATE FUNCTION guard.writes(asked bigint, held guard.ticket) RETURNS boolean
    LANGUAGE plpgsql STABLE {_OF_OWNER} AS $$
BEGIN
    IF held.opens = '{Opens.WORKS}' THEN RETURN TRUE; END IF;
    IF held.opens IS DISTINCT FROM '{Opens.ACT}' THEN RETURN FALSE; END IF;
    RETURN coalesce(asked = held.matter, FALSE) OR (asked > held.after AND EXISTS (
        SELECT 1 FROM public.door_matter m WHERE m.id = asked AND m.owner_id = held.acting));
END $$"""

# Whether a row about a matter is shown. needed: what has to be seen of the matter.  day, by: see `tables.Guarded`.
_SHOWS = f"""CREATE FUNCTION guard.shows(asked bigint, held guard.ticket, needed integer, day date, by text) RETURNS boolean
    LANGUAGE plpgsql STABLE {_OF_OWNER} AS $$
DECLARE
    reach integer;
    ended date;
BEGIN
    IF held.opens IN ('{Opens.READS}', '{Opens.WORKS}') THEN RETURN TRUE; END IF;
    IF held.opens IS NULL THEN RETURN FALSE; END IF;
    IF held.opens = '{Opens.ACT}' AND guard.writes(asked, held) THEN RETURN TRUE; END IF;
    IF needed = {int(Reach.OVERVIEW)} AND day IS NULL THEN
        -- Lists ask this of each row; no recusal takes the outline away.
        RETURN EXISTS (SELECT 1 FROM public.door_participation p
            WHERE p.matter_id = asked AND {_RUNNING} AND ({_SEEN}));
    END IF;
    {_LOOK}
    RETURN reach >= needed
        AND (ended IS NULL OR day IS NULL OR day < ended OR coalesce(by = held.organ, FALSE));
END $$"""

# A matter that the act has just opened, which no part leads to yet.
_OPENED = f"""CREATE FUNCTION guard.opened(asked bigint, owner text, held guard.ticket) RETURNS boolean
    LANGUAGE plpgsql STABLE {_OF_OWNER}
    AS $$ BEGIN RETURN coalesce(held.opens = '{Opens.ACT}' AND asked > held.after AND owner = held.acting, FALSE); END $$"""
_SHOWS_MATTER = f"""CREATE FUNCTION guard.shows_matter(asked bigint, owner text, held guard.ticket) RETURNS boolean
    LANGUAGE plpgsql STABLE {_OF_OWNER} AS $$
BEGIN
    RETURN guard.shows(asked, held, {int(Reach.OVERVIEW)}, NULL, NULL) OR guard.opened(asked, owner, held);
END $$"""

# Whether a notice is shown: to the organ that it is for, on a matter of which the person sees anything and is not barred from.
_TOLD = f"""CREATE FUNCTION guard.told(asked bigint, organ text, held guard.ticket) RETURNS boolean
    LANGUAGE plpgsql STABLE {_OF_OWNER} AS $$
BEGIN
    IF held.opens = '{Opens.READS}' OR guard.writes(asked, held) THEN RETURN TRUE; END IF;
    RETURN coalesce(organ = held.organ, FALSE)
        AND guard.shows(asked, held, {int(Reach.OVERVIEW)}, NULL, NULL) AND NOT guard.barred(asked, held);
END $$"""

# For conditions that the planner can look into: whose parts a seat sees anyhow, as keys, which are found many times quicker
# than in an array, of nobody no organ; its person; whether every row is read.
_ORGANS = _of_ticket("organs", "jsonb", f"RETURN {_ORGANS_OF_IT};", none="'{}'")
_PERSON = _of_ticket("person", "text", f"RETURN {_SEAT_OF_IT} ->> 0;")
_ALL = _of_ticket("all_rows", "boolean", f"RETURN {opens_all('said')};", none="FALSE")
# The organ of a seat whose person keeps out of no matter.
_UNBARRED = _of_ticket(
    "unbarred",
    "text",
    f"""seat := {_SEAT_OF_IT};
    IF seat ->> 1 <> '' OR EXISTS (SELECT 1 FROM public.door_recusal WHERE person_id = seat ->> 0)
    THEN RETURN NULL; END IF;
    RETURN seat ->> 2;""",
    more="seat jsonb;",
)

# Matters of which a seat surely sees the outline, the outline with rows of all days, or all content: most that it asks for. For
# conditions that the planner can look into; to ask a function of each row takes ten times as long. They show their reader
# nothing but what the ticket shows anyhow.
_OUTLINED = f"""CREATE VIEW guard.outlined AS SELECT p.matter_id FROM public.door_participation p
    WHERE {outlined_as_sql("(SELECT guard.organs())")}"""
_LASTING = f"""CREATE VIEW guard.lasting AS SELECT p.matter_id FROM public.door_participation p
    WHERE {lasting_as_sql("(SELECT guard.unbarred())")}"""
_WHOLE = f"""CREATE VIEW guard.whole AS SELECT p.matter_id
    FROM public.door_participation p JOIN public.door_matter m ON m.id = p.matter_id
    WHERE {whole_as_sql("(SELECT guard.unbarred())")}"""

VIEWS = ("guard.outlined", "guard.lasting", "guard.whole")


def statements() -> Iterator[str]:
    """Give the statements that make type and functions, in their order."""
    yield _TICKET
    yield _HELD
    yield _BARRED.replace("{derived}", "\n    ".join(_KEPT.format(basis=basis) for basis in _DERIVED))
    yield _SIGHT
    yield _WRITES
    yield _SHOWS
    yield _OPENED
    yield _SHOWS_MATTER
    yield _TOLD
    yield _ORGANS
    yield _PERSON
    yield _ALL
    yield _UNBARRED
    yield _OUTLINED
    yield _LASTING
    yield _WHOLE

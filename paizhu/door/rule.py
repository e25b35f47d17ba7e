"""The rule of who sees how much of a matter, as data.

`visibility` asks it of parts that were read, and the database is given the same lines as SQL (`paizhu.door.guarding`).
Nothing else says it again.

A matter is seen by the parts that organs and persons have in it. Of several parts the one that shows most counts.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Reach(IntEnum):
    """How far somebody sees into a matter. PAST: its content up to the day on which their part in it ended."""

    NONE = 0
    OVERVIEW = 1
    PAST = 2
    CONTENT = 3


class Whose(StrEnum):
    """Whose part it is, seen from a seat. PERSON: of its person.  ORGAN: of its organ.  LED: of an organ that its leads."""

    PERSON = "person"
    ORGAN = "organ"
    LED = "led"


@dataclass(frozen=True, slots=True)
class Line:
    """What a part shows. tells: it gives content, and the matter is not for named persons only.  over: it has ended.

    None: either way.
    """

    whose: Whose
    tells: bool | None
    over: bool | None
    reach: Reach


# The first one that fits counts; a part that none fits shows nothing.
LINES = (
    Line(Whose.PERSON, tells=None, over=None, reach=Reach.CONTENT),
    Line(Whose.ORGAN, tells=False, over=None, reach=Reach.OVERVIEW),
    Line(Whose.ORGAN, tells=True, over=True, reach=Reach.PAST),
    Line(Whose.ORGAN, tells=True, over=False, reach=Reach.CONTENT),
    Line(Whose.LED, tells=None, over=None, reach=Reach.OVERVIEW),
)

# A part by a grant (no side) counts only while it runs; a side's part goes on to show what was before its end. Of a part
# `p`, on a day.
COUNTS = "(p.side <> '' OR (p.since <= {on} AND (p.until IS NULL OR p.until > {on})))"
# A recusal that stands on a day: declared and not decided yet, or decided to hold.
STANDS = "(holds IS NULL OR holds) AND (until IS NULL OR until > {on})"

_SQL = {
    Whose.PERSON: "p.person_id = {person}",
    Whose.ORGAN: "p.person_id IS NULL AND p.organ_id = {organ}",
    Whose.LED: "p.person_id IS NULL AND p.organ_id = ANY ({led})",
}
_TELLS, _OVER = "(p.content AND NOT m.circle)", "coalesce(p.until <= {on}, FALSE)"


def shown(whose: Whose | None, *, tells: bool, over: bool) -> Reach:
    """Return what a part shows. whose: None, of somebody else."""
    for line in LINES:
        if line.whose is whose and line.tells in (None, tells) and line.over in (None, over):
            return line.reach
    return Reach.NONE


def as_sql(person: str, organ: str, led: str, on: str) -> tuple[str, str]:
    """Return what a part `p` of a matter `m` shows, as SQL: its reach as a number, and the day from which it shows no more.

    person, organ, led, on: SQL of the seat's person, organ, list of organs that its leads, and day.
    """
    given = {"person": person, "organ": organ, "led": led, "on": on}
    reach = " ".join(f"WHEN {_fits(line)} THEN {int(line.reach)}" for line in LINES)
    # What a person was given shows no past: it counts while it runs, and then not at all.
    until = f"CASE WHEN p.person_id IS NULL AND {_OVER} THEN p.until END"
    return f"CASE {reach} ELSE 0 END".format(**given), until.format(**given)


def seen_as_sql(person: str, organ: str, led: str) -> str:
    """Return the condition that a part `p` shows anything at all, as SQL."""
    given = {"person": person, "organ": organ, "led": led}
    showing = dict.fromkeys(line.whose for line in LINES if line.reach > Reach.NONE)
    return " OR ".join(f"({_SQL[whose]})" for whose in showing).format(**given)


def outlined_as_sql(organs: str) -> str:
    """Return a condition under which a part `p` shows its matter on every day: enough, though not the only one.

    organs: SQL of JSON with the seat's organ and those that it leads as keys. Hardly any part is a person's, or a grant.
    """
    return f"p.side <> '' AND p.person_id IS NULL AND {organs} ? p.organ_id"


def lasting_as_sql(organ: str) -> str:
    """Return a condition under which a part `p` shows an organ the outline of its matter on every day, rows of all days with it.

    organ: SQL of the seat's organ. As the last one; without the matter: where it is for named persons only, parts of organs
    show the outline alike, so none that has ended shows more.
    """
    return " AND ".join(["p.side <> ''", "p.until IS NULL", "p.content", _SQL[Whose.ORGAN]]).format(
        organ=organ
    )


def whole_as_sql(organ: str) -> str:
    """Return a condition under which a part `p` shows an organ its matter `m` with all content on every day; as the last ones.

    organ: SQL of the seat's organ. Hardly any part that shows content has an end.
    """
    tells = [
        _TELLS for line in LINES if line.whose is Whose.ORGAN and line.reach is Reach.CONTENT and line.tells
    ]
    return " AND ".join([lasting_as_sql(organ), *tells])


def _fits(line: Line) -> str:
    tells = "" if line.tells is None else f" AND {'' if line.tells else 'NOT '}{_TELLS}"
    over = "" if line.over is None else f" AND {'' if line.over else 'NOT '}{_OVER}"
    return f"({_SQL[line.whose]}{tells}{over})"

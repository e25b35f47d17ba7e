"""A small fixed world, norms made in a line, and questions put to them."""

from collections.abc import Iterable
from datetime import date

from paizhu.norms.base import Base
from paizhu.norms.decide import Question, Ruling, decide
from paizhu.norms.model import (
    Act,
    Condition,
    Interpretation,
    Kind,
    Link,
    Modality,
    Norm,
    Relation,
    Stance,
    Verified,
)
from paizhu.norms.tests.worlds import FIRST, NOTHING, day, pack_of
from paizhu.norms.world import World

DUTY, POWER, PROHIBITION = Modality.DUTY, Modality.POWER, Modality.PROHIBITION
TODAY = day(5)

# An office is stationed at a host that has a group; the commission dispatches the office; a child office is a kind
# of office; a clerk has nothing to do with any of them.
KINDS = tuple(
    Kind(kind, NOTHING, parents)
    for kind, parents in {
        "party": (),
        "organ": ("party",),
        "office": ("organ",),
        "child_office": ("office",),
        "commission": ("organ",),
        "host": ("organ",),
        "group": ("organ",),
        "clerk": ("party",),
    }.items()
)
ACTS = tuple(
    Act(act, NOTHING) for act in ("help", "help.inspect", "help.inspect.fully", "help.appeal", "publish")
)
RELATIONS = (
    Relation("leads", NOTHING, None),
    Relation("dispatches", NOTHING, None),
    Relation("stationed_at", NOTHING, None),
    Relation("group_of", NOTHING, None),
    Relation("supervises", NOTHING, "stationed_at | stationed_at/~group_of"),
)
LINKS = (
    Link("dispatches", "commission", "office"),
    Link("stationed_at", "office", "host"),
    Link("stationed_at", "child_office", "host"),
    Link("group_of", "group", "host"),
    Link("leads", "commission", "clerk"),
)


def norm(
    name: str,
    modality: Modality = DUTY,
    act: str = "help",
    *,
    bearer: str = "office",
    toward: str = "group",
    when: str = "",
    unless: str = "",
    since: date = FIRST,
    until: date | None = None,
    rank: str = "party_1",
    includes_sub_acts: bool = False,
) -> Norm:
    """Return a norm; kinds in one text, parted by blanks; conditions parted by semicolons."""
    return Norm(
        id=name,
        regulation=rank,
        version="1",
        article="1",
        modality=modality,
        bearers=tuple(bearer.split()),
        act=act,
        toward=tuple(toward.split()),
        quote="",
        gist=NOTHING,
        since=since,
        until=until,
        verified=Verified.MEMORY,
        when=_conditions(when),
        unless=_conditions(unless),
        includes_sub_acts=includes_sub_acts,
    )


def _conditions(text: str) -> tuple[Condition, ...]:
    return tuple(Condition(*part.split()) for part in text.split(";") if part)


def reading(
    name: str, stance: Stance, act: str = "help", *, bearer: str = "office", toward: str = "group"
) -> Interpretation:
    return Interpretation(name, act, tuple(bearer.split()), tuple(toward.split()), stance, "", NOTHING, FIRST)


def small_base(*norms: Norm, readings: Iterable[Interpretation] = (), acts: Iterable[Act] = ACTS) -> Base:
    pack = pack_of(
        kinds=KINDS,
        acts=tuple(acts),
        relations=RELATIONS,
        norms=norms,
        interpretations=tuple(readings),
        links=LINKS,
    )
    return Base(pack)


def ruled(
    base: Base,
    act: str = "help",
    *,
    bearer: str = "office",
    toward: str | None = "group",
    on: date = TODAY,
    world: World | None = None,
) -> Ruling:
    return decide(Question(bearer, act, toward, on), base, world or base.archetypes)


def said(ruling: Ruling) -> tuple[str, list[str]]:
    """The answer and the ids of its grounds."""
    return ruling.answer.value, [rule.norm.id for rule in ruling.grounds]

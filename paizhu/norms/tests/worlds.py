"""Small random packs, worlds and questions, the same ones for the same seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from paizhu.norms.base import Base
from paizhu.norms.decide import Question
from paizhu.norms.model import (
    Act,
    Archetype,
    Condition,
    Interpretation,
    Kind,
    Link,
    Modality,
    Norm,
    Phrasings,
    Rank,
    Regulation,
    Relation,
    Stance,
    Text,
    Verified,
    Version,
)
from paizhu.norms.pack import Pack
from paizhu.norms.world import World

FIRST = date(2020, 1, 1)
DAYS = 6
NOTHING = Text("无", "none")
VERSION = Version("1", FIRST, None, 0, complete=True, verified=Verified.MEMORY, provisions=())
RANKS = (
    Rank("party_1", "party", 1, NOTHING),
    Rank("party_2", "party", 2, NOTHING),
    Rank("state_1", "state", 1, NOTHING),
    Rank("state_2", "state", 2, NOTHING),
)


@dataclass
class Small:
    """A pack, parties and links of a world of its own, and questions about it."""

    pack: Pack
    parties: dict[str, frozenset[str]]
    links: tuple[Link, ...]
    questions: list[Question] = field(default_factory=list)

    @property
    def base(self) -> Base:
        return Base(self.pack)

    def world(self, base: Base) -> World:
        return World(self.parties, self.links, base.paths, base.lineage)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def small(seed: int, questions: int = 4) -> Small:
    """Return the pack, world and questions of a seed; one in four is crowded, so that norms meet and conflict."""
    draw = Random(seed)
    crowded = draw.random() < 0.25
    kinds = _kinds(draw)[: 1 if crowded else None]
    acts = _acts(draw)[: 1 if crowded else None]
    relations = _relations(draw, kinds)
    ids = [k.id for k in kinds]
    pack = pack_of(
        kinds=kinds,
        acts=acts,
        relations=relations,
        norms=tuple(_norm(draw, n, ids, acts, relations) for n in range(draw.randint(4, 14))),
        interpretations=tuple(_reading(draw, n, ids, acts) for n in range(draw.randint(0, 4))),
    )
    parties = {f"p{n}": _some(draw, ids, 2) for n in range(draw.randint(2, 5))}
    links = tuple(_link(draw, list(parties), relations) for _ in range(draw.randint(3, 14)))
    asked = [_question(draw, list(parties), acts) for _ in range(questions)]
    return Small(pack, {p: frozenset(own) for p, own in parties.items()}, links, asked)


def pack_of(
    *,
    kinds: tuple[Kind, ...],
    acts: tuple[Act, ...],
    relations: tuple[Relation, ...],
    norms: tuple[Norm, ...],
    interpretations: tuple[Interpretation, ...] = (),
    archetypes: tuple[Archetype, ...] = (),
    links: tuple[Link, ...] = (),
) -> Pack:
    """Return a pack with one regulation for each rank, reaching back to the second day."""
    return Pack(
        id="small",
        title=NOTHING,
        reaches=day(1),
        digest="",
        within=relations[0].id,
        ranks=RANKS,
        kinds=kinds,
        acts=acts,
        relations=relations,
        regulations=tuple(Regulation(r.id, NOTHING, NOTHING, r.id, NOTHING, (VERSION,)) for r in RANKS),
        norms=norms,
        interpretations=interpretations,
        archetypes=archetypes,
        links=links,
        phrasings=Phrasings(),
    )


def _kinds(draw: Random) -> tuple[Kind, ...]:
    found: list[Kind] = []
    for n in range(draw.randint(2, 5)):
        above = draw.sample(found, min(len(found), draw.choice((0, 1, 1, 2))))
        found.append(Kind(f"k{n}", NOTHING, tuple(k.id for k in above)))
    return tuple(found)


def _acts(draw: Random) -> tuple[Act, ...]:
    found = [f"a{n}" for n in range(draw.randint(1, 2))]
    for depth in (1, 2):
        for above in [a for a in found if a.count(".") == depth - 1]:
            found += [f"{above}.s{n}" for n in range(draw.randint(0, 2))]
    return tuple(Act(a, NOTHING) for a in found)


def _relations(draw: Random, kinds: tuple[Kind, ...]) -> tuple[Relation, ...]:
    stored = [Relation(f"r{n}", NOTHING, None) for n in "abc"[: draw.randint(1, 3)]]
    found, filtered = list(stored), set[str]()
    for n in "xyz"[: draw.randint(0, 3)]:
        alternatives = []
        for _ in range(draw.randint(1, 3)):
            steps = [_step(draw, found, filtered, kinds) for _ in range(draw.choice((1, 1, 2, 3)))]
            alternatives.append("/".join(steps))
        path = " | ".join(alternatives)
        if "[" in path or any(other in path for other in filtered):
            filtered.add(f"d{n}")
        found.append(Relation(f"d{n}", NOTHING, path))
    return tuple(found)


def _step(draw: Random, relations: list[Relation], filtered: set[str], kinds: tuple[Kind, ...]) -> str:
    relation = draw.choice(relations).id
    if relation in filtered:  # neither turned round nor filtered again: compile_paths refuses both
        return relation
    back = draw.choice(("", "~"))
    kind = f"[{draw.choice(kinds).id}]" if draw.random() < 0.25 else ""
    return back + relation + kind


def _some(draw: Random, ids: list[str], most: int) -> tuple[str, ...]:
    return tuple(draw.sample(ids, draw.randint(1, min(most, len(ids)))))


def _span(draw: Random) -> tuple[date, date | None]:
    since = draw.choice((0, 0, 1, 2, 3, 4))
    return day(since), draw.choice((None, None, day(draw.randint(since + 1, DAYS))))


def _condition(draw: Random, kinds: list[str], relations: tuple[Relation, ...]) -> Condition:
    ends = draw.choice((("bearer", "toward"), ("bearer", "toward"), ("bearer", "kind"), ("toward", "kind")))
    first, second = draw.sample([draw.choice(kinds) if end == "kind" else end for end in ends], 2)
    return Condition(first, draw.choice(relations).id, second)


def _norm(
    draw: Random, n: int, kinds: list[str], acts: tuple[Act, ...], relations: tuple[Relation, ...]
) -> Norm:
    since, until = _span(draw)
    conditions = [_condition(draw, kinds, relations) for _ in range(3)]
    return Norm(
        id=f"n{n}",
        regulation=draw.choice(RANKS).id,
        version="",
        article="1",
        modality=draw.choice((Modality.DUTY, Modality.POWER, Modality.PROHIBITION)),
        bearers=_some(draw, kinds, 2),
        act=draw.choice(acts).id,
        toward=_some(draw, kinds, 2) if draw.random() < 0.8 else (),
        quote="",
        gist=NOTHING,
        since=since,
        until=until,
        verified=Verified.MEMORY,
        when=tuple(conditions[: draw.choice((0, 0, 1, 1, 2))]),
        unless=tuple(conditions[2 : draw.choice((2, 2, 2, 3))]),
        includes_sub_acts=draw.random() < 0.3,
    )


def _reading(draw: Random, n: int, kinds: list[str], acts: tuple[Act, ...]) -> Interpretation:
    since, until = _span(draw)
    return Interpretation(
        id=f"i{n}",
        act=draw.choice(acts).id,
        bearers=_some(draw, kinds, 2),
        toward=_some(draw, kinds, 2) if draw.random() < 0.8 else (),
        stance=draw.choice((Stance.SUPPORTS, Stance.SUPPORTS, Stance.DENIES, Stance.CONTESTED)),
        author="",
        gist=NOTHING,
        since=since,
        until=until,
    )


def _link(draw: Random, parties: list[str], relations: tuple[Relation, ...]) -> Link:
    stored = [r.id for r in relations if r.path is None]
    since, until = _span(draw)
    return Link(draw.choice(stored), draw.choice(parties), draw.choice(parties), since, until)


def _question(draw: Random, parties: list[str], acts: tuple[Act, ...]) -> Question:
    toward = draw.choice(parties) if draw.random() < 0.85 else None
    return Question(
        draw.choice(parties), draw.choice(acts).id, toward, day(draw.choice((0, 1, 2, 3, 3, 4, 4, 5, 5, 6)))
    )

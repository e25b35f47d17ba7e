"""Rulings about named organs, made in the world of the registry on the day asked about."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from msgspec import structs

from paizhu.norms import result
from paizhu.norms.base import Base
from paizhu.norms.cast import Cast
from paizhu.norms.decide import Question, Ruling, decide
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.local import overlay
from paizhu.norms.near import nearest
from paizhu.registry.day import Day, day_of
from paizhu.registry.local import Held, applying
from paizhu.registry.mentions import Recogniser
from paizhu.registry.parties import PERSON, parties, with_persons
from paizhu.registry.placing import Placed, Places
from paizhu.registry.records import Chart, Seat, holds_on
from paizhu.registry.responsible import bodies_of, host_of


class Several(UnknownTerm):
    """A kind stands for several parties here, and the answers differ; `near` names them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("parties", "、".join(names), tuple(names))


class Here:
    """A registry as it was known at one instant, with the base that rules in it. Immutable."""

    def __init__(self, chart: Chart, base: Base, packs: tuple[Held, ...] = ()) -> None:
        self.chart, self.base, self.packs = chart, base, packs
        self._over: dict[tuple[str, ...], Base] = {(): base}
        self.day = lru_cache(maxsize=8)(self._day)
        self.unit = lru_cache(maxsize=1024)(self._unit)

    @cached_property
    def recogniser(self) -> Recogniser:
        """What finds the names of organs; made when it is first asked for."""
        return Recogniser(self.chart.organs)

    @cached_property
    def seats_of(self) -> dict[str, tuple[Seat, ...]]:
        """All seats by person, past and future ones too; made when they are first asked for."""
        found: dict[str, list[Seat]] = {}
        for seat in self.chart.seats.values():
            found.setdefault(seat.person, []).append(seat)
        return {person: tuple(seats) for person, seats in found.items()}

    def _unit(self, organ: str, on: date) -> frozenset[str]:
        """The host to which an organ belongs on that day, with its bodies; the organ alone where it belongs to none."""
        if organ not in self.chart.organs:
            return frozenset({organ})
        host = host_of(self.chart, organ, on, on)
        return frozenset({organ, *(bodies_of(self.chart, host, on, on) if host else ())})

    def renewed(self, chart: Chart, packs: tuple[Held, ...]) -> "Here":
        """Return another registry with the same base, with what was made of this one as far as it is the same."""
        new = Here(chart, self.base, packs)
        if packs is self.packs:
            new._over = self._over
        if chart.organs is self.chart.organs and "recogniser" in vars(self):
            new.recogniser = self.recogniser
        return new

    def _day(self, on: date, *persons: str) -> Day:
        """The parties of a day, and those persons (ids as parties)."""
        if not persons:
            return day_of(parties(self.chart, on), self.base)
        codes = [person.removeprefix(PERSON) for person in persons]
        return day_of(with_persons(self.day(on).parties, codes), self.base)

    def day_of(self, ends: Iterable[str | None], on: date) -> Day:
        """Return the day with the persons that are among the ends of a question."""
        return self.day(on, *sorted({end for end in ends if end and self._is_person(end)}))

    def _is_person(self, term: str) -> bool:
        return term.startswith(PERSON) and term not in self.chart.organs

    def places(self, on: date) -> Places:
        """Return the parties of a day, to be found by kind and by how they stand to others."""
        return Places(self.day(on), self.base)

    def rule(self, bearer: str, act: str, toward: str | None, on: date, lang: str) -> result.Result:
        """Return the ruling on a question in terms: each party an organ (id, name), a post or person (id), or a kind.

        Raises UnknownTerm for a word that stands for nothing, or for several organs.
        """
        asked = self.base.act_id(act)
        ends = [self.term(bearer, on), self.term(toward, on) if toward else None]
        day = self.day_of(ends, on)
        if not any(end and end in day.world.kinds for end in ends):
            question = Question(str(ends[0]), asked, ends[1], on)
            return result.of_ruling(decide(question, self.base, self.base.archetypes), self.base, lang)
        placed = Places(day, self.base).placed([end for end in ends if end and end in day.world.kinds], ends)
        if placed is None:
            kind = next(str(end) for end in ends if end and end not in day.world.kinds)
            raise UnknownTerm("party of this kind", kind, ())
        return self.said(self.ruled(placed, asked, on), lang)

    def term(self, word: str, on: date) -> str:
        """Return the id of the organ, post, person, else of the kind, that a word stands for; an organ's own id wins.

        Raises UnknownTerm; for a person without what is near, because codes of others are nobody's to read.
        """
        if self._is_person(word):
            if not self._knows(word.removeprefix(PERSON)):
                raise UnknownTerm("person", word, ())
            return word
        if word not in self.chart.organs and word in self.day(on).world.kinds:
            return word  # the id of a post as a party
        called = (word,) if word in self.chart.organs else self.recogniser.names.called(word)
        if len(called) == 1:
            organ = self.chart.organs[called[0]]
            if not holds_on(organ, on):
                raise UnknownTerm("organ on that day", word, ())
            return called[0]
        if called:
            raise UnknownTerm("organ", word, tuple(f"{self.chart.organs[c].name} ({c})" for c in called))
        try:
            return self.base.kind_id(word)
        except UnknownTerm as unknown:
            near = nearest(word, self.called())
            raise UnknownTerm("kind of party", word, near or unknown.near) from None

    def _knows(self, code: str) -> bool:
        """Whether the registry says anything of a person: facts, or a seat on whatever day."""
        return code in self.chart.persons or any(s.person == code for s in self.chart.seats.values())

    def called(self) -> list[str]:
        """Return the names and shorts of all organs: what to offer for a name that is none."""
        organs = self.chart.organs.values()
        return [organ.name for organ in organs] + [organ.short for organ in organs if organ.short]

    def ruled(self, placed: Placed, act: str, on: date) -> Ruling:
        """Return the ruling in the registry's world, with the names of its parties. Raises Several."""
        day = self.day_of((placed.bearer, *placed.counterparts), on)
        asked = [Question(placed.bearer, act, p, on) for p in placed.counterparts or (None,)]
        base = self.over(self.applying(asked[0], day))
        rulings = [decide(question, base, day.world) for question in asked]
        if any((r.answer, r.grounds) != (rulings[0].answer, rulings[0].grounds) for r in rulings):
            raise Several([day.names[p] for p in placed.counterparts])
        # None of several was named, and all are answered alike: the answer is about all of them.
        called = {p: "、".join(day.names[p] for p in placed.counterparts) for p in placed.counterparts[:1]}
        return structs.replace(rulings[0], cast=Cast(day.names | called, day.world))

    def said(self, ruling: Ruling, lang: str) -> result.Result:
        """Return a ruling as plain data, with the relation on that day that it rests on."""
        return result.of_ruling(ruling, self.base_of(ruling), lang) | {"organs": self.organs(ruling)}

    def organs(self, ruling: Ruling) -> dict[str, Any]:
        """Return who the two parties are, how they stand on that day and on what basis, and who is over the second."""
        question = ruling.question
        day = self._day_ruled(ruling)
        relations: list[dict[str, Any]] = []
        over: list[str] = []
        if question.toward is not None:
            there = day.proof.between(question.bearer, question.toward)
            relations = there + day.proof.between(question.toward, question.bearer)
            over = day.world.reached("supervises", question.toward, question.on.toordinal(), back=True)
        return {
            "bearer": self._party(question.bearer, day),
            "toward": self._party(question.toward, day) if question.toward else None,
            "relations": relations,
            "local": self._local(ruling, day),
            "supervised_by": [{"id": p, "name": day.names[p]} for p in over if p in self.chart.organs],
        }

    def applying(self, question: Question, day: Day) -> tuple[Held, ...]:
        """Return the local packs that hold between the parties of a question on its day."""
        ends = [end for end in (question.bearer, question.toward) if end is not None]
        return applying(self.packs, ends, day.parties)

    def over(self, packs: tuple[Held, ...]) -> Base:
        """Return the base with these local packs over it."""
        key = tuple(p.local.id for p in packs)
        if key not in self._over:
            self._over[key] = overlay(self.base, [(p.local, p.since) for p in packs])
        return self._over[key]

    def base_of(self, ruling: Ruling) -> Base:
        """Return the base that the ruling was made with."""
        return self.over(self.applying(ruling.question, self._day_ruled(ruling)))

    def _day_ruled(self, ruling: Ruling) -> Day:
        question = ruling.question
        return self.day_of((question.bearer, question.toward), question.on)

    def local_norm(self, norm: str) -> Base | None:
        """Return the base in which a local norm stands; None when no local pack has it."""
        packs = tuple(p for p in self.packs if any(n.id == norm for n in p.local.norms))
        return self.over(packs[:1]) if packs else None

    def _local(self, ruling: Ruling, day: Day) -> list[dict[str, Any]]:
        """The local packs that were looked through, and which of their norms the answer rests on."""
        grounds = {rule.norm.id for rule in ruling.grounds}
        return [
            {
                "id": p.local.id,
                "title_zh": p.local.title.zh,
                "title_en": p.local.title.en,
                "authority": {"id": p.authority, "name": self.chart.organs[p.authority].name},
                "since": p.since.isoformat(),
                "grounds": [n.id for n in p.local.norms if n.id in grounds],
            }
            for p in self.applying(ruling.question, day)
        ]

    def _party(self, party: str, day: Day) -> dict[str, Any]:
        organ = self.chart.organs.get(party)
        kinds = sorted(day.world.kinds[party])
        return {
            "id": party,
            "name": day.names[party],
            "kind": organ.kind.value if organ else None,
            "kinds": kinds,
        }

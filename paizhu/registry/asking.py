"""Asking about named organs: the same rulings, made in the world of the registry on the day asked about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from msgspec import structs

from paizhu.norms import result
from paizhu.norms.ask.answer import of_reply
from paizhu.norms.ask.deeds import Deeds
from paizhu.norms.ask.manner import Manner
from paizhu.norms.ask.normalise import LONGEST, language, normalise
from paizhu.norms.ask.reply import Asker, Reply
from paizhu.norms.ask.roles import Roles
from paizhu.norms.base import Base
from paizhu.norms.cast import Cast
from paizhu.norms.decide import Question, Ruling, decide
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.local import overlay
from paizhu.norms.model import Text
from paizhu.norms.near import nearest
from paizhu.norms.world import World
from paizhu.registry.local import Held, applying
from paizhu.registry.mentions import Mention, Recogniser, Replaced
from paizhu.registry.parties import Parties, parties
from paizhu.registry.proof import Proof
from paizhu.registry.records import Chart, holds_on, last_day

REASONS = {
    "several_organs": Text(
        "“{text}”可以指{names}；请写明是哪一个。", "“{text}” may be {names}; please say which one."
    ),
    "unknown_organ": Text(
        "登记册里没有“{text}”；相近的有：{names}。", "The registry holds no “{text}”; near to it: {names}."
    ),
    "several_parties": Text(
        "对方可以是{names}，答案各不相同；请写明是哪一个。",
        "The other side may be {names}, and the answers differ; please say which one.",
    ),
    "no_organ_on_day": Text("{names}在{on}不存在（{days}）。", "{names} does not exist on {on} ({days})."),
    "organ_not_placed": Text(
        "没有把握{names}在这个问题里是谁：是应当做的一方，还是对方。",
        "It is not certain which side {names} is on in this question: the one that acts, or the other.",
    ),
}


class Several(UnknownTerm):
    """A kind stands for several parties here, and the answers differ; `near` names them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("party: several are meant, and the answers differ", "、".join(names), tuple(names))


# 甲接受乙的监督: the one that acts stands second.
_PASSIVE = re.compile(r"接受|服从|听从|obey|accept")
# 乙由甲监督: the one that acts stands after 由, wherever the other stands.
_AGENT = re.compile(r"[由被归]$|\bby (?:the )?$")
_OWN = ("post_of", "works_at", "body_of")


@dataclass(frozen=True, slots=True)
class Day:
    """The registry on one day, ready to be ruled in."""

    parties: Parties
    world: World
    proof: Proof
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class End:
    """A party in a question: the id of an organ or post (named), or a kind; side as the words around it suggest."""

    term: str
    side: str
    named: bool


class Here:
    """A registry as it was known at one instant, with the base that rules in it. Immutable."""

    def __init__(self, chart: Chart, base: Base, packs: tuple[Held, ...] = ()) -> None:
        self.chart, self.base, self.packs = chart, base, packs
        self._over: dict[tuple[str, ...], Base] = {(): base}
        self._roles, self._deeds = Roles(base), Deeds(base)
        self.day = lru_cache(maxsize=8)(self._day)

    @cached_property
    def recogniser(self) -> Recogniser:
        """What finds the names of organs; made when it is first asked for."""
        return Recogniser(self.chart.organs)

    def renewed(self, chart: Chart, packs: tuple[Held, ...]) -> "Here":
        """Return another registry with the same base, with what was made of this one as far as it is the same."""
        new = Here(chart, self.base, packs)
        new._roles, new._deeds = self._roles, self._deeds
        if packs is self.packs:
            new._over = self._over
        if chart.organs is self.chart.organs and "recogniser" in vars(self):
            new.recogniser = self.recogniser
        return new

    def _day(self, on: date) -> Day:
        found = parties(self.chart, on)
        world = found.world(self.base)
        return Day(found, world, Proof(found, self.base, world), _names(found))

    def rule(self, bearer: str, act: str, toward: str | None, on: date, lang: str) -> result.Result:
        """Return the ruling on a question in terms: each party an organ (id, name) or a kind of the pack.

        Raises UnknownTerm for a word that stands for nothing, or for several organs.
        """
        asked = self.base.act_id(act)
        ends = [self.term(bearer, on), self.term(toward, on) if toward else None]
        day = self.day(on)
        if not any(end and end in day.world.kinds for end in ends):
            question = Question(str(ends[0]), asked, ends[1], on)
            return result.of_ruling(decide(question, self.base, self.base.archetypes), self.base, lang)
        placed = self._placed([end for end in ends if end and end in day.world.kinds], ends, day)
        if placed is None:
            kind = next(str(end) for end in ends if end and end not in day.world.kinds)
            raise UnknownTerm("party of this kind", kind, ())
        return self.said(self.ruled(placed, asked, on), lang)

    def term(self, word: str, on: date) -> str:
        """Return the id of the organ, else of the kind, that a word stands for; an organ's own id wins. Raises UnknownTerm."""
        if word not in self.chart.organs and word in self.day(on).world.kinds:
            return word  # the id of a post as a party
        called = (word,) if word in self.chart.organs else self.recogniser.names.called(word)
        if len(called) == 1:
            organ = self.chart.organs[called[0]]
            if not holds_on(organ, on):
                raise UnknownTerm(f"organ on {on.isoformat()}", word, ())
            return called[0]
        if called:
            raise UnknownTerm("organ", word, tuple(f"{self.chart.organs[c].name} ({c})" for c in called))
        try:
            return self.base.kind_id(word)
        except UnknownTerm as unknown:
            near = nearest(word, self._called())
            raise UnknownTerm("kind of party", word, near or unknown.near) from None

    def _called(self) -> list[str]:
        """The names and shorts of all organs: what to offer for a name that is none."""
        organs = self.chart.organs.values()
        return [organ.name for organ in organs] + [organ.short for organ in organs if organ.short]

    def ruled(self, placed: "Placed", act: str, on: date) -> Ruling:
        """Return the ruling in the registry's world, with the names of its parties. Raises Several."""
        day = self.day(on)
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
        day = self.day(question.on)
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
        return self.over(self.applying(ruling.question, self.day(ruling.question.on)))

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

    def ask(self, asker: Asker, text: str, today: date, lang: str) -> result.Result:
        """Return the answer to a question in words, about named organs where it names any. Never raises."""
        plain = normalise(text)
        mentions = self.recogniser.find(plain) if len(text) <= LONGEST else []
        if not mentions:
            return of_reply(asker.ask(text, today), self.base, lang)
        vague = next((m for m in mentions if len(m.ids) != 1), None)
        if vague is not None:
            return self._abstained(
                plain, today, lang, "several_organs" if vague.ids else "unknown_organ", vague
            )
        asked = self.recogniser.replaced(plain, mentions, language(plain) or "zh")
        reply = replace(asker.ask(asked.text, today), text=plain)
        if reply.reason not in {None, "not_understood"}:
            return of_reply(reply, self.base, lang)
        return self._on_organs(reply, asked, lang)

    def _on_organs(self, reply: Reply, asked: Replaced, lang: str) -> result.Result:
        day = self.day(reply.on)
        organs = list(dict.fromkeys(place.organ for place in asked.places))
        gone = [id_ for id_ in organs if id_ not in day.world.kinds]
        if gone:
            return self._not_on_day(reply, gone, lang)
        question = self._question(reply, asked, self._ends(asked, day), day)
        if question is None and reply.ruling is None:
            return of_reply(reply, self.base, lang)
        if question is None:
            names = "、".join(day.names[id_] for id_ in organs)
            return self._without(reply, "organ_not_placed", {"names": names}, lang)
        act, placed = question
        try:
            ruling = self.ruled(placed, act, reply.on)
        except Several as several:
            return self._without(reply, "several_parties", {"names": "、".join(several.near)}, lang)
        grounds = {rule.norm.id for rule in ruling.grounds}
        value = reply.value if reply.value and reply.value.norm in grounds else None
        ruled = replace(reply, ruling=ruling, value=value, reason=None, why=None)
        return of_reply(ruled, self.base_of(ruling), lang) | {"organs": self.organs(ruling)}

    def _ends(self, asked: Replaced, day: Day) -> list[End]:
        """The parties that the text names, each once: organs (or a post or body of one), and kinds beside them."""
        found: dict[str, End] = {}
        mentions = self._roles.find(asked.text, language(asked.text) or "zh")
        for mention in mentions:
            side = "agent" if _AGENT.search(asked.text[: mention.start]) else mention.side
            places = [p for p in asked.places if mention.start <= p.start < mention.end]
            for place in places:
                party = place.organ
                if not self._alike(mention.kind, party, day):
                    own = self._own(mention.kind, [party], day)
                    party = own[0] if len(own) == 1 else party
                found.setdefault(party, End(party, side, named=True))
            if not places:
                found.setdefault(mention.kind, End(mention.kind, side, named=False))
        for place in asked.places:
            if not any(m.start <= place.start < m.end for m in mentions):
                found.setdefault(place.organ, End(place.organ, "", named=True))
        return list(found.values())

    def _question(
        self, reply: Reply, asked: Replaced, ends: list[End], day: Day
    ) -> tuple[str, "Placed"] | None:
        """The act and the two parties that the question is about; None when that is not certain."""
        named = [end.term for end in ends if end.named]
        guess = reply.ruling.question if reply.ruling else None
        act, is_said = self._act(guess.act if guess else None, asked.text)
        by_words = self._by_words(ends, asked.text, day) if is_said else None
        if act is not None and by_words is not None:
            return act, by_words
        if guess is not None and act == guess.act and not _twins(named, day):
            placed = self._placed(named, [guess.bearer, guess.toward], day)
            if placed is not None and placed.uses(named, day):
                return act, placed
        if act is None or len(named) != 1 or _PASSIVE.search(asked.text):
            return None
        # Who does it toward the one that is named.
        bearers = self._related(guess.bearer, named[0], day) if guess else []
        if not bearers and act.startswith("supervis"):
            on, offices = reply.on.toordinal(), frozenset({"stationed_body"})
            bearers = day.world.reached("supervises", named[0], on, back=True, among=offices)
        return (act, Placed(bearers[0], (named[0],))) if len(bearers) == 1 else None

    def _act(self, meant: str | None, text: str) -> tuple[str | None, bool]:
        """The act asked about, and whether the text names it in so many words; None where it names several others."""
        lang = language(text) or "zh"
        bare = text
        for mention in reversed(self._roles.find(text, lang)):
            # 派驻机构 names no act of stationing.
            bare = f"{bare[: mention.start]}\n{bare[mention.end :]}"
        said = self._deeds.find(bare, lang)
        if meant is not None and any(_akin(meant, act) for act in said):
            return meant, True
        narrowest = [a for a in said if not any(b != a and b.startswith(f"{a}.") for b in said)]
        if len(narrowest) == 1:
            return narrowest[0], True
        return (None, False) if narrowest else (meant, False)

    def _by_words(self, ends: list[End], text: str, day: Day) -> "Placed | None":
        """The two parties as the words around them place them; None where these do not."""
        if len(ends) != 2 or _PASSIVE.search(text):  # noqa: PLR2004  one acts, the other is acted toward
            return None
        first, second = _sides(ends)
        bearers = [first.term] if first.named else self._related(first.term, second.term, day)
        towards = [second.term] if second.named else self._related(second.term, first.term, day)
        return Placed(bearers[0], tuple(towards)) if len(bearers) == 1 and towards else None

    def _placed(self, named: list[str], ends: list[str | None], day: Day) -> "Placed | None":
        """Which parties stand for the two ends, each an organ already or a kind; None when that is not certain."""
        first = self._candidates(ends[0], named, day)
        second = self._candidates(ends[1], [n for n in named if [n] != first], day) if ends[1] else []
        if ends[1] and len(first) == 1 and not second:
            second = self._related(ends[1], first[0], day)
        if len(second) == 1 and not first and ends[0]:
            first = self._related(ends[0], second[0], day)
        if len(first) != 1 or (ends[1] and not second) or first == second:
            return None
        return Placed(first[0], tuple(second))

    def _candidates(self, end: str | None, named: list[str], day: Day) -> list[str]:
        """The named organs that are of the kind, else the parties of that kind that belong to one of them."""
        if end is None:
            return []
        if end in day.world.kinds:
            return [end]
        own = [n for n in named if self._alike(end, n, day)]
        return own[:1] or self._own(end, named, day)

    def _alike(self, kind: str, party: str, day: Day) -> bool:
        """Whether the party is of the kind, or the kind a narrower one of the party's."""
        return kind in day.world.line(party) or not self.base.lineage[kind].isdisjoint(day.world.kinds[party])

    def _own(self, kind: str, organs: list[str], day: Day) -> list[str]:
        """The bodies and posts of that kind that belong to one of the organs."""
        on, among = day.parties.on.toordinal(), frozenset({kind})
        return [p for o in organs for r in _OWN for p in day.world.reached(r, o, on, back=True, among=among)]

    def _related(self, kind: str, to: str, day: Day) -> list[str]:
        """The parties of a kind that stand in any relation to the other party on that day."""
        on = day.parties.on.toordinal()
        found: dict[str, None] = {}
        for relation in self.base.paths:
            for back in (False, True):
                reached = day.world.reached(relation, to, on, back=back, among=frozenset({kind}))
                found |= dict.fromkeys(reached)
        return sorted(p for p in found if p != to)

    def _abstained(self, plain: str, today: date, lang: str, code: str, vague: Mention) -> result.Result:
        organs = self.chart.organs
        if vague.ids:
            names: Iterable[str] = [f"{organs[id_].name}（{id_}）" for id_ in vague.ids]
        else:
            names = nearest(vague.text, self._called())
        words = {"text": vague.text, "names": "、".join(names) or "—"}
        unread = Manner("what", negated=False, wants=(), is_question=True)
        return self._without(Reply(plain, today, unread, None), code, words, lang)

    def _not_on_day(self, reply: Reply, gone: list[str], lang: str) -> result.Result:
        organs = [self.chart.organs[id_] for id_ in gone]
        days = "；".join(f"{o.since or '…'} – {last_day(o.until) or '…'}" for o in organs)
        words = {"names": "、".join(o.name for o in organs), "on": reply.on.isoformat(), "days": days}
        return self._without(reply, "no_organ_on_day", words, lang)

    def _without(self, reply: Reply, code: str, words: dict[str, str], lang: str) -> result.Result:
        """The question is not ruled on, for this reason."""
        why = Text(REASONS[code].zh.format(**words), REASONS[code].en.format(**words))
        bare = replace(reply, ruling=None, value=None, reason=code, why=why, contradicted=False)
        return of_reply(bare, self.base, lang)


@dataclass(frozen=True, slots=True)
class Placed:
    """The two parties of a question."""

    bearer: str
    counterparts: tuple[str, ...]  # several of one kind, of which none was named

    @property
    def toward(self) -> str | None:
        return self.counterparts[0] if self.counterparts else None

    def uses(self, named: list[str], day: Day) -> bool:
        """Return whether every organ named has a place: as a party, or as what one belongs to or stands to."""
        on = day.parties.on.toordinal()
        ends = [end for end in (self.bearer, self.toward) if end]
        return all(
            n in ends
            or any(
                day.world.between(end, n, on) or day.world.between(n, end, on)
                for end in ends
                if end not in named
            )
            for n in named
        )


def _sides(ends: list[End]) -> tuple[End, End]:
    """The one that acts and the other: by the words around them, else in their order."""
    first, second = ends
    if "agent" in {first.side, second.side}:
        return (first, second) if first.side == "agent" else (second, first)
    turned = (second.side == "bearer" and first.side != "bearer") or (
        first.side == "toward" and second.side != "toward"
    )
    return (second, first) if turned else (first, second)


def _akin(one: str, other: str) -> bool:
    """Whether one act is the other, or a part of it."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _twins(parties_: list[str], day: Day) -> bool:
    """Whether two of the parties are of the same kinds, so that kinds do not tell them apart."""
    return len({day.world.kinds[p] for p in parties_}) < len(parties_)


def _names(found: Parties) -> dict[str, str]:
    organs, names = found.chart.organs, {}
    for id_ in found.kinds:
        if id_ in organs:
            names[id_] = organs[id_].name
        else:
            post = found.chart.posts[id_.removeprefix("post:")]
            names[id_] = _joined(organs[post.organ].name, post.title)
    return names


def _joined(organ: str, title: str) -> str:
    """The name of a post: 财政局党组 and 党组书记 are 财政局党组书记, but 纪检监察组 and 组长 纪检监察组组长."""
    shared = next((n for n in range(min(len(organ), len(title)), 1, -1) if organ.endswith(title[:n])), 0)
    return organ + title[shared:]

"""Questions in words about named organs: the organs are found first, then what is asked, then which side each is on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from paizhu.norms import result
from paizhu.norms.ask.answer import of_reply
from paizhu.norms.ask.deeds import Deeds
from paizhu.norms.ask.manner import Manner
from paizhu.norms.ask.normalise import LONGEST, language, normalise
from paizhu.norms.ask.reply import Asker, Reply
from paizhu.norms.ask.roles import Roles
from paizhu.norms.base import Base
from paizhu.norms.model import Text
from paizhu.norms.near import nearest
from paizhu.registry.mentions import Mention, Replaced
from paizhu.registry.placing import Placed, Places
from paizhu.registry.records import last_day
from paizhu.registry.ruling import Here, Several

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

# 甲接受乙的监督: the one that acts stands second.
_PASSIVE = re.compile(r"接受|服从|听从|obey|accept")
# 乙由甲监督: the one that acts stands after 由, wherever the other stands.
_AGENT = re.compile(r"[由被归]$|\bby (?:the )?$")


@dataclass(frozen=True, slots=True)
class End:
    """A party in a question: the id of an organ or post (named), or a kind; side as the words around it suggest."""

    term: str
    side: str
    named: bool


def ask(here: Here, asker: Asker, text: str, today: date, lang: str) -> result.Result:
    """Return the answer to a question in words, about named organs where it names any. Never raises."""
    plain = normalise(text)
    mentions = here.recogniser.find(plain) if len(text) <= LONGEST else []
    if not mentions:
        return of_reply(asker.ask(text, today), here.base, lang)
    vague = next((m for m in mentions if len(m.ids) != 1), None)
    if vague is not None:
        return _vague(here, vague, plain, today, lang)
    asked = here.recogniser.replaced(plain, mentions, language(plain) or "zh")
    reply = replace(asker.ask(asked.text, today), text=plain)
    if reply.reason not in {None, "not_understood"}:
        return of_reply(reply, here.base, lang)
    return _about_organs(here, reply, asked, lang)


def _about_organs(here: Here, reply: Reply, asked: Replaced, lang: str) -> result.Result:
    places = here.places(reply.on)
    names = places.day.names
    organs = list(dict.fromkeys(place.organ for place in asked.places))
    gone = [id_ for id_ in organs if id_ not in places.day.world.kinds]
    if gone:
        return _not_on_day(here, reply, gone, lang)
    question = _Question(reply, asked, places, here.base).read()
    if question is None and reply.ruling is None:
        return of_reply(reply, here.base, lang)
    if question is None:
        named = "、".join(names[id_] for id_ in organs)
        return _without(here, reply, "organ_not_placed", {"names": named}, lang)
    act, placed = question
    try:
        ruling = here.ruled(placed, act, reply.on)
    except Several as several:
        return _without(here, reply, "several_parties", {"names": "、".join(several.near)}, lang)
    grounds = {rule.norm.id for rule in ruling.grounds}
    value = reply.value if reply.value and reply.value.norm in grounds else None
    ruled = replace(reply, ruling=ruling, value=value, reason=None, why=None)
    return of_reply(ruled, here.base_of(ruling), lang) | {"organs": here.organs(ruling)}


class _Question:
    """A question whose organs were found: reads the act, and the two parties, from its words."""

    def __init__(self, reply: Reply, asked: Replaced, places: Places, base: Base) -> None:
        self._reply, self._asked, self._places = reply, asked, places
        self._roles, self._deeds = _readers(base)
        self._lang = language(asked.text) or "zh"

    def read(self) -> tuple[str, Placed] | None:
        """Return the act and the two parties that the question is about; None when that is not certain."""
        places, text = self._places, self._asked.text
        ends = self._ends()
        named = [end.term for end in ends if end.named]
        guess = self._reply.ruling.question if self._reply.ruling else None
        act, is_said = self._act(guess.act if guess else None)
        by_words = self._by_words(ends) if is_said else None
        if act is not None and by_words is not None:
            return act, by_words
        if guess is not None and act == guess.act and not places.has_twins(named):
            placed = places.placed(named, [guess.bearer, guess.toward])
            if placed is not None and placed.uses(named, places.day):
                return act, placed
        if act is None or len(named) != 1 or _PASSIVE.search(text):
            return None
        # Who does it toward the one that is named.
        bearers = places.related(guess.bearer, named[0]) if guess else []
        if not bearers and act.startswith("supervis"):
            bearers = places.offices_over(named[0])
        return (act, Placed(bearers[0], (named[0],))) if len(bearers) == 1 else None

    def _ends(self) -> list[End]:
        """The parties that the text names, each once: organs (or a post or body of one), and kinds beside them."""
        asked, found = self._asked, dict[str, End]()
        mentions = self._roles.find(asked.text, self._lang)
        for mention in mentions:
            side = "agent" if _AGENT.search(asked.text[: mention.start]) else mention.side
            within = [p for p in asked.places if mention.start <= p.start < mention.end]
            for place in within:
                party = place.organ
                if not self._places.is_alike(mention.kind, party):
                    own = self._places.own(mention.kind, [party])
                    party = own[0] if len(own) == 1 else party
                found.setdefault(party, End(party, side, named=True))
            if not within:
                found.setdefault(mention.kind, End(mention.kind, side, named=False))
        for place in asked.places:
            if not any(m.start <= place.start < m.end for m in mentions):
                found.setdefault(place.organ, End(place.organ, "", named=True))
        return list(found.values())

    def _act(self, meant: str | None) -> tuple[str | None, bool]:
        """The act asked about, and whether the text names it in so many words; None where it names several others."""
        bare = text = self._asked.text
        for mention in reversed(self._roles.find(text, self._lang)):
            # 派驻机构 names no act of stationing.
            bare = f"{bare[: mention.start]}\n{bare[mention.end :]}"
        said = self._deeds.find(bare, self._lang)
        if meant is not None and any(_akin(meant, act) for act in said):
            return meant, True
        narrowest = [a for a in said if not any(b != a and b.startswith(f"{a}.") for b in said)]
        if len(narrowest) == 1:
            return narrowest[0], True
        return (None, False) if narrowest else (meant, False)

    def _by_words(self, ends: list[End]) -> Placed | None:
        """The two parties as the words around them place them; None where these do not."""
        if len(ends) != 2 or _PASSIVE.search(self._asked.text):  # noqa: PLR2004  one acts, the other is acted toward
            return None
        first, second = _sides(ends)
        related = self._places.related
        bearers = [first.term] if first.named else related(first.term, second.term)
        towards = [second.term] if second.named else related(second.term, first.term)
        return Placed(bearers[0], tuple(towards)) if len(bearers) == 1 and towards else None


@lru_cache(maxsize=2)
def _readers(base: Base) -> tuple[Roles, Deeds]:
    return Roles(base), Deeds(base)


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


def _vague(here: Here, vague: Mention, plain: str, today: date, lang: str) -> result.Result:
    """A name stands for several organs, or for none."""
    organs = here.chart.organs
    if vague.ids:
        names: Iterable[str] = [f"{organs[id_].name}（{id_}）" for id_ in vague.ids]
    else:
        names = nearest(vague.text, here.called())
    words = {"text": vague.text, "names": "、".join(names) or "—"}
    unread = Manner("what", negated=False, wants=(), is_question=True)
    code = "several_organs" if vague.ids else "unknown_organ"
    return _without(here, Reply(plain, today, unread, None), code, words, lang)


def _not_on_day(here: Here, reply: Reply, gone: list[str], lang: str) -> result.Result:
    organs = [here.chart.organs[id_] for id_ in gone]
    days = "；".join(f"{o.since or '…'} – {last_day(o.until) or '…'}" for o in organs)
    words = {"names": "、".join(o.name for o in organs), "on": reply.on.isoformat(), "days": days}
    return _without(here, reply, "no_organ_on_day", words, lang)


def _without(here: Here, reply: Reply, code: str, words: dict[str, str], lang: str) -> result.Result:
    """The question is not ruled on, for this reason."""
    why = Text(REASONS[code].zh.format(**words), REASONS[code].en.format(**words))
    bare = replace(reply, ruling=None, value=None, reason=code, why=why, contradicted=False, overdue=None)
    return of_reply(bare, here.base, lang)

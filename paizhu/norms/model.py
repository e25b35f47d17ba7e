"""What a norm pack says: kinds, acts, relations, regulations, norms, interpretations.

Validity is half-open here (`since` counts, `until` does not); the files name the last day, inclusive. Everything is a
Struct, because a command makes all of it anew when it starts: a dataclass takes three times as long to define and fill.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, msgpack


class Modality(StrEnum):
    DUTY = "duty"
    POWER = "power"
    PROHIBITION = "prohibition"


class Verified(StrEnum):
    """How far the encoder could check a norm against its text."""

    TEXT = "text"  # the article was read and the quote stands in it
    SECOND_HAND = "second_hand"  # only a quotation or a report of the article was read
    MEMORY = "memory"  # nothing was read


class Stance(StrEnum):
    SUPPORTS = "supports"
    DENIES = "denies"
    CONTESTED = "contested"


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class Rolls(StrEnum):
    """Whether a period whose last day is a day off ends on the next working day instead."""

    STATED = "stated"  # a provision on this period says so
    BY_ANALOGY = "by_analogy"  # the regulation is silent: borrowed, marked, and warned of on the nominal day
    NEVER = (
        "never"  # limits on custody, and whatever else weighs on a person, are not lengthened by a holiday
    )


class Text(Struct, frozen=True):
    """One text in both languages."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the text in `lang`: English for "en", else Chinese."""
        return self.en if lang == "en" else self.zh


class Kind(Struct, frozen=True):
    """A kind of party (or of thing acted upon); a norm about a kind holds for its sub-kinds.

    parents: ids of the kinds directly above; empty for a root.
    zh_also, en_also: other words people use for it.
    """

    id: str
    name: Text
    parents: tuple[str, ...]
    zh_also: tuple[str, ...] = ()
    en_also: tuple[str, ...] = ()
    note: Text | None = None
    file: str = ""
    line: int = 0


class Act(Struct, frozen=True):
    """Something a party may owe; the id's dots are its place in the tree (`assist.appeal_handling`).

    instead: acts to name when this one is not owed, because people take the one for the other.
    """

    id: str
    name: Text
    zh_also: tuple[str, ...] = ()
    en_also: tuple[str, ...] = ()
    note: Text | None = None
    instead: tuple[str, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def parent(self) -> str | None:
        return self.id.rpartition(".")[0] or None


class Relation(Struct, frozen=True):
    """A relation between parties at a date; `path` derives it from others, None means it is stored."""

    id: str
    name: Text
    path: str | None
    basis: str = ""
    file: str = ""
    line: int = 0


class Condition(Struct, frozen=True):
    """`subject relation object` over a question; a term is "bearer", "toward" or the id of a kind.

    A kind stands for: some party of that kind.
    """

    subject: str
    relation: str
    object: str

    def __str__(self) -> str:
        return f"{self.subject} {self.relation} {self.object}"


class Deadline(Struct, frozen=True):
    """A limit: `length` units from an event; `extension` says who may lengthen it and by how much.

    length: whole units, 1 or more; None where the article only says "promptly" (`wording`).
    counting: the counting rule for a last day that is a day off; hours never move.
    """

    wording: Text
    length: int | None = None
    unit: Unit | None = None
    event: Text | None = None
    extension: Text | None = None
    counting: Rolls = Rolls.BY_ANALOGY


class Every(Struct, frozen=True):
    """A frequency: `times` in each `per` ("half_year", "year", "quarter", "month"); both None if indefinite."""

    wording: Text
    times: int | None = None
    per: str | None = None


class Listing(Struct, frozen=True):
    """What an article enumerates (four ways of handling, five sanctions …)."""

    about: Text
    items: tuple[Text, ...]


class Approval(Struct, frozen=True):
    """Who must approve the act, in the article's terms; `by` is the kind, where there is one."""

    wording: Text
    by: tuple[str, ...] = ()


class Norm(Struct, frozen=True):
    """A duty, power or prohibition read from one provision.

    bearers, toward: kinds that the article's word covers; empty `toward` means the act has no counterpart.
    when, unless: conditions over relations; all of `when` must hold and none of `unless`.
    circumstance: a fact the base cannot see (an approval given, a special need); shown, never decided.
    quote: a short operative phrase (25 characters at most) of the article; gist: the encoder's own words.
    """

    id: str
    regulation: str
    version: str
    article: str
    modality: Modality
    bearers: tuple[str, ...]
    act: str
    toward: tuple[str, ...]
    quote: str
    gist: Text
    since: date
    until: date | None
    verified: Verified
    paragraph: int | None = None
    item: str | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    circumstance: Text | None = None
    includes_sub_acts: bool = False
    deadline: Deadline | None = None
    every: Every | None = None
    listing: Listing | None = None
    approval: Approval | None = None
    effective: Text | None = None
    note: Text | None = None
    file: str = ""
    line: int = 0

    def in_force(self, on: date) -> bool:
        # `until` is exclusive: on the day a version is repealed the new one already applies.
        return self.since <= on and (self.until is None or on < self.until)


class Provision(Struct, frozen=True):
    """An article of a version: its norms, or the reason why it carries none."""

    article: str
    norms: tuple[str, ...]
    none: Text | None = None


class Version(Struct, frozen=True):
    """One version of a regulation and how far it is encoded.

    articles: how many the text has.  complete: every article stands in `provisions`.
    gap: why the encoding is partial, or what replaced it unencoded; None when complete.
    text: file name of the published text, to check quotes against where it is at hand.
    """

    id: str
    since: date
    until: date | None
    articles: int
    complete: bool
    verified: Verified
    provisions: tuple[Provision, ...]
    adopted_on: date | None = None
    promulgated_on: date | None = None
    gap: Text | None = None
    lapsed: bool = False
    text: str = ""
    note: Text | None = None

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


class Regulation(Struct, frozen=True):
    """A regulation with its versions, oldest first; `rank` is an id of the pack's ranks."""

    id: str
    title: Text
    short: Text
    rank: str
    issuer: Text
    versions: tuple[Version, ...]
    names: tuple[str, ...] = ()
    file: str = ""  # of the newest version


class Rank(Struct, frozen=True):
    """A rank within one order ("party" or "state"); 1 is the highest. Different orders do not compare."""

    id: str
    order: str
    level: int
    name: Text


class Interpretation(Struct, frozen=True):
    """A reading that no article states: shown beside the norms, never `required` or `forbidden`.

    regulation, article: what it reads, if anything.  agreement: with stance `supports`, both parties may agree to it.
    """

    id: str
    act: str
    bearers: tuple[str, ...]
    toward: tuple[str, ...]
    stance: Stance
    author: str
    gist: Text
    since: date
    until: date | None = None
    regulation: str = ""
    article: str = ""
    source: str = ""
    file: str = ""
    line: int = 0


class Outside(StrEnum):
    """Why a question that is recognised is not one about who owes what; each is a reason code of `ask`."""

    ELSEWHERE = "elsewhere"  # another field
    FACTS = "facts"  # persons, events, figures
    JUDGEMENT = "judgement"
    FUTURE = "future"  # rules to come, or supposed ones
    INCOMPLETE = "incomplete"
    INSTRUCTION = "instruction"
    SEVERAL = "several"  # things with answers of their own, asked at once


class Phrasing(Struct, frozen=True):
    """Ways people ask about one thing: a norm, a (bearer, act, toward) that no norm gives, or what is not ruled on.

    norm: id of the norm; else bearer, act and toward as ids; else outside: the reason why such questions are not
    ruled on.
    """

    asks: tuple[str, ...]
    norm: str = ""
    bearer: str = ""
    act: str = ""
    toward: str = ""
    outside: Outside | None = None
    file: str = ""
    line: int = 0


class Phrasings:
    """All phrasings of a pack. kept: encoded; they are decoded when they are first looked at, which few starts do."""

    def __init__(self, made: Iterable[Phrasing] = (), kept: memoryview | None = None) -> None:
        self._kept = kept
        if kept is None:
            self._made = tuple(made)

    @cached_property
    def _made(self) -> tuple[Phrasing, ...]:
        return msgpack.decode(self._kept or b"", type=tuple[Phrasing, ...])

    def encoded(self) -> bytes:
        return msgpack.encode(self._made)

    def __iter__(self) -> Iterator[Phrasing]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrasings) and self._made == other._made

    def __hash__(self) -> int:
        return hash(self._made)


class LayWords(Struct, frozen=True):
    """Words that mean alike. lay: as people say it; any of them will do.  legal: as regulations say it.

    They widen a search, and never decide anything.
    """

    lay: tuple[str, ...]
    legal: tuple[str, ...]


class Link(Struct, frozen=True, gc=False):
    """A stored relation of a world, with its validity (half-open); a province has hundreds of thousands."""

    relation: str
    subject: str
    object: str
    since: date = date.min
    until: date | None = None


class Archetype(Struct, frozen=True):
    """One party of the archetype world and the kinds it has."""

    id: str
    kinds: tuple[str, ...]

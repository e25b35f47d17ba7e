"""The index of all phrasings of a base, as it is kept between starts and as it is searched."""

from array import array
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from paizhu.norms.ask.deeds import Deeds
from paizhu.norms.ask.roles import Mention, Roles
from paizhu.norms.ask.similar import Features, Likeness, Postings, Vocabulary, features, index, listed
from paizhu.norms.ask.targets import Target, asked_of, targets_of
from paizhu.norms.base import Base


class Entry(Struct, frozen=True):
    """One phrasing in the index: whose target (a number), how much it counts, and the parties it names."""

    target: int
    weight: float
    roles: tuple[str, ...]


class Entries(Struct, frozen=True):
    """The phrasings of a language as they are kept: of each its target (uint32), weight (float64) and parties (uint32).

    The parties are a number among `parties`.
    """

    targets: memoryview
    weights: memoryview
    named: memoryview
    parties: tuple[tuple[str, ...], ...]


class Spoken(Struct, frozen=True):
    """What is kept of one language."""

    entries: Entries
    features: Features
    bags: Postings  # a bag for each entry
    wholes: Postings  # a bag for each target: all its phrasings together


class Kept(Struct, frozen=True):
    """Everything that is worked out from the phrasings of a pack, as it is kept between starts."""

    # The targets by the first of their numbers: those of norms are kept as the numbers of the norms in the pack.
    targets: dict[int, int | Target]
    spoken: dict[str, Spoken]


def prepare(base: Base) -> Kept:
    """Return the index of all phrasings of a base; the same for the same pack."""
    roles, deeds = Roles(base), Deeds(base)
    targets = targets_of(base)
    # A target has a number for each of its phrasings, a norm another for itself: the first one stands for all.
    first: dict[str, int] = {}
    for number, target in enumerate(targets):
        first.setdefault(target.key, number)
    norms = {norm.id: number for number, norm in enumerate(base.pack.norms)}
    entries: dict[str, list[Entry]] = {"zh": [], "en": []}
    bags: dict[str, list[Counter[str]]] = {"zh": [], "en": []}
    for lang, text, number, weight in asked_of(base):
        target = targets[number]
        mentions = roles.find(text, lang)
        named = tuple(sorted({m.kind for m in mentions}))
        entries[lang].append(Entry(first[target.key], weight, named))
        bags[lang].append(bag_of(text, lang, mentions, deeds.find(text, lang) | ({target.act} - {""})))
    return Kept(
        {n: t if t.norm is None else norms[t.norm.id] for n, t in ((n, targets[n]) for n in first.values())},
        {lang: _spoken(own, bags[lang], len(targets)) for lang, own in entries.items()},
    )


def _spoken(entries: list[Entry], bags: list[Counter[str]], targets: int) -> Spoken:
    wholes: list[Counter[str]] = [Counter() for _ in range(targets)]
    for entry, bag in zip(entries, bags, strict=True):
        wholes[entry.target].update(bag)
    words = sorted({feature for whole in wholes for feature in whole})
    return Spoken(_columns(entries), listed(words), index(bags, words), index(wholes, words))


def _columns(entries: list[Entry]) -> Entries:
    parties = {roles: number for number, roles in enumerate(dict.fromkeys(e.roles for e in entries))}
    return Entries(
        memoryview(array("I", [e.target for e in entries]).tobytes()),
        memoryview(array("d", [e.weight for e in entries]).tobytes()),
        memoryview(array("I", [parties[e.roles] for e in entries]).tobytes()),
        tuple(parties),
    )


def bag_of(text: str, lang: str, mentions: Iterable[Mention], acts: Iterable[str]) -> Counter[str]:
    """Return the features of a text with the kinds of party mentioned in it and the acts that it names."""
    kept, roles = list(text), []
    for mention in mentions:
        kept[mention.start : mention.end] = "\n" * (mention.end - mention.start)
        roles.append(mention.kind)
    return features("".join(kept), lang, (*(f"@{r}" for r in roles), *(f"#{a}" for a in acts)))


class Searched:
    """What is kept of one language, ready to be searched."""

    def __init__(self, spoken: Spoken) -> None:
        vocabulary = Vocabulary(spoken.features)
        self.bags, self.wholes = (Likeness(own, vocabulary) for own in (spoken.bags, spoken.wholes))
        entries = spoken.entries
        self._targets, self._named = entries.targets.cast("I"), entries.named.cast("I")
        self._weights, self._parties = entries.weights.cast("d"), entries.parties

    def entry(self, number: int) -> Entry:
        return Entry(self._targets[number], self._weights[number], self._parties[self._named[number]])

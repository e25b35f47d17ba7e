"""From a question's words to (bearer, act, toward): the phrasing it is most like, checked against the parties it names."""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from paizhu.norms.ask.cited import Cited
from paizhu.norms.ask.deeds import Deeds
from paizhu.norms.ask.fitting import Fitting, Heard
from paizhu.norms.ask.kept import Entry, Kept, Searched, bag_of, prepare
from paizhu.norms.ask.manner import manner
from paizhu.norms.ask.recogniser import NOTHING_TOLD, Recogniser
from paizhu.norms.ask.roles import Mention, Roles
from paizhu.norms.ask.targets import Target, target_of
from paizhu.norms.ask.weighing import FLOOR, LEANINGS, TRAINED, UNTOLD, UNTRAINED, Signs, shares, weighed
from paizhu.norms.base import Base

LOOK_AT = 40  # phrasings considered for each question
# Logarithms of the likelihood from which the recogniser is believed rather than the parties as read: who acts is misread
# more easily than toward whom.
CERTAIN_OF_BEARER, CERTAIN_OF_TOWARD = -1.0, -0.3


class Guess(Struct, frozen=True):
    """A target with its share (0 to 1) of all guesses; bearer and toward as the question, then the target, has them."""

    target: Target
    bearer: str
    toward: str | None
    fits: bool = True  # the parties named agree with the target's
    misread: bool = False  # a party that the question names is not the target's, and was taken for misread
    explained: bool = True  # every party that acts in the question has a place in the target
    turned: bool = False  # asked the other way round: who owes it is asked whether it is owed
    share: float = 0.0
    told: float = UNTOLD  # the recogniser's logarithm of likelihood


class Alike(Struct, frozen=True):
    """How like a question is to a target: to its nearest phrasing, and to all its phrasings together (0 to 1)."""

    entry: Entry
    heard: Heard
    nearest: float = 0.0
    whole: float = 0.0

    @property
    def both(self) -> float:
        return self.nearest + self.whole


class Understanding:
    """Knows all phrasings of a base; `guesses` ranks what a question may be about."""

    def __init__(self, base: Base, kept: Kept | None = None, recogniser: Recogniser | None = None) -> None:
        kept = kept or prepare(base)
        self._base = base
        norms = base.pack.norms
        self._targets = {n: target_of(norms[t]) if isinstance(t, int) else t for n, t in kept.targets.items()}
        self._numbers = {target.key: number for number, target in self._targets.items()}
        self._spoken = {lang: Searched(spoken) for lang, spoken in kept.spoken.items()}
        self._fitting = Fitting(base)
        self._recogniser = recogniser
        self.roles = Roles(base)
        self._deeds = Deeds(base)

    def guesses(self, text: str, lang: str, on: date, cited: Cited) -> list[Guess]:
        """Return the targets that a (normalised) question may be about, the likeliest first; their shares make 1."""
        found = self.signs(text, lang, on, cited)
        if self._recogniser:
            leanings = LEANINGS[manner(text, lang).way]
            scores = [weighed(signs, TRAINED) + getattr(leanings, g.target.kind) for g, signs in found]
        else:
            scores = [weighed(signs, UNTRAINED) for _, signs in found]
        parts = shares(scores)
        guesses = [
            replace(guess, share=share, told=signs.told)
            for (guess, signs), share in zip(found, parts, strict=True)
        ]
        return sorted(guesses, key=lambda g: (-g.share, g.target.key))

    def signs(self, text: str, lang: str, on: date, cited: Cited) -> list[tuple[Guess, Signs]]:
        """Return what a question may be about, in no order, each with what speaks for and against it."""
        named = self.roles.find(text, lang)
        heard = self._fitting.heard(named)
        alike = self._alike(text, lang, heard)
        told = self._recogniser.told(text) if self._recogniser else NOTHING_TOLD
        for key in told.likeliest(LOOK_AT):
            if key not in alike and key in self._numbers:
                alike[key] = Alike(Entry(self._numbers[key], 1.0, ()), heard)
        found = []
        apart = _asks_apart(text, named)
        for key, own in alike.items():
            likely = told.of(key, UNTOLD)
            guess = self._guess(own, likely, apart=apart)
            found.append((guess, _signs(guess, own, likely, cited, on)))
        return found

    def _alike(self, text: str, lang: str, everywhere: Heard) -> dict[str, Alike]:
        """The targets whose phrasings share words with the question, or with its end."""
        best: dict[str, Alike] = {}
        spoken, parts = self._spoken[lang], _parts(text)
        named = [self.roles.find(part, lang) for part, _ in parts]
        bags = [
            bag_of(part, lang, mentions, self._deeds.find(part, lang))
            for (part, _), mentions in zip(parts, named, strict=True)
        ]
        wholes, nearest_of = spoken.wholes.best(bags, LOOK_AT), spoken.bags.best(bags, LOOK_AT)
        for (part, weight), mentions, wholly, nearly in zip(parts, named, wholes, nearest_of, strict=True):
            heard = everywhere if part is text or not mentions else self._fitting.heard(mentions)
            whole = {self._targets[n].key: score for score, n in wholly}
            for score, number in nearly:
                entry = spoken.entry(number)
                key = self._targets[entry.target].key
                nearest, all_together = score * entry.weight * weight, whole.get(key, 0.0) * weight
                if key not in best or best[key].both < nearest + all_together:
                    best[key] = Alike(entry, heard, nearest, all_together)
        return best

    def known(self, text: str, lang: str) -> float:
        """Return the share of a question's words that some phrasing has."""
        return self._spoken[lang].bags.known(bag_of(text, lang, self.roles.find(text, lang), ()))

    def _guess(self, alike: Alike, told: float, *, apart: bool) -> Guess:
        """The guess, its share still to come. apart: what is asked stands apart from who acts in the story before.

        Where the recogniser (`told`) is certain, a party that does not fit was misread, and the norm's own is meant. So it
        is where no party stands in what is asked: whoever the story has act need not be who is asked about.
        """
        target = self._targets[alike.entry.target]
        if not target.act:
            return Guess(target, "", None)
        fitting, heard, roles = self._fitting, alike.heard, alike.entry.roles
        turned = None if apart else fitting.turned(target, heard)
        if turned:
            return Guess(target, *turned, fits=False, turned=True)
        bearer, bearer_fits = fitting.bearer(target, roles, heard)
        certain = 0.0 if apart else told
        if target.norm is None:
            certain = FLOOR
        misread = not bearer_fits and certain > CERTAIN_OF_BEARER
        if misread:
            bearer, bearer_fits = target.bearers[0], True
        toward, toward_fits = fitting.toward(target, roles, heard, bearer)
        if not toward_fits and certain > CERTAIN_OF_TOWARD:
            toward, toward_fits, misread = target.toward[0], True, True
        explained = fitting.explained(target, roles, heard)
        return Guess(target, bearer, toward, bearer_fits and toward_fits, misread, explained)


def _signs(guess: Guess, alike: Alike, told: float, cited: Cited, on: date) -> Signs:
    target, line = guess.target, alike.heard.line
    norm, outside = target.norm, target.outside
    named = norm is not None and cited.regulation == norm.regulation
    told = max(told, FLOOR)
    return Signs(
        alike.nearest,
        alike.whole,
        told,
        misfit=not guess.fits and not guess.turned,
        misread=guess.misread,
        unexplained=not guess.explained,
        not_now=norm is not None and not norm.in_force(on),
        cited=named,
        cited_article=norm is not None and named and cited.article == norm.article,
        no_norm=norm is None and outside is None,
        outside=outside is not None,
        bearer_named=not line.isdisjoint(target.bearers),
        toward_named=not line.isdisjoint(target.toward),
        outside_told=told if outside is not None else 0.0,
        unlike=not alike.nearest,
    )


def _asks_apart(text: str, mentions: list[Mention]) -> bool:
    """Whether the last clause that asks names no party: who acts in it may be anybody named before."""
    clauses = [m for m in _CLAUSE.finditer(text) if len(m[0]) >= _SENTENCE and _ASKS.search(m[0])]
    if not clauses or not clauses[-1].start():
        return False
    return not any(m.start >= clauses[-1].start() for m in mentions)


_CLAUSE = re.compile(r"[^,。?;!:]+")
_ASKS = re.compile(
    r"得|要|该|须|应|能|可以|吗|吧|\b(?:must|may|should|shall|can|has to|have to)\b", re.IGNORECASE
)


def _parts(text: str) -> list[tuple[str, float]]:
    """The question, and its end where a story comes first: what is asked stands last."""
    parts = [(text, 1.0)]
    whole = text.replace(" ", "")
    sentences = [s for s in re.split(r"(?<=[。!?;])\s*|(?<=[.!?]) (?=[A-Z])", text) if len(s) >= _SENTENCE]
    if len(sentences) > 1:
        parts.append((sentences[-1], _PART))
        last_two = "".join(sentences[-2:])
        if last_two.replace(" ", "") != whole:
            parts.append((last_two, _PART))
    elif len(text) > _STORY:
        clauses = [c for c in re.split(r"(?<=[,:])", text) if c]
        if len(clauses) > 2:  # noqa: PLR2004  two clauses are the question itself
            parts.append(("".join(clauses[-2:]), _PART))
    return parts


_SENTENCE, _STORY = 8, 40  # characters: of a sentence that says something, of a question that tells a story
_PART = 0.93  # a part has lost what the rest says

"""The phrasings of a pack as examples to learn from, varied in the names that they give to parties."""

import random
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from paizhu.norms.ask.understand import Target, asked_of, targets_of
from paizhu.norms.base import Base
from paizhu.norms.decide import Question, decide
from paizhu.norms.model import Modality

_SHORTEST = 2  # characters of a name that may stand for another
_OPENINGS = ("请问", "想问一下,", "想请教:", "按规定,", "按现行规定,", "按照有关规定,")
_SAYS = {Modality.DUTY: "required", Modality.POWER: "permitted", Modality.PROHIBITION: "forbidden"}


@dataclass(frozen=True)
class Example:
    """A text and what it asks for; said False: a gist or the name of an act, which is not how people ask."""

    text: str
    lang: str
    key: str
    said: bool


def examples(base: Base) -> list[Example]:
    """Return every phrasing of the base, every gist and every act by name."""
    targets = targets_of(base)
    return [Example(text, lang, targets[n].key, weight == 1.0) for lang, text, n, weight in asked_of(base)]


def answer(base: Base, target: Target, on: date) -> str:
    """Return what a question about exactly this target is answered with."""
    if target.outside:
        return "unanswerable"
    if target.norm is not None and target.norm.in_force(on):
        return _SAYS[target.norm.modality]
    toward = target.toward[0] if target.toward else None
    return decide(Question(target.bearers[0], target.act, toward, on), base, base.archetypes).answer.value


class Varied:
    """Other words for the same question: another name for a party, an opening, a character lost."""

    def __init__(self, base: Base, seed: int) -> None:
        self._draw = random.Random(seed)
        self._kinds: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
        for kind in base.pack.kinds:
            for lang, names in (("zh", (kind.name.zh, *kind.zh_also)), ("en", (kind.name.en, *kind.en_also))):
                for name in names:
                    if "…" not in name and len(name) >= _SHORTEST:
                        self._kinds[lang][name.lower().replace("（", "(").replace("）", ")")] = kind.id
        self._names = {lang: defaultdict(list) for lang in self._kinds}
        for lang, kinds in self._kinds.items():
            for name, kind in kinds.items():
                self._names[lang][kind].append(name)
        self._pattern = {lang: _any_of(kinds, whole=lang == "en") for lang, kinds in self._kinds.items()}

    def __call__(self, example: Example) -> str:
        text, draw = example.text, self._draw
        if draw.random() < 0.5:
            text = self._pattern[example.lang].sub(lambda m: self._other(m[0], example.lang), text)
        if example.lang == "zh":
            text = draw.choice(_OPENINGS) + text if draw.random() < 0.15 else text
            text = text.rstrip("?？。") if draw.random() < 0.15 else text
            if text and draw.random() < 0.1:
                lost = draw.randrange(len(text))
                text = text[:lost] + text[lost + 1 :]
        return text

    def _other(self, name: str, lang: str) -> str:
        if self._draw.random() < 0.5:
            return name
        kind = self._kinds[lang].get(name.lower())
        return self._draw.choice(self._names[lang][kind]) if kind else name


def _any_of(names: dict[str, str], *, whole: bool) -> re.Pattern[str]:
    edge = r"\b" if whole else ""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(f"{edge}{re.escape(name)}{edge}" for name in longest_first), re.IGNORECASE)

"""Which regulation and version of the pack an imported text is, so that norms and texts meet."""

from dataclasses import dataclass
from datetime import date

from paizhu.norms.model import Regulation, Version
from paizhu.norms.texts.model import RegulationText

_PREFIXES = ("中华人民共和国", "中国共产党")
_BRACKETS = str.maketrans({"(": "（", ")": "）"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the pack knows of a text: the regulation, and the version where the days say which."""

    regulation: Regulation
    version: Version | None


def find(text: RegulationText, regulations: tuple[Regulation, ...], since: date | None) -> Known | None:
    """Return what the pack knows of the text; None when it has no regulation of that title.

    since: the day of effect, as stated by the text or a person; None where it is in doubt.
    """
    if text.part:
        return None
    regulation = next((r for r in regulations if _same(text.title, r)), None)
    return Known(regulation, _version(text, regulation, since)) if regulation else None


def _same(title: str, regulation: Regulation) -> bool:
    return _plain(title) == _plain(regulation.title.zh)


def _plain(title: str) -> str:
    """A title with one form of brackets. （试行） stays: a trial regulation and its successor are two."""
    return title.translate(_BRACKETS)


def _version(text: RegulationText, regulation: Regulation, since: date | None) -> Version | None:
    """The version whose own days are those of the text; of several, or of none, the one of the printed year."""
    if since is not None:
        same = [v for v in regulation.versions if v.since == since]
        if same:
            return same[0]
    last = max((e.on for e in text.events), default=None)
    days = [
        v
        for v in regulation.versions
        if last is not None and last in {v.adopted_on, v.promulgated_on, v.since}
    ]
    if len(days) == 1:
        return days[0]
    if text.year is None:
        return None
    years = [v for v in regulation.versions if v.id == str(text.year)]
    return years[0] if len(years) == 1 and not text.events else None


def short_names(title: str) -> tuple[str, ...]:
    """Return shorter names of a title, the first being what people say.

    >>> short_names("中华人民共和国监察法"), short_names("信访工作条例")
    (('监察法',), ())
    """
    for prefix in _PREFIXES:
        if title.startswith(prefix) and title != prefix:
            return (title.removeprefix(prefix),)
    return ()

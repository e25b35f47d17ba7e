"""The layouts of organs: what came with the product, and what an organ replaced of it, from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from paizhu.door.administration import Administration
from paizhu.door.present import Present
from paizhu.norms.errors import InvalidInput
from paizhu.registry.models import OrganId
from paizhu.reports import checking, word
from paizhu.reports.models import WORD_LENGTH, Layout
from paizhu.reports.official import Paper

SET = "document.layout"
LARGEST = 2 * 2**20  # bytes of a template, before it is looked at
SHOWN = 20
_TYPST = {paper: Path(__file__).parent / f"templates/{paper.value}.typ" for paper in Paper}
TEMPLATES = ("typst", "docx", "minutes_typst", "minutes_docx")


@dataclass(frozen=True, slots=True)
class Look:
    """How an organ's documents look. word: 机关代字 of letters, "" where none is on record.

    recommendation_word: the same of recommendations, which have numbers of their own.  own: which templates are the organ's.
    typst, docx: of letters and recommendations.  minutes_typst, minutes_docx: of minutes.
    """

    typst: str
    docx: bytes
    minutes_typst: str
    minutes_docx: bytes
    word: str = ""
    recommendation_word: str = ""
    own: tuple[str, ...] = ()

    def of(self, paper: Paper) -> "Look":
        """Return it with the templates of that paper as those that are laid out."""
        if paper is Paper.LETTER:
            return self
        return replace(self, typst=self.minutes_typst, docx=self.minutes_docx)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be replaced; None leaves a thing as it is, "" or no bytes go back to the built-in one."""

    word: str | None = None
    recommendation_word: str | None = None
    typst: str | None = None
    docx: bytes | None = None
    minutes_typst: str | None = None
    minutes_docx: bytes | None = None

    @classmethod
    def back(cls) -> "Change":
        """Go back to the built-in templates, all of them."""
        return cls(typst="", docx=b"", minutes_typst="", minutes_docx=b"")


def builtin() -> Look:
    """Return the layout that came with the product."""
    letter, minutes = (_TYPST[paper].read_text("utf-8") for paper in (Paper.LETTER, Paper.MINUTES))
    return Look(letter, word.template(), minutes, word.minutes_template())


def look(organ: str, on: date) -> Look:
    """Return the organ's layout, and its 机关代字 as it was on that day: an issued document keeps its number. One query."""
    return _look(list(Layout.objects.filter(organ=organ).order_by("pk")), on)


def looks(organs_: Iterable[str], on: date) -> dict[str, Look]:
    """Return the layouts of several organs. One query."""
    kept: dict[str, list[Layout]] = {organ: [] for organ in organs_}
    for one in Layout.objects.filter(organ__in=list(kept)).order_by("pk"):
        kept[one.organ_id].append(one)
    return {organ: _look(some, on) for organ, some in kept.items()}


def _look(kept: list[Layout], on: date) -> Look:
    if not kept:
        return builtin()
    made, latest = builtin(), kept[-1]
    then = next((one for one in reversed(kept) if one.since <= on), None)
    own = tuple(name for name in TEMPLATES if getattr(latest, name))
    return Look(
        word=then.word if then else "",
        recommendation_word=then.recommendation_word if then else "",
        typst=latest.typst or made.typst,
        docx=bytes(latest.docx) or made.docx,
        minutes_typst=latest.minutes_typst or made.minutes_typst,
        minutes_docx=bytes(latest.minutes_docx) or made.minutes_docx,
        own=own,
    )


def organs(present: Present) -> tuple[str, ...]:
    """Return the stationed offices of the day, and whatever other organ has a layout; by id."""
    kept = set(Layout.objects.values_list("organ", flat=True).distinct())
    offices = {o for o, kinds in present.day.world.kinds.items() if "stationed_body" in kinds}
    return tuple(sorted(offices | {organ for organ in kept if present.knows(organ)}))


def before(organ: str) -> list[date]:
    """Return the days on which the organ's layout was set, the latest first."""
    return list(Layout.objects.filter(organ=organ).order_by("-pk").values_list("since", flat=True)[:SHOWN])


def change(made: Administration, organ: str, wanted: Change) -> None:
    """Keep a layout from this day on, with its entry. Raises Refused, InvalidInput, TemplateRefused, NotPressed."""
    made.gate()
    if not OrganId.objects.filter(pk=organ).exists():
        raise InvalidInput(_("There is no organ {organ}. Nothing was changed.").format(organ=organ))
    words = {name: getattr(wanted, name) for name in ("word", "recommendation_word")}
    words = {name: None if given is None else _checked_word(given) for name, given in words.items()}
    for paper, typst, docx in (
        (Paper.LETTER, wanted.typst, wanted.docx),
        (Paper.MINUTES, wanted.minutes_typst, wanted.minutes_docx),
    ):
        if typst:
            checking.check_typst(typst, paper)
        if docx:
            checking.check_docx(docx, paper)
    with transaction.atomic():
        before = Layout.objects.filter(organ=organ).order_by("pk").last()
        given = {**words, **{name: getattr(wanted, name) for name in TEMPLATES}}
        entry = made.entry(
            about=organ, parts=sorted(name for name, value in given.items() if value is not None)
        )
        Layout.objects.create(
            organ_id=organ,
            since=made.sitting.on,
            entry=entry,
            **{
                name: value
                if value is not None
                else getattr(before, name, b"" if name.endswith("docx") else "")
                for name, value in given.items()
            },
        )


def _checked_word(word_: str) -> str:
    found = word_.strip()
    if len(found) > WORD_LENGTH or not found.isprintable() or set(found) & set("〔〕[]（）()号{}"):
        message = _(
            "{word!r} is no word before a number: expected up to {length} characters such as 安纪驻财函, without year and "
            "number. Nothing was changed."
        )
        raise InvalidInput(message.format(word=word_, length=WORD_LENGTH))
    return found

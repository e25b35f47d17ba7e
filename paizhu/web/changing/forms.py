"""The form of one record: its fields, read by the parsers of an import, with what is wrong beside each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from paizhu.norms.errors import UnknownTerm
from paizhu.registry import overview, said
from paizhu.registry.breach import Breach
from paizhu.registry.reading import cells
from paizhu.registry.reading.fields import FIELDS, Field
from paizhu.registry.reading.interpret import record_of
from paizhu.registry.records import Chart, Record
from paizhu.registry.writing.files import fields
from paizhu.web.changing import words

_ORGANS = {("relations", "from"), ("relations", "to"), ("posts", "managed_by")}
_CHOICES = {"kind", "type", "level", "key", "party_member", "supervised"}
_LONGEST = 2_000  # characters of one value that are looked at
_NUMBERED = re.compile(r"^(.*?)(\d+)$")


@dataclass(slots=True)
class Shown:
    """One field as a page shows it. kind: text, day, choice, organ, fixed; hint: a name beside an id."""

    name: str
    label: words.Word
    kind: str
    value: str
    needed: bool
    options: list[tuple[str, words.Word]] = field(default_factory=list)
    hint: str = ""
    errors: list[str] = field(default_factory=list)


class RecordForm:
    """A record of one list, as it is known, or as somebody wants it."""

    def __init__(
        self, list_: str, chart: Chart, values: Mapping[str, object], *, fixed: Iterable[str] = ()
    ) -> None:
        self.list, self._chart = list_, chart
        kept = set(fixed)
        self.shown = [self._shown(f, _text(values.get(f.name)), f.name in kept) for f in fields(list_)]
        self.reason = Shown("reason", _("Reason"), "text", _text(values.get("reason")), needed=True)
        self.others: list[Breach] = []

    @classmethod
    def of(cls, record: Record, chart: Chart) -> "RecordForm":
        """Return the form of a record that is known."""
        values = {key: _word(key, value) for key, value in said.record(record).items()}
        return cls(record.LIST, chart, values, fixed=("id",))

    def read(self) -> Record | None:
        """Return the record that the form describes; None when a field of it cannot be read. The reason is read too."""
        values: dict[str, object] = {}
        for each, shown in zip(fields(self.list), self.shown, strict=True):
            try:
                values[each.of] = self._value(each, shown)
            except cells.Unread as error:
                shown.errors.append(_("Expected {what}.").format(what=error))
        try:
            self.reason.value = cells.basis(self.reason.value, {})
            if not self.reason.value:
                self.reason.errors.append(_("Expected a reason: it stays with the change."))
        except cells.Unread as error:
            self.reason.errors.append(_("Expected {what}.").format(what=error))
        return None if any(shown.errors for shown in self.shown) else record_of(self.list, values)

    @property
    def has_errors(self) -> bool:
        return any(shown.errors for shown in self.everything)

    @property
    def everything(self) -> list[Shown]:
        return [*self.shown, self.reason]

    def tell(self, breaches: Iterable[Breach], id_: str) -> None:
        """Put what breaks a rule beside its field; what stands in other records is kept apart."""
        places = {f.of: f.name for f in FIELDS[self.list]}
        for breach in breaches:
            own = (breach.list_, breach.id_) == (self.list, id_)
            name = places.get(breach.field) if own else None
            shown = next((s for s in self.shown if s.name == name), None)
            if shown is None:
                self.others.append(breach)
            else:
                shown.errors.append(_("Expected {what}.").format(what=breach.expected))

    def _shown(self, of: Field, value: str, is_fixed: bool) -> Shown:
        key = self.list, of.name
        options: list[tuple[str, words.Word]] = []
        kind = "text"
        if of.name in _CHOICES:
            kind, options = "choice", words.options(of.name)
        elif of.parse in {cells.first_day, cells.last_day}:
            kind = "day"
        elif key in _ORGANS:
            kind = "organ"
        elif key == ("seats", "post") and not is_fixed:
            kind = "choice"
        organ = self._chart.organs.get(value) if key in _ORGANS or key == ("posts", "organ") else None
        post = self._chart.posts.get(value) if key == ("seats", "post") else None
        hint = organ.name if organ else post.title if post else ""
        return Shown(
            of.name, words.COLUMNS[key], "fixed" if is_fixed else kind, value, of.needed, options, hint
        )

    def _value(self, of: Field, shown: Shown) -> object:
        if shown.kind == "organ" and shown.value:
            try:
                shown.value = overview.organ_id(self._chart, shown.value)
            except UnknownTerm as unknown:
                near = "、".join(unknown.near[:5])
                text = (
                    _("an organ by its id or name; perhaps {near}")
                    if near
                    else _("an organ by its id or name")
                )
                raise cells.Unread(text.format(near=near)) from None
        return of.parse(shown.value, {})

    def offer_posts(self, organ: str) -> None:
        """Let the post of a seat be chosen among those of the organ."""
        for shown in self.shown:
            if shown.name == "post":
                shown.options = [
                    (p.id, f"{p.title}（{p.id}）") for p in self._chart.posts.values() if p.organ == organ
                ]


def suggested_id(chart: Chart, list_: str) -> str:
    """Return an id that is free and numbered on from those there are; "" where these have no numbers.

    >>> suggested_id(Chart(), "organs")
    ''
    """
    numbers: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for id_ in chart.of(list_):
        if found := _NUMBERED.match(id_[:100]):
            counts[found[1]] = counts.get(found[1], 0) + 1
            numbers[found[1]] = max(numbers.get(found[1], (0, 0)), (int(found[2]), len(found[2])))
    if not counts:
        return ""
    prefix = max(counts, key=lambda p: counts[p])
    number, width = numbers[prefix]
    return f"{prefix}{number + 1:0{width}d}"


def _text(value: object) -> str:
    return "" if value is None else str(value)[:_LONGEST]


def _word(key: str, value: object) -> object:
    """A value as the choices of a form have it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return words.type_word(str(value)) if key == "type" else value

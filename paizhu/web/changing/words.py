"""What lists, columns, verdicts and the closed sets of the registry are called on pages that change it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paizhu.registry.changes import Verdict
from paizhu.registry.kinds import TYPE_WORDS, Type
from paizhu.web.registry.words import KINDS, LEVELS, TYPES

Word = str | Promise

LISTS: Mapping[str, Word] = {
    "organs": _("organs"),
    "relations": _("relations"),
    "posts": _("posts"),
    "persons": _("persons"),
    "seats": _("seats"),
}
COLUMNS: Mapping[tuple[str, str], Word] = {
    ("organs", "id"): pgettext_lazy("column", "Id"),
    ("organs", "name"): pgettext_lazy("column", "Name"),
    ("organs", "short"): pgettext_lazy("column", "Short name"),
    ("organs", "kind"): pgettext_lazy("column", "Kind"),
    ("organs", "valid_from"): pgettext_lazy("column", "Set up on"),
    ("organs", "valid_to"): pgettext_lazy("column", "Last day of existence"),
    ("relations", "id"): pgettext_lazy("column", "Id"),
    ("relations", "type"): pgettext_lazy("column", "Type"),
    ("relations", "from"): pgettext_lazy("column", "From"),
    ("relations", "to"): pgettext_lazy("column", "To"),
    ("relations", "since"): pgettext_lazy("column", "First day"),
    ("relations", "until"): pgettext_lazy("column", "Last day"),
    ("relations", "basis"): pgettext_lazy("column", "Basis"),
    ("posts", "id"): pgettext_lazy("column", "Id"),
    ("posts", "organ"): pgettext_lazy("column", "Organ"),
    ("posts", "title"): pgettext_lazy("column", "Title"),
    ("posts", "level"): pgettext_lazy("column", "Level"),
    ("posts", "managed_by"): pgettext_lazy("column", "Managed by"),
    ("posts", "key"): pgettext_lazy("column", "Key post"),
    ("persons", "id"): pgettext_lazy("column", "Person’s code"),
    ("persons", "party_member"): pgettext_lazy("column", "Party member"),
    ("persons", "party_member_since"): pgettext_lazy("column", "Party member, first day"),
    ("persons", "party_member_until"): pgettext_lazy("column", "Party member, last day"),
    ("persons", "supervised"): pgettext_lazy("column", "Subject to supervision"),
    ("persons", "supervised_since"): pgettext_lazy("column", "Subject to supervision, first day"),
    ("persons", "supervised_until"): pgettext_lazy("column", "Subject to supervision, last day"),
    ("persons", "since"): pgettext_lazy("column", "First day"),
    ("persons", "until"): pgettext_lazy("column", "Last day"),
    ("seats", "id"): pgettext_lazy("column", "Id"),
    ("seats", "post"): pgettext_lazy("column", "Post"),
    ("seats", "person"): pgettext_lazy("column", "Person’s code"),
    ("seats", "since"): pgettext_lazy("column", "First day"),
    ("seats", "until"): pgettext_lazy("column", "Last day"),
}
VERDICTS: Mapping[Verdict, Word] = {
    Verdict.NEW: pgettext_lazy("of a record", "new"),
    Verdict.CHANGED: pgettext_lazy("of a record", "changed"),
    Verdict.ENDED: pgettext_lazy("of a record", "ended"),
    Verdict.UNCHANGED: pgettext_lazy("of a record", "same"),
    Verdict.WITHDRAWN: pgettext_lazy("of a record", "withdrawn"),
}
VERDICT_ICONS: Mapping[Verdict, str] = {
    Verdict.NEW: "plus",
    Verdict.CHANGED: "pencil",
    Verdict.ENDED: "calendar",
    Verdict.UNCHANGED: "equal",
    Verdict.WITHDRAWN: "circle-x",
}
# The columns that name another record, with the list that it stands in.
REFERS: Mapping[str, str] = {
    "from": "organs",
    "to": "organs",
    "organ": "organs",
    "managed_by": "organs",
    "post": "posts",
}
YES_NO: Mapping[str, Word] = {"是": pgettext_lazy("answer", "yes"), "否": pgettext_lazy("answer", "no")}


def value(column: str, given: object) -> Word:
    """Return a value of a record, as files have it, in the reader's language."""
    if given is None or given == "":
        return "–"
    if isinstance(given, bool):
        return YES_NO["是" if given else "否"]
    sets: dict[str, Mapping[str, Word]] = {
        "kind": {k.value: word for k, word in KINDS.items()},
        "type": {t.value: word for t, word in TYPES.items()},
        "level": {each.value: word for each, word in LEVELS.items()},
    }
    return sets.get(column, {}).get(str(given), str(given))


def named(column: str, given: object, names: Mapping[str, str]) -> Word:
    """Return a value with what the record that it names is called, where that is known."""
    told = value(column, given)
    return f"{told} {names[str(given)]}" if column in REFERS and str(given) in names else told


def options(column: str) -> list[tuple[str, Word]]:
    """Return the words of a closed set that a column can hold: as files have them, and as pages show them."""
    match column:
        case "kind":
            return [(k.value, word) for k, word in KINDS.items()]
        case "type":
            return [(TYPE_WORDS[t], word) for t, word in TYPES.items()]
        case "level":
            return [(each.value, word) for each, word in LEVELS.items()]
        case _:
            return list(YES_NO.items())


def type_word(type_: str) -> str:
    """Return the word that files have for a type of relation."""
    return TYPE_WORDS[Type(type_)]

"""The list of matters as a piece of page: partials that are rendered once, filled row by row."""

from collections.abc import Iterable
from functools import lru_cache

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from paizhu.door.queries import Listed
from paizhu.norms.model import Text
from paizhu.web import links
from paizhu.web.matters.views import View
from paizhu.web.slots import fill, put

_CHINESE, _CURRENT, _NOTHING = (
    SafeString(' lang="zh-Hans"'),
    SafeString(' aria-current="page"'),
    SafeString(""),
)


def table(matters: Iterable[Listed], lang: str, *, filtered: bool, older: str) -> SafeString:
    """Return the table of these matters, or what is said in its place. older: the query of the next page; "" for none."""
    rows = [_row(one, lang) for one in matters]
    if rows:
        return fill("matters/_table", lang, rows=SafeString("\n".join(rows)))
    if older:
        further = fill("matters/_further", lang, query=older)
        return fill("matters/_no_matter", lang, said=_("None among those looked through"), hint=further)
    if filtered:
        said, hint = _("No matter fits"), _("Leave a filter out.")
    else:
        said, hint = _("No matter yet"), _("What your organ opens, and what is brought to it, stands here.")
    return fill("matters/_no_matter", lang, said=said, hint=hint)


def _row(one: Listed, lang: str) -> SafeString:
    return fill(
        "matters/_row",
        lang,
        number=_number(one),
        link=links.matter(one.reference),
        spoken=_CHINESE if one.title else _NOTHING,
        title=one.title or capfirst(_("content destroyed") if one.destroyed_on else _("overview only")),
        kind=_word(one.kind_name, lang),
        state=_word(one.state_name, lang),
        parties=_parties(one),
        due=_due(one, lang),
        opened=SafeString(one.opened_on.isoformat()),
    )


@lru_cache(maxsize=2_000)
def _word(text: Text, lang: str) -> SafeString:
    """A word of the pack's."""
    return put("{}", capfirst(text.in_(lang)))


def _number(one: Listed) -> str:
    if one.number:
        return SafeString(f"{one.year}–{one.number}")
    return put('<span class="pz-hint">{}</span>', one.reference)


def _parties(one: Listed) -> str:
    owner = one.owner_name or ""
    return f"{owner} → {one.counterpart_name}" if one.counterpart_name else owner


def _due(one: Listed, lang: str) -> str:
    if one.due is None:
        return _NOTHING
    day = SafeString(one.due.isoformat())
    return fill("matters/_overdue", lang, day=day) if one.overdue else day


@lru_cache(maxsize=200)
def options(pairs: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """Return what a select offers, the same each time for the pack's own words. pairs: value and word."""
    made = (
        put(
            '<option value="{}"{}>{}</option>',
            value,
            SafeString(" selected" if value == chosen else ""),
            capfirst(word),
        )
        for value, word in pairs
    )
    return SafeString("".join(made))


def pages(first: str, older: str, lang: str) -> SafeString:
    """Return the ways to the first and to the next page, each by its query; "" for none."""
    newest = fill("matters/_newest", lang, query=first) if first else ""
    return SafeString(newest + (fill("matters/_older", lang, query=older) if older else ""))


def take_out(query: str, lang: str, token: str) -> SafeString:
    """Return the way to carry the list out as it is filtered. query: the filters as in an address.  token: for CSRF."""
    pairs = [("csrfmiddlewaretoken", token), *QueryDict(query).items()]
    hidden = [put('<input type="hidden" name="{}" value="{}">', name, str(value)) for name, value in pairs]
    said = _("Export what is filtered (XLSX)") if query else _("Export all (XLSX)")
    return fill("matters/_take_out", lang, hidden=SafeString("".join(hidden)), said=said)


def views(saved: list[View], query: str, lang: str, token: str, *, filtered: bool) -> SafeString:
    """Return the person's views and the way to save these filters. token: of the forms, for CSRF."""
    if not saved and not filtered:
        return SafeString("")
    hidden = put('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    each = [
        fill(
            "matters/_view",
            lang,
            query=view.query,
            current=_CURRENT if view.query == query else "",
            view=view.name,
            remove=_("Remove the view “%(name)s”") % {"name": view.name},
            token=hidden,
        )
        for view in saved
    ]
    save = fill("matters/_view_save", lang, query=query, token=hidden) if filtered else ""
    return put('<div class="pz-views">{}</div>', SafeString("".join(each) + save))


def faults(errors: Iterable[str]) -> SafeString:
    """Return what is wrong with the filters."""
    return SafeString("".join(put('<p class="pz-fault" role="alert">{}</p>', error) for error in errors))

"""Pieces of a card that come in dozens. Written out here: a template inside a loop costs more than the ruling."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paizhu.norms.result import Result
from paizhu.web import entries, shown
from paizhu.web.slots import fill, put
from paizhu.web.templatetags.pz import icon
from paizhu.web.timeline import Span

_MISS = '<li class="pz-miss"><p>{}</p><p class="pz-fails">{}<span>{}</span></p></li>'
_FAIL = '<span class="pz-fail pz-fail-{}">{}</span> '
_OWED = '<li><p class="pz-owed-who"><a href="{}">{}</a>{}</p><ul class="pz-lines">{}</ul></li>'
_TOWARD = ' <span class="pz-toward">{}{}</span>'
_STRETCH = (
    '<li class="pz-{}"><a href="{}" hx-get="{}" hx-push-url="true"{}><span class="pz-stretch-answer">{}'
    '<span>{}</span>{}</span> <span class="pz-stretch-days"><time datetime="{}">{}</time> – {}</span></a></li>'
)
_COUNT = '<span class="pz-count">{}</span>'
_DAY = '<a class="btn btn-sm btn-ghost-secondary" href="{}" hx-get="{}" hx-push-url="true">{}</a>'
_CONFLICT = '<div class="pz-conflict">{}{}<p>{}</p></div>'
_REGULATION = '<li><a href="/norms/{}/{}/">{} ({})</a>{}</li>'


def lines(norms: Iterable[Result], lang: str) -> SafeString:
    """Return norms as list items, each on a line."""
    # The pieces are safe already, so they are joined without being looked at again.
    return SafeString("".join(f"<li>{entries.line(norm['norm'], lang)}</li>" for norm in norms))


def whole(norms: Iterable[Result], lang: str) -> SafeString:
    """Return norms one after the other, each in full."""
    return SafeString("".join(entries.entry(norm["norm"], lang) for norm in norms))


def misses(found: Iterable[Result], lang: str) -> SafeString:
    """Return near misses as list items: the norm, what fails, and why."""
    made = (
        put(_MISS, entries.line(miss["norm"], lang), _fails(tuple(miss["fails"]), lang), miss["because"])
        for miss in found
    )
    return SafeString("".join(made))


@cache
def _fails(codes: tuple[str, ...], lang: str) -> SafeString:  # noqa: ARG001  part of what is remembered
    return format_html_join("", _FAIL, ((code, shown.FAILS_WORDS[code]) for code in codes))


def more_misses(found: list[Result], left: int, every: str, lang: str) -> SafeString:
    """Return further near misses, folded away. left: how many are not among them; every: where all are shown."""
    if not found:
        return SafeString("")
    further = ngettext("and {count} that is further off", "and {count} that are further off", left)
    return fill(
        "card/more",
        lang,
        label=ngettext("{count} more", "{count} more", len(found)).format(count=len(found)),
        body=misses(found, lang),
        left=put('<p><a href="{}">{}</a></p>', every, further.format(count=left)) if left else "",
    )


def owed(of: Result, link: str, *, same_toward: bool, lang: str) -> SafeString:
    """Return one party that owes the act, with its norms."""
    toward = "" if same_toward else put(_TOWARD, icon("arrow-right"), of["toward_name"])
    return put(_OWED, link, of["bearer_name"], toward, lines(of["grounds"], lang))


def conflict(of: Result, lang: str) -> SafeString:
    """Return both readings of a conflict, and what settled it."""
    unsettled = _("Neither rank nor time nor specialty settles it: both readings stand.")
    ban, other = (entries.entry(of[side]["norm"], lang) for side in ("prohibition", "other"))
    return put(_CONFLICT, ban, other, str(shown.SETTLED_WORDS.get(of["settled_by"], unsettled)))


def reading(of: Result, lang: str) -> SafeString:
    """Return one reading that is no norm."""
    stance = str(shown.STANCE_WORDS[of["stance"]])
    return fill(
        "card/reading",
        lang,
        stance=of["stance"],
        word=stance,
        act=of["act_name"],
        gist=of["gist"],
        author=of["author"],
    )


def stretch(span: Span, link: str, *, current: bool, lang: str) -> SafeString:
    """Return one stretch of the timeline."""
    count = len(span.grounds)
    norms = put(_COUNT, ngettext("{count} norm", "{count} norms", count).format(count=count)) if count else ""
    since = span.since.isoformat()
    last = span.last.isoformat() if span.last else _("to date")
    mark = SafeString(' aria-current="date"') if current else ""
    return put(
        _STRETCH, span.answer, link, link, mark, icon(span.icon), span.word(lang), norms, since, since, last
    )


def elsewhen(days: Iterable[tuple[str, str]]) -> SafeString:
    """Return links to other days, each given as its label and address."""
    return SafeString("".join([put(_DAY, link, link, label) for label, link in days]))


def looked(base: Result, on: date, lang: str) -> SafeString:
    """Return what was looked through on the day, folded away."""
    count, gaps = len(base["regulations"]), len(base["incomplete"])
    label = ngettext(
        "Looked through: {count} regulation in force on {on}",
        "Looked through: {count} regulations in force on {on}",
        count,
    )
    incomplete = ngettext("{count} incomplete", "{count} incomplete", gaps)
    return fill(
        "card/looked",
        lang,
        label=label.format(count=count, on=on.isoformat()),
        incomplete=put(_COUNT, incomplete.format(count=gaps)) if gaps else "",
        statement=_(
            "“Not provided” is a statement about the base, which begins on {reaches}: "
            "it says that none of these gives the duty or power."
        ).format(reaches=base["reaches"]),
        regulations=_regulations(base, lang),
    )


# Bounded by the days on which some version begins or ends, in two languages.
_known: dict[tuple[str, int, tuple[tuple[str, str], ...]], SafeString] = {}


def _regulations(base: Result, lang: str) -> SafeString:
    """The versions in force and the incomplete ones among them; they change on few days."""
    versions = tuple((r["regulation_id"], r["version"]) for r in (*base["regulations"], *base["incomplete"]))
    key = (lang, len(base["regulations"]), versions)
    if key not in _known:
        made = fill("card/regulations", lang, body=_list(base["regulations"]))
        gaps = fill("card/incomplete", lang, body=_list(base["incomplete"])) if base["incomplete"] else ""
        _known[key] = put("{}{}", made, gaps)
    return _known[key]


def _list(versions: Iterable[Result]) -> SafeString:
    return format_html_join(
        "",
        _REGULATION,
        ((v["regulation_id"], v["version"], v["regulation"], v["version"], _gap(v)) for v in versions),
    )


def _gap(version: Result) -> str:
    if "encoded" not in version:
        return ""
    reason = f" · {version['reason']}" if version["reason"] else ""
    return f" {version['encoded']}/{version['articles'] or '?'}{reason}"

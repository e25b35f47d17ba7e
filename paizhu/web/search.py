"""The Search page: imported articles by citation or in words, on a day, of one regulation or all."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from paizhu import places
from paizhu.norms.articles import article_en, article_zh
from paizhu.norms.search.searcher import Found, Hit, standing
from paizhu.norms.search.snippets import Words, marked
from paizhu.norms.texts.library import Force, Library, open_library
from paizhu.searchers import Making, searchers
from paizhu.web import links
from paizhu.web.base import opened
from paizhu.web.days import NotADay, day_of
from paizhu.web.language import pack_language
from paizhu.web.texts.library import FORCE_ICONS, FORCE_WORDS

LONGEST = 300
PAGE = 10
PAGES = 20

# Each shows another way of asking: a citation, lay words, an item, English, an earlier version.
EXAMPLES = (
    _("Supervision Law art. 67"),
    _("How long may somebody be kept in liuzhi?"),
    _("Party Constitution 45(4)"),
    _("Who must recuse himself from a case?"),
    _("gifts from subordinates"),
)


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit. norms: the page of the norms read from it, or "".

    last: the version's last day, inclusive.  at_latest: it may have ended before.
    alone: it lapsed, and no later version is among the imported texts.
    """

    title: str
    version: str
    article: str
    exact: bool
    since: date | None
    last: date | None
    at_latest: bool
    force: str
    force_word: str | Promise
    force_icon: str
    snippet: SafeString
    link: str
    norms: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. on: empty for today, else as given."""

    text: str
    on: str
    regulation: str
    page: int

    def link(self, page: int) -> str:
        """Return the address of another page of the same."""
        terms = {
            "q": self.text,
            "on": self.on,
            "regulation": self.regulation,
            "page": str(page) if page > 1 else "",
        }
        return "/norms/search/?" + urlencode({key: term for key, term in terms.items() if term})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the form; with `q`, what was found, ten on a page."""
    library = open_library(places.home())
    asked = _asked(request)
    context: dict[str, object] = {"asked": asked, "longest": LONGEST, "empty": not len(library)}
    try:
        on = day_of(asked.on)
    except NotADay as error:
        context |= {
            "error": str(error),
            "day": asked.on,
            "regulations": _regulations(library, timezone.localdate()),
        }
        return render(request, "web/search/page.html", context, status=422)
    context |= {
        "day": on.isoformat(),
        "is_today": on == timezone.localdate(),
        "regulations": _regulations(library, on),
        "examples": [(example, Asked(str(example), asked.on, "", 1).link(1)) for example in EXAMPLES],
    }
    if asked.text and len(library):
        searcher = searchers.get(library)
        if isinstance(searcher, Making):
            context |= {"making": searcher, "again": asked.link(asked.page)}
        else:
            found = searcher.search(
                asked.text, on, limit=PAGE, skip=(asked.page - 1) * PAGE, regulation=asked.regulation or None
            )
            context |= _shown(found, asked, on)
    return render(request, "web/search/page.html", context)


def _asked(request: HttpRequest) -> Asked:
    given = request.GET
    page = given.get("page", "")
    return Asked(
        text=given.get("q", "").strip()[:LONGEST],
        on=given.get("on", "").strip()[:40],
        regulation=given.get("regulation", "")[:200],
        page=min(max(int(page), 1), PAGES) if page.isascii() and page.isdecimal() and len(page) < 5 else 1,  # noqa: PLR2004
    )


def _shown(found: Found, asked: Asked, on: date) -> dict[str, object]:
    pages = min(-(-found.total // PAGE), PAGES)
    first = (asked.page - 1) * PAGE + 1
    return {
        "found": True,
        "total": found.total,
        "first": first,
        "last": first + len(found.hits) - 1,
        "hits": [_line(hit, found.sought, on) for hit in found.hits],
        "before": asked.link(asked.page - 1) if asked.page > 1 else "",
        "after": asked.link(asked.page + 1) if asked.page < pages else "",
    }


def _line(hit: Hit, sought: Words, on: date) -> HitLine:
    version, lang = hit.version, pack_language()
    force = version.in_force(on)
    return HitLine(
        title=version.full_title,
        version=version.version,
        article=article_en(hit.article) if lang == "en" else article_zh(hit.article),
        exact=hit.exact,
        since=version.since,
        last=version.last,
        at_latest=version.is_last_at_latest,
        force=force.value,
        force_word=FORCE_WORDS[force],
        force_icon=FORCE_ICONS[force],
        snippet=_marked(hit.snippet, sought),
        link=links.text(version.regulation, version.version, hit.article),
        norms=_norms(version.regulation, version.version, hit.article),
        alone=force is Force.NO and hit.latest,
    )


def _marked(text: str, sought: Words) -> SafeString:
    pieces = (
        (format_html("<mark>{}</mark>", part) if is_sought else part,)
        for part, is_sought in marked(text, sought)
    )
    return format_html_join("", "{}", pieces)


def _norms(regulation: str, version: str, article: str) -> str:
    """The page of the norms that are read from an article; empty where it carries none."""
    of = opened().base.regulations.get(regulation)
    known = next((v for v in of.versions if v.id == version), None) if of else None
    carries = known is not None and any(p.article == article and p.norms for p in known.provisions)
    return links.article(regulation, version, article) if carries else ""


def _regulations(library: Library, on: date) -> list[tuple[str, str, str]]:
    """The regulations that can be searched on the day, as (id, title, name to suggest)."""
    lines = {
        v.regulation: (v.regulation, v.full_title, (v.names or (v.title,))[0])
        for v, _force in standing(library, on)
    }
    return sorted(lines.values(), key=lambda line: line[1])

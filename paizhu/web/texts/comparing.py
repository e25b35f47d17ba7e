"""Two versions of a regulation side by side, the words that differ marked."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from paizhu.norms.texts.compare import Change, Pair
from paizhu.norms.texts.differences import CHANGES, summary
from paizhu.norms.texts.library import TextVersion
from paizhu.norms.texts.marks import Kept
from paizhu.norms.texts.model import Article
from paizhu.web import links
from paizhu.web.language import pack_language
from paizhu.web.texts import articles, library

_ICONS = {
    Change.SAME: "equal",
    Change.MOVED: "arrows-right-left",
    Change.CHANGED: "pencil",
    Change.NEW: "plus",
    Change.GONE: "minus",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One article on its side. marks: (whether it stands on this side only, words); empty for plain words."""

    name: str
    link: str
    marks: list[tuple[bool, str]]
    plain: str


@dataclass(frozen=True, slots=True)
class Row:
    change: str
    word: str
    icon: str
    anchor: str
    old: Side | None
    new: Side | None
    near: list[tuple[str, str]]


@require_safe
def comparison(request: HttpRequest, regulation: str) -> HttpResponse:
    """Compare `from` with `to`; without them, the last two versions. `show` keeps one kind of change."""
    held, lang = library.opened(), pack_language()
    versions = held.of(regulation)
    if not versions:
        raise Http404
    old = _chosen(request.GET.get("from", ""), versions, default=max(len(versions) - 2, 0))
    new = _chosen(request.GET.get("to", ""), versions, default=-1)
    pairs = library.pairs_of(held, old, new)
    show = request.GET.get("show", "")
    counts = summary(pairs)
    context = {
        "title": old.full_title,
        "regulation": regulation,
        "versions": [library.line(v) for v in versions],
        "old": library.line(old),
        "new": library.line(new),
        "show": show if show in counts else "",
        "counts": [
            {
                "id": change.value,
                "word": word.in_(lang),
                "icon": _ICONS[change],
                "count": counts[change.value],
                "link": links.comparison(regulation, old.version, new.version, change.value),
            }
            for change, word in CHANGES.items()
        ],
        "all": links.comparison(regulation, old.version, new.version),
        "total": len(pairs),
        "rows": [
            _row(pair, old, new, lang) for pair in pairs if show not in counts or pair.change.value == show
        ],
    }
    return render(request, "web/texts/comparison.html", context)


def _chosen(name: str, versions: tuple[TextVersion, ...], *, default: int) -> TextVersion:
    if not name:
        return versions[default]
    found = next((v for v in versions if v.version == name), None)
    if found is None:
        raise Http404
    return found


def _row(pair: Pair, old: TextVersion, new: TextVersion, lang: str) -> Row:
    of = pair.new or pair.old
    assert of is not None
    other = old if pair.new else new
    return Row(
        change=pair.change.value,
        word=CHANGES[pair.change].in_(lang),
        icon=_ICONS[pair.change],
        anchor=f"{'new' if pair.new else 'old'}-{of.number}",
        old=_side(pair, pair.old, old, Kept.OLD, lang),
        new=_side(pair, pair.new, new, Kept.NEW, lang),
        near=[(articles.name(n, lang), links.text(other.regulation, other.version, n)) for n in pair.near],
    )


def _side(pair: Pair, article: Article | None, version: TextVersion, only: Kept, lang: str) -> Side | None:
    if article is None:
        return None
    return Side(
        name=articles.name(article.number, lang) if lang == "en" else article.label,
        link=links.text(version.regulation, version.version, article.number),
        marks=[(mark.kept is only, mark.text) for mark in pair.marks if mark.kept in {Kept.BOTH, only}],
        plain=article.plain,
    )

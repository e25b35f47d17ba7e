"""Reading: the list of imported texts, one whole text, one article through its versions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from paizhu.norms.texts.compare import Change, Pair
from paizhu.norms.texts.differences import CHANGES
from paizhu.norms.texts.library import Library, TextVersion
from paizhu.norms.texts.model import Article, Heading, Level, Line, RegulationText
from paizhu.norms.texts.quotes import faults_of
from paizhu.norms.texts.verdicts import finding, quote_fault
from paizhu.web import base as pack
from paizhu.web import links
from paizhu.web.language import pack_language
from paizhu.web.texts import articles, library

_DEPTHS = {Level.PART: 2, Level.SUBPART: 3, Level.CHAPTER: 3, Level.SECTION: 4}


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading of the body. depth: of the HTML heading.  articles: the span below it, on the table of contents."""

    text: str
    depth: int
    anchor: str
    articles: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An article in one version, and how it came from the version before. change: "" in the first version."""

    version: library.VersionLine
    name: str
    link: str
    change: str
    change_word: str
    marks: tuple[tuple[str, str], ...]
    paragraphs: list[articles.ParagraphView]
    chosen: bool


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """List the imported texts by regulation."""
    held, lang = library.opened(), pack_language()
    regulations = [_regulation(held, versions, lang) for versions in _by_rank(held)]
    context = {"regulations": regulations, "versions": len(held), "articles": sum(v.articles for v in held)}
    return render(request, "web/texts/page.html", context)


def _by_rank(held: Library) -> list[tuple[TextVersion, ...]]:
    """As the pack ranks them, Party first; then those that it does not know, by title."""
    base = pack.opened().base
    ranks = {rank.id: (rank.order, rank.level) for rank in base.pack.ranks}

    def key(versions: tuple[TextVersion, ...]) -> tuple[bool, tuple[str, int], str]:
        known = base.regulations.get(versions[0].regulation)
        return known is None, ranks[known.rank] if known else ("", 0), versions[0].full_title

    return sorted(held.regulations.values(), key=key)


def _regulation(held: Library, versions: tuple[TextVersion, ...], lang: str) -> dict[str, object]:
    newest = versions[-1]
    encoded = pack.opened().base.regulations.get(newest.regulation)
    return {
        "title": newest.full_title,
        "english": encoded.title.en if encoded and lang == "en" else "",
        "versions": [library.line(v) for v in reversed(versions)],
        "faults": [(v.version, faults) for v in versions if (faults := _faults(held, v, lang))],
        "compare": links.comparison(newest.regulation, versions[-2].version, newest.version)
        if len(versions) > 1
        else "",
    }


def _faults(held: Library, version: TextVersion, lang: str) -> list[str]:
    norms = articles.norms_of(pack.opened().base, version) if version.in_pack else []
    found = faults_of(norms, library.text_of(held, version)) if norms else ()
    return [quote_fault(fault, lang) for fault in found]


@require_safe
def text(request: HttpRequest, regulation: str, version: str) -> HttpResponse:
    """Show the whole text of a version, with the norms read from each article beside it."""
    held, lang = library.opened(), pack_language()
    of = library.version_or_404(held, regulation, version)
    whole, versions = library.text_of(held, of), held.of(regulation)
    views = articles.Articles(pack.opened().base, of, whole, lang, history=len(versions) > 1)
    parts = list(_parts(whole, views))
    context = {
        "title": of.full_title,
        "version": library.line(of),
        "others": [library.line(v) for v in versions if v is not of],
        "compare": _comparison(of, versions),
        "head": whole.head,
        "preamble": articles.paragraphs(whole.preamble),
        "preamble_at": _preamble_at(whole),
        "parts": parts,
        "contents": [part["heading"] for part in parts if part["heading"]],
        "appendices": [
            {
                "label": f"{a.label} {a.title}".strip(),
                "anchor": f"app-{n}",
                "paragraphs": articles.paragraphs(a.paragraphs),
            }
            for n, a in enumerate(whole.appendices, 1)
        ],
        "faults": list(views.faults.values()),
        "findings": [finding(found, lang) for found in whole.findings],
        "notes": bool(views.norms),
    }
    return render(request, "web/texts/text.html", context)


def statute(regulation: str, version: str, number: str, lang: str) -> articles.ArticleView | None:
    """Return an article of the imported text, for the page of its norms; None where there is none."""
    held = library.opened()
    of = held.get(regulation, version)
    whole = library.text_of(held, of) if of else None
    article = whole.article(number) if whole else None
    if of is None or whole is None or article is None:
        return None
    views = articles.Articles(pack.opened().base, of, whole, lang, history=len(held.of(regulation)) > 1)
    return views.view(article, 2)


def _parts(whole: RegulationText, views: articles.Articles) -> Iterator[dict[str, object]]:
    depth, spans = 2, _spans(whole)
    for part in whole.body():
        heading = _heading(part, spans.get(part.line)) if isinstance(part, Heading) else None
        depth = heading.depth + 1 if heading else depth
        yield {
            "heading": heading,
            "article": views.view(part, depth) if isinstance(part, Article) else None,
            "stray": part.text if isinstance(part, Line) else "",
            "line": part.line,
        }


def _heading(heading: Heading, span: tuple[str, str] | None) -> HeadingView:
    shown = "–".join(dict.fromkeys(span)) if span else ""
    return HeadingView(str(heading), _DEPTHS[heading.level], f"line-{heading.line}", shown)


def _spans(whole: RegulationText) -> dict[int, tuple[str, str]]:
    """The first and the last article below each heading, by the line of the heading."""
    spans: dict[int, tuple[str, str]] = {}
    above: list[Heading] = []
    for part in whole.body():
        if isinstance(part, Heading):
            above = [h for h in above if _DEPTHS[h.level] < _DEPTHS[part.level]] + [part]
        elif isinstance(part, Article):
            for heading in above:
                spans[heading.line] = (spans.get(heading.line, (part.number,))[0], part.number)
    return spans


def _preamble_at(whole: RegulationText) -> int:
    """The line of the heading that the preamble stands under; 0 when it stands before all of them."""
    if not whole.preamble:
        return -1
    return max((h.line for h in whole.headings if h.line < whole.preamble[0].line), default=0)


def _comparison(of: TextVersion, versions: tuple[TextVersion, ...]) -> str:
    """With the version before it; of the first one, with the one after."""
    at = versions.index(of)
    if len(versions) == 1:
        return ""
    old, new = (versions[at - 1], of) if at else (of, versions[1])
    return links.comparison(of.regulation, old.version, new.version)


@require_safe
def history(request: HttpRequest, regulation: str, version: str, number: str) -> HttpResponse:
    """Show one article in every version that has it, with the words that each version changed."""
    held, lang = library.opened(), pack_language()
    of = library.version_or_404(held, regulation, version)
    article = library.text_of(held, of).article(number)
    if article is None:
        raise Http404
    line = _line_of(held, of, article)
    newest_first = [_standing(of, lang, entry) for entry in reversed(line)]
    missing = [library.line(v) for v in held.of(regulation) if v.version not in {e[0].version for e in line}]
    context = {
        "title": of.full_title,
        "version": library.line(of),
        "name": articles.name(number, lang) if lang == "en" else article.label,
        "standings": newest_first,
        "missing": missing,
    }
    return render(request, "web/texts/history.html", context)


Entry = tuple[TextVersion, Article, Pair | None]


def _line_of(held: Library, of: TextVersion, article: Article) -> list[Entry]:
    """The article in the versions before and after, as far as it can be followed; the oldest first."""
    versions = held.of(of.regulation)
    at = versions.index(of)
    line: list[Entry] = [(of, article, None)]
    here = article
    for n in range(at, 0, -1):
        pair = next((p for p in library.pairs_of(held, versions[n - 1], versions[n]) if p.new == here), None)
        line[0] = (line[0][0], line[0][1], pair)
        if pair is None or pair.old is None:
            break
        here = pair.old
        line.insert(0, (versions[n - 1], here, None))
    here = article
    for n in range(at, len(versions) - 1):
        pair = next((p for p in library.pairs_of(held, versions[n], versions[n + 1]) if p.old == here), None)
        if pair is None or pair.new is None:
            break
        here = pair.new
        line.append((versions[n + 1], here, pair))
    return line


def _standing(of: TextVersion, lang: str, entry: Entry) -> Standing:
    version, article, pair = entry
    change = pair.change if pair is not None else None
    return Standing(
        version=library.line(version),
        name=articles.name(article.number, lang) if lang == "en" else article.label,
        link=links.text(version.regulation, version.version, article.number),
        change=change.value if change else "",
        change_word=CHANGES[change].in_(lang) if change else "",
        marks=tuple((mark.kept.value, mark.text) for mark in pair.marks)
        if pair and change is Change.CHANGED
        else (),
        paragraphs=articles.paragraphs(article.paragraphs),
        chosen=version == of,
    )

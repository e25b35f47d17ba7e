"""The Norms pages: regulations, their versions, their articles with the norms read from them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from paizhu.norms import wording
from paizhu.norms.articles import article_en, article_zh
from paizhu.norms.ask.normalise import normalise
from paizhu.norms.base import Base
from paizhu.norms.model import Norm, Provision, Regulation, Version
from paizhu.norms.result import Result
from paizhu.web import entries, find, links, shown
from paizhu.web.base import opened
from paizhu.web.language import pack_language
from paizhu.web.texts import library, reading


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version on a list. last: its last day, inclusive; None while it stands."""

    regulation: str
    id: str
    since: date
    last: date | None
    in_force: bool
    encoded: int
    articles: int
    norms: int
    complete: bool
    source: str
    source_word: str | Promise
    gap: str
    link: str


@dataclass(frozen=True, slots=True)
class RegulationLine:
    title: str
    short: str
    rank: str
    issuer: str
    versions: list[VersionLine]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article on a list. none: why it carries no norm."""

    number: str
    name: str
    norms: list[Result]
    none: str
    link: str


@require_safe
def regulations(request: HttpRequest) -> HttpResponse:
    """List the regulations; with `q`, what it cites or where its words stand."""
    base, lang = opened().base, pack_language()
    text = normalise(request.GET.get("q", ""))[: find.LONGEST]
    context: dict[str, object] = {"text": text, "longest": find.LONGEST, "found": None}
    if text:
        found = find.find(base, text)
        articles = [
            (_name(r, v, p.article, lang), len(p.norms), links.article(r.id, v.id, p.article))
            for r, v, p in found.articles
        ]
        context |= {
            "found": found,
            "articles": articles,
            "norms": [entries.line(n.id, lang) for n in found.norms],
        }
    else:
        lines = [_regulation(base, r, lang) for r in _by_rank(base)]
        versions = [v for line in lines for v in line.versions]
        context |= {"regulations": lines, "count": sum(v.norms for v in versions), "versions": len(versions)}
    return render(request, "web/norms/page.html", context)


@require_safe
def version(request: HttpRequest, regulation: str, version: str) -> HttpResponse:
    """List the articles of a version, each with its norms or the reason why it carries none."""
    base, lang = opened().base, pack_language()
    of, in_version = _version_or_404(base, regulation, version)
    articles = [_article(base, of, in_version, p, lang) for p in in_version.provisions]
    context = {
        "regulation": _regulation(base, of, lang),
        "version": _version(of, in_version, lang),
        "articles": articles,
        "note": in_version.note.in_(lang) if in_version.note else "",
        "imported": library.imported(of.id, in_version.id),
    }
    return render(request, "web/norms/version.html", context)


@require_safe
def article(request: HttpRequest, regulation: str, version: str, number: str) -> HttpResponse:
    """Show an article: short quotes and gists beside the norms read from it."""
    base, lang = opened().base, pack_language()
    of, in_version = _version_or_404(base, regulation, version)
    at = next((n for n, p in enumerate(in_version.provisions) if p.article == number), None)
    if at is None:
        raise Http404
    provisions = in_version.provisions
    context = {
        "regulation": _regulation(base, of, lang),
        "version": _version(of, in_version, lang),
        "name": _article_name(number, lang),
        "norms": [_whole(base, base.norms[n], lang) for n in provisions[at].norms],
        "none": _text(provisions[at], lang),
        "before": _neighbour(of, in_version, provisions[at - 1], lang) if at else None,
        "after": _neighbour(of, in_version, provisions[at + 1], lang) if at + 1 < len(provisions) else None,
        "others": _other_versions(of, in_version, number),
        "statute": reading.statute(of.id, in_version.id, number, lang),
    }
    return render(request, "web/norms/article.html", context)


@require_safe
def norm(request: HttpRequest, norm_id: str) -> HttpResponse:
    """Lead to a norm's place on the page of its article."""
    found = opened().base.norms.get(norm_id)
    if found is None:
        raise Http404
    return redirect(links.norm(found))


def _version_or_404(base: Base, regulation: str, version: str) -> tuple[Regulation, Version]:
    of = base.regulations.get(regulation)
    found = next((v for v in of.versions if v.id == version), None) if of else None
    if of is None or found is None:
        raise Http404
    return of, found


def _by_rank(base: Base) -> list[Regulation]:
    """Those of the Party first, then those of the state; within each the highest first."""
    ranks = {r.id: (r.order, r.level) for r in base.pack.ranks}
    return sorted(base.regulations.values(), key=lambda r: (*ranks[r.rank], r.id))


def _regulation(base: Base, of: Regulation, lang: str) -> RegulationLine:
    rank = next(r for r in base.pack.ranks if r.id == of.rank)
    versions = [_version(of, v, lang) for v in reversed(of.versions)]
    return RegulationLine(
        of.title.in_(lang), of.short.in_(lang), rank.name.in_(lang), of.issuer.in_(lang), versions
    )


def _version(of: Regulation, version: Version, lang: str) -> VersionLine:
    return VersionLine(
        regulation=of.id,
        id=version.id,
        since=version.since,
        last=version.until - timedelta(days=1) if version.until else None,
        in_force=version.in_force(timezone.localdate()),
        encoded=len({p.article for p in version.provisions}),
        articles=version.articles,
        norms=sum(len(p.norms) for p in version.provisions),
        complete=version.complete,
        source=version.verified.value,
        source_word=shown.SOURCE_WORDS[version.verified.value],
        gap=version.gap.in_(lang) if version.gap else "",
        link=links.version(of.id, version.id),
    )


def _article(base: Base, of: Regulation, version: Version, provision: Provision, lang: str) -> ArticleLine:
    number = provision.article
    norms: list[Result] = [
        {
            "modality": n.modality.value,
            "modality_word": shown.MODALITY_WORDS[n.modality.value],
            "act": base.acts[n.act].name.in_(lang),
            "bearer": wording.name_of(base, n.bearers[0], lang),
            "more": len(n.bearers) - 1,
            "verified": n.verified.value == "text",
            "link": links.norm(n),
        }
        for n in (base.norms[i] for i in provision.norms)
    ]
    link = links.article(of.id, version.id, number)
    return ArticleLine(number, _article_name(number, lang), norms, _text(provision, lang), link)


def _whole(base: Base, of: Norm, lang: str) -> Result:
    """A norm with everything that decides whether it applies."""
    first, toward = of.bearers[0], of.toward[0] if of.toward else None
    today = timezone.localdate()
    return {
        **entries.view(of, base, lang),
        "conditions": [wording.condition(base, of, c, lang) for c in of.when],
        "exclusions": [wording.condition(base, of, c, lang) for c in of.unless],
        "includes_sub_acts": of.includes_sub_acts,
        "since": of.since,
        "last": of.until - timedelta(days=1) if of.until else None,
        "clock": _clock(of),
        "ask": links.rule(first, of.act, toward, today if of.in_force(today) else of.since),
    }


def _clock(of: Norm) -> str:
    """The page that counts the norm's time limit, "" where it has none that can be counted."""
    limit = of.deadline
    if limit is None or limit.length is None or limit.unit is None:
        return ""
    return links.clock(limit.length, limit.unit.value, limit.counting.value)


def _text(provision: Provision, lang: str) -> str:
    return provision.none.in_(lang) if provision.none else ""


def _article_name(number: str, lang: str) -> str:
    return article_en(number) if lang == "en" else article_zh(number)


def _name(of: Regulation, version: Version, number: str, lang: str) -> str:
    if lang == "en":
        return f"{of.title.en} ({version.id}), {article_en(number)}"
    return f"《{of.title.zh}》（{version.id}）{article_zh(number)}"


def _neighbour(of: Regulation, version: Version, provision: Provision, lang: str) -> tuple[str, str]:
    return _article_name(provision.article, lang), links.article(of.id, version.id, provision.article)


def _other_versions(of: Regulation, version: Version, number: str) -> list[tuple[str, str]]:
    """The same number in the other versions; what stands there may be another matter."""
    return [
        (other.id, links.article(of.id, other.id, number))
        for other in of.versions
        if other is not version and any(p.article == number for p in other.provisions)
    ]

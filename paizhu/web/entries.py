"""One norm as a piece of page. A norm never changes while the process runs, so each piece is made once."""

from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from paizhu.norms import result, wording
from paizhu.norms.base import Base
from paizhu.norms.model import Norm
from paizhu.registry.here import here
from paizhu.web import links, shown
from paizhu.web.base import opened


@dataclass(frozen=True, slots=True)
class Value:
    """A time limit, frequency, list, approval or effective day that an article gives, with its label."""

    icon: str
    label: str
    text: str
    items: tuple[str, ...] = ()


def entry(norm_id: str, lang: str) -> SafeString:
    """Return a norm in full: citation, quote, gist, what it depends on. The active language must be `lang`."""
    return _of_norm("web/norm/_entry.html", norm_id, lang)


def line(norm_id: str, lang: str) -> SafeString:
    """Return a norm on a line: citation and quote."""
    return _of_norm("web/norm/_line.html", norm_id, lang)


def _of_norm(template: str, norm_id: str, lang: str) -> SafeString:
    known = norm_id in opened().base.norms
    return _render(template, norm_id, lang) if known else _local(template, norm_id, lang)


@cache  # bounded by the norms of the pack, in two languages
def _render(template: str, norm_id: str, lang: str) -> SafeString:
    base = opened().base
    return _rendered(template, view(base.norms[norm_id], base, lang))


def _local(template: str, norm_id: str, lang: str) -> SafeString:
    """A local norm, which has no page of its own, and which another pack may replace at any time."""
    registry = here(opened().base)
    base = registry.local_norm(norm_id) if registry else None
    assert base is not None, norm_id
    return _rendered(template, view(base.norms[norm_id], base, lang) | {"url": "#result"})


def _rendered(template: str, norm: result.Result) -> SafeString:
    return mark_safe(render_to_string(template, {"norm": norm}).strip())  # noqa: S308


def view(norm: Norm, base: Base, lang: str) -> result.Result:
    """Return what the templates of a norm show."""
    rule = next(r for r in base.speaking[norm.act].direct if r.norm is norm)
    return {
        **result.ground(rule, base, lang),
        "modality_word": shown.MODALITY_WORDS[norm.modality.value],
        "source_word": shown.SOURCE_WORDS[norm.verified.value],
        "bearers": [wording.name_of(base, k, lang) for k in norm.bearers],
        "towards": [wording.name_of(base, k, lang) for k in norm.toward],
        "values": values(norm, lang),
        "url": links.norm(norm),
        "anchor": links.anchor(norm),
    }


def values(norm: Norm, lang: str) -> list[Value]:
    """Return the values that the article gives, in a stated order."""
    found = []
    if norm.deadline is not None:
        found.append(Value("clock", _("Time limit"), norm.deadline.wording.in_(lang)))
        if norm.deadline.extension is not None:
            found.append(Value("clock", _("Extension"), norm.deadline.extension.in_(lang)))
    if norm.every is not None:
        found.append(Value("repeat", _("How often"), norm.every.wording.in_(lang)))
    if norm.approval is not None:
        found.append(Value("user-check", _("Approval"), norm.approval.wording.in_(lang)))
    if norm.effective is not None:
        found.append(Value("calendar-event", _("Takes effect"), norm.effective.in_(lang)))
    if norm.listing is not None:
        items = tuple(item.in_(lang) for item in norm.listing.items)
        found.append(Value("list-check", _("What is listed"), norm.listing.about.in_(lang), items))
    return found

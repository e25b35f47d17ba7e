"""How two named organs stand to each other on the day: each relation, and what of the registry it rests on."""

from collections.abc import Iterable
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from paizhu.norms.result import Result
from paizhu.registry.kinds import TYPE_WORDS, Type
from paizhu.web import links

_RELATION = '<li><p><strong>{}</strong> {} → {}</p><ul class="pz-lines">{}</ul></li>'
_STORED = '<li lang="zh-Hans">{} {} {} <span class="text-secondary">{}</span></li>'
_OVER = "<li><p>{}</p></li>"
_LINK = '<a href="{}" lang="zh-Hans">{}</a>'
_TO_PAIR = '<li><p><a href="{}">{}</a></p></li>'


def relations(organs: Result, lang: str) -> SafeString:
    """Return the relations of a ruling as list items; who supervises the counterpart where there is no relation."""
    made = [_relation(relation, organs, lang) for relation in organs["relations"]]
    if not made:
        made.append(format_html(_OVER, _("On this day no relation between the two is recorded.")))
        made += [_over(office, organs) for office in organs["supervised_by"]]
    made += [_local(pack, lang) for pack in organs["local"]]
    return mark_safe("".join(made))  # noqa: S308  each was escaped where it was made


def to_pages(organs: Result, on: date) -> SafeString:
    """Return list items that lead to the pages of the organs that were named, and to all that they owe each other."""
    named = [party for party in (organs["bearer"], organs["toward"]) if party and party["kind"]]
    made = [format_html(_OVER, format_html(_LINK, links.organ(p["id"], on), p["name"])) for p in named]
    if len(named) == 2:  # noqa: PLR2004  both are organs
        pair = links.pair(named[0]["id"], named[1]["id"], on)
        made.append(format_html(_TO_PAIR, pair, _("All that the two owe each other")))
    return mark_safe("".join(made))  # noqa: S308  each was escaped where it was made


def _relation(relation: Result, organs: Result, lang: str) -> SafeString:
    names = {party["id"]: party["name"] for party in (organs["bearer"], organs["toward"]) if party}
    stored = format_html_join("", _STORED, _stored(relation["rests_on"]))
    ends = (names.get(relation[end], relation[end]) for end in ("from", "to"))
    return format_html(_RELATION, relation[f"name_{lang}"], *ends, stored)


def _stored(rests_on: Iterable[Result]) -> Iterable[tuple[str, str, str, str]]:
    for each in rests_on:
        days = f"{each['since'] or '…'} – {each['until'] or '…'}"
        basis = f"{each['basis'] or ''} {days}"
        yield each["from_name"], TYPE_WORDS[Type(each["type"])], each["to_name"], basis


def _local(pack: Result, lang: str) -> SafeString:
    """Which local norms were looked through, and whether the answer rests on them."""
    if pack["grounds"]:
        said = _(
            "The answer rests on the local norms “{title}” of {authority}; it holds for organs under it only."
        )
    else:
        said = _("The local norms “{title}” of {authority} were looked through as well.")
    return format_html(_OVER, said.format(title=pack[f"title_{lang}"], authority=pack["authority"]["name"]))


def _over(office: Result, organs: Result) -> SafeString:
    said = _("{unit} is supervised by {office} on this day.")
    return format_html(_OVER, said.format(unit=organs["toward"]["name"], office=office["name"]))

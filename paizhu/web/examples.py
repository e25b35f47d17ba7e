"""Questions to begin with, in the reader's language."""

from datetime import date
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from paizhu.web import links

# Each shows another kind of answer: limited, required, forbidden, a time limit, a frequency, a list, a person.
QUESTIONS = (
    _("Does a stationed office have a duty to assist the host unit's Party organisation?"),
    _("Must a stationed office support and urge the host's Party group in its principal responsibility?"),
    _("May a stationed office take part in the host unit's daily business?"),
    _("Within how many working days must a real-name reporter be told of acceptance?"),
    _("How often does a stationed office consult with the host's Party group?"),
    _("Which ways are there of handling a lead?"),
    _("Who approves the inquiry letter of a stationed office?"),
    _("Must the host unit support the work of the stationed office?"),
)


@lru_cache(maxsize=64)  # today, and the few other days that people look at
def examples(on: date, lang: str) -> SafeString:  # noqa: ARG001  part of what is remembered
    """Return the questions as list items with their permanent links on that day; `lang` is the active language."""
    linked = ((links.ask(str(question), on), question) for question in QUESTIONS)
    return format_html_join(
        "",
        '<li><a href="{}" hx-get="{}" hx-push-url="true">{}</a></li>',
        ((link, link, q) for link, q in linked),
    )

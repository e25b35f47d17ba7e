"""What stands above everything else on Today: a log that is not what was signed, destruction that waits for a second seat."""

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from paizhu.accounts.sittings import Sitting
from paizhu.door import witnessing
from paizhu.door.present import Present
from paizhu.door.retention.queries import waiting_for
from paizhu.web.record.words import organ_name
from paizhu.web.slots import fill, put


def alerts(sitting: Sitting, present: Present, lang: str) -> SafeString:
    """Return the lines that the seat has to know of; nothing where there are none. Two queries."""
    return SafeString(_contradicted(sitting, present, lang) + _to_approve(sitting, lang))


def _contradicted(sitting: Sitting, present: Present, lang: str) -> str:
    found = witnessing.contradictions(sitting, present)
    if not found:
        return ""
    lines = [
        put('<li><b lang="zh-Hans">{}</b>: {}</li>', organ_name(one.organ, present), one.said)
        for one in found
    ]
    return fill("matters/_contradicted", lang, lines=SafeString("".join(lines)))


def _to_approve(sitting: Sitting, lang: str) -> str:
    count = waiting_for(sitting)
    if not count:
        return ""
    said = ngettext(
        "The destruction of {n} matter waits for a second seat.",
        "The destruction of {n} matters waits for a second seat.",
        count,
    )
    return fill("matters/_to_approve", lang, said=said.format(n=count), where=reverse("retention"))

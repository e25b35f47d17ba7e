"""What stands above everything else on Today: a log that is not what was signed, and what waits for this seat to decide."""

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from paizhu.accounts.sittings import Sitting
from paizhu.door import recusing, witnessing
from paizhu.door.present import Present
from paizhu.door.retention import queries as retention
from paizhu.guard.rows import there_are
from paizhu.journal import contradicting
from paizhu.web import links
from paizhu.web.record.words import organ_name
from paizhu.web.slots import fill, put


def alerts(sitting: Sitting, present: Present, lang: str) -> SafeString:
    """Return the lines that the seat has to know of; nothing where there are none, as one query tells nearly always."""
    kinds = (
        (_contradicted, (contradicting.ANY, ())),
        (_to_approve, retention.what_waits_for(sitting)),
        (_to_decide, recusing.what_waits_for(sitting)),
    )
    asked = [(say, statement) for say, statement in kinds if statement is not None]
    there = there_are([statement for _say, statement in asked])
    said = [say(sitting, present, lang) for (say, _), is_there in zip(asked, there, strict=True) if is_there]
    return SafeString("".join(said))


def _contradicted(sitting: Sitting, present: Present, lang: str) -> str:
    found = witnessing.contradictions(sitting, present)
    if not found:
        return ""
    lines = [
        put('<li><b lang="zh-Hans">{}</b>: {}</li>', organ_name(one.organ, present), one.said)
        for one in found
    ]
    return fill("matters/_contradicted", lang, lines=SafeString("".join(lines)))


def _to_approve(sitting: Sitting, _present: Present, lang: str) -> str:
    count = retention.waiting_for(sitting)
    if not count:
        return ""
    said = ngettext(
        "The destruction of {n} matter waits for a second seat.",
        "The destruction of {n} matters waits for a second seat.",
        count,
    )
    return fill("matters/_to_approve", lang, said=said.format(n=count), where=reverse("retention"))


def _to_decide(sitting: Sitting, present: Present, lang: str) -> str:
    found = recusing.declared(sitting, present)
    if not found:
        return ""
    said = ngettext(
        "Somebody of your organ declared a recusal, which waits for a leader’s decision:",
        "Somebody of your organ declared recusals, which wait for a leader’s decision:",
        len(found),
    )
    to = [
        put('<a href="{}#act-recusaldecide">{}</a>', links.matter(reference), reference)
        for reference in found
    ]
    return fill("matters/_to_decide", lang, said=said, matters=SafeString(", ".join(to)))

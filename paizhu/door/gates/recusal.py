"""Fourth gate: whoever has to do with a matter keeps out of it.

Source: 中国共产党纪律检查机关监督执纪工作规则 (2019-01-01) 第六十五条; 中华人民共和国监察法 (2025-06-01) 第六十七条.
"""

from django.utils.translation import gettext as _

from paizhu.door.doing import Doing
from paizhu.door.provisions import provisions
from paizhu.door.refusals import Gate, Refused
from paizhu.door.visibility import is_barred_with

NORM_ACTS = ("recuse",)
# What a recused person may still do: say so.
ALWAYS = frozenset({"recusal.declare"})


def passes(doing: Doing) -> None:
    """Let pass whoever is not recused, and whose recusal was not declared or derived without being decided yet."""
    if doing.act.id in ALWAYS:
        return
    if not _is_recused(doing):
        return
    message = _(
        "Not recorded: you are recused from this matter, or your recusal is not decided yet. Somebody else of your organ "
        "can act."
    )
    raise Refused(Gate.RECUSAL, "recused", message, provisions=provisions(NORM_ACTS, doing.present))


def _is_recused(doing: Doing) -> bool:
    if doing.known is not None:
        return doing.known.is_recused
    organs = [r.question.toward for r in doing.rulings if r.question.toward]
    return is_barred_with(doing.sitting, organs, doing.present)

"""Fourth gate: whoever has to do with a matter keeps out of it.

Source: 中国共产党纪律检查机关监督执纪工作规则 (2019-01-01) 第六十五条; 中华人民共和国监察法 (2025-06-01) 第六十七条.
"""

from django.utils.translation import gettext as _

from paizhu.door.deriving import parties, undecided
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
    if _is_derived(doing):
        message = _(
            "Not recorded: you held a post at a party of this matter before, or have declared kin there. No norm gives a "
            "period after which that does not count, so a leader decides whether you are recused; until then somebody "
            "else of your organ can act."
        )
    else:
        message = _(
            "Not recorded: you are recused from this matter, or your recusal is not decided yet. Somebody else of your "
            "organ can act."
        )
    raise Refused(Gate.RECUSAL, "recused", message, provisions=provisions(NORM_ACTS, doing.present))


def _is_recused(doing: Doing) -> bool:
    if doing.known is not None:
        return doing.known.is_recused
    return is_barred_with(doing.sitting, _asked(doing), doing.present)


def _asked(doing: Doing) -> list[str]:
    """The parties of what is asked about, where there is no matter yet."""
    asked = [r.question for r in doing.rulings]
    named = [party for question in asked for party in (question.bearer, question.toward) if party]
    return [party for party in dict.fromkeys(named) if party != doing.sitting.organ]


def _is_derived(doing: Doing) -> bool:
    person = doing.sitting.person
    if doing.matter is not None:
        return bool(undecided([person], doing.matter, doing.present))
    organs = set(_asked(doing))
    return any(organs & of for of in parties([person], doing.present).get(person, {}).values())

"""The acts that a seat could do: those open to it, each with its provisions, and those that are not, each saying why.

Each is tried by the gates themselves, all but the last one, which looks at what somebody typed. Nothing is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import Act, ActForm, acts
from paizhu.door.doing import Channel, Doing
from paizhu.door.gates import GATES, form
from paizhu.door.kinds import unfit
from paizhu.door.known import Known
from paizhu.door.models import Matter
from paizhu.door.perform import prepare
from paizhu.door.present import Present
from paizhu.door.provisions import fitting
from paizhu.door.refusals import Refused
from paizhu.norms.errors import NoProcedure
from paizhu.norms.result import Result, ground

NAMES: dict[str, Promise | str] = {
    "recusal.declare": gettext_lazy("Declare a recusal"),
    "recusal.decide": gettext_lazy("Decide on a recusal"),
    "grant.give": gettext_lazy("Let a person see this matter"),
    "grant.revoke": gettext_lazy("Take a person's sight of this matter back"),
}


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act. name: in the reader's language.  form: not filled in.  why_not: None when it is open.

    provisions: norms that it rests on, as a ruling says them.  anywhere: it stands in no procedure.
    """

    id: str
    name: str
    form: ActForm
    provisions: tuple[Result, ...]
    why_not: Refused | None
    anywhere: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the gates before the form let pass."""
        return self.why_not is None


def open_acts(matter: Matter, sitting: Sitting, present: Present, channel: Channel) -> tuple[OpenAct, ...]:
    """Return the acts of the matter's procedure that fit it, in its order, then those of every matter; open or not.

    None where its content was destroyed. Raises NotVisible, as every act on the matter would.
    """
    if matter.destroyed_on is not None:
        return ()
    procedure = present.base.procedure_by_id(matter.procedure)
    out = unfit([matter], present).get(matter.pk, frozenset())
    own = [step.id for step in procedure.steps if step.from_ and step.id in acts and step.id not in out]
    anywhere = [act.id for act in acts if act.anywhere and act.fits(matter)]
    known = Known(sitting, matter, present)
    tried = partial(
        _tried, reference=matter.reference, sitting=sitting, present=present, channel=channel, known=known
    )
    return tuple(tried(id_) for id_ in (*own, *anywhere))


def opening_acts(sitting: Sitting, present: Present, channel: Channel) -> tuple[OpenAct, ...]:
    """Return the acts that open a matter, of which a procedure is in force; whether a ground is given, the form decides."""
    able = [act for act in acts.opening() if _has_procedure(act, present)]
    return tuple(_tried(act.id, None, sitting, present, channel) for act in able)


def own_acts(sitting: Sitting, present: Present, channel: Channel) -> tuple[OpenAct, ...]:
    """Return the acts that are on no matter: how an organ keeps its record, and what persons declare of themselves."""
    return tuple(_tried(act.id, None, sitting, present, channel) for act in acts if act.of_organ)


def why_not(doing: Doing) -> Refused | None:
    """Return what the gates before the form say to an act; None when they let it pass. Raises NotVisible."""
    try:
        for gate in GATES:
            if gate is not form.passes:
                gate(doing)
    except Refused as refusal:
        return refusal
    return None


def _tried(
    id_: str,
    reference: str | None,
    sitting: Sitting,
    present: Present,
    channel: Channel,
    known: Known | None = None,
) -> OpenAct:
    doing = prepare(present, sitting, id_, reference, None, channel=channel, known=known)
    assert doing.form is not None
    refusal = why_not(doing)
    return OpenAct(
        id=id_,
        name=name_of(doing),
        form=doing.form,
        provisions=tuple(_provisions(doing)),
        why_not=refusal,
        anywhere=doing.act.anywhere,
    )


def name_of(doing: Doing) -> str:
    """Return what an act is called in the reader's language."""
    if doing.step is None:
        return str(doing.act.name or NAMES.get(doing.act.id, doing.act.id))
    return doing.step.name.in_(_lang())


def _provisions(doing: Doing) -> Iterable[Result]:
    """The norms that the rulings rest on, then those that the procedure names; each once."""
    base, lang = doing.present.base, _lang()
    rules = [rule for ruling in doing.rulings for rule in ruling.grounds]
    rules += [base.speaking.rule(base.norms[norm]) for norm in _norms(doing)]
    return [ground(rule, base, lang) for rule in {rule.norm.id: rule for rule in rules}.values()]


def _norms(doing: Doing) -> list[str]:
    if doing.step is None or doing.matter is None:
        return []
    matter = doing.matter
    return fitting(
        doing.step.norms, [o for o in (matter.owner_id, matter.counterpart_id) if o], doing.present
    )


def _lang() -> str:
    return "en" if get_language() == "en" else "zh"


def _has_procedure(act: Act, present: Present) -> bool:
    try:
        procedure = present.base.procedure(act.opens, present.on)
    except NoProcedure:
        return False
    return any(step.id == act.id for step in procedure.steps)

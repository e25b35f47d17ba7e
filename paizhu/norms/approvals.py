"""A power that needs an approval is also a duty to obtain it: the duty is read from the same words.

A pack that states such a duty by itself (an act under `seek_approval` in the same article, in the same words) is left as it is.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from paizhu.norms.model import Act, Modality, Norm, Text

ROOT = "seek_approval"
_SUFFIX = ".approval"


def with_approvals(
    acts: tuple[Act, ...], norms: tuple[Norm, ...]
) -> tuple[tuple[Act, ...], tuple[Norm, ...]]:
    """Return the acts and norms with the duties to obtain approval that the powers among them imply.

    The duty's id is the power's with `.approval`, its act `seek_approval.` and the power's act with underscores.
    """
    known = {act.id: act for act in acts}
    stated = {_place(n) for n in norms if (n.act or "").startswith(ROOT)}
    added_acts: dict[str, Act] = {}
    added: list[Norm] = []
    for norm in norms:
        if norm.modality is not Modality.POWER or norm.approval is None or _place(norm) in stated:
            continue
        act = known.get(norm.act)
        if act is None or ROOT not in known:
            continue
        own = _act(act)
        added_acts.setdefault(own.id, own)
        added.append(_duty(norm, act, own.id))
    return (*acts, *added_acts.values()), (*norms, *added)


def is_implied(norm: Norm, norms: Mapping[str, Norm]) -> bool:
    """Return whether the norm is a duty that was read from a power beside it."""
    return norm.id.endswith(_SUFFIX) and norm.id.removesuffix(_SUFFIX) in norms


def duty_to_obtain(power: Norm, norms: Mapping[str, Norm]) -> Norm | None:
    """Return the duty to obtain the approval that a power needs: the one read from it, or the one stated beside it."""
    implied = norms.get(power.id + _SUFFIX)
    if implied is not None:
        return implied
    beside = (n for n in norms.values() if (n.act or "").startswith(ROOT) and _place(n) == _place(power))
    return next(beside, None)


def _place(norm: Norm) -> tuple[str, str, str, str]:
    """Where the approval stands, and in which words."""
    wording = norm.approval.wording.zh if norm.approval else ""
    return norm.regulation, norm.version, norm.article, wording


def _act(act: Act) -> Act:
    name = Text(f"报请批准（{act.name.zh}）", f"obtain approval: {act.name.en}")
    return Act(f"{ROOT}.{act.id.replace('.', '_')}", name, file=act.file, line=act.line)


def _duty(norm: Norm, act: Act, own: str) -> Norm:
    assert norm.approval is not None
    wording = norm.approval.wording
    gist = Text(f"{act.name.zh}，须{wording.zh}。", f"{act.name.en}: {wording.en}.")
    return replace(
        norm,
        id=norm.id + _SUFFIX,
        modality=Modality.DUTY,
        act=own,
        gist=gist,
        deadline=None,
        every=None,
        listing=None,
        effective=None,
    )

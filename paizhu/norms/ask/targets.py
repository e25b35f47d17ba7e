"""What people may ask for, and the words they may ask in: the targets of a base with their phrasings."""

import re
from collections.abc import Iterable

from msgspec import Struct

from paizhu.norms.approvals import is_implied
from paizhu.norms.base import Base
from paizhu.norms.model import Norm, Outside


class Target(Struct, frozen=True):
    """What a phrasing asks about. norm None: a thing that no norm gives. act "": not ruled on, for `outside`."""

    norm: Norm | None
    act: str
    bearers: tuple[str, ...]
    toward: tuple[str, ...]
    key: str
    outside: Outside | None = None

    @property
    def kind(self) -> str:
        """duty, power or prohibition; "none" of a thing that no norm gives, "outside" of what is not ruled on."""
        if self.norm is not None:
            return self.norm.modality.value
        return "none" if self.outside is None else "outside"


def targets_of(base: Base) -> list[Target]:
    """The targets in the order that entries number them: phrasings first, then norms."""
    of_norm = {norm.id: target_of(norm) for norm in base.pack.norms}
    targets = []
    for phrasing in base.pack.phrasings:
        if phrasing.norm:
            targets.append(of_norm[phrasing.norm])
        else:
            toward = (phrasing.toward,) if phrasing.toward else ()
            bearers = (phrasing.bearer,) if phrasing.bearer else ()
            key = phrasing.outside or f"{'/'.join(bearers)}:{phrasing.act}:{'/'.join(toward)}"
            targets.append(Target(None, phrasing.act, bearers, toward, key, phrasing.outside))
    return targets + list(of_norm.values())


def target_of(norm: Norm) -> Target:
    """Return what a question about exactly this norm asks."""
    return Target(norm, norm.act, norm.bearers, norm.toward, norm.id)


def asked_of(base: Base) -> Iterable[tuple[str, str, int, float]]:
    """(language, text, number of the target, weight) of everything people may say."""
    for number, phrasing in enumerate(base.pack.phrasings):
        for text in phrasing.asks:
            plain = _plain(text)
            yield ("zh" if re.search(r"[一-鿿]{2}", plain) else "en"), plain, number, 1.0
    for number, norm in enumerate(base.pack.norms, start=len(base.pack.phrasings)):
        if is_implied(norm, base.norms):
            continue  # reached through the power that needs the approval
        act = base.acts[norm.act].name
        for lang in ("zh", "en"):
            yield lang, _plain(norm.gist.in_(lang)), number, _GIST
            parties = [base.kinds[k].name.in_(lang) for k in (norm.bearers[0], *norm.toward[:1])]
            yield lang, _plain(" ".join((parties[0], act.in_(lang), *parties[1:]))), number, _ACT


_GIST, _ACT = 0.9, 0.85  # a gist or an act's name is not how people ask


def _plain(text: str) -> str:
    return text.replace("（", "(").replace("）", ")").replace("？", "?").replace("，", ",")

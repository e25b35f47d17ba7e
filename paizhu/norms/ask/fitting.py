"""Whether the parties that a question names are those of a target."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from paizhu.norms.ask.roles import Mention
from paizhu.norms.ask.targets import Target
from paizhu.norms.base import Base
from paizhu.norms.model import Modality

_THING = frozenset({"thing"})
_ACT_FOR_ORGANS = ("party_cadre", "discipline_officer")
_BELONGS = ("body_of", "post_of", "works_at", "party_body_of")
NOBODY: frozenset[str] = frozenset()


class Sides(Struct, frozen=True):
    """Who acts in a question, and toward whom; takes: the kinds that any of those who act may stand for."""

    acts: str
    toward: str
    takes: frozenset[str]


class Heard(Struct, frozen=True):
    """The parties that a text names.

    line: their kinds and all above.  akin: the kinds that one of them is akin to.  acting: the kinds of those who act.
    sides: who acts toward whom; accepted: the same where one accepts what another does, and the target is not about
    accepting it.
    """

    mentions: tuple[Mention, ...]
    line: frozenset[str] = NOBODY
    akin: frozenset[str] = NOBODY
    acting: tuple[str, ...] = ()
    sides: Sides | None = None
    accepted: Sides | None = None


class Fitting:
    """Compares the parties of a question with those of a target."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._akin_to = _akin_to(base)
        # What a kind may stand for: itself and those above, and those akin to it.
        self._takes = {kind: line | self._akin_to[kind] for kind, line in base.lineage.items()}

    def heard(self, mentions: Sequence[Mention]) -> Heard:
        """Return what the parties named in a text come to, once for all targets."""
        if not mentions:
            return Heard(())
        kinds = [m.kind for m in mentions]
        acting = tuple(m.kind for m in mentions if m.side == "bearer")
        other = next((m.kind for m in reversed(mentions) if m.side in ("toward", "agent")), None)
        sides = accepted = None
        if acting and other is not None:
            sides = accepted = Sides(acting[0], other, self._union(self._takes, acting))
            if any(m.side == "agent" for m in mentions):
                accepted = Sides(other, acting[0], self._takes[other])
        line, akin = self._union(self._base.lineage, kinds), self._union(self._akin_to, kinds)
        return Heard(tuple(mentions), line, akin, acting, sides, accepted)

    def turned(self, target: Target, heard: Heard) -> tuple[str, str] | None:
        """Who is asked to act, and toward whom, where the target has it plainly the other way round; else None."""
        sides = heard.sides if target.act.startswith("accept") else heard.accepted
        if sides is None or not target.toward:
            return None
        acts, other = self._takes[sides.acts], self._takes[sides.toward]
        if not sides.takes.isdisjoint(target.bearers) or not other.isdisjoint(target.toward):
            return None
        around = not acts.isdisjoint(target.toward) and not other.isdisjoint(target.bearers)
        return (sides.acts, sides.toward) if around else None

    def explained(self, target: Target, roles: tuple[str, ...], heard: Heard) -> bool:
        """Whether every party that acts in the question is one of the target's, or named by the phrasing (`roles`) too."""
        return all(kind in roles or not self._takes[kind].isdisjoint(target.bearers) for kind in heard.acting)

    def bearer(self, target: Target, roles: tuple[str, ...], heard: Heard) -> tuple[str, bool]:
        """The kind that is asked to act, and whether it fits; roles: the parties that the phrasing names."""
        bearers, lineage = target.bearers, self._base.lineage
        if not heard.line.isdisjoint(bearers):
            return next(m.kind for m in heard.mentions if not lineage[m.kind].isdisjoint(bearers)), True
        if not heard.acting or not heard.akin.isdisjoint(bearers):
            return bearers[0], True
        stated = next((kind for kind in heard.acting if self._akin_to[kind].isdisjoint(target.toward)), None)
        if (
            stated is None
            or stated in roles
            or self._base.is_a(stated, _THING)
            or _forbids_all_of(target, stated)
        ):
            return bearers[0], True
        return stated, False

    def toward(
        self, target: Target, roles: tuple[str, ...], heard: Heard, bearer: str
    ) -> tuple[str | None, bool]:
        """The kind toward which `bearer` is asked to act, and whether it fits."""
        towards, lineage = target.toward, self._base.lineage
        if not towards:
            return None, True
        if not heard.line.isdisjoint(towards):
            for m in reversed(heard.mentions):
                if m.kind != bearer and not lineage[m.kind].isdisjoint(towards):
                    return m.kind, True
        stated = None
        for m in heard.mentions:
            if m.side != "toward":
                continue
            if not self._akin_to[m.kind].isdisjoint(towards):
                return towards[0], True
            if stated is None and m.kind != bearer and self._akin_to[m.kind].isdisjoint(target.bearers):
                stated = m.kind
        if stated is None or stated in roles or self._base.is_a(stated, _THING):
            return towards[0], True
        return stated, False

    def _union(self, of: dict[str, frozenset[str]], kinds: Iterable[str]) -> frozenset[str]:
        return NOBODY.union(*(of[kind] for kind in kinds))


def _forbids_all_of(target: Target, kind: str) -> bool:
    """Whether a kind stands loosely for whoever acts for an organ, which is forbidden the act."""
    return (
        target.norm is not None and target.norm.modality is Modality.PROHIBITION and kind in _ACT_FOR_ORGANS
    )


def _akin_to(base: Base) -> dict[str, frozenset[str]]:
    """For each kind those that are narrower, belong to it or have it belong to them in the archetype world."""
    akin: dict[str, set[str]] = {kind: set() for kind in base.lineage}
    for kind, line in base.lineage.items():
        for wider in line:
            akin[wider].add(kind)
    for link in base.pack.links:
        if link.relation in _BELONGS:
            akin[link.subject].add(link.object)
            akin[link.object].add(link.subject)
    return {kind: frozenset(others) for kind, others in akin.items()}

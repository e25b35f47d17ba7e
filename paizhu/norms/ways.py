"""The ways through a procedure: which states can be reached, and which act can come before which."""

from functools import cached_property

from paizhu.norms.procedure import Procedure, Step


class Ways:
    """All ways through one procedure whose states and acts are known."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self.openings = [step for step in procedure.steps if not step.from_]

    @cached_property
    def reached(self) -> frozenset[str]:
        """The states that a matter can come to."""
        return frozenset().union(*(self._from(step.to) for step in self.openings if step.to is not None))

    def ends(self, state: str) -> bool:
        """Return whether acts can lead from the state to a final one."""
        return any(self._procedure.state(other).final for other in self._from(state))

    def may_precede(self, earlier: Step, later: Step) -> bool:
        """Return whether a matter can have seen the one act when the other is done; an act precedes itself if it comes again."""
        if earlier.from_:
            at = [state for state in earlier.from_ if state in self.reached]
            after = {earlier.to or state for state in at}
        else:
            after = {earlier.to} if earlier.to else set()
        return any(not self._from(state).isdisjoint(later.from_) for state in after)

    def _from(self, state: str) -> frozenset[str]:
        """The state and all that can be reached from it."""
        found, ahead = {state}, [state]
        while ahead:
            at = ahead.pop()
            new = {s.to for s in self._procedure.steps if at in s.from_ and s.to is not None} - found
            found |= new
            ahead += sorted(new)
        return frozenset(found)

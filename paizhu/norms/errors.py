"""The errors of the reasoning core; each has a stable `code` that stands in the docs."""

from dataclasses import dataclass
from datetime import date


class PaizhuError(Exception):
    """Base of every error that Paizhu raises on purpose."""

    code = "paizhu"


class InvalidInput(PaizhuError):
    """What was given cannot be used; nothing was changed."""

    code = "input"


class UnknownTerm(InvalidInput):
    """A kind, act or norm that the pack does not know; `near` lists what comes nearest."""

    code = "input.unknown"

    def __init__(self, what: str, given: str, near: tuple[str, ...]) -> None:
        self.what, self.given, self.near = what, given, near
        hint = f"; near: {', '.join(near)}" if near else ""
        super().__init__(f"unknown {what} {given!r}{hint}")


class NoProcedure(InvalidInput):
    """No matter of this kind can be opened on that day: no procedure is in force yet, or none any more."""

    code = "input.procedure"

    def __init__(self, matter: str, on: date) -> None:
        self.matter, self.on = matter, on
        super().__init__(f"no procedure for a matter of the kind {matter!r} is in force on {on}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a pack: where it stands and what was expected there."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class PackError(PaizhuError):
    """A pack that cannot be used; carries all its problems at once."""

    code = "pack"

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.file, p.line, p.message))
        super().__init__("\n".join(str(p) for p in self.problems))

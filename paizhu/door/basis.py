"""Why somebody is recused: they said so, or what the registry and they themselves say of them makes it so."""

from enum import StrEnum


class Basis(StrEnum):
    """DECLARED: for a matter, with a reason. The other two are derived, and block until somebody else has decided."""

    DECLARED = "declared"
    EARLIER_POST = "earlier_post"
    KINSHIP = "kinship"

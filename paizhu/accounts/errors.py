"""What goes wrong with accounts; each is a sentence for people, and nothing was changed."""

from paizhu.norms.errors import InvalidInput, PaizhuError


class OtherAdministrator(PaizhuError):
    """The sitting is not that of the administrator who may do this."""

    code = "accounts.administrator"


class NotPossible(PaizhuError):
    """The account is in a state, or is one, with which this is not done."""

    code = "accounts.state"


class Unacceptable(InvalidInput):
    """What was given for an account cannot be taken; field names what is wrong, "" where it is no single one."""

    code = "accounts.input"

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class NoInvitation(InvalidInput):
    """Name and one-time code do not belong together, or the code is used or too old."""

    code = "accounts.invitation"

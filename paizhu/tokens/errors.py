"""Why a token does not let in. Each is told to nobody but whoever shows the token."""

from paizhu.norms.errors import PaizhuError


class NotLetIn(PaizhuError):
    """The token lets nobody in. code: `token.WHY`.  seat: from which it would act, where that one is over; "" else."""

    def __init__(self, why: str, message: str, seat: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.seat = f"token.{why}", message, seat


class TooMany(PaizhuError):
    """The token has been used too often in this minute. wait_s: seconds until the next one."""

    code = "token.rate"

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.message, self.wait_s = message, wait_s

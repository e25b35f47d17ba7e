"""A device that shows codes."""

import time

from allauth.mfa.totp.internal import auth

STEP_S = 30


def code(secret: str, *, steps: int = 0) -> str:
    """Return what the device shows now, or some steps of half a minute from now."""
    counter = int(time.time()) // STEP_S + steps
    shown: str = auth.format_hotp_value(auth.hotp_value(secret.replace(" ", ""), counter))
    return shown

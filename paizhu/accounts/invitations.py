"""One-time codes: shown once, kept as a digest only."""

import base64
import hmac
import secrets
from datetime import timedelta
from hashlib import sha256

VALID = timedelta(days=7)
_BYTES, _GROUP = 15, 4


def new_code() -> str:
    """Return a code of 120 random bits, in groups that can be read out over a telephone."""
    letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii")
    return "-".join(letters[n : n + _GROUP] for n in range(0, len(letters), _GROUP))


def digest(code: str) -> str:
    """Return what is kept of a code. So many random bits need no slow hash; spaces, hyphens and capitals do not count.

    >>> digest("abcd-EFGH ") == digest("ABCDEFGH")
    True
    """
    plain = "".join(c for c in code.upper() if c.isalnum())
    return sha256(plain.encode()).hexdigest()


def is_code(code: str, kept: str) -> bool:
    """Return whether the digest is that of the code."""
    return hmac.compare_digest(digest(code), kept)

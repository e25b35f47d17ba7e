"""A key management system: a program of the installation's ($PAIZHU_KEY_COMMAND) that wraps and unwraps wrapping keys.

It is called with one more word, `wrap` or `unwrap`, gets one line in base64 on its standard input, and answers with one line
in base64 and exit code 0. What it wrapped stands in the key file; a process asks it once for each key that it needs.
"""

import base64
import binascii
import subprocess

from django.conf import settings
from django.utils.translation import gettext as _

from paizhu.door.sealing.cipher import KEY_BYTES
from paizhu.door.sealing.errors import KeyUnusable

_WAIT_S = 30
_MOST = 64 * 1024


def wrapped(secret: bytes) -> str:
    """Return a key as the program wrapped it, in base64. Raises KeyUnusable."""
    return base64.b64encode(_asked("wrap", secret)).decode("ascii")


def unwrapped(text: str) -> bytes:
    """Return a key that the program once wrapped. Raises KeyUnusable."""
    try:
        secret = _asked("unwrap", base64.b64decode(text, validate=True))
    except binascii.Error as error:
        raise KeyUnusable(_failed(_("what it is to unwrap is no base64"))) from error
    if len(secret) != KEY_BYTES:
        raise KeyUnusable(_failed(_("what it gave is no key of {n} bytes").format(n=KEY_BYTES)))
    return secret


def _asked(word: str, content: bytes) -> bytes:
    if not settings.KEY_COMMAND:
        raise KeyUnusable(_("A key is wrapped by a key management system: set PAIZHU_KEY_COMMAND."))
    line = base64.b64encode(content) + b"\n"
    try:
        ended = subprocess.run(
            [*settings.KEY_COMMAND, word], input=line, capture_output=True, timeout=_WAIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise KeyUnusable(_failed(type(error).__name__)) from error
    if ended.returncode != 0:
        # What it wrote is not shown: it may hold more than is good.
        raise KeyUnusable(_failed(_("it ended with {code}").format(code=ended.returncode)))
    try:
        return base64.b64decode(ended.stdout[:_MOST].strip(), validate=True)
    except binascii.Error as error:
        raise KeyUnusable(_failed(_("its answer is no line in base64"))) from error


def _failed(why: str) -> str:
    message = _("The key management system did not answer: {program}: {why}. Nothing was changed.")
    return message.format(program=settings.KEY_COMMAND[0], why=why)

"""The language of the command line: $PAIZHU_LANG, else English in an English locale, else Chinese.

Commands write `from gettext import gettext as _`: the catalogue is the one of the pages, and Typer's own
words are in it as well. Django is not needed.
"""

import gettext
import os
import sys
from gettext import gettext as _

from paizhu import places
from paizhu.cli.exits import WRONG_USE

_CATALOGUES = {"zh": "zh_Hans", "en": "en"}


def use() -> None:
    """Make `gettext.gettext` speak the chosen language; end the program when there is no such language."""
    given = os.environ.get("PAIZHU_LANG", "")
    gettext.bindtextdomain("django", str(places.locale()))
    gettext.textdomain("django")
    # The standard library asks LANGUAGE before the locale. Only this process sees the change.
    os.environ["LANGUAGE"] = _CATALOGUES[chosen()]
    if given and given not in _CATALOGUES:
        said = _("{name}={value!r} is not accepted; accepted: {accepted}")
        print(said.format(name="PAIZHU_LANG", value=given, accepted=", ".join(_CATALOGUES)), file=sys.stderr)
        sys.exit(WRONG_USE)


def chosen() -> str:
    """Return `zh` or `en`."""
    given = os.environ.get("PAIZHU_LANG", "")
    if given in _CATALOGUES:
        return given
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.startswith("en") else "zh"

"""What Typer says of a command that was typed wrongly, in the language of the rest: it translates only its headings."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _

from typer._click.exceptions import NoArgsIsHelpError, UsageError


@contextmanager
def in_one_language() -> Iterator[None]:
    """Let a wrong use out with its words in the chosen language."""
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except UsageError as wrong:
        said = in_words(wrong.format_message())
        wrong.format_message = lambda: said  # type: ignore[method-assign]  # Typer asks once more when it prints
        raise


def in_words(said: str) -> str:
    """Return a message of Typer's in the chosen language; one that is not known stays as it is."""
    for form, words in (
        (r"Missing argument '?(?P<name>.+?)'?\.(?: .*)?", _("Missing: {name}.")),
        (r"Missing option '?(?P<name>.+?)'?\.(?: .*)?", _("Missing: the option {name}.")),
        (r"No such option: (?P<name>\S+)(?: .*)?", _("There is no option {name}.")),
        (r"Option '(?P<name>.+)' requires an argument\.", _("The option {name} needs a value.")),
        (r"Got unexpected extra arguments? ?(?:\(s\))? ?\((?P<name>.+)\)", _("Too many words: {name}.")),
        (
            r"Invalid value for '?(?P<name>.+?)'?: (?P<value>'.*') is not one of (?P<known>.+)\.",
            _("{name}: {value} is not accepted; expected one of {known}."),
        ),
        (
            r"Invalid value for '?(?P<name>.+?)'?: (?P<value>'.*') is not a valid int(?:eger)?(?: range)?\.",
            _("{name}: {value} is no whole number."),
        ),
        (
            r"Invalid value for '?(?P<name>.+?)'?: (?P<value>.*) is not in the range (?P<known>.+)\.",
            _("{name}: {value} is not accepted; expected {known}."),
        ),
        (
            r"Invalid value for '?(?P<name>.+?)'?: (?P<value>'.*') does not match the formats? '%Y-%m-%d'\.",
            _("{name}: {value} is not a day; expected YYYY-MM-DD."),
        ),
    ):
        found = re.fullmatch(form, said, re.DOTALL)
        if found is not None:
            return words.format(**found.groupdict())
    return said

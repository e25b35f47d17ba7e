"""Why a file is not taken."""

from enum import StrEnum

from django.utils.translation import gettext as _

from paizhu.norms.errors import InvalidInput


class Why(StrEnum):
    """A reason. OTHER_CONTENT: the content is not what the name says.  ACTIVE: it can carry out something."""

    KIND = "kind"
    DECLARED = "declared"
    OTHER_CONTENT = "other_content"
    ACTIVE = "active"
    ENCRYPTED = "encrypted"
    SIZE = "size"
    VIRUS = "virus"
    NOT_SCANNED = "not_scanned"


class NotTaken(InvalidInput):
    """A file is not taken, and nothing of it was kept."""

    code = "attachments.not_taken"

    def __init__(self, why: Why, **named: object) -> None:
        self.why = why
        super().__init__(_sentence(why).format(**named))


def _sentence(why: Why) -> str:
    sentences = {
        Why.KIND: _("Not taken: files of this kind are not accepted. Accepted: {accepted}."),
        Why.DECLARED: _("Not taken: the name ends in {ending}, and the sender declares {declared}."),
        Why.OTHER_CONTENT: _("Not taken: the content is not what the ending of the name says."),
        Why.ACTIVE: _("Not taken: the file holds macros, embedded objects, markup or a program."),
        Why.ENCRYPTED: _("Not taken: the file is encrypted, so it cannot be looked into."),
        Why.SIZE: _("Not taken: the file is larger than {megabytes} MB."),
        Why.VIRUS: _("Not taken: the virus scanner refuses this file."),
        Why.NOT_SCANNED: _(
            "Not taken: the virus scanner does not answer. Nothing was changed; try again later or tell "
            "the system administrator."
        ),
    }
    return sentences[why]

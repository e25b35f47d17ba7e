"""What verifying found, in words for people, on pages and at the command line."""

from django.utils.translation import gettext as _

from paizhu.journal.checking import Fault, Finding


def finding(found: Finding) -> str:
    """Return a finding as a sentence in the chosen language."""
    words = {
        Fault.MISSING: _("Entry {number} is missing."),
        Fault.CHANGED: _("Entry {number} was changed."),
        Fault.FORM: _("Entry {number} is not of the form of an entry of this log."),
        Fault.COLUMNS: _("Entry {number} is listed under another number or instant than its own."),
        Fault.HASHES: _("The hashes stored with entry {number} do not follow from the entries."),
        Fault.CONTENT: _("The content “{name}” of entry {number} was changed."),
        Fault.NO_KEY: _(
            "The content “{name}” of entry {number} is sealed, and its key cannot be had: not compared."
        ),
        Fault.CUT: _("The tail was cut after entry {number}."),
        Fault.CHECKPOINT: _("The first {number} entries are not those of the checkpoint signed over them."),
        Fault.SIGNATURE: _(
            "The checkpoint over {number} entries is not signed by a key of this installation."
        ),
    }
    return words[found.fault].format(number=found.number, name=found.name)

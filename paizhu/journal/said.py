"""What verifying has shown and what it found, in words for people, on pages and at the command line."""

from django.utils.translation import gettext as _

from paizhu.journal.faults import Fault, Finding


def of_log(hashed: int, length: int, signed: int, since: int = 0) -> list[str]:
    """Return what the first stage has shown where it found nothing, in sentences.

    hashed: entries whose bytes were hashed anew.  length: of the log.  signed: over how many of its first a head was signed.
    since: over how many the checkpoint is that was trusted; these were not read.
    """
    told = [_("{n} entries were hashed anew, and lead to every hash that is stored.").format(n=hashed)]
    if since:
        words = _(
            "The first {n} were not read: the hashes stored with them lead to the checkpoint that is trusted."
        )
        told.append(words.format(n=since))
    if signed > since:
        words = _(
            "Of entries {first} to {last}, none was changed, removed, moved or added since a head was signed over them."
        )
        told.append(words.format(first=since + 1, last=signed))
    if not signed and not since and length:
        told.append(
            _(
                "No head of this log is signed yet: an entry that was changed together with all hashes would not show."
            )
        )
    elif length > max(signed, since):
        told.append(_("No head is signed yet over the last {n}.").format(n=length - max(signed, since)))
    return told


def of_entries(checked: int) -> str:
    """Return what the second stage has shown where it found nothing. checked: entries that were read."""
    told = _(
        "{n} entries are written in the one form that entries have, and say what their columns say. Content that is still kept "
        "is what they committed to."
    )
    return told.format(n=checked)


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

"""What can go wrong with a backup; each leaves everything as it was."""

from paizhu.norms.errors import PaizhuError


class NotBackedUp(PaizhuError):
    """No backup was written."""

    code = "backup.not_written"


class Broken(PaizhuError):
    """The file is no whole backup: cut off, changed, or opened with another passphrase."""

    code = "backup.broken"


class NotRestored(PaizhuError):
    """Nothing was restored, and nothing changed."""

    code = "backup.not_restored"

"""What can be wrong with sealed content. Nothing was changed then, and nothing is lost by it."""

from paizhu.journal.sealed import NoKey, NotAsSealed


class Damaged(NotAsSealed):
    """A sealed value, or a wrapped key, is not as it was written, or was written at another place."""

    code = "sealing.damaged"


class KeyUnusable(NoKey):
    """A wrapping key, or the key of a matter, is not there or cannot be used."""

    code = "sealing.key"

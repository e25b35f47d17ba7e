"""What of a matter that was passed down is content. It points at those above it, whose content is their own."""

from paizhu.door.kinds import Rows
from paizhu.levels.models import Relay

ROWS = (Rows(Relay, points=("root", "parent")),)

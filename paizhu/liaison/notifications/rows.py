"""What of a notice of important information is content."""

from paizhu.door.kinds import Rows
from paizhu.liaison.notifications.models import Notification

ROWS = (Rows(Notification),)

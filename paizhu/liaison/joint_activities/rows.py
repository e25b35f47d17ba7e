"""What of a joint activity is content."""

from paizhu.door.kinds import Rows
from paizhu.liaison.joint_activities.models import JointActivity

ROWS = (Rows(JointActivity),)

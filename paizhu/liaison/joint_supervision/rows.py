"""What of joint supervision is content."""

from paizhu.door.kinds import Rows
from paizhu.liaison.joint_supervision.models import JointCheck, JointSupervision
from paizhu.liaison.problems.rows import PROBLEMS

ROWS = (PROBLEMS, Rows(JointCheck, "supervision__matter"), Rows(JointSupervision))

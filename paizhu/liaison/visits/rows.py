"""What of a visit is content."""

from paizhu.door.kinds import Rows
from paizhu.liaison.problems.rows import PROBLEMS
from paizhu.liaison.visits.models import Visit

ROWS = (PROBLEMS, Rows(Visit))

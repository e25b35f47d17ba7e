"""What of problems found is content; what one became is a matter of its own."""

from paizhu.door.kinds import Rows
from paizhu.liaison.problems.models import Problem

PROBLEMS = Rows(Problem, points=("became",))

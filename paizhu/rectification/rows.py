"""What of a rectification is content."""

from paizhu.door.kinds import Rows
from paizhu.rectification.models import Cause, Evidence, Measure, Rectification

ROWS = (
    Rows(Evidence, "measure__matter"),
    Rows(Evidence, "attachment__matter"),
    Rows(Measure, persons=("reported_by", "verified_by")),
    Rows(Cause),
    Rows(Rectification),
)

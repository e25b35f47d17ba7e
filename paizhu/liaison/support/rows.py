"""What of a request for support is content; a person who was let see another matter is named there as well."""

from paizhu.door.kinds import Rows
from paizhu.liaison.support.models import Admitted, Lent, Support

ROWS = (
    Rows(Admitted, "lent__support__matter"),
    Rows(Admitted, "participation__matter"),
    Rows(Lent, "support__matter", persons=("person",)),
    Rows(Support),
)

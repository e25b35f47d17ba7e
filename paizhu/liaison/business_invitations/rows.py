"""What of an invitation is content; what it became is a matter of its own."""

from paizhu.door.kinds import Rows
from paizhu.liaison.business_invitations.models import BusinessInvitation

ROWS = (Rows(BusinessInvitation, points=("became",)),)

"""What of a joint review of leads is content."""

from paizhu.door.kinds import Rows
from paizhu.liaison.lead_reviews.models import BroughtLead, LeadReview

ROWS = (Rows(BroughtLead, "review__matter"), Rows(LeadReview))

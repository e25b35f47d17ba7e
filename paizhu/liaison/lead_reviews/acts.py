"""What can be done with a joint review of leads. Its states and who may do what are the pack's (procedures/lead_review.yaml)."""

from django.db.models import Max
from django.utils.translation import gettext as _

from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import step
from paizhu.door.forms import Opinion, Reason
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.liaison.lead_reviews.forms import Ask, Bring, Close, Decide, Hold, Propose, Supply
from paizhu.liaison.lead_reviews.models import BroughtLead, LeadReview
from paizhu.liaison.together import openings

REVIEW = "handle_lead.joint_review"


def _opened(doing: Doing, group: str) -> None:
    given = doing.given
    LeadReview.objects.create(matter=doing.opened, group_id=group, field=given["field"], day=given["day"])
    doing.content["field"] = given["field"]
    if given.get("text"):
        _bring(doing)


def _bring(doing: Doing) -> None:
    review = doing.opened.lead_review
    last = review.leads.aggregate(last=Max("number"))["last"] or 0
    review.leads.create(number=last + 1, text=doing.given["text"], brought_on=doing.present.on)
    doing.facts["lead"] = last + 1
    doing.content["text"] = doing.given["text"]


def _lead(doing: Doing) -> BroughtLead:
    found: BroughtLead = doing.opened.lead_review.leads.get(number=doing.given["number"])
    doing.facts["lead"] = found.number
    return found


def _supply(doing: Doing) -> None:
    """What was added waits for an answer again."""
    lead, text = _lead(doing), doing.given["text"]
    lead.more = "\n\n".join(filter(None, (lead.more, text)))
    if len(lead.more) > TEXT_LENGTH:
        doing.fail(_("What was added to this lead is too long by now; attach a paper instead."), "text")
    lead.more_on, lead.outcome, lead.outcome_on = doing.present.on, "", None
    lead.save(update_fields=["more", "more_on", "outcome", "outcome_on"])
    doing.content["text"] = text


def _hold(doing: Doing) -> None:
    given = doing.given
    kept = {name: given[name] for name in ("held_on", "office_present", "group_present")}
    LeadReview.objects.filter(matter=doing.opened).update(**kept, recorded_on=doing.present.on)
    doing.facts["held_on"] = given["held_on"].isoformat()
    doing.content |= {name: given[name] for name in ("office_present", "group_present")}


def _decide(doing: Doing) -> None:
    """Say the outcome openly; what the office thinks of it the entry only commits to."""
    lead, given = _lead(doing), doing.given
    lead.outcome, lead.outcome_on = given["outcome"], doing.present.on
    lead.assessment = given["assessment"] or lead.assessment
    lead.save(update_fields=["outcome", "outcome_on", "assessment"])
    doing.facts["outcome"] = given["outcome"]
    if given["assessment"]:
        doing.content["assessment"] = given["assessment"]


ACTS = (
    *openings("lead_review", REVIEW, Propose, Ask, _opened),
    step("lead_review.agree", Opinion),
    step("lead_review.take_up", Opinion),
    step("lead_review.bring", Bring, _bring),
    step("lead_review.supply", Supply, _supply),
    step("lead_review.hold", Hold, _hold),
    step("lead_review.decide", Decide, _decide),
    step("lead_review.close", Close),
    step("lead_review.cancel", Reason),
    attaching("lead_review.attach"),
)

"""What can be done with a letter. Its states and who may do what are the pack's (procedures/letter.yaml)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import anew, consent, join, lengthen, say, step
from paizhu.door.forms import Answer, Extend, Finding, Note, Opinion, Reason, Return
from paizhu.door.opening import next_number, open_matter
from paizhu.liaison.letters.forms import Draft, Revise
from paizhu.liaison.letters.models import Letter, Sort
from paizhu.norms.model import Unit

REGISTER = "letter.issued"  # of the numbers that letters bear; drafts have those of their matters


def _asked_of_draft(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("sort", "addressee")
    if given is None:
        return ()
    return (Asked(doing.sitting.organ, Sort(given["sort"]).act, given["addressee"]),)


def _asked_of_letter(doing: Doing) -> Sequence[Asked]:
    """By whoever owns it on the day: it may have been handed over since it was drafted."""
    letter = doing.opened.letter
    return (Asked(doing.opened.owner_id, letter.act, letter.addressee_id),)


def _draft(doing: Doing) -> None:
    given, form = doing.given, doing.form
    assert isinstance(form, Draft)
    matter = open_matter(
        doing,
        title=given["title"],
        # The addressee takes part once the letter is issued.
        sides={"office": doing.organ},
        counterpart=given["addressee"],
        **form.held,
    )
    sort = Sort(given["sort"])
    Letter.objects.create(
        matter=matter,
        sort=sort.value,
        act=sort.act,
        addressee_id=given["addressee"],
        body=given["body"],
        length=given["length"],
        unit=given["unit"],
    )
    doing.facts["asked"] = sort.act
    doing.content |= {"title": given["title"], "body": given["body"]}


def _revise(doing: Doing) -> None:
    given = doing.given
    Letter.objects.filter(matter=doing.opened).update(
        body=given["body"], length=given["length"], unit=given["unit"]
    )
    doing.content["body"] = given["body"]


def _issue(doing: Doing) -> None:
    """Give the letter its number, let the addressee see it, and start the time to answer."""
    letter, on = doing.opened.letter, doing.present.on
    letter.issuer_id, letter.year, letter.issued_on = doing.organ, on.year, on
    letter.number = next_number(doing.organ, REGISTER, on.year)
    letter.save(update_fields=["issuer", "year", "number", "issued_on"])
    join(doing, "addressee", letter.addressee_id)
    doing.lengths["answer"] = letter.length, Unit(letter.unit)
    doing.consents = doing.by_agreement
    doing.facts["number"] = [letter.year, letter.number]
    # What is issued is what was approved: the entry commits to the words.
    doing.content["body"] = letter.body
    say(doing)


def _decline(doing: Doing) -> None:
    """Only what rests on agreement can be declined. A letter by a provision is received, and answered with objections."""
    if not doing.opened.grounds.filter(basis="agreement").exists():
        doing.fail(
            _(
                "This letter rests on a provision, so it cannot be declined. Receive it, and say in the answer what "
                "you object to."
            )
        )
    say(doing)


ACTS = (
    Act("letter.draft", Draft, _draft, _asked_of_draft, opens="letter"),
    step("letter.revise", Revise, _revise),
    Act("letter.issue", Opinion, _issue, _asked_of_letter),
    step("letter.receive", Opinion, consent),
    step("letter.decline", Reason, _decline),
    step("letter.answer", Answer),
    step("letter.return", Return, anew("answer")),
    step("letter.verify", Finding),
    step("letter.close", Opinion),
    step("letter.withdraw", Reason),
    step("letter.extend", Extend, lengthen),
    step("letter.press", Note),
    step("letter.note", Note),
    attaching("letter.attach"),
)

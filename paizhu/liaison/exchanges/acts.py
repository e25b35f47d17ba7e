"""What can be done with an exchange of views. Its states and who may do what are the pack's (procedures/exchange.yaml)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from paizhu.door.acts import Act, Asked
from paizhu.door.attachments.attaching import attaching
from paizhu.door.doing import Doing
from paizhu.door.effects import say
from paizhu.door.forms import Note, Opinion
from paizhu.door.opening import open_matter
from paizhu.door.secrecy import Secrecy
from paizhu.liaison.exchanges.forms import SUBJECTS, Record
from paizhu.liaison.exchanges.models import Exchange
from paizhu.liaison.exchanges.posts import leader_of, own_post
from paizhu.norms.decide import Answer


def _asked(doing: Doing) -> Sequence[Asked]:
    """The duty is between two posts and names no relation, so the office must supervise the group as well."""
    given = doing.filled("group")
    leader = None if given is None else leader_of(given["group"], doing.present)
    if given is None or leader is None:
        return ()
    return (
        Asked(own_post(doing.sitting), "exchange_views", leader),
        Asked(doing.sitting.organ, "supervise", given["group"], frozenset({Answer.REQUIRED})),
    )


def _record(doing: Doing) -> None:
    """Open it for named persons only, of whom whoever records it is the first."""
    given = doing.given
    leader = leader_of(given["group"], doing.present)
    assert leader is not None
    # What is kept is in the language of the record, whichever one the page is read in.
    with override("zh-hans"):
        title = _("Exchange of views with the principal leader of {group}").format(
            group=doing.present.name(given["group"])
        )
    matter = open_matter(
        doing,
        title=title,
        sides={"office": doing.organ},
        counterpart=given["group"],
        secrecy=Secrecy(given["secrecy"]),
        secret_until=given["secret_until"],
        circle=True,
    )
    subjects = {name: given[name] for name in SUBJECTS}
    Exchange.objects.create(
        matter=matter,
        group_id=given["group"],
        head=own_post(doing.sitting),
        leader=leader,
        held_on=given["held_on"],
        text=given["text"],
        suggestions=given["suggestions"],
        **subjects,
    )
    doing.facts["held_on"] = given["held_on"].isoformat()
    doing.content |= {"text": given["text"], "suggestions": given["suggestions"], **subjects}


ACTS = (
    Act("exchange.record", Record, _record, _asked, opens="exchange"),
    Act("exchange.follow", Note, say),
    attaching("exchange.attach"),
    Act("exchange.close", Opinion, say),
)

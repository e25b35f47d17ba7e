"""What can be done with problems, for every kind on whose matters they are found: its procedure has steps of these names.

What is made of a problem is drafted by its own act, in the same transaction, from what was written down: it is entered once.
"""

from collections.abc import Callable, Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from paizhu.door.acts import Act, Asked, Effect
from paizhu.door.doing import Doing
from paizhu.door.models import Matter
from paizhu.liaison.letters.models import Sort
from paizhu.liaison.making import made
from paizhu.liaison.problems.forms import Entrust, Found, Settle, TakeUp, Write
from paizhu.liaison.problems.models import Problem
from paizhu.registry.models import NAME_LENGTH

# Where a problem is found when nobody says where; the kind tells it of its matter.
Host = Callable[[Matter], str]


def problem_acts(kind: str, host: Host) -> tuple[Act, ...]:
    """Return the acts of a kind on the problems of its matters: problem, settle, rectify, write, entrust."""
    return (
        Act(f"{kind}.problem", Found, _found(host)),
        Act(f"{kind}.settle", Settle, _settle),
        Act(
            f"{kind}.rectify",
            TakeUp,
            _taken_up("rectification.recommend", _recommendation),
            _asked("recommend"),
            inward=True,
        ),
        Act(f"{kind}.write", Write, _taken_up("letter.draft", _letter), _asked_of_letter, inward=True),
        Act(f"{kind}.entrust", Entrust, _taken_up("task.propose", _task), _asked_of_task, inward=True),
    )


def _found(host: Host) -> Effect:
    def effect(doing: Doing) -> None:
        matter, given = doing.opened, doing.given
        last = matter.problems.aggregate(last=Max("number"))["last"] or 0
        Problem.objects.create(
            matter=matter,
            number=last + 1,
            organ_id=given["organ"] or host(matter),
            text=given["text"],
            found_on=doing.present.on,
        )
        doing.facts["problem"] = last + 1
        doing.content["text"] = given["text"]

    return effect


def _settle(doing: Doing) -> None:
    assert isinstance(doing.form, Settle)
    [problem] = doing.form.chosen()
    problem.settled, problem.settled_on = doing.given["text"], doing.present.on
    problem.became = problem.became_on = None  # one that was withdrawn
    problem.save(update_fields=["settled", "settled_on", "became", "became_on"])
    doing.facts["problem"], doing.content["text"] = problem.number, problem.settled


def _asked(act: str) -> Callable[[Doing], Sequence[Asked]]:
    def asks(doing: Doing) -> Sequence[Asked]:
        given = doing.filled("number", "addressee")
        return () if given is None else (Asked(doing.sitting.organ, act, given["addressee"]),)

    return asks


def _asked_of_letter(doing: Doing) -> Sequence[Asked]:
    given = doing.filled("number", "addressee", "sort")
    if given is None:
        return ()
    return (Asked(doing.sitting.organ, Sort(given["sort"]).act, given["addressee"]),)


def _asked_of_task(doing: Doing) -> Sequence[Asked]:
    given, own = doing.filled("number", "addressee", "act"), doing.sitting.organ
    return () if given is None else (Asked(given["addressee"], given["act"], own),)


Makes = Callable[[Doing, str], dict[str, str]]


def _taken_up(act: str, makes: Makes) -> Effect:
    """Draft it by its own act, with what was found as it was written down."""

    def effect(doing: Doing) -> None:
        assert isinstance(doing.form, TakeUp)
        chosen = doing.form.chosen()
        found = "\n".join(f"{n}. {p.text}" for n, p in enumerate(chosen, 1)) if chosen[1:] else chosen[0].text
        given = {
            "title": chosen[0].text.strip().splitlines()[0][:NAME_LENGTH],
            "length": str(doing.given["length"]),
            "unit": doing.given["unit"],
            **makes(doing, found),
        }
        became = made(doing, act, given)
        for problem in chosen:
            problem.became, problem.became_on = became, doing.present.on
            problem.save(update_fields=["became", "became_on"])
        doing.facts |= {"problems": [p.number for p in chosen], "became": became.reference}
        doing.content["text"] = doing.given["text"]

    return effect


def _recommendation(doing: Doing, found: str) -> dict[str, str]:
    source = _("{title} ({reference})").format(title=doing.opened.title, reference=doing.opened.reference)
    addressee, text = doing.given["addressee"], doing.given["text"]
    return {
        "addressee": addressee,
        "origin": "finding",
        "source": source,
        "grounds": found,
        "recommendation": text,
    }


def _letter(doing: Doing, found: str) -> dict[str, str]:
    given = doing.given
    return {
        "addressee": given["addressee"],
        "sort": given["sort"],
        "body": f"{found}\n\n{given['text']}",
    }


def _task(doing: Doing, found: str) -> dict[str, str]:
    given = doing.given
    return {
        "assignee": given["addressee"],
        "act": given["act"],
        "request": f"{given['text']}\n\n{found}",
    }

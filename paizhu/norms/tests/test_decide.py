"""The semantics of docs/rulings.md, point by point."""

from datetime import timedelta

import pytest

from paizhu.norms.bare import Bare
from paizhu.norms.decide import Answer, Question, decide, yes_no
from paizhu.norms.model import Act, Link, Norm, Stance
from paizhu.norms.tests.asking import (
    ACTS,
    DUTY,
    POWER,
    PROHIBITION,
    TODAY,
    norm,
    reading,
    ruled,
    said,
    small_base,
)
from paizhu.norms.tests.worlds import FIRST, NOTHING, day
from paizhu.norms.world import World

TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (norm("n"), "required"),
        (norm("n", POWER), "permitted"),
        (norm("n", PROHIBITION), "forbidden"),
        (norm("n", bearer="organ"), "required"),
        (norm("n", bearer="child_office"), "not_provided"),
        (norm("n", toward="host"), "not_provided"),
        (norm("n", toward=""), "required"),
        (norm("n", since=TODAY), "required"),
        (norm("n", since=TOMORROW), "not_provided"),
        (norm("n", until=TODAY), "not_provided"),
        (norm("n", until=TOMORROW), "required"),
        (norm("n", when="bearer supervises toward"), "required"),
        (norm("n", when="bearer leads toward"), "not_provided"),
        (norm("n", unless="bearer supervises toward"), "not_provided"),
        (norm("n", unless="bearer leads toward"), "required"),
        (norm("n", when="commission dispatches bearer"), "required"),
        (norm("n", when="commission dispatches toward"), "not_provided"),
        (norm("n", when="bearer supervises toward;bearer leads toward"), "not_provided"),
    ],
    ids=[
        "duty",
        "power",
        "prohibition",
        "a kind above the bearer's",
        "a kind below the bearer's",
        "another counterpart",
        "no counterpart named",
        "first day",
        "day before the first",
        "day after the last",
        "last day",
        "derived relation",
        "relation that does not hold",
        "barred",
        "not barred",
        "condition with a kind",
        "condition with a kind fails",
        "one of two conditions fails",
    ],
)
def test_when_a_norm_applies(given: Norm, expected: str) -> None:
    assert ruled(small_base(given)).answer == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (norm("n", PROHIBITION, "help"), "forbidden"),
        (norm("n", DUTY, "help"), "not_provided"),
        (norm("n", DUTY, "help", includes_sub_acts=True), "required"),
        (norm("n", DUTY, "help.inspect.fully"), "limited"),
        (norm("n", PROHIBITION, "help.inspect.fully"), "not_provided"),
        (norm("n", DUTY, "help.appeal"), "not_provided"),
    ],
    ids=["ban above", "duty above", "duty above with sub-acts", "duty below", "ban below", "duty beside"],
)
def test_which_norms_speak_to_an_act(given: Norm, expected: str) -> None:
    assert ruled(small_base(given), "help.inspect").answer == expected


BAN = norm("ban", PROHIBITION, "publish")


@pytest.mark.parametrize(
    ("other", "answer", "settled_by"),
    [
        (norm("other", POWER, "publish"), "unanswerable", None),
        (norm("other", POWER, "publish", rank="party_2"), "forbidden", "rank"),
        (norm("other", POWER, "publish", rank="party_2", since=day(2)), "forbidden", "rank"),
        (norm("other", POWER, "publish", since=day(2)), "permitted", "later"),
        (norm("other", POWER, "publish", rank="state_2", since=day(2)), "permitted", "later"),
        (norm("other", POWER, "publish", rank="state_1"), "unanswerable", None),
        (norm("other", POWER, "publish", bearer="organ"), "forbidden", "specific"),
        (norm("other", DUTY, "publish", toward=""), "forbidden", "specific"),
        (norm("other", DUTY, "publish", toward="group host"), "forbidden", "specific"),
        (norm("other", DUTY, "publish", bearer="organ", toward="group host clerk"), "forbidden", "specific"),
        (norm("other", DUTY, "publish", bearer="office child_office"), "unanswerable", None),
    ],
    ids=[
        "nothing tells them apart",
        "higher rank",
        "higher rank before later",
        "later",
        "across orders only the day counts",
        "across orders and on one day",
        "narrower bearer",
        "narrower counterpart",
        "fewer counterparts",
        "narrower in both",
        "the same kinds in other words",
    ],
)
def test_conflict(other: Norm, answer: str, settled_by: str | None) -> None:
    ruling = ruled(small_base(BAN, other), "publish")
    (conflict,) = ruling.conflicts
    assert (ruling.answer, conflict.settled_by) == (answer, settled_by)
    assert bool(ruling.grounds) == bool(settled_by)


def test_sub_act_is_more_specific() -> None:
    base = small_base(norm("ban", PROHIBITION, "help"), norm("power", POWER, "help.inspect"))
    assert said(ruled(base, "help.inspect")) == ("permitted", ["power"])
    assert said(ruled(base, "help")) == ("forbidden", ["ban"])
    assert [r.norm.id for r in ruled(base, "help").exceptions] == ["power"]


def test_four_norms_that_beat_each_other_in_a_circle_are_not_settled() -> None:
    base = small_base(
        norm("party ban", PROHIBITION, rank="party_1", since=day(1)),
        norm("party power", POWER, rank="party_2", since=day(2)),
        norm("state ban", PROHIBITION, rank="state_1", since=day(1)),
        norm("state power", POWER, rank="state_2", since=day(2)),
    )
    ruling = ruled(base)
    assert (ruling.answer, ruling.reason) == (Answer.UNANSWERABLE, "conflict_unsettled")
    assert len(ruling.conflicts) == 4


def test_the_loser_of_any_conflict_grounds_nothing() -> None:
    base = small_base(
        norm("ban", PROHIBITION, rank="party_1", since=day(1)),
        norm("low duty", DUTY, rank="party_2", since=day(1)),
        norm("late power", POWER, rank="party_1", since=day(2)),
    )
    assert said(ruled(base)) == ("permitted", ["late power"])


def test_limited_names_only_what_stands_when_asked_by_itself() -> None:
    base = small_base(
        norm("inspect", DUTY, "help.inspect"),
        norm("appeal", DUTY, "help.appeal", rank="party_2"),
        norm("no appeal", PROHIBITION, "help.appeal"),
    )
    ruling = ruled(base)
    assert said(ruling) == ("limited", ["inspect"])
    assert [r.norm.id for r in ruling.caveats] == ["no appeal"]
    assert said(ruled(base, "help.appeal")) == ("forbidden", ["no appeal"])


def test_exceptions_stand_against_every_prohibition() -> None:
    base = small_base(
        norm("ban", PROHIBITION, "help"),
        norm("inspect", POWER, "help.inspect"),
        norm("appeal", POWER, "help.appeal", rank="party_2"),
    )
    assert [r.norm.id for r in ruled(base).exceptions] == ["inspect"]


SUPPORTS, DENIES = reading("yes", Stance.SUPPORTS), reading("no", Stance.DENIES)


@pytest.mark.parametrize(
    ("norms", "readings", "expected"),
    [
        ([], [SUPPORTS], ("permitted", "agreement")),
        ([], [SUPPORTS, DENIES], ("not_provided", None)),
        ([], [reading("perhaps", Stance.CONTESTED)], ("not_provided", None)),
        ([], [reading("below", Stance.SUPPORTS, "help.inspect")], ("not_provided", None)),
        ([], [reading("kind above", Stance.SUPPORTS, bearer="organ")], ("not_provided", None)),
        ([], [reading("any counterpart", Stance.SUPPORTS, toward="")], ("permitted", "agreement")),
        ([norm("n", DUTY, "help.inspect")], [SUPPORTS], ("permitted", "agreement")),
        ([norm("n", DUTY, bearer="clerk")], [SUPPORTS], ("not_provided", None)),
        ([norm("n", DUTY, bearer="clerk", until=TODAY)], [SUPPORTS], ("permitted", "agreement")),
        ([norm("n", PROHIBITION)], [SUPPORTS], ("forbidden", "norm")),
        ([norm("n", DUTY)], [DENIES], ("required", "norm")),
    ],
    ids=[
        "supported",
        "denied as well",
        "only contested",
        "never from a sub-act",
        "never along kinds",
        "toward anyone",
        "before what is limited",
        "a norm speaks to the act, of another bearer",
        "that norm has ended",
        "a norm forbids it",
        "a norm requires what is denied",
    ],
)
def test_agreement(norms: list[Norm], readings: list[object], expected: tuple[str, str | None]) -> None:
    ruling = ruled(small_base(*norms, readings=readings))  # type: ignore[arg-type]  # as given above
    assert (ruling.answer, ruling.basis) == expected


def test_agreement_has_no_grounds_and_shows_its_reading() -> None:
    ruling = ruled(small_base(readings=[SUPPORTS]))
    assert (ruling.grounds, ruling.interpretations) == ((), (SUPPORTS,))


def test_before_the_reach_nothing_is_ruled() -> None:
    ruling = ruled(small_base(norm("n")), on=FIRST)
    assert (ruling.answer, ruling.reason, ruling.near_misses) == (Answer.UNANSWERABLE, "before_reach", ())


class TestTowardWhomever:
    def test_some_party_is_enough(self) -> None:
        base = small_base(norm("n", when="bearer supervises toward"))
        assert said(ruled(base, toward=None)) == ("required", ["n"])

    def test_it_must_be_one_party_of_the_kind(self) -> None:
        base = small_base(norm("n", toward="clerk", when="bearer supervises toward"))
        assert ruled(base, toward=None).answer is Answer.NOT_PROVIDED

    def test_it_must_meet_all_conditions_together(self) -> None:
        both = norm("n", toward="", when="bearer supervises toward;toward group_of host")
        neither = norm("n", toward="", when="bearer stationed_at toward;toward group_of host")
        assert ruled(small_base(both), toward=None).answer is Answer.REQUIRED
        assert ruled(small_base(neither), toward=None).answer is Answer.NOT_PROVIDED

    def test_one_that_is_barred_does_not_bar_the_others(self) -> None:
        base = small_base(norm("n", toward="host clerk", unless="bearer supervises toward"))
        assert ruled(base, toward=None).answer is Answer.REQUIRED
        assert ruled(base, toward="host").answer is Answer.NOT_PROVIDED


class TestProof:
    def test_near_misses_say_what_fails_nearest_first(self) -> None:
        base = small_base(
            norm("stranger", bearer="clerk"),
            norm("needs leading", when="bearer leads toward"),
            norm(
                "all wrong", DUTY, "help.inspect", bearer="clerk", toward="clerk", when="bearer leads toward"
            ),
            norm("ended", bearer="clerk", until=TODAY),
            norm("ban below", PROHIBITION, "help.inspect", bearer="clerk"),
        )
        ruling = ruled(base)
        misses = ruling.near_misses
        assert [(m.rule.norm.id, [f.value for f in m.fails]) for m in misses] == [
            ("needs leading", ["condition"]),
            ("stranger", ["bearer"]),
            ("all wrong", ["bearer", "toward", "condition"]),
        ]
        assert [str(c) for c in misses[0].conditions] == ["bearer leads toward"]
        assert misses[1].conditions == ()
        assert ruling.relations == ("supervises",)

    def test_parties_of_the_same_kinds_differ_by_how_they_stand(self) -> None:
        base = small_base(norm("n", when="bearer supervises toward"), norm("m", when="bearer leads toward"))
        named = {"o1": "office", "o2": "office", "h": "host", "g": "group"}
        links = [Link("stationed_at", "o1", "h"), Link("leads", "o2", "g"), Link("group_of", "g", "h")]
        kinds = {party: frozenset({kind}) for party, kind in named.items()}
        world = World(kinds, links, base.paths, base.lineage)
        for bearer, holds, fails, relation in (("o1", "n", "m", "supervises"), ("o2", "m", "n", "leads")) * 2:
            ruling = ruled(base, bearer=bearer, toward="g", world=world)
            assert [r.norm.id for r in ruling.grounds] == [holds]
            assert [m.rule.norm.id for m in ruling.near_misses] == [fails]
            assert ruling.relations == (relation,)

    def test_akin_kinds_come_first(self) -> None:
        # office and child_office share `office`; clerk shares only the root.
        base = small_base(
            norm("of a clerk", bearer="clerk"),
            norm("of a child", bearer="child_office", toward="clerk"),
            norm("of an office elsewhere", bearer="child_office", when="bearer leads toward"),
        )
        found = [m.rule.norm.id for m in ruled(base).near_misses]
        assert found[0] == "of an office elsewhere"

    def test_owed_by_names_who_is_bound_along_the_relation(self) -> None:
        base = small_base(
            norm("n", bearer="organ", when="bearer supervises toward"),
            norm("sub", DUTY, "help.appeal", bearer="clerk"),
        )
        ruling = ruled(base, bearer="commission")
        owed = [(o.bearer, o.toward, [r.norm.id for r in o.rules]) for o in ruling.owed_by]
        assert ("office", "group", ["n"]) in owed
        assert ("clerk", "group", ["sub"]) in owed
        assert all(bearer != "commission" for bearer, _, _ in owed)

    def test_owed_by_leaves_out_the_archetypes_of_sub_kinds_but_no_named_organ(self) -> None:
        base = small_base(norm("n", when="bearer supervises toward"))
        assert [o.bearer for o in ruled(base, bearer="clerk").owed_by] == ["office"]
        named = {"o1": "office", "o2": "child_office", "h": "host", "g": "group", "c": "clerk"}
        links = [Link("stationed_at", "o1", "h"), Link("stationed_at", "o2", "h"), Link("group_of", "g", "h")]
        kinds = {party: frozenset({kind}) for party, kind in named.items()}
        world = World(kinds, links, base.paths, base.lineage)
        assert [o.bearer for o in ruled(base, bearer="c", toward="g", world=world).owed_by] == ["o1", "o2"]

    def test_instead_names_what_applies_of_the_acts_taken_for_this_one(self) -> None:
        acts = (*[a for a in ACTS if a.id != "help"], Act("help", NOTHING, instead=("publish",)))
        base = small_base(
            norm("n", DUTY, "publish"), norm("other", DUTY, "publish", bearer="clerk"), acts=acts
        )
        assert [r.norm.id for r in ruled(base).instead] == ["n"]


@pytest.mark.parametrize(
    ("answer", "expected"),  # must, may, must not, is there a duty or power
    [
        (Answer.REQUIRED, "yes yes no yes"),
        (Answer.PERMITTED, "no yes no yes"),
        (Answer.FORBIDDEN, "no no yes no"),
        (Answer.LIMITED, "no no no no"),
        (Answer.NOT_PROVIDED, "no no no no"),
        (Answer.UNANSWERABLE, "- - - -"),
    ],
)
def test_yes_no(answer: Answer, expected: str) -> None:
    opposite = {"yes": "no", "no": "yes", "-": "-"}
    for modality, word in zip(("must", "may", "must_not", "exists"), expected.split(), strict=True):
        assert (yes_no(answer, modality, negated=False) or "-") == word
        assert (yes_no(answer, modality, negated=True) or "-") == opposite[word]
    assert yes_no(answer, "what", negated=False) is None


@pytest.mark.parametrize("unknown", ["act", "bearer", "toward"])
def test_unknown_terms_are_errors_not_answers(unknown: str) -> None:
    base = small_base(norm("n"))
    asked = {"bearer": "office", "act": "help", "toward": "group"} | {unknown: "nobody"}
    with pytest.raises(KeyError, match="nobody"):
        decide(Question(on=TODAY, **asked), base, base.archetypes)
    with pytest.raises(KeyError, match="nobody"):
        Bare(base, base.archetypes).ask(on=TODAY.toordinal(), **asked)

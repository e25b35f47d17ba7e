"""The norm cases of the pack (packs/discipline/cases): questions with their exact rulings, written by lawyers.

A case: `id`, `why`, `ask` (`bearer`, `act`, `toward` unless toward anyone, `on`), `answer`, `grounds` (all of them, by
regulation and article), and what at least must stand among `near_misses` and `owed_by`. `disputed` says why the pack
still rules otherwise than the law: such a case must fail, and its `disputed` goes when it holds.
"""

from datetime import date
from typing import Any

import pytest
import yaml

from paizhu import places
from paizhu.norms.base import Base, Rule
from paizhu.norms.decide import Question, decide

Case = dict[str, Any]
KNOWN = {"id", "why", "ask", "answer", "grounds", "near_misses", "owed_by", "disputed"}


def _cases() -> list[Case]:
    """Every case of the pack; all its values are texts, so that `on` stays a word and a day a day."""
    found: list[Case] = []
    for path in sorted((places.packs() / "discipline/cases").glob("*.yaml")):
        found += yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return found


CASES = _cases()


def differences(case: Case, base: Base) -> list[str]:
    """Return in what the ruling differs from the case; nothing when the case holds."""
    if strange := {str(key) for key in case} - KNOWN:
        return [f"unknown key {', '.join(sorted(strange))}; known here: {', '.join(sorted(KNOWN))}"]
    ask = case["ask"]
    question = Question(ask["bearer"], ask["act"], ask.get("toward"), date.fromisoformat(ask["on"]))
    ruling = decide(question, base, base.archetypes)
    wanted, got = _places(case["grounds"]), {_place(r) for r in ruling.grounds}
    near, owing = {_place(m.rule) for m in ruling.near_misses}, {o.bearer for o in ruling.owed_by}
    found = []
    if ruling.answer != case["answer"]:
        found.append(f"answer: expected {case['answer']}, ruled {ruling.answer}")
    found += [f"ground expected, not ruled: {place}" for place in sorted(wanted - got)]
    found += [
        f"ground ruled, not expected: {r.norm.id} ({r.norm.modality}) “{r.norm.quote}”"
        for r in ruling.grounds
        if _place(r) not in wanted
    ]
    found += [
        f"near miss expected: {p}; there are {sorted(near)}"
        for p in _places(case.get("near_misses", [])) - near
    ]
    found += [
        f"owed by expected: {k}; there are {sorted(owing)}" for k in set(case.get("owed_by", ())) - owing
    ]
    return found


def _place(rule: Rule) -> str:
    return f"{rule.norm.regulation} {rule.norm.article}"


def _places(items: list[dict[str, str]]) -> set[str]:
    return {f"{item['regulation']} {item['article']}" for item in items}


def _param(case: Case) -> Any:
    marks = [pytest.mark.xfail(reason=case["disputed"], strict=True)] if "disputed" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_ruling_is_the_case(case: Case, base: Base) -> None:
    found = differences(case, base)
    assert not found, "\n".join([f"{case['id']}: {case['why']}", *found])


def test_case_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answer": "required"}, "answer: expected required, ruled limited"),
        ({"grounds": []}, "ground ruled, not expected: commission_regulations.2021.44.inspection"),
        (
            {"grounds": [{"regulation": "stationed_rules", "article": "25"}]},
            "ground expected, not ruled: stationed_rules 25",
        ),
        (
            {"near_misses": [{"regulation": "stationed_rules", "article": "7"}]},
            "near miss expected: stationed_rules 7",
        ),
        ({"owed_by": ["procuratorate"]}, "owed by expected: procuratorate"),
        ({"answr": "limited"}, "unknown key answr"),
    ],
    ids=["answer", "ground too many", "ground missing", "near miss", "owed by", "misspelt key"],
)
def test_wrong_case_fails_and_says_why(wrong: Case, said: str, base: Base) -> None:
    case = next(c for c in CASES if c["id"] == "assist.after_commission_regulations")
    assert not differences(case, base)
    assert said in "\n".join(differences(case | wrong, base))

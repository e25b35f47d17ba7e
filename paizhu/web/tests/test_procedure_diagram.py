"""The drawing of a procedure: everything in it, nothing over anything else, and the way that a matter took."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paizhu.norms.model import Text
from paizhu.norms.procedure import ActClass, Power, Procedure, State, Step
from paizhu.web.base import opened
from paizhu.web.procedure_diagram import drawn

SVG = "{http://www.w3.org/2000/svg}"
TASK = "task.2022"
DONE = [
    "task.propose",
    "task.approve",
    "task.accept",
    "task.note",
    "task.answer",
    "task.return",
    "recuse.declare",
]


def step(id_: str, from_: Sequence[str], to: str | None) -> Step:
    name = Text(f"行为{id_}", f"act {id_}")
    return Step(id_, name, ActClass.STEP, tuple(from_), to, ("one",), Power.ANY)


def procedure(states: Sequence[State], steps: Sequence[Step]) -> Procedure:
    return Procedure(
        "p", "m", Text("程序", "procedure"), date(2020, 1, 1), None, (), tuple(states), (), tuple(steps)
    )


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Any procedure: up to eight states, acts from anywhere to anywhere."""
    ids = [f"s{n}" for n in range(draw(st.integers(1, 8)))]
    states = [State(i, Text(f"状态{i}", f"state {i}"), draw(st.booleans())) for i in ids]
    some = st.lists(st.sampled_from(ids), max_size=4, unique=True)
    moves = draw(st.lists(st.tuples(some, st.sampled_from([None, *ids])), max_size=12))
    steps = [step(f"a{n}", from_, to) for n, (from_, to) in enumerate(moves) if from_ or to]
    return procedure(states, steps)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_drawing_has_every_state_and_every_act_that_moves() -> None:
    found = drawn(opened().base.procedure_by_id(TASK), None, (), "zh")
    words = [text.text for text in parsed(found.svg).iter(f"{SVG}text")]
    task = opened().base.procedure_by_id(TASK)
    for state in task.states:
        assert state.name.zh in words
    for one in task.steps:
        if one.to is not None:
            assert words.count(one.name.zh) == max(1, len(one.from_))


@given(procedures())
def test_whatever_the_procedure_it_stays_in_its_frame_and_boxes_keep_apart(of: Procedure) -> None:
    svg = parsed(drawn(of, None, (), "en").svg)
    _, _, wide, high = map(float, svg.attrib["viewBox"].split())
    boxes = [r for r in svg.iter(f"{SVG}rect") if "pz-pd-state" in r.attrib["class"]]
    assert len(boxes) == len(of.states)
    edges = [(float(r.attrib["y"]), float(r.attrib["y"]) + float(r.attrib["height"])) for r in boxes]
    assert all(above[1] < below[0] for above, below in pairwise(edges))
    assert edges[-1][1] <= high
    for path in svg.iter(f"{SVG}path"):
        for across in re.findall(r"[MLH]\s*(-?[\d.]+)", path.attrib["d"]):
            assert 0 <= float(across) <= wide
    moves = sum(
        max(1, len([f for f in s.from_ if f != s.to])) for s in of.steps if s.to and s.from_ != (s.to,)
    )
    labels = [t for t in svg.iter(f"{SVG}text") if "pz-pd-act" in t.attrib["class"]]
    assert len(labels) == moves


@given(procedures())
def test_lines_of_two_states_share_no_lane_where_they_overlap(of: Procedure) -> None:
    svg = parsed(drawn(of, None, (), "en").svg)
    spans: dict[str, set[tuple[float, float, str]]] = {}
    for path in svg.iter(f"{SVG}path"):
        bend = re.match(r"M\S+ (\S+?)H(\S+?)V(\S+?)H", path.attrib["d"])
        if bend:
            start, lane, end = bend.groups()
            low, high = sorted((float(start), float(end)))
            spans.setdefault(lane, set()).add((low, high, end))
    for found in spans.values():
        for low, high, end in found:
            others = [(a, b) for a, b, to in found if to != end]
            assert all(b < low or high < a for a, b in others)


def test_way_of_a_matter_is_marked_in_words() -> None:
    found = drawn(opened().base.procedure_by_id(TASK), "accepted", DONE, "zh")
    marks = {s.name: (s.now, s.passed) for s in found.line.stations}
    assert marks == {
        "拟办待批": (False, True),
        "已交办待接收": (False, True),
        "办理中": (True, False),
        "已答复待核查": (False, True),
        "已核查待办结": (False, False),
        "已办结": (False, False),
        "已退回（说明依据）": (False, False),
        "已撤回": (False, False),
    }
    went = [(s.name, a.act) for s in found.line.stations for a in s.arrows if a.taken]
    assert went == [
        ("拟办待批", "批准交办"),
        ("已交办待接收", "接收"),
        ("办理中", "答复"),
        ("已答复待核查", "退回补办"),
    ]
    words = [text.text for text in parsed(found.svg).iter(f"{SVG}text")]
    assert (words.count("现处于此"), words.count("已经过"), words.count("终结")) == (1, 3, 2)


def test_procedure_alone_marks_no_state() -> None:
    svg = drawn(opened().base.procedure_by_id(TASK), None, (), "zh").svg
    assert "现处于此" not in svg
    assert "pz-pd-taken" not in svg


def test_name_with_markup_is_escaped() -> None:
    states = [State("a", Text("<b>甲</b>", "<b>"), final=True)]
    svg = drawn(procedure(states, [step("open", (), "a")]), "a", ["open"], "zh").svg
    assert "<b>" not in svg
    assert "&lt;b&gt;甲" in svg


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_drawing_has_no_style_of_its_own(lang: str) -> None:
    svg = drawn(opened().base.procedure_by_id(TASK), "accepted", DONE, lang).svg
    assert "style" not in svg
    assert "<script" not in svg

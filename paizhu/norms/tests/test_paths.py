"""Path expressions: what they compile to, and which are refused."""

import pytest

from paizhu.norms.paths import PathError, Step, compile_paths


def ahead(relation: str, kind: str | None = None) -> Step:
    return Step(relation, back=False, kind=kind)


def back(relation: str, kind: str | None = None) -> Step:
    return Step(relation, back=True, kind=kind)


STORED = {"a": None, "b": None}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a", [(ahead("a"),)]),
        ("~a", [(back("a"),)]),
        ("a/b", [(ahead("a"), ahead("b"))]),
        (" a / ~b ", [(ahead("a"), back("b"))]),
        ("a | b", [(ahead("a"),), (ahead("b"),)]),
        ("a | a", [(ahead("a"),)]),
        ("a[k]/b", [(ahead("a", "k"), ahead("b"))]),
        ("~a[k]", [(back("a", "k"),)]),
        ("two", [(ahead("a"), back("b"))]),
        ("~two", [(ahead("b"), back("a"))]),
        ("two[k]", [(ahead("a"), back("b", "k"))]),
        ("either/b", [(ahead("a"), ahead("b")), (back("b"), ahead("b"))]),
        ("~either", [(back("a"),), (ahead("b"),)]),
        ("only", [(ahead("a", "k"),)]),
        ("only[k]", [(ahead("a", "k"),)]),
    ],
)
def test_compiled(path: str, expected: list[tuple[Step, ...]]) -> None:
    paths = {**STORED, "two": "a/~b", "either": "a | ~b", "only": "a[k]", "asked": path}
    assert list(compile_paths(paths)["asked"]) == expected


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("c", "asked: unknown relation 'c'"),
        ("a//b", "asked: cannot read step ''"),
        ("a b", "asked: cannot read step 'a b'"),
        ("a[k", r"asked: cannot read step 'a\[k'"),
        ("", "asked: cannot read step ''"),
        ("a/asked", "asked is derived from itself: asked > asked"),
        ("round", "derived from itself: asked > round > asked"),
        ("~only", "asked: a filtered path cannot be followed backwards"),
        ("only[j]", "asked: a step arrives at one kind, here at k and at j"),
    ],
)
def test_refused(path: str, message: str) -> None:
    paths = {**STORED, "only": "a[k]", "asked": path, "round": "asked"}
    with pytest.raises(PathError, match=message):
        compile_paths(paths)

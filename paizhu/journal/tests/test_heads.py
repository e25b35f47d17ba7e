"""Heads and proofs as they are read from the database."""

import pytest

from paizhu.journal import heads, proofs
from paizhu.journal.models import Log
from paizhu.journal.tests import slow_tree
from paizhu.journal.tests.conftest import Append
from paizhu.journal.tests.stating import statements
from paizhu.journal.tree import leaf_hash
from paizhu.norms.errors import InvalidInput

pytestmark = pytest.mark.django_db


def test_heads_and_proofs_are_those_of_the_entries(record: Append) -> None:
    entries = [record(act=f"act.{number}").body.encode() for number in range(13)]
    record(log="Z2")
    log = Log.objects.get(organ="Z1")
    for size in range(1, 14):
        head = slow_tree.root(entries[:size])
        assert heads.root(log, size) == head
        for number in range(1, size + 1):
            proof = heads.inclusion(log, number, size)
            assert proof == slow_tree.path(number - 1, entries[:size])
            assert proofs.includes(leaf_hash(entries[number - 1]), number, size, proof, head)
            assert heads.consistency(log, number, size) == slow_tree.proof(number, entries[:size])


def test_a_proof_is_one_statement(record: Append) -> None:
    for number in range(13):
        record(act=f"act.{number}")
    log = Log.objects.get(organ="Z1")
    for prove in (
        lambda: heads.inclusion(log, 6, 13),
        lambda: heads.consistency(log, 6, 13),
        lambda: heads.root(log, 13),
    ):
        with statements() as taken:
            prove()
        assert len(taken) == 1


def test_no_log_is_said(record: Append) -> None:
    record()
    with pytest.raises(InvalidInput, match="Z9"):
        heads.the_log("Z9")

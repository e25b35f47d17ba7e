"""A norm pack as a whole: what its files say together."""

from datetime import date

from msgspec import Struct

from paizhu.norms.model import (
    Act,
    Archetype,
    Interpretation,
    Kind,
    LayWords,
    Link,
    Norm,
    Phrasings,
    Rank,
    Regulation,
    Relation,
    Text,
)
from paizhu.norms.procedure import Procedure
from paizhu.norms.retention import RetentionRule


class Pack(Struct, frozen=True):
    """Everything a pack says, as read and checked.

    reaches: first day for which the base can speak.  digest: SHA-256 of its files.
    within: the relation of a Party body to those that lead it within one host; who owes an act to such a body
    is named beside who owes it to the party asked about.
    """

    id: str
    title: Text
    reaches: date
    digest: str
    within: str
    ranks: tuple[Rank, ...]
    kinds: tuple[Kind, ...]
    acts: tuple[Act, ...]
    relations: tuple[Relation, ...]
    regulations: tuple[Regulation, ...]
    norms: tuple[Norm, ...]
    interpretations: tuple[Interpretation, ...]
    archetypes: tuple[Archetype, ...]
    links: tuple[Link, ...]
    phrasings: Phrasings
    elsewhere: tuple[str, ...] = ()  # words that put a question into another field
    apart: tuple[tuple[tuple[str, ...], ...], ...] = ()  # groups of things that exclude one another, in words
    lay_words: tuple[LayWords, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    retention: tuple[RetentionRule, ...] = ()

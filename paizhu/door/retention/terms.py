"""Which term holds for which kind of an organ's matters, and what it rests on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paizhu.door.kinds import kinds
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.retention.models import Term
from paizhu.norms.model import Text
from paizhu.norms.retention import KeptFor, RetentionRule

FOR_GOOD = "for_good"


@dataclass(frozen=True, slots=True)
class KindTerm:
    """A kind of matter with its term. term None: none was set, and nothing of it falls due.

    rule, class_: of the pack, None where the organ set the term by itself.
    """

    kind: str
    kind_name: Text
    term: Term | None
    rule: RetentionRule | None
    class_: KeptFor | None


def terms_of(organ: str) -> dict[str, Term]:
    """Return an organ's term for each kind, as it holds now; one query."""
    return {term.kind: term for term in Term.objects.filter(organ=organ).order_by("entry")}


def term_of(matter: Matter) -> Term | None:
    """Return the term that holds for a matter: its owner's for its kind; None where none was set."""
    found = Term.objects.filter(organ=matter.owner_id, kind=matter.kind).order_by("-entry")
    return found.first()


def by_kind(organ: str, present: Present) -> list[KindTerm]:
    """Return all kinds of matter, each with the organ's term."""
    terms = terms_of(organ)
    return [_kind_term(kind.id, terms.get(kind.id), present) for kind in kinds]


def rule_of(term: Term, present: Present) -> tuple[RetentionRule | None, KeptFor | None]:
    """Return the rule and the class that a term names; None, None where it is the organ's own."""
    return found_class(term.rule, present)


def found_class(word: str, present: Present) -> tuple[RetentionRule | None, KeptFor | None]:
    """Return the rule and the class of that word; None, None where no rule of the pack has it."""
    for rule in present.base.pack.retention:
        for class_ in rule.classes:
            if rule.named(class_) == word:
                return rule, class_
    return None, None


def prescribed(kind: str, present: Present) -> RetentionRule | None:
    """Return the rule that gives terms for this kind of matter; None where no provision does."""
    return next((rule for rule in present.base.pack.retention if kind in rule.matters), None)


def said(years: int | None) -> str:
    """Return a term in words."""
    return _("for good") if years is None else ngettext("{n} year", "{n} years", years).format(n=years)


def _kind_term(kind: str, term: Term | None, present: Present) -> KindTerm:
    rule, class_ = rule_of(term, present) if term is not None else (None, None)
    return KindTerm(kind, kind_name(kind, present), term, rule, class_)


def kind_name(kind: str, present: Present) -> Text:
    """Return what a kind is called by the latest version of its procedure."""
    named = [p for p in present.base.pack.procedures if p.matter == kind]
    return max(named, key=lambda p: p.since).name

"""A ruling as plain data: the one shape that the command line prints and the pages draw."""

from typing import Any
from weakref import WeakKeyDictionary

from paizhu.norms import wording
from paizhu.norms.base import Base, Rule
from paizhu.norms.decide import Answer, Conflict, Looked, Miss, Owed, Ruling, yes_no
from paizhu.norms.model import Interpretation, Norm, Provision, Verified, Version

Result = dict[str, Any]


def of_ruling(
    ruling: Ruling, base: Base, lang: str, *, modality: str = "what", negated: bool = False
) -> Result:
    """Return the ruling as the JSON object that the contract names (docs/reference/result.md).

    modality, negated: how the question was worded; they decide `yes_no` only.
    """
    question = ruling.question
    return {
        "understood": _understood(ruling, base),
        "asked": {"modality": modality, "negated": negated},
        "answer": ruling.answer.value,
        "basis": ruling.basis,
        "yes_no": yes_no(ruling.answer, modality, negated),
        "summary": wording.summary(ruling, base, lang),
        "grounds": [ground(r, base, lang) for r in ruling.grounds],
        "near_misses": [_miss(m, ruling, base, lang) for m in ruling.near_misses],
        "owed_by": [_owed(o, ruling, base, lang) for o in ruling.owed_by],
        "instead": [ground(r, base, lang) for r in ruling.instead],
        "exceptions": [ground(r, base, lang) for r in ruling.exceptions],
        "caveats": [ground(r, base, lang) for r in ruling.caveats],
        "interpretations": [interpretation(i, base, lang) for i in ruling.interpretations],
        "conflicts": [_conflict(c, base, lang) for c in ruling.conflicts],
        "provisions": [],
        "base": looked(ruling.base, base, lang),
        **({"reason": wording.summary(ruling, base, lang)} if ruling.answer is Answer.UNANSWERABLE else {}),
        **({"reason_code": ruling.reason} if ruling.reason else {}),
        "on": question.on.isoformat(),
    }


def _understood(ruling: Ruling, base: Base) -> Result:
    question = ruling.question
    return {
        "bearer": question.bearer,
        "bearer_zh": wording.party_name(ruling, question.bearer, base, "zh"),
        "bearer_en": wording.party_name(ruling, question.bearer, base, "en"),
        "act": question.act,
        "act_zh": base.acts[question.act].name.zh,
        "act_en": base.acts[question.act].name.en,
        "toward": question.toward,
        "toward_zh": wording.party_name(ruling, question.toward, base, "zh") if question.toward else None,
        "toward_en": wording.party_name(ruling, question.toward, base, "en") if question.toward else None,
        "on": question.on.isoformat(),
    }


def ground(rule: Rule, base: Base, lang: str) -> Result:
    """Return one norm as a ground: where it stands, its phrase and its gist."""
    made = _grounds.setdefault(base, {})
    key = rule.norm.id, lang
    if key not in made:
        made[key] = _ground(rule.norm, base, lang)
    return made[key].copy()


# Made once for each norm and language: a norm of a base never changes.
_grounds: WeakKeyDictionary[Base, dict[tuple[str, str], Result]] = WeakKeyDictionary()


def _ground(norm: Norm, base: Base, lang: str) -> Result:
    return {
        "norm": norm.id,
        "modality": norm.modality.value,
        **regulation_names(base, norm.regulation),
        "version": norm.version,
        "article": norm.article,
        "paragraph": norm.paragraph,
        "item": norm.item,
        "citation": wording.citation(base, norm, lang),
        "short": wording.citation(base, norm, lang, short=True),
        "act": norm.act,
        "act_name": base.acts[norm.act].name.in_(lang),
        "quote": norm.quote,
        "gist": norm.gist.in_(lang),
        "circumstance": norm.circumstance.in_(lang) if norm.circumstance else None,
        "note": norm.note.in_(lang) if norm.note else None,
        "verified": norm.verified is Verified.TEXT,
        "source": norm.verified.value,
    }


def _miss(miss: Miss, ruling: Ruling, base: Base, lang: str) -> Result:
    return {
        **ground(miss.rule, base, lang),
        "fails": [f.value for f in miss.fails],
        "because": wording.because(miss, ruling, base, lang),
    }


def _owed(owed: Owed, ruling: Ruling, base: Base, lang: str) -> Result:
    return {
        "bearer": owed.bearer,
        "bearer_name": wording.party_name(ruling, owed.bearer, base, lang),
        "bearer_zh": wording.party_name(ruling, owed.bearer, base, "zh"),
        "toward": owed.toward,
        "toward_name": wording.party_name(ruling, owed.toward, base, lang),
        "grounds": [ground(r, base, lang) for r in owed.rules],
    }


def regulation_names(base: Base, regulation: str) -> Result:
    """Return a regulation's official (Chinese) title, its English one and its id.

    `regulation` stays Chinese in every language: the quotes beside it are.
    """
    title = base.regulations[regulation].title
    return {"regulation": title.zh, "regulation_en": title.en, "regulation_id": regulation}


def interpretation(reading: Interpretation, base: Base, lang: str) -> Result:
    """Return a reading that is no norm: whose it is, and whether it supports, denies or is contested."""
    regulation = base.regulations.get(reading.regulation)
    return {
        "id": reading.id,
        "act": reading.act,
        "act_name": base.acts[reading.act].name.in_(lang),
        "stance": reading.stance.value,
        "stance_name": wording.STANCES[reading.stance].in_(lang),
        "author": reading.author,
        "gist": reading.gist.in_(lang),
        "regulation": regulation.title.in_(lang) if regulation else None,
        "article": reading.article or None,
        "source": reading.source or None,
    }


def _conflict(conflict: Conflict, base: Base, lang: str) -> Result:
    return {
        "prohibition": ground(conflict.prohibition, base, lang),
        "other": ground(conflict.other, base, lang),
        "winner": conflict.winner.norm.id if conflict.winner else None,
        "settled_by": conflict.settled_by,
    }


def looked(base_looked: Looked, base: Base, lang: str) -> Result:
    """Return what was looked through on that day, and what of it is incomplete."""
    # The base keeps what it looks through between two changes of the law, so it is the very same for many days.
    made, key = _looked.setdefault(base, {}), (id(base_looked.in_force), lang)
    if key not in made or made[key][0] is not base_looked.in_force:
        in_force = [{**regulation_names(base, r), "version": v.id} for r, v in base_looked.in_force]
        incomplete = [_incomplete(base, r, v, lang) for r, v in base_looked.incomplete]
        made[key] = base_looked.in_force, in_force, incomplete
    _of, in_force, incomplete = made[key]
    return {
        "on": base_looked.on.isoformat(),
        "reaches": base_looked.reaches.isoformat(),
        "regulations": in_force.copy(),
        "incomplete": incomplete.copy(),
    }


# What was looked through, held so that its identity stays its own, and what it comes to, by language.
_Made = tuple[tuple[tuple[str, Version], ...], list[Result], list[Result]]
_looked: WeakKeyDictionary[Base, dict[tuple[int, str], _Made]] = WeakKeyDictionary()


def _incomplete(base: Base, regulation: str, version: Version, lang: str) -> Result:
    return {
        **regulation_names(base, regulation),
        "version": version.id,
        "encoded": len(version.provisions),
        "articles": version.articles,
        "reason": version.gap.in_(lang) if version.gap else None,
    }


def norm_line(norm: Norm, base: Base, lang: str) -> Result:
    """Return one norm as `norms list --json` prints it; `until` is the last day, inclusive."""
    last = date_before(norm.until) if norm.until else None
    return {
        "norm": norm.id,
        **regulation_names(base, norm.regulation),
        "version": norm.version,
        "article": norm.article,
        "paragraph": norm.paragraph,
        "item": norm.item,
        "quote": norm.quote,
        "gist": norm.gist.in_(lang),
        "modality": norm.modality.value,
        "bearer": ",".join(norm.bearers),
        "act": norm.act,
        "toward": ",".join(norm.toward) or None,
        "since": norm.since.isoformat(),
        "until": last,
        "verified": norm.verified is Verified.TEXT,
        "source": norm.verified.value,
    }


def date_before(day: Any) -> str:
    """Return the day before `day`, as text: half-open inside, inclusive for people."""
    return str(type(day).fromordinal(day.toordinal() - 1).isoformat())


def completeness(version: Version) -> tuple[int, int]:
    """Return (articles encoded, articles of the text) of a version."""
    return len({p.article for p in version.provisions}), version.articles


def provision_of(version: Version, article: str) -> Provision | None:
    """Return the article of that version, None when it is not encoded."""
    return next((p for p in version.provisions if p.article == article), None)


def norm_whole(norm: Norm, base: Base, lang: str) -> Result:
    """Return one norm with its citation, conditions and values, as `norms show --json` prints it."""
    deadline, every, listing, approval = norm.deadline, norm.every, norm.listing, norm.approval
    return {
        **norm_line(norm, base, lang),
        "citation": wording.citation(base, norm, lang),
        "when": [str(c) for c in norm.when],
        "unless": [str(c) for c in norm.unless],
        "circumstance": norm.circumstance.in_(lang) if norm.circumstance else None,
        "includes_sub_acts": norm.includes_sub_acts,
        "deadline": deadline.wording.in_(lang) if deadline else None,
        "counting": deadline.counting.value if deadline and deadline.length else None,
        "extension": deadline.extension.in_(lang) if deadline and deadline.extension else None,
        "every": every.wording.in_(lang) if every else None,
        "listing": [item.in_(lang) for item in listing.items] if listing else [],
        "approval": approval.wording.in_(lang) if approval else None,
        "effective": norm.effective.in_(lang) if norm.effective else None,
        "note": norm.note.in_(lang) if norm.note else None,
        "file": norm.file,
        "line": norm.line,
    }

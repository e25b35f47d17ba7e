"""Of all that a question may be about: what it would be answered, and which guess the answer is taken from."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import product

from msgspec.structs import replace

from paizhu.norms.approvals import ROOT, duty_to_obtain
from paizhu.norms.ask.cited import Cited
from paizhu.norms.ask.patterns import compiled
from paizhu.norms.ask.targets import target_of
from paizhu.norms.ask.understand import Guess
from paizhu.norms.bare import Bare
from paizhu.norms.base import Base
from paizhu.norms.decide import Answer, Question, Ruling, decide
from paizhu.norms.model import Modality, Norm

RIVALS = 12  # guesses that are asked what they would answer
_SAYS = {
    Modality.DUTY: Answer.REQUIRED,
    Modality.POWER: Answer.PERMITTED,
    Modality.PROHIBITION: Answer.FORBIDDEN,
}
_APPROVED_BY = (
    r"(?:谁|哪|何人|什么机关)[^,。?]{0,10}(?:批|同意|点头|拍板|签字)|批准?(?:人|机关)是?谁|(?:批|请示)[^,。?]{0,4}(?:谁|哪|何)"
    r"|(?:未经|不经|没经过?|不用|用不着|不必|无需|不需要|要不要|需不需要|是否需要|须不须|用不用)[^,。?]{0,10}"
    r"(?:批准|审批|报批|批|同意)|自己(?:就|说了|拍板|批|定)|擅自|先斩后奏(?![^。?]{0,6}(?:有没有|行|成|可以|允许|能))|用不着再?报"
    r"|(?:签个?字|审批|批了?|拍板|点头|同意|定了?|一支笔)[^,。?]{0,4}就[^,。?]{0,3}(?:够|行|成|可以|能|算|生效|好)|签了就|点头就|批不批|免得了|"
    r"(?:不用|不必|无须)[^,。?]{0,4}报"
    r"|(?:得|要|须|应当|应该|非)[^,。?能可]{0,12}(?:批准?|审批|同意|点头)(?:不可|才行|才可以)?(?:吗|吧|呢|对吗|是吗)?[?。]*$"
    r"|\bwho(?:m|se)?\b.{0,40}\b(?:approv|consent|sign off)|approval of (?:whom|which)"
    r"|on (?:its|their|his|her) own authority|\bneeds? .{0,20}approval|\bhave to be approved|without .{0,30}(?:approv|consent)"
)


# Whether it may be done is asked first, and who approves besides.
_LEAVE_FIRST = (
    r"(?:(?:行|成|准|允许)(?:吗|么|不[行成准])|(?:能|可以|能否|可否|能不能|可不可以|有没有[^,。?]{0,4}(?:路|口子)|想)(?!自己|就|够)[^,。?批]{1,24})"
    r"[,。?](?:.{0,8}(?:谁|哪)[^,。?]{0,8}(?:批|同意|点头)|.{0,6}批准?(?:人|机关))"
    r"|\b(?:may|can)\b[^?]{5,120}\?.{0,12}\bwho\b.{0,12}\bapprov"
)
_UNAPPROVED = (
    r"(?:没有?|未|不)经?过?(?:批准|审批|同意|报批)|擅自|私自|without (?:\w+ ){0,3}(?:approval|consent)"
    r"|on (?:its|their|his|her) own authority|(?:except|unless|save)\b.{0,60}\bapprov"
)
_BESIDE = 0.01  # the share of a guess that stands beside the likeliest


def lapsed(base: Base, norm: Norm, on: date) -> bool:
    """Whether a norm stood in a version that has ended and whose successor is not encoded."""
    version = base.version(norm)
    return not norm.in_force(on) and version.lapsed and version.until is not None and version.until <= on


def _asks_for_approval(text: str) -> bool:
    """Whether a text asks who approves, if anybody must, or of a deed that nobody has approved."""
    return any(compiled(words, re.IGNORECASE).search(text) for words in (_APPROVED_BY, _UNAPPROVED))


def _place(guess: Guess) -> tuple[str, str, str] | None:
    """The article that a guess is about."""
    norm = guess.target.norm
    return (norm.regulation, norm.version, norm.article) if norm else None


def _bans(guess: Guess) -> bool:
    return guess.target.norm is not None and guess.target.norm.modality is Modality.PROHIBITION


def _seeks(guess: Guess) -> bool:
    norm = guess.target.norm
    return norm is not None and norm.modality is Modality.DUTY and "seek_approval" in norm.act.split(".")


def _chosen(best: Guess, guesses: tuple[Guess, ...], text: str) -> Guess:
    """The likeliest guess; of an either-or, the side that a norm gives."""
    if "还是" in text and best.target.norm is None and best.target.act:
        same = (g for g in guesses[:8] if g.target.norm is not None and g.target.act == best.target.act)
        return next(same, best)
    return best


class Chooser:
    """Rules on guesses, and chooses among them."""

    def __init__(self, base: Base, bare: Bare) -> None:
        self._base, self._bare = base, bare

    def likeliest(
        self, guesses: tuple[Guess, ...], text: str, on: date, cited: Cited
    ) -> tuple[Guess | None, float]:
        """The likeliest guess of the likeliest answer, and the share of all guesses that would answer so too."""
        answers: dict[Answer, list[Guess]] = {}
        rivals = tuple(self._still(guess, guesses[:RIVALS], on, cited) for guess in guesses[:RIVALS])
        approval = bool(rivals) and _asks_for_approval(text)
        if approval:
            place = _place(rivals[0])
            rivals = tuple(self._for_approval(g, rivals, text) if _place(g) == place else g for g in rivals)
        for guess in rivals:
            answers.setdefault(self.answer(guess, on), []).append(guess)
        agreeing = max(answers.values(), key=lambda own: sum(g.share for g in own), default=[])
        if not agreeing:
            return None, 0.0
        best = _chosen(agreeing[0], rivals, text)
        return self._for_approval(best, rivals, text) if approval else best, sum(g.share for g in agreeing)

    def ruling(self, guess: Guess, on: date) -> Ruling:
        """Return the ruling on a guess, with its proof."""
        question = Question(guess.bearer, guess.target.act, guess.toward, on)
        ruling = decide(question, self._base, self._base.archetypes)
        if guess.fits and guess.target.norm is not None and guess.target.norm.in_force(on):
            return self._as_the_norm_has_it(guess, ruling, on)
        return ruling

    def answer(self, guess: Guess, on: date) -> Answer:
        """Return the answer that a guess would get: its norm's own, where that is in force and the parties fit.

        A power says required where another norm makes the same a duty: so does the ruling.
        """
        norm = guess.target.norm
        if guess.target.outside:
            return Answer.UNANSWERABLE
        if norm is not None and guess.fits and norm.in_force(on):
            return self._owed(norm, guess, on) or _SAYS[norm.modality]
        return self._bare.said(Question(guess.bearer, guess.target.act, guess.toward, on))[0]

    def _owed(self, norm: Norm, guess: Guess, on: date) -> Answer | None:
        """Required, where another norm makes a duty of what this one permits; else None."""
        if norm.modality is not Modality.POWER or guess.toward is None or not self._may_be_owed(norm.act):
            return None
        said, grounds = self._bare.said(Question(guess.bearer, norm.act, guess.toward, on))
        return said if said is Answer.REQUIRED and norm.id not in grounds else None

    def _may_be_owed(self, act: str) -> bool:
        """Whether any norm makes a duty of an act, or of one above it with all below."""
        same, above = self._owed_acts
        parts = act.split(".")
        return act in same or any(".".join(parts[:n]) in above for n in range(1, len(parts)))

    @cached_property
    def _owed_acts(self) -> tuple[frozenset[str], frozenset[str]]:
        duties = [norm for norm in self._base.pack.norms if norm.modality is Modality.DUTY]
        return frozenset(n.act for n in duties), frozenset(n.act for n in duties if n.includes_sub_acts)

    def _still(self, guess: Guess, rivals: tuple[Guess, ...], on: date, cited: Cited) -> Guess:
        """In place of a norm that is not in force, one in force that has the same done toward the same party.

        Not where the question names its regulation.
        """
        norm = guess.target.norm
        if norm is None or norm.regulation == cited.regulation or norm.in_force(on):
            return guess
        ended = lapsed(self._base, norm, on)
        for rival in rivals:
            own = rival.target.norm
            same = own is not None and own.act == norm.act and not set(own.toward).isdisjoint(norm.toward)
            # What a norm to come widens was owed by fewer before.
            bound = own is not None and (ended or self._base.is_a(guess.bearer, frozenset(own.bearers)))
            if own is not None and same and bound and rival.fits and own.in_force(on):
                return replace(rival, share=guess.share, told=guess.told)
        return guess

    def _for_approval(self, best: Guess, guesses: tuple[Guess, ...], text: str) -> Guess:
        """Who approves is asked of the duty to obtain the approval, not of the power that needs it.

        Where the article forbids the act to whoever has no approval, the ban is what an unapproved act meets.
        """
        power = best.target.norm
        if power is None or power.modality is not Modality.POWER:
            return best
        if compiled(_UNAPPROVED, re.IGNORECASE).search(text):
            bans = (g for g in guesses if g.share >= _BESIDE and _place(g) == _place(best) and _bans(g))
            ban = next(bans, None)
            if ban is not None:
                return replace(ban, share=best.share, told=best.told)
        if power.approval is None:
            return self._sought(best, guesses)
        if compiled(_LEAVE_FIRST).search(text):
            return best
        duty = duty_to_obtain(power, self._obtaining)
        return replace(best, target=target_of(duty)) if duty else best

    @cached_property
    def _obtaining(self) -> dict[str, Norm]:
        """The norms on obtaining an approval."""
        return {norm.id: norm for norm in self._base.pack.norms if norm.act.split(".")[0] == ROOT}

    def _sought(self, best: Guess, guesses: tuple[Guess, ...]) -> Guess:
        """Of the power to approve and the duty to seek that approval, in one article, the duty."""
        if "approve" not in best.target.act.split("."):
            return best
        duties = (g for g in guesses if g.share >= _BESIDE and _place(g) == _place(best) and _seeks(g))
        duty = next(duties, None)
        return replace(duty, share=best.share, told=best.told) if duty else best

    def _as_the_norm_has_it(self, best: Guess, ruling: Ruling, on: date) -> Ruling:
        """When the parties as asked leave the norm out (a loose word for one of them), ask with the norm's own."""
        norm = best.target.norm
        if norm is None or any(r.norm.id == norm.id for r in (*ruling.grounds, *ruling.caveats)):
            return ruling
        if norm.modality is Modality.POWER and ruling.answer is Answer.REQUIRED:
            return ruling  # the same is a duty by another norm, whatever its own parties
        for bearer, toward in self._own_parties(norm, best):
            question = Question(bearer, norm.act, toward, on)
            if norm.id in self._bare.said(question)[1]:
                return decide(question, self._base, self._base.archetypes)
        return ruling

    def _own_parties(self, norm: Norm, best: Guess) -> Iterator[tuple[str, str | None]]:
        """Pairs of kinds that a norm may be about: its own, then narrower ones (superior commission, subordinate)."""
        wide = (best.bearer, *norm.bearers), (*norm.toward, None) if norm.toward else (best.toward, None)
        yield from product(*wide)
        bearers, towards = ([k for kind in own if kind for k in self._narrower[kind]] for own in wide)
        yield from ((bearer, toward) for bearer in bearers for toward in towards or (None,))

    @cached_property
    def _narrower(self) -> dict[str, list[str]]:
        narrower: dict[str, list[str]] = {kind: [] for kind in self._base.lineage}
        for kind, line in self._base.lineage.items():
            for wider in line - {kind}:
                narrower[wider].append(kind)
        return narrower

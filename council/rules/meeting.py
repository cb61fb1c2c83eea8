"""A meeting that decides: its notice, its quorum with all its arithmetic, and what comes of a count in the hall."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from council.rules.hall import Hall, MeetingLaw
from council.rules.provisions import Portion
from council.rules.refusal import Refusal
from council.rules.share import Base
from council.rules.threshold import Outcome, Verdict, judge

CONSENT = Fraction(2, 3)
"""Of those present, how many take a further item onto the agenda. Default where charters are silent."""
APPROVAL = Fraction(1, 2)
"""More than this share of those present approve the minutes, the host and the recorder among them. A default too."""


# ── the notice ──


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before the meeting its notice went out; the day it went out is not counted (Civil Code art. 201)."""

    sent_on: date
    held_on: date
    needed: int

    @property
    def given(self) -> int:
        return (self.held_on - self.sent_on).days

    @property
    def enough(self) -> bool:
        return self.given >= self.needed


def may_hold(notice: Notice) -> Refusal | None:
    """Whether the meeting was called in good time; if not it may only discuss (G42)."""
    if notice.enough:
        return None
    return Refusal(
        "The notice went out %(given)s days before the meeting; %(needed)s are needed, and the day it went out does"
        " not count. It can only be a discussion.",
        given=notice.given,
        needed=notice.needed,
    )


# ── the quorum ──


@dataclass(frozen=True, slots=True)
class ShareMet:
    """Of such people on the roll so many must be there (Shandong: two thirds of the women representatives)."""

    who: str
    on_roll: int
    present: int
    needed: int

    @property
    def met(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether enough are there, with every number a page needs to explain it. No rule asks for a quorum: `needed` None.

    `present` are those who may vote: whoever stands aside is not among them.
    """

    due: int
    present: int
    needed: int | None
    of: int | None
    base: Base | None
    share: Fraction | None
    strict: bool | None
    shares: tuple[ShareMet, ...]

    @property
    def met(self) -> bool:
        enough = self.needed is None or self.present >= self.needed
        return enough and all(share.met for share in self.shares)

    @property
    def short(self) -> int:
        """How many more must come; of all, whoever they are."""
        return max((self.needed or 0) - self.present, 0)


def attendance(law: MeetingLaw, hall: Hall, *, recused: int = 0, recused_present: int = 0) -> Attendance:
    """Whether the hall has its quorum; with recusals, for the item from which these stand aside."""
    verdict = judge(law.rule, hall.count(recused=recused, recused_present=recused_present))
    return Attendance(
        due=hall.due,
        present=verdict.present,
        needed=verdict.quorum_needed,
        of=verdict.quorum_of,
        base=verdict.quorum_base,
        share=verdict.quorum_share,
        strict=verdict.quorum_strict,
        shares=tuple(_share(portion, hall) for portion in law.present_shares),
    )


def _share(portion: Portion, hall: Hall) -> ShareMet:
    on_roll, present = hall.groups[portion.who]
    return ShareMet(portion.who, on_roll, present, portion.needed(on_roll))


# ── the vote ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted on one item, by hands, from papers or from phones. A spoiled paper is no vote."""

    yes: int
    no: int
    abstain: int
    spoiled: int = 0
    recused: int = 0  # of the roll, who stand aside from this item
    recused_present: int = 0  # of these, who are in the hall

    @property
    def given(self) -> int:
        return self.yes + self.no + self.abstain + self.spoiled


def may_count(hall: Hall, tally: Tally) -> Refusal | None:
    """Whether such a count can be: no more votes than those present who may vote."""
    if min(tally.yes, tally.no, tally.abstain, tally.spoiled) < 0:
        return Refusal("A count is not less than nothing.")
    may_vote = hall.present - tally.recused_present
    if tally.given > may_vote:
        return Refusal(
            "These are %(given)s votes; only %(present)s of those present may vote.",
            given=tally.given,
            present=may_vote,
        )
    return None


def decide(law: MeetingLaw, hall: Hall, tally: Tally, *, fault: Refusal | None = None) -> Verdict:
    """What comes of a count in the hall (G24–G36). `fault`: why this body could not decide it at all (G46).

    Every page, paper and the verifier ask this one function. A tie fails; nobody has a casting vote.
    """
    if refusal := may_count(hall, tally):
        raise ValueError(str(refusal))
    counted = hall.count(
        tally.yes, tally.no, tally.abstain, recused=tally.recused, recused_present=tally.recused_present
    )
    verdict = judge(law.rule, counted)
    if fault:
        return replace(verdict, outcome=Outcome.INVALID_PROCEDURE)
    there = attendance(law, hall, recused=tally.recused, recused_present=tally.recused_present)
    return verdict if there.met else replace(verdict, outcome=Outcome.INVALID_QUORUM)


# ── a further item, the minutes ──


def may_add(present: int, consent: int, *, money: bool, persons: bool) -> Refusal | None:
    """Whether an item may come onto an agenda that its notice had frozen: with the consent of two thirds of those
    present, and never for money or persons (default of domain section 3)."""
    if money:
        return Refusal("It is about money, so it must stand in the notice of a meeting. Put it on the next agenda.")
    if persons:
        return Refusal("It is about persons, so it must stand in the notice of a meeting. Put it on the next agenda.")
    if consent > present:
        return Refusal("Only %(present)s people are present.", present=present)
    needed = consent_needed(present)
    if consent < needed:
        return Refusal(
            "%(consent)s agreed; of %(present)s present, %(needed)s are needed to take up a further item.",
            consent=consent,
            present=present,
            needed=needed,
        )
    return None


def consent_needed(present: int) -> int:
    """How many of those present take up a further item."""
    return max(-(-CONSENT.numerator * present // CONSENT.denominator), 1)


def approvals_needed(present: int) -> int:
    """How many of those present must approve the minutes: more than half."""
    return APPROVAL.numerator * present // APPROVAL.denominator + 1

"""How a rule and a verdict are said, with their arithmetic: the one wording of every page, notice and list."""

from collections.abc import Callable
from datetime import datetime, timedelta

from council.rules.refusal import N_
from council.rules.share import Base
from council.rules.threshold import Outcome, Verdict

Say = Callable[..., str]

OF = {
    Base.SEATS: N_("%(of)s seats"),
    Base.FILLED: N_("%(of)s filled seats"),
    Base.ELIGIBLE: N_("%(of)s seats that may vote"),
    Base.PRESENT: N_("%(of)s seats that voted"),
    Base.ENTITLED: N_("%(of)s members"),
    Base.CAST: N_("%(of)s votes for and against"),
}
OUTCOMES = {
    Outcome.PASSED: N_("Passed"),
    Outcome.REJECTED: N_("Not passed"),
    Outcome.INVALID_QUORUM: N_("The vote did not count"),
}
CHOICE = {"for": N_("For"), "against": N_("Against"), "abstain": N_("Abstain")}
STATE = {
    **CHOICE,
    "voted": N_("Has voted"),
    "silent": N_("Did not vote"),
    "waiting": N_("Has not voted yet"),
    "recused": N_("Stands aside"),
    "vacant": N_("Vacant"),
}


def need(best: Verdict, say: Say) -> str:
    """What carries the motion, said before anybody votes. `best` is the verdict if everybody said yes."""
    if best.base not in (Base.PRESENT, Base.CAST):
        return say(N_("%(needed)s yes are needed to pass."), needed=best.needed)
    of = say(N_("the votes for and against") if best.base is Base.CAST else N_("the seats that vote"))
    if best.strict:
        return say(N_("It passes if more than %(share)s of %(of)s say yes."), share=best.share, of=of)
    return say(N_("It passes if at least %(share)s of %(of)s say yes."), share=best.share, of=of)


def quorum(best: Verdict, say: Say) -> str:
    """How many must vote for the vote to count; empty where the charter asks for none."""
    if best.quorum_needed is None:
        return ""
    return say(N_("At least %(needed)s seats must vote for the vote to count."), needed=best.quorum_needed)


def outcome(verdict: Verdict, say: Say) -> str:
    """The verdict in a sentence."""
    if verdict.outcome is Outcome.INVALID_QUORUM:
        return say(
            N_("%(needed)s seats had to vote for it to count; %(present)s did. The vote did not count."),
            needed=verdict.quorum_needed,
            present=verdict.present,
        )
    if verdict.passed:
        return say(N_("%(needed)s yes were needed; there were %(yes)s."), needed=verdict.needed, yes=verdict.yes)
    return say(
        N_("%(needed)s yes were needed; there were %(yes)s. It did not pass."), needed=verdict.needed, yes=verdict.yes
    )


def arithmetic(verdict: Verdict, say: Say) -> str:
    """13 席 × 三分之二 → 需 9 票，得 10 票，通过."""
    facts = {
        "base": say(OF[verdict.base], of=verdict.of),
        "share": verdict.share,
        "needed": verdict.needed,
        "yes": verdict.yes,
        "outcome": say(OUTCOMES[verdict.outcome]),
    }
    if verdict.strict:
        return say(N_("%(base)s, more than %(share)s → %(needed)s needed, %(yes)s in favour: %(outcome)s"), **facts)
    return say(N_("%(base)s × %(share)s → %(needed)s needed, %(yes)s in favour: %(outcome)s"), **facts)


def tallies(verdict: Verdict, say: Say) -> str:
    """The four numbers, apart: for, against, abstain, not voted."""
    return say(
        N_("For %(yes)s · against %(no)s · abstained %(abstain)s · did not vote %(silent)s"),
        yes=verdict.yes, no=verdict.no, abstain=verdict.abstain, silent=verdict.silent,
    )  # fmt: skip


def reckoning(best: Verdict, say: Say) -> str:
    """The same before the vote: 13 席 × 三分之二 → 需 9 票. Empty where only the ballots make the base."""
    if best.base in (Base.PRESENT, Base.CAST):
        return ""
    facts = {"base": say(OF[best.base], of=best.of), "share": best.share, "needed": best.needed}
    if best.strict:
        return say(N_("%(base)s, more than %(share)s → %(needed)s needed"), **facts)
    return say(N_("%(base)s × %(share)s → %(needed)s needed"), **facts)


def time_left(until: datetime, now: datetime, say: Say) -> str:
    """2 days and 3 hours; the last hour in minutes."""
    left = max(until - now, timedelta())
    days, hours, minutes = left.days, left.seconds // 3600, left.seconds % 3600 // 60
    if days:
        return say(N_("%(days)s days and %(hours)s hours left"), days=days, hours=hours)
    if hours:
        return say(N_("%(hours)s hours and %(minutes)s minutes left"), hours=hours, minutes=minutes)
    return say(N_("%(minutes)s minutes left"), minutes=minutes)

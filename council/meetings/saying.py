"""How a notice, a quorum and a verdict of a meeting are said, with their arithmetic: the one wording of every page."""

from collections.abc import Iterator

from council.meetings.rows import MeetingRow, State
from council.rules.hall import Channel, Hall, Presence, Relation
from council.rules.meeting import Attendance, ShareMet
from council.rules.refusal import Refusal
from council.rules.share import Base
from council.rules.threshold import Outcome, Verdict

WAYS = {
    "board": Refusal("on the board"), "broadcast": Refusal("by loudspeaker"),
    "personal": Refusal("in person, door to door"), "wechat": Refusal("by WeChat"), "phone": Refusal("by telephone"),
    "written": Refusal("in writing"),
}  # fmt: skip
STATES = {
    State.CALLED: Refusal("Called"), State.OPEN: Refusal("Under way"), State.CLOSED: Refusal("Held"),
    State.CANCELLED: Refusal("Called off"),
}  # fmt: skip
KINDS = {"decide": Refusal("for decision"), "discuss": Refusal("for discussion")}
METHODS = {"hands": Refusal("by show of hands"), "paper": Refusal("on paper"), "phones": Refusal("by phone")}
STANCES = {"for": Refusal("for it"), "against": Refusal("against it"), "neutral": Refusal("a remark")}
PRESENCES = {
    Presence.PRESENT: Refusal("present"), Presence.ABSENT: Refusal("absent"),
    Presence.UNREACHABLE: Refusal("out of reach"),
}  # fmt: skip
CHANNELS = {
    Channel.IN_PERSON: Refusal("in person"), Channel.PAPER: Refusal("signed the sheet"),
    Channel.ONLINE: Refusal("online"), Channel.DELEGATE: Refusal("by somebody of the household"),
}  # fmt: skip
REASONS = {
    "ill": Refusal("ill"), "away": Refusal("away from the village"), "working": Refusal("at work"),
    "family": Refusal("family matters"), "other": Refusal("another reason"), "none": Refusal("without saying why"),
}  # fmt: skip
RELATIONS = {
    Relation.SPOUSE: Refusal("spouse"), Relation.PARENT: Refusal("parent"), Relation.CHILD: Refusal("child"),
    Relation.SIBLING: Refusal("brother or sister"), Relation.GRANDPARENT: Refusal("grandparent"),
    Relation.GRANDCHILD: Refusal("grandchild"), Relation.HOUSEHOLD: Refusal("another adult of the household"),
    Relation.NONE: Refusal("not of the household"),
}  # fmt: skip
OUTCOMES = {
    Outcome.PASSED: Refusal("Passed"),
    Outcome.REJECTED: Refusal("Not passed"),
    Outcome.INVALID_QUORUM: Refusal("Did not count: too few were there"),
    Outcome.INVALID_PROCEDURE: Refusal("Did not count: not this body's to decide"),
}  # fmt: skip
WOMEN = {
    "women": Refusal("women"), "own": Refusal("members of its own"),
    "own_women": Refusal("women members of its own"),
}  # fmt: skip


def notice_said(meeting: MeetingRow) -> Refusal:
    """How long before the meeting the notice went out, and how long it had to."""
    notice = meeting.notice
    facts = {"sent": notice.sent_on, "ways": [WAYS[way] for way in meeting.sent_by], "given": notice.given}
    if notice.enough:
        return Refusal(
            "Notice of %(sent)s, %(ways)s: %(given)s days ahead; %(needed)s are needed.", needed=notice.needed, **facts
        )
    return Refusal(
        "Notice of %(sent)s, %(ways)s: only %(given)s days ahead; %(needed)s are needed.", needed=notice.needed, **facts
    )


def there_said(hall: Hall, *, households: bool) -> Refusal:
    """Due, present, absent, not called yet."""
    facts = {"due": hall.due, "present": hall.present, "absent": hall.absent, "left": hall.unmarked}
    if households:
        if hall.unmarked:
            return Refusal("Due %(due)s households, present %(present)s, not called yet %(left)s.", **facts)
        return Refusal("Due %(due)s households, present %(present)s, absent %(absent)s.", **facts)
    if hall.unmarked:
        return Refusal("Due %(due)s, present %(present)s, not called yet %(left)s.", **facts)
    return Refusal("Due %(due)s, present %(present)s, absent %(absent)s.", **facts)


def quorum_said(there: Attendance) -> Refusal:
    """Whether enough are there."""
    if there.needed is None:
        return Refusal("No quorum is asked for.")
    if there.present < there.needed:
        return Refusal(
            "%(present)s are here, %(needed)s are needed to vote. Call the roll first, or set another day.",
            present=there.present,
            needed=there.needed,
        )
    if not there.met:
        return Refusal("%(needed)s are needed and %(present)s are here, but not of those who must be among them.",
                       present=there.present, needed=there.needed)  # fmt: skip
    facts = {"needed": there.needed, "present": there.present}
    return Refusal("%(needed)s are needed and %(present)s are here: enough.", **facts)


def arithmetic_of(there: Attendance) -> tuple[Refusal, ...]:
    """The sums behind a quorum, each in a line."""
    return tuple(_sums(there))


def _sums(there: Attendance) -> Iterator[Refusal]:
    if there.needed is not None:
        base = QUORUM_OF[there.base or Base.SEATS]
        facts = {"of": there.of, "share": there.share, "needed": there.needed, "base": base}
        if there.strict:
            yield Refusal("%(base)s %(of)s, more than %(share)s → %(needed)s", **facts)
        else:
            yield Refusal("%(base)s %(of)s × %(share)s → %(needed)s", **facts)
    yield from map(share_said, there.shares)


QUORUM_OF = {
    Base.SEATS: Refusal("All who belong to it, vacant seats too:"),
    Base.FILLED: Refusal("All who hold a seat:"),
    Base.ELIGIBLE: Refusal("All who may vote:"),
    Base.ENTITLED: Refusal("All who are due:"),
    Base.PRESENT: Refusal("All present:"),
    Base.CAST: Refusal("Votes for and against:"),
}


def share_said(share: ShareMet) -> Refusal:
    facts = {"who": WOMEN[share.who], "on_roll": share.on_roll, "needed": share.needed, "present": share.present}
    if share.met:
        return Refusal("Of %(on_roll)s %(who)s, %(needed)s must be here; %(present)s are.", **facts)
    return Refusal("Of %(on_roll)s %(who)s, %(needed)s must be here; only %(present)s are.", **facts)


def left_out_said(hall: Hall) -> Refusal | None:
    """Those out of reach: whether they leave the total, and why not."""
    if not hall.unreachable:
        return None
    if hall.left_out:
        return Refusal("%(many)s out of reach were reported and are left out of the total.", many=hall.left_out)
    if hall.reported is None:
        return Refusal("%(many)s are out of reach. They weigh until their number is reported.", many=hall.unreachable)
    return Refusal(
        "%(many)s are marked as out of reach, %(reported)s were reported. They weigh until both agree.",
        many=hall.unreachable,
        reported=hall.reported,
    )


# ── the verdict ──


def outcome_said(verdict: Verdict) -> Refusal:
    """What came of a count, in a sentence."""
    if verdict.outcome is Outcome.INVALID_PROCEDURE:
        return Refusal("This body could not decide it on that day. The count does not count.")
    if verdict.outcome is Outcome.INVALID_QUORUM:
        return Refusal("Too few were there to vote. The count does not count.")
    facts = {"needed": verdict.needed, "yes": verdict.yes}
    if verdict.passed:
        return Refusal("%(needed)s votes for it were needed, and there are %(yes)s.", **facts)
    return Refusal("%(needed)s votes for it were needed, and there are only %(yes)s.", **facts)


def verdict_sum(verdict: Verdict) -> Refusal:
    """27 present, more than half → 14 needed, 16 in favour."""
    facts = {
        "base": QUORUM_OF[verdict.base], "of": verdict.of, "share": verdict.share, "needed": verdict.needed,
        "yes": verdict.yes,
    }  # fmt: skip
    if verdict.strict:
        return Refusal("%(base)s %(of)s, more than %(share)s → %(needed)s needed, %(yes)s in favour.", **facts)
    return Refusal("%(base)s %(of)s × %(share)s → %(needed)s needed, %(yes)s in favour.", **facts)


def tallies_said(verdict: Verdict) -> Refusal:
    """The four numbers, apart: for, against, abstained, present without a vote."""
    unvoted = verdict.present - verdict.yes - verdict.no - verdict.abstain
    return Refusal(
        "For %(yes)s · against %(no)s · abstained %(abstain)s · did not vote %(silent)s",
        yes=verdict.yes, no=verdict.no, abstain=verdict.abstain, silent=unvoted,
    )  # fmt: skip

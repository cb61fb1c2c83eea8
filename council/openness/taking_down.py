"""The board as it was: a photograph of it, and that a notice came down before its time."""

from datetime import date

from council.kit import clock
from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.motions.tables import motion_at
from council.openness import path
from council.openness.gate import change, set_aside
from council.openness.notices import notice_at
from council.openness.who import need, stands
from council.rules.publicity import About, may_take_down
from council.rules.refusal import N_, Refusal

LEAST_REASON = 4  # characters


def photograph(act: Act, ref: str, about: About, photo: Prepared) -> None:
    """Keep a photograph of the board; anyone can see it. A newer one stands for the older; the record names both."""
    who = stands(act)
    hand = need(who.enters, N_("The clerk or the supervisory committee photographs the board."))
    motion = motion_at(act.db, act.community, ref)
    notice = notice_at(act.db, act.community, motion.id, about)
    if photo.sha256 == notice.photo:
        raise Refusal("This photograph is kept already.")
    change(act, notice, photo=keep(act, photo, public=True))
    record(act, "notice.photograph", actor=hand.actor, on=notice.on, files=[photo.sha256])


def take_down(act: Act, ref: str, about: About, on: date, why: str) -> None:
    """Enter that a notice came down before its end, by the clerk or the supervisory committee. Its days count for
    nothing (G40): it has to hang again for all of them, and what went on since comes back."""
    who = stands(act)
    hand = need(who.enters, N_("The clerk or the supervisory committee enters that a notice came down."))
    motion = motion_at(act.db, act.community, ref)
    notice = notice_at(act.db, act.community, motion.id, about)
    if refusal := may_take_down(notice.posting, on, clock.day_of(act.now)):
        raise refusal.with_notes(on=refusal)
    need_reason("why", why)
    today = clock.day_of(act.now)
    move = path.published_anew(act.db, act.community, motion.id, notice.law.stage, today) if notice.cleared_at else None
    if notice.cleared_at and move is None:
        raise Refusal("This matter is done already. Please go to the supervisory committee.")
    change(act, notice, taken_down_on=on, taken_down_why=why, cleared_at=None)
    entry = record(
        act,
        "notice.take_down",
        actor=hand.actor,
        on=notice.on,
        facts={"taken_down_on": on.isoformat(), **(move.facts if move else {})},
        sealed={"why": why},
    )
    if move:
        set_aside(act, motion.id, today)
        path.take(act, move, entry, why)
    else:
        path.taken_down(act, motion.id, notice.law.stage)


def need_reason(field: str, reason: str) -> None:
    """Refuse a reason of less than a few characters, with a note at its field."""
    if len(reason) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say in a few words why, so that everyone knows.").with_notes(**{field: short})

"""Do the tables from which the pages are drawn say what the book says? Asked of a database whose book is right.

Both sides are brought to one form, subject by subject: whoever changes a table behind the acts' back is found here.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

from council.charters.frozen import thaw
from council.kit.db import Reader
from council.ledger.acts import written
from council.ledger.book import Entry
from council.ledger.verify import Fault
from council.meetings.agreement import kept_stands, told_stands
from council.meetings.replay import Replay as Meetings
from council.motions.catalogue import own_matters
from council.motions.listing import COUNTS, stood
from council.motions.tables import WORDS, put_motions
from council.motions.wording import Wording
from council.openness import agreement as openness
from council.oversight import agreement as oversight
from council.procedure.agreement import kept_stands as kept_matters
from council.procedure.agreement import told_stands as told_matters
from council.procedure.replay import Cases
from council.rules.book import canonical, seal
from council.rules.refusal import Refusal
from council.seats.headcount import seat_counts
from council.seats.tables import bodies_of, seats_of
from council.votes.replay import Replay
from council.works import agreement as works

Stand = dict[str, object]
"""A subject, as the book names it, and what stands of it."""

MOTION, VERSION, VOTE, BALLOT, ROLL, MEMBER = (
    SQLModel.metadata.tables[name].c for name in ("motion", "motion_version", "vote", "ballot", "roll", "membership")
)


def disagreements(db: Reader, community: UUID, entries: Iterable[Entry]) -> Iterator[Fault]:
    """Every subject on which the tables and the book do not agree, with the entry that last spoke of it."""
    told, spoken = told_in_book(entries, str(community))
    try:
        kept = dict(_kept(db, community, told))
    except (ValueError, KeyError, TypeError):
        yield Fault(None, Refusal("The tables beside the book hold what no act has written."))
        return
    for subject in sorted(told.keys() | kept.keys()):
        if told.get(subject) != kept.get(subject):
            differs = Refusal("The pages show %(subject)s otherwise than the book tells it.", subject=subject)
            yield Fault(spoken.get(subject), differs)


# ── what the book tells ──


def told_in_book(entries: Iterable[Entry], community: str) -> tuple[Stand, dict[str, int]]:
    """What stands after these entries, and which entry last spoke of each subject."""
    replay, meetings, cases = Replay(community), Meetings(community), Cases()
    told, spoken = Stand(), dict[str, int]()
    for entry in entries:
        replay.tell(entry)
        meetings.tell(entry)
        cases.tell(entry)
        of_rooms = (
            *_members(entry),
            *_matters(entry),
            *_words(entry),
            *_votes(entry, told),
            *openness.told(entry),
            *works.told(entry),
            *oversight.told(entry),
        )
        for subject, stands in of_rooms:
            told[subject], spoken[subject] = stands, entry.seq
        spoken[entry.on] = entry.seq
    for key, charter in replay.bench.charters.items():
        told[f"body:{key}"] = charter
    for key, filled in replay.bench.counted.items():
        told[f"roll:{key}"] = filled
    for key, seats in replay.bench.bodies.items():
        for number, seat in seats.items():
            told[f"seat:{key}/{number}"] = (seat.category, seat.member, seat.office if seat.member else None)
    for ref, motion in replay.motions.items():
        told[f"motion:{ref}"] = (motion.version, motion.outcome, motion.withdrawn)
    told.update(told_stands(meetings))
    told.update(told_matters(cases))
    return told, spoken


def _members(entry: Entry) -> Iterator[tuple[str, object]]:
    for name, value in entry.opened.items():
        if name.startswith("member:"):
            yield name, value
        elif name == "name" and "member" in entry.facts:
            yield f"member:{entry.facts['member']}", value


def _matters(entry: Entry) -> Iterator[tuple[str, object]]:
    if entry.act == "matter.add":
        yield entry.on, (entry.opened["name"], entry.facts["decided_by"], entry.opened["why"])
    elif entry.act == "matter.end":
        yield f"{entry.on} ended", True


def _words(entry: Entry) -> Iterator[tuple[str, object]]:
    if entry.act in ("motion.put", "motion.amend"):
        words = {name: entry.opened[name] for name in WORDS if name in entry.opened}
        counted = {name: entry.facts[name] for name in ("cost_fen", "done_by")}
        yield f"{entry.on} v{entry.facts['version']}", (words, counted)


def _votes(entry: Entry, told: Stand) -> Iterator[tuple[str, object]]:
    if entry.act == "vote.open":
        roll = [(seat["seat"], seat["category"], seat.get("member"), seat["recused"]) for seat in entry.facts["roll"]]
        yield entry.on, ("open", entry.facts["closes_at"], None)
        yield f"{entry.on} roll", (roll, entry.facts["rule"])
    elif entry.act == "vote.cast":
        yield f"{entry.on} {entry.actor}", (entry.seq, entry.sealed["choice"])
    elif entry.act == "vote.close":
        yield entry.on, ("closed", entry.facts["closes_at"], canonical(entry.facts["verdict"]).decode())
    elif entry.act == "vote.void":
        before: Any = told[entry.on]
        yield entry.on, ("void", before[1], entry.opened["reason"])


# ── what the tables hold ──


def _kept(db: Reader, community: UUID, named: Container[str]) -> Iterator[tuple[str, object]]:
    for body in bodies_of(db, community):
        yield f"body:{body.key}", body.charter
        if body.counted:
            yield f"roll:{body.key}", seat_counts(db, community).get(body.key, (0, 0))[1]
            continue
        for seat in seats_of(db, community, body.key):
            yield f"seat:{body.key}/{seat.number}", (seat.category, seat.member, seat.office if seat.filled else None)
    for number, name in db.rows(select(MEMBER.number, MEMBER.name).where(MEMBER.community_id == community)):
        if f"member:{number}" in named:  # of a roll that is only counted in public, the book names nobody
            yield f"member:{number}", name
    for own in own_matters(db, community):
        yield f"matter:{own.key}", (own.name, [organ.value for organ in own.decided_by], own.why)
        if own.ended:
            yield f"matter:{own.key} ended", True
    refs = _refs(db, community)
    yield from _kept_motions(db, community, refs)
    yield from _kept_votes(db, community, refs)
    yield from openness.kept(db, community)
    yield from works.kept(db, community)
    yield from oversight.kept(db, community)
    yield from kept_stands(db, community)
    yield from kept_matters(db, community)


def _refs(db: Reader, community: UUID) -> Mapping[UUID, str]:
    query = select(MOTION.id, MOTION.year, MOTION.number).where(
        MOTION.community_id == community, MOTION.number.is_not(None)
    )
    return {row.id: f"{row.year}-{row.number}" for row in db.rows(query)}


def _kept_motions(db: Reader, community: UUID, refs: Mapping[UUID, str]) -> Iterator[tuple[str, object]]:
    states: Counter[tuple[int | None, str]] = Counter()
    for row in put_motions(db, community):
        states[row.year, stood(row)] += 1
        told = (row.version, row.outcome, row.withdrawn_at is not None)
        yield f"motion:{row.ref}", told if row.state == stood(row) else (*told, row.state)
    counted = {(year, state): count for year, state, count in db.execute(COUNTS, {"community": community}).all()}
    if counted != states:
        yield "motion:*", counted
    versions = select(VERSION.motion_id, VERSION.version, *(VERSION[name] for name in WORDS))
    for motion, version, *values in db.rows(versions.where(VERSION.community_id == community)):
        if motion in refs:  # a draft's words are nobody's business
            words = Wording(**dict(zip(WORDS, values, strict=True)))
            yield f"motion:{refs[motion]} v{version}", (words.spoken, words.counted)


def _kept_votes(db: Reader, community: UUID, refs: Mapping[UUID, str]) -> Iterator[tuple[str, object]]:
    on: dict[UUID, str] = {}
    bodies: dict[UUID, str] = {}
    for row in db.rows(select(*VOTE).where(VOTE.community_id == community)):
        on[row.id], bodies[row.id] = f"vote:{refs.get(row.motion_id)}/{row.round}", row.body_key
        yield on[row.id], _ended(row.closes_at, row.ended_at, row.voided_why, row.verdict)
        yield f"{on[row.id]} roll", (_roll(db, community, row.id), thaw(row.rule).rule.facts())
    for row in db.rows(select(*BALLOT).where(BALLOT.community_id == community)):
        sealed = seal(str(community), row.entry, "choice", row.salt, row.choice)
        yield f"{on[row.vote_id]} seat:{bodies[row.vote_id]}/{row.seat}", (row.entry, sealed)


def _ended(closes_at: datetime, ended_at: datetime | None, why: str | None, verdict: str | None) -> object:
    if why is not None:
        return "void", written(closes_at), why
    return ("closed" if ended_at else "open"), written(closes_at), verdict


def _roll(db: Reader, community: UUID, vote: UUID) -> list[tuple[object, ...]]:
    number = select(MEMBER.number).where(MEMBER.community_id == community, MEMBER.id == ROLL.membership_id)
    query = select(ROLL.seat, ROLL.category, number.scalar_subquery(), ROLL.recused_why.is_not(None))
    rows = db.rows(query.where(ROLL.community_id == community, ROLL.vote_id == vote).order_by(ROLL.seat))
    return [(seat, category, member, bool(recused)) for seat, category, member, recused in rows]

"""What the book tells of notices, objections and checks, and what the tables hold: both in one form, to be compared."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from council.kit.db import Reader
from council.ledger.book import Entry
from council.openness.calendar import YEAR
from council.openness.checks import CHECK
from council.openness.notices import MOTION, NOTICE, OBJECTION
from council.rules.book import seal

POSTED = ("posting", "version", "days", "posted_on", "counted_to", "stage")
FILED = ("about", "posting", "channel", "category", "filed_on", "reply_due")
Said = Iterator[tuple[str, object]]


def told(entry: Entry) -> Said:
    """What stands of a subject after this entry."""
    facts, opened, on = entry.facts, entry.opened, entry.on
    if entry.act == "notice.post":
        yield on, (*(facts[name] for name in POSTED), opened["place"])
        yield f"{on} ends", facts.get("ends_on")
    elif entry.act == "notice.take_down":
        yield f"{on} down", (facts["taken_down_on"], opened["why"])
    elif entry.act in ("objection.file", "objection.enter"):
        yield on, (*(facts[name] for name in FILED), entry.sealed["text"])
    elif entry.act == "objection.clear":
        yield f"{on} cleared", opened["text"]
    elif entry.act == "objection.reply":
        yield f"{on} reply", opened["reply"]
    elif entry.act == "objection.judge":
        yield f"{on} judged", (facts["judged"] == "upheld", opened["opinion"])
    elif entry.act == "check.mark":
        found = (facts["step"], facts["posting"], facts["holds"] == "true", opened.get("opinion", ""))
        yield f"check {entry.seq}", found
    elif entry.act == "calendar.enter":
        yield on, opened["source"]
        for end in facts["ends"]:
            yield f"{end['notice']} ends", end["ends_on"]


def kept(db: Reader, community: UUID) -> Said:
    """What the tables hold."""
    refs = {
        row.id: f"{row.year}-{row.number}"
        for row in db.rows(select(MOTION.id, MOTION.year, MOTION.number).where(MOTION.community_id == community))
    }
    named: dict[UUID, tuple[str, str, int]] = {}
    for row in db.rows(select(*NOTICE).where(NOTICE.community_id == community)):
        on = f"notice:{refs.get(row.motion_id)}/{row.about}/{row.attempt}"
        named[row.id] = (on, row.about, row.attempt)
        posted = (row.attempt, row.version, row.days, str(row.posted_on), str(row.counted_to), row.stage, row.place)
        yield on, posted
        yield f"{on} ends", str(row.ends_on) if row.ends_on else None
        if row.taken_down_on:
            yield f"{on} down", (str(row.taken_down_on), row.taken_down_why)
    for row in db.rows(select(*OBJECTION).where(OBJECTION.community_id == community)):
        on = f"objection:{refs.get(row.motion_id)}/{row.number}"
        _, about, attempt = named[row.notice_id]
        sealed = seal(str(community), row.entry, "text", row.salt, row.text)
        yield on, (about, attempt, row.channel, row.category, str(row.filed_on), str(row.reply_due), sealed)
        yield from _done(on, row.cleared_text, row.reply, None if row.upheld is None else (row.upheld, row.opinion))
    for row in db.rows(select(*CHECK).where(CHECK.community_id == community)):
        yield f"check {row.entry}", (row.step, row.attempt, row.holds, row.opinion)
    for year, source in db.rows(select(YEAR.year, YEAR.source).where(YEAR.community_id == community)):
        yield f"calendar:{year}", source


def _done(on: str, cleared: str | None, reply: str | None, judged: object) -> Said:
    for what, value in (("cleared", cleared), ("reply", reply), ("judged", judged)):
        if value is not None:
            yield f"{on} {what}", value

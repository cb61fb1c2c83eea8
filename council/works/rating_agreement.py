"""What the book tells of answers to works, and what the tables hold: both in one form, to be compared."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from council.kit.db import Reader
from council.ledger.book import Entry
from council.rules.book import seal
from council.works.columns import UNDERTAKING
from council.works.rating_reading import RATED, RATING

Said = Iterator[tuple[str, object]]
TOLD = ("work.rate", "work.reopen")


def told(entry: Entry) -> Said:
    """What stands of an answer after this entry."""
    facts, on = entry.facts, entry.on
    if entry.act in TOLD:
        voter = f"member:{facts['member']}" if "member" in facts else ""
        voter = voter or (f"objection:{facts['objection']}" if "objection" in facts else "")
        said = (facts["rated"], facts["finished"], facts["filed_on"], entry.sealed.get("text"))
        yield f"{on} said {facts['number']}", (entry.seq, facts["round"], voter, facts["channel"], *said)
    elif entry.act == "work.clear":
        yield f"{on} said {facts['number']} cleared", entry.opened["text"]


def kept(db: Reader, community: UUID) -> Said:
    """What the tables hold; and the counts, where they are not those of the answers."""
    query = select(UNDERTAKING.motion_id, UNDERTAKING.year, UNDERTAKING.number)
    refs = {row[0]: f"{row[1]}-{row[2]}" for row in db.rows(query.where(UNDERTAKING.community_id == community))}
    standing: dict[tuple[UUID, int, str], tuple[str, str]] = {}
    counts: Counter[tuple[UUID, int, bool, str, str]] = Counter()
    rows = db.rows(select(*RATING).where(RATING.community_id == community).order_by(RATING.entry))
    for row in rows:
        on = f"work:{refs[row.motion_id]} said {row.number}"
        sealed = seal(str(community), row.entry, "text", row.salt, row.text) if row.text else None
        said = (row.content, row.finished, str(row.said_on), sealed)
        yield on, (row.entry, row.round, row.voter, row.channel, *said)
        if row.cleared_text is not None:
            yield f"{on} cleared", row.cleared_text
        if row.voter:
            standing[row.motion_id, row.round, row.voter] = (row.content, row.finished)
        else:
            counts[row.motion_id, row.round, False, row.content, row.finished] += 1
    for (motion, turn, _voter), (content, finished) in standing.items():
        counts[motion, turn, True, content, finished] += 1
    key = (RATED.motion_id, RATED.round, RATED.weighs, RATED.content, RATED.finished)
    rated = db.rows(select(RATED.count, *key).where(RATED.community_id == community))
    kept_counts = {tuple(kind): number for number, *kind in rated if number}
    if kept_counts != counts:
        yield "works' answers", kept_counts

"""What works say on the board (what each result cost) and on the supervisory committee's desk (what people doubt)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from council.kit.db import Reader
from council.openness.beside import COSTS, DOUBTS, Cost, Doubt
from council.openness.notices import NoticeRow
from council.works.queries import ACCEPTED, ADDED
from council.works.rating_reading import doubted
from council.works.resolved import resolved_among


def costs_of(db: Reader, community: UUID, notices: Collection[NoticeRow]) -> Mapping[UUID, Cost]:
    """What it had cost when it was accepted before each notice, of what had been resolved and allowed by then. Three
    queries, however many notices."""
    motions = {notice.motion_id for notice in notices}
    asked = {"community": community, "motions": list(motions)}
    accepted, added = ACCEPTED.rows(db, asked), ADDED.rows(db, asked)
    resolved = resolved_among(db, community, motions)
    found: dict[UUID, Cost] = {}
    for notice in notices:
        rounds = [row for row in accepted if row.motion_id == notice.motion_id and row.entry < notice.entry]
        budgets = [
            each.cost_fen
            for each in resolved.get(notice.motion_id, ())
            if rounds and each.entry < rounds[-1].entry
        ]  # fmt: skip
        if budgets:
            allowed = sum(
                int(row.amount_fen)
                for row in added
                if row.motion_id == notice.motion_id and row.entry < rounds[-1].entry
            )
            found[notice.id] = Cost(rounds[-1].final_fen, budgets[-1] + allowed)
    return found


def doubts_of(db: Reader, community: UUID, today: date) -> Sequence[Doubt]:
    """Works of which somebody says, since the committee last looked, that they are not done."""
    return [
        Doubt(one.title, one.count, f"/works/{one.ref}/answers", f"/works/{one.ref}/look")
        for one in doubted(db, community, today)
    ]


COSTS.append(costs_of)
DOUBTS.append(doubts_of)

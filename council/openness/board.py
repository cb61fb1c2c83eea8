"""The board (公开栏), and a notice whole: its days, its photograph, what was objected and what was answered."""

from typing import Any
from uuid import UUID

from starlette.responses import Response

from council.kit import clock
from council.kit.web import Here, Room, show
from council.openness.beside import Cost, costs
from council.openness.checks import latest_checks
from council.openness.notices import NoticeRow, hanging, notices_of, past_notices, tallies
from council.openness.objections import ObjectionRow, objections_page
from council.openness.shown import CATEGORIES, CHANNELS, STATES, TITLES, Shown, shown
from council.places.tables import Place, find_place

room = Room()
SHOWN_AT_HOME, SHOWN_ON_MOTION = 4, 5
BOARD = "/{county}/{community}/board"
NOTICE = "/{county}/{community}/motions/{no}/notice"


@room.page(BOARD)
def board(here: Here, county: str, community: str) -> Response:
    """What can be objected to now, and what hung before; older ones by key."""
    place = find_place(here.db, county, community)
    today = clock.day_of(here.now)
    now = hanging(here.db, place.id, today)
    past, more = past_notices(here.db, place.id, today, before=number_asked(here, "before"))
    found = {notice.id: notice for notice in (*now, *past)}
    said, checks = tallies(here.db, place.id, list(found)), latest_checks(here.db, place.id, list(found.values()))
    drawn = {key: shown(notice, today, said[key], checks.get(key)) for key, notice in found.items()}
    cost = costs(here.db, place.id, list(found.values()))
    facts = {
        "open": [notice_facts(drawn[notice.id], cost.get(notice.id)) for notice in now],
        "past": [notice_facts(drawn[notice.id], cost.get(notice.id)) for notice in past],
        "before": more,
    }
    return show(
        here, "openness/board.html", public=True, facts=facts, place=place, titles=TITLES, states=STATES,
        now=[drawn[notice.id] for notice in now], past=[drawn[notice.id] for notice in past], more=more,
        costs=cost,
    )  # fmt: skip


def number_asked(here: Here, name: str) -> int | None:
    """A number in the query of an address; None for what is none."""
    typed = here.query(name)
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def open_now(here: Here, place: Place) -> list[Shown]:
    """What can be objected to now, for the front page."""
    today = clock.day_of(here.now)
    now = hanging(here.db, place.id, today)[:SHOWN_AT_HOME]
    said = tallies(here.db, place.id, [notice.id for notice in now]) if now else {}
    return [shown(notice, today, said[notice.id]) for notice in now]


def published(here: Here, place: Place, motion: UUID) -> dict[str, Any]:
    """The newest notice of a motion with what was objected, for the motion's own page."""
    notices = notices_of(here.db, place.id, motion)
    if not notices:
        return {"shown": None}
    one, today = notices[0], clock.day_of(here.now)
    rows, more = objections_page(here.db, place.id, motion, size=SHOWN_ON_MOTION)
    said = tallies(here.db, place.id, [one.id])[one.id]
    return {"shown": shown(one, today, said), "more_objections": more, **objected(rows, place, today)}


def objected(rows: list[ObjectionRow], place: Place, today: object) -> dict[str, Any]:
    """What the list of objections is drawn from."""
    return {"objections": rows, "channels": CHANNELS, "categories": CATEGORIES, "today": today}


def notice_facts(each: Shown, cost: Cost | None = None) -> dict[str, Any]:
    """A notice as JSON; of a result with what it cost."""
    one: NoticeRow = each.notice
    return {
        "motion": one.ref,
        "title": one.title,
        "about": one.about,
        "posting": one.attempt,
        "state": each.state,
        "posted_on": one.posted_on,
        "days": one.days,
        "required_days": one.law.days,
        "reply_days": one.law.reply_days,
        "sources": {key: source.text for key, source in one.law.sources.items()},
        "counted_to": one.counted_to,
        "ends_on": one.ends_on,
        "days_late": one.late,
        "place": one.place,
        "phone": one.phone,
        "taken_down_on": one.taken_down_on,
        "taken_down_why": one.taken_down_why,
        "sent_back_on": one.sent_back_on,
        "entry": one.entry,
        "objections_in_all": each.tally.filed,
        "waiting": each.tally.waiting,
        "checked": each.checked,
        **({"cost_fen": cost.paid_fen, "allowed_fen": cost.allowed_fen} if cost else {}),
    }


def objection_facts(row: ObjectionRow) -> dict[str, Any]:
    """An objection as everyone may know it: its words only as cleared of names."""
    return {
        "number": row.name,
        "about": row.about,
        "channel": row.channel,
        "category": row.category,
        "filed_on": row.filed_on,
        "reply_due": row.reply_due,
        "text": row.cleared_text,
        "reply": row.reply,
        "replied_at": row.replied_at,
        "days_late": row.late,
        "upheld": row.upheld,
        "opinion": row.opinion,
        "handed_on": row.unhappy_at is not None,
    }

"""Bodies of Willow Bridge that meet, their cast, and the days on which things happen.

The committee has seven members (赵1 leads), the supervisory committee three (吴1 …), the representatives thirty-three
(钱1 …): with the committee they are forty. Everybody has an account under their name.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import select

from council.kit import clock
from council.kit.clock import CHINA
from council.kit.pictures import Prepared, prepared
from council.meetings.acts import (
    Authorised,
    Topic,
    Wanted,
    call,
    close_item,
    close_meeting,
    confirm_tally,
    delegate,
    enter_tally,
    mark_present,
    mark_rest,
    name_hands,
    open_roll,
    sign_minutes,
)
from council.meetings.columns import MEMBERSHIP
from council.meetings.reading import meeting_at, record_of
from council.meetings.records import Record
from council.meetings.rows import ItemRow
from council.motions.acts import bring
from council.motions.speaking import Voice
from council.motions.wording import Wording
from council.seats.tables import body_at
from tests.bodies import people, stand
from tests.motions.words import LIGHTS
from tests.village import Village

FOUNDED = datetime(2026, 10, 1, 9, 0, tzinfo=CHINA)
SENT = date(2026, 11, 10)
HELD = date(2026, 11, 16)
EVENING = datetime(2026, 11, 16, 19, 30, tzinfo=CHINA)
LATER = datetime(2026, 11, 18, 9, 0, tzinfo=CHINA)
DAY = timedelta(days=1)
CLERK = 90


@cache
def sheet(colour: int = 0) -> Prepared:
    """A photographed sheet; each colour is another one."""
    into = BytesIO()
    Image.new("RGB", (64, 48), (colour, 90, 90)).save(into, "JPEG")
    return prepared(into.getvalue())


def councils(village: Village, law: str = "representatives", women: int = 12) -> str:
    """The committee, the supervisory committee and the representatives; the key of the representatives."""
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "supervisory", people("吴", 3, women=1))
    return stand(village, law, people("钱", 33, women=women), chair=None)


def assembly(village: Village, law: str = "assembly_adults", many: int = 20, households: int = 8) -> str:
    """The committee and an assembly of so many adults in so many households; the key of the assembly."""
    stand(village, "committee", people("赵", 5, women=2))
    return stand(village, law, people("李", many, women=many // 2, households=households), chair=None, accounts=False)


def number(village: Village, name: str) -> int:
    """The member number of someone by name."""
    return int(village.read(_numbers)[name])


def numbers(village: Village, names: Iterable[str]) -> list[int]:
    known = village.read(_numbers)
    return [known[name] for name in names]


def _numbers(db: Any, community: Any) -> dict[str, int]:
    query = select(MEMBERSHIP.name, MEMBERSHIP.number).where(MEMBERSHIP.community_id == community)
    return {row.name: row.number for row in db.execute(query).all()}


def ask(body: str, **more: Any) -> Wanted:
    """The notice of the meeting on 16 November; say what is otherwise."""
    usual: dict[str, Any] = {
        "held_on": HELD, "starts": "19:30", "place": "村委会二楼会议室", "sent_on": SENT,
        "sent_by": ("board", "broadcast"),
    }  # fmt: skip
    return Wanted(body=body, **{**usual, **more})


REPAIR = Topic("decide", title="修水渠")


def called(
    village: Village, body: str, topics: Sequence[Topic] = (REPAIR,), *, at: datetime | None = None, **more: Any
) -> str:
    """A meeting called by the clerk on the day of its notice; its address."""
    wanted = ask(body, **more)
    with clock.at(at or datetime.combine(wanted.sent_on, datetime.min.time(), CHINA) + timedelta(hours=9)):
        return village.do("clerk", call, wanted, topics).ref


def opened(village: Village, ref: str, *, at: datetime = EVENING, tellers: Sequence[str] = ()) -> str:
    """Its roll called, and two tellers named."""
    with clock.at(at):
        village.do("clerk", open_roll, ref)
        village.do("clerk", name_hands, ref, tellers=numbers(village, tellers) if tellers else [CLERK])
    return ref


def there(village: Village, ref: str, names: Iterable[str], *, at: datetime = EVENING) -> None:
    """These are present by the sheet, everybody else is not."""
    with clock.at(at):
        village.do("clerk", mark_present, ref, numbers=numbers(village, names), sheets=[sheet(1)])
        if record(village, ref).hall.unmarked:
            village.do("clerk", mark_rest, ref)


def record(village: Village, ref: str) -> Record:
    return village.look(lambda db: record_of(db, village.id, meeting_at(db, village.id, ref).id))


def item(village: Village, ref: str, position: int = 1) -> ItemRow:
    found = record(village, ref).item(position)
    assert found is not None
    return found


def counted(
    village: Village, ref: str, yes: int, no: int = 0, abstain: int = 0, *, position: int = 1, method: str = "hands",
    second: object = "吴1", at: datetime = EVENING,
) -> None:  # fmt: skip
    """A count entered by the clerk with its sheet, and confirmed by a second person."""
    with clock.at(at):
        village.do(
            "clerk", enter_tally, ref, position, method, yes=yes, no=no, abstain=abstain, sheets=[sheet(position + 1)]
        )
        found = record(village, ref)
        present = found.hall.present - item(village, ref, position).recused_present
        village.do(second, confirm_tally, ref, position, present=present, yes=yes, no=no, abstain=abstain)


def closed(village: Village, ref: str, *, position: int = 1, chair: object = "赵1", at: datetime = EVENING) -> str:
    """The chair closes the count; what came of it."""
    with clock.at(at):
        village.do(chair, close_item, ref, position)
    verdict = item(village, ref, position).verdict
    assert verdict is not None
    return verdict.outcome.value


def ended(village: Village, ref: str, *, at: datetime = EVENING + timedelta(hours=2)) -> None:
    """The meeting closed, its minutes signed by everybody present."""
    with clock.at(at):
        village.do("clerk", close_meeting, ref, "21:00")
        village.do("clerk", sign_minutes, ref, [sheet(9)])


def motion(village: Village, body: str, matter: str = "public_works", wording: Wording = LIGHTS) -> str:
    """A motion before a body, as the procedure above brings it there; its number."""

    def brought(act: Any) -> str:
        clerk = Voice(f"clerk:{CLERK}", village.members["clerk"], None)
        return bring(act, body_at(act.db, act.community, body), matter, wording, clerk, {}, {}).ref

    with clock.at(datetime(2026, 11, 5, 9, 0, tzinfo=CHINA)):
        return village.do("clerk", brought)


def authorised(village: Village, giver: str, to: str, **more: Any) -> int:
    """The assembly lets the representatives decide public works, until the end of 2030; say what is otherwise."""
    usual: dict[str, Any] = {
        "matters": ("public_works",), "decided_on": date(2026, 10, 8), "begins": date(2026, 10, 8),
        "ends": date(2030, 12, 31),
    }  # fmt: skip
    with clock.at(datetime(2026, 11, 1, 9, 0, tzinfo=CHINA)):
        return village.do("clerk", delegate, Authorised(giver, to, **{**usual, **more}), sheet(20))

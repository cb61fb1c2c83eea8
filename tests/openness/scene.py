"""Willow Bridge with its committee and its supervisory committee, a motion that passed, and the days of its notice."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from council.charters import charter
from council.kit import clock
from council.kit.act import Act
from council.kit.clock import CHINA
from council.kit.ids import new_id
from council.ledger.acts import record
from council.motions.acts import conclude, hold
from council.motions.tables import motion_at
from council.openness.acts import Posted, Said, Sender, file, publish
from council.openness.notices import NoticeRow, notice_at
from council.procedure.reading import Case, case_of
from council.rules.publicity import About
from council.rules.threshold import Outcome
from council.seats.tables import Body, Seat, Tenure
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, OPENED, opened, put_motion, send_all, tick

SUPERVISORS, COMMITTEE = ("监一", "监二", "监三"), ("委一", "委二", "委三")
PASSED_ON = date(2026, 11, 22)  # a Sunday, at 20:00
POSTED = datetime(2026, 11, 23, 15, 0, tzinfo=CHINA)  # the Monday after
LAST = date(2026, 11, 30)  # seven days later, a Monday
WORDS = "灯杆别立在我家菜地边上，夜里太亮影响睡觉"
HOME = "203.0.113.7"


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=CHINA)


def seat_body(village: Village, key: str, law: str, name: str, people: Iterable[str]) -> None:
    """Found a body in the village; its people are known by their names afterwards."""

    def found(act: Act) -> None:
        act.db.execute(
            insert(Body).values(community_id=village.id, key=key, name=name, charter=law, founded_at=act.now)
        )
        seats, category = [], charter(law).categories[0].key
        for number, person in enumerate(people, 1):
            member = 100 + 10 * len(village.members) + number
            village.members[person] = village._person(act, member, person, account_key=person)
            act.db.execute(insert(Seat).values(community_id=village.id, body_key=key, number=number, category=category))
            office = "chair" if number == 1 else "member"
            act.db.execute(
                insert(Tenure).values(
                    community_id=village.id, body_key=key, id=new_id(), seat=number,
                    membership_id=village.members[person], began_at=act.now, office=office,
                )
            )  # fmt: skip
            seats.append({"seat": number, "category": category, "member": member, "office": office})
        sealed = {f"member:{seat['member']}": person for seat, person in zip(seats, people, strict=True)}
        facts = {"bodies": [{"body": key, "charter": law, "seats": seats}]}
        record(act, "body.found", actor="console", facts=facts, sealed={**sealed, "body:1": name})

    village.do(None, found)


def seat_all(village: Village) -> None:
    """The committee and those who watch it."""
    seat_body(village, "weiyuanhui", "committee", "柳桥社区居民委员会", COMMITTEE)
    seat_body(village, "jianwei", "supervisory", "柳桥社区居务监督委员会", SUPERVISORS)


def voted(village: Village) -> str:
    """A motion on which the council voted until the evening of 22 November, and passed it."""
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 11), "against": (11,)})
    tick(village, CLOSES)
    return ref


def passed(village: Village, outcome: Outcome = Outcome.PASSED) -> str:
    """The same without its ballots, for tests that do not ask how it was decided."""
    ref = put_motion(village)
    motion = village.read(motion_at, ref).id
    with clock.at(OPENED):
        village.do(None, hold, motion, CLOSES)
    with clock.at(CLOSES):
        village.do(None, conclude, motion, outcome)
    return ref


def post(
    village: Village,
    ref: str,
    moment: datetime = POSTED,
    *,
    who: object = "clerk",
    event: str | None = None,
    **more: Any,
) -> int:
    """Post the notice of the resolution; which attempt it is."""
    with clock.at(moment):
        said = {
            "about": About.RESOLUTION, "days": 7, "posted_on": clock.day_of(moment), "place": "村口公告栏",
            "phone": "0571-12345678",
        }  # fmt: skip
        return village.do(who, publish, ref, Posted(**{**said, **more}), event=event)


def notice(village: Village, ref: str, about: str = "resolution", attempt: int | None = None) -> NoticeRow:
    motion = village.read(motion_at, ref)
    return village.read(notice_at, motion.id, about, attempt)


def case(village: Village, ref: str) -> Case:
    motion = village.read(motion_at, ref)
    return village.read(case_of, motion)


def objects(
    village: Village, ref: str, moment: datetime = POSTED + DAY, *, text: str = WORDS, code: str = "K3M97XQ2",
    address: str = HOME, answer: str = "", event: str | None = None, category: str = "new",
) -> int:  # fmt: skip
    """Somebody objects on the web, without an account; the objection's number."""
    with clock.at(moment):
        sender = Sender(address, event or "0" * 32, answer)
        return village.do(None, file, ref, Said(text=text, category=category), code, sender, event=event)

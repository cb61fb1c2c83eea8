"""The demo: a county, two villages and a year of theirs, made by the same acts that people do, each at its moment."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from council.hall import demo_story as story
from council.hall.demo_story import Person
from council.hall.demo_village import Village
from council.hall.verification import Named, communities
from council.kit.db import Database
from council.motions.acts import amend, propose, withdraw
from council.people.names import short_name
from council.places.contacts import set_contacts
from council.places.naming import label
from council.rules.refusal import Refusal
from council.seats.alternates import add_alternate
from council.seats.persons import Named as Someone
from council.votes.acts import recuse, vacate


@dataclass(frozen=True, slots=True)
class SignIn:
    """What someone in the demo signs in with."""

    village: str
    what: str  # their seat and office
    name: str
    phone: str
    short_name: str
    waiting: bool  # a ballot of theirs is awaited


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo as it stands."""

    communities: tuple[Named, ...]
    sign_ins: tuple[SignIn, ...]
    password: str = story.PASSWORD


def found_demo(database: Database) -> Demo:
    """Found the demo, unless it stands; the answer says how to sign in. Refused where anything else stands."""
    if not database.read_now(communities):
        for village in (_liutang(database), _xiapu(database)):
            database.write_now(village.id, lambda db: None)  # what the clock has made due by now
    standing = database.read_now(communities)
    if {one.name for one in standing} != {story.LIUTANG, story.XIAPU}:
        raise Refusal("There is something else in this place. Give the demo a folder of its own.")
    sign_ins = (
        *_sign_ins(story.LIUTANG, story.MEMBERS, story.CLERK, gone=(story.GONE_SEAT,)),
        *_sign_ins(story.XIAPU, story.SEVEN, story.XIAPU_CLERK),
    )
    return Demo(tuple(standing), sign_ins)


def _sign_ins(
    village: str, people: Sequence[Person], clerk: tuple[str, str], gone: Collection[int] = ()
) -> Iterator[SignIn]:
    short = label(village)
    for one in people:
        if one.seat not in gone:
            what = f"{one.seat}号席 {one.office}"
            yield SignIn(village, what, one.name, one.phone, short_name(short, one.seat), one in story.AWAITED)
    yield SignIn(village, "文书", *clerk, short_name(short, len(people) + 1), False)


# ── the two villages ──


def _liutang(database: Database) -> Village:
    village = Village.found(database, story.LIUTANG, story.YISHIHUI, story.MEMBERS, story.CLERK)
    with village.day(-198, "09:30"):
        village.do("clerk", set_contacts, **story.CONTACTS)
    with village.day(-196, "10:00"):
        village.do("clerk", add_alternate, village.body, "established", Someone(name="赵玉芬", sex="female"))
    ref = village.put(1, story.LIGHTS, -190)
    village.vote(ref, 7, -186, dict.fromkeys((1, 2, 3, 4, 6, 7, 8, 9, 10, 11), "for") | {5: "against", 12: "abstain"})
    ref = village.put(3, story.PARKING, -150)
    village.vote(
        ref, 7, -145,
        dict.fromkeys((1, 3, 4, 7, 8, 9, 11), "for") | dict.fromkeys((2, 5, 6, 12), "against") | {10: "abstain"},
    )  # fmt: skip
    with village.day(-120, "16:00"):
        village.do(3, amend, ref, village.wording(story.PARKING_AGAIN), story.PARKING_CHANGE)
    with village.day(-118, "09:00"):
        village.do(4, recuse, ref, 4, "新车位正对我家小卖部，跟我家有利害关系")
    village.vote(
        ref, 7, -114,
        dict.fromkeys((1, 3, 7, 8, 9, 10, 11, 12, 2), "for") | {5: "against", 6: "abstain"}, changes={2: "against"},
    )  # fmt: skip
    with village.day(-100, "11:00"):
        village.do("clerk", vacate, village.body, story.GONE_SEAT, story.GONE)
    ref = village.put(10, story.FILM, -90)
    with village.day(-87, "19:20"):
        village.do(10, withdraw, ref, story.FILM_WHY)
    ref = village.put(8, story.WASTE, -6)
    said = {
        1: "for",
        2: "for",
        3: "against",
        4: "for",
        6: "for",
        7: "for",
        9: "for",
        10: "abstain",
        11: "for",
        12: "for",
    }
    village.vote(ref, 7, -2, said, until=village.moment(1, "20:00"))
    village.put(6, story.CROSSING, -1)
    with village.day(-1, "20:30"):
        village.do(2, propose, village.body, story.TABLES.matter, village.wording(story.TABLES))
    return village


def _xiapu(database: Database) -> Village:
    village = Village.found(database, story.XIAPU, story.COUNCIL, story.SEVEN, story.XIAPU_CLERK)
    ref = village.put(2, story.FEASTS, -60)
    village.vote(ref, 1, -55, {1: "for", 4: "against", 6: "for"})
    ref = village.put(3, story.BRIDGE, -40)
    village.vote(ref, 1, -36, {1: "for", 2: "for", 3: "for", 4: "for", 6: "for", 7: "abstain"})
    return village

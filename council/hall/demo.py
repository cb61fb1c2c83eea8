"""The demo: a county, two villages and a year of theirs, made by the same acts that people do, each at its moment."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from council.hall import demo_people as people
from council.hall import demo_story as story
from council.hall.demo_diary import Diary, post
from council.hall.demo_matters import walk_matters
from council.hall.demo_officer import appoint_officer, the_officer
from council.hall.demo_pictures import Camera
from council.hall.demo_story import Person
from council.hall.demo_village import Village, numbers_of, term
from council.hall.demo_works import begin_parking, carry_out, light_the_road
from council.hall.verification import Named, communities
from council.kit.db import Database
from council.motions.acts import amend, propose, withdraw
from council.people.names import short_name
from council.places.contacts import set_contacts
from council.places.naming import label
from council.rules.refusal import Refusal
from council.seats.alternates import add_alternate
from council.seats.declaring import declare_relatives
from council.seats.kin import Kin
from council.seats.persons import Named as Someone
from council.seats.tables import bodies_of
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
        *_cadres(database, next(one.id for one in standing if one.name == story.LIUTANG)),
        *_sign_ins(story.XIAPU, story.SEVEN, story.XIAPU_CLERK),
        *_officer(database),
    )
    return Demo(tuple(standing), sign_ins)


def _cadres(database: Database, village: UUID) -> Iterator[SignIn]:
    """The members of branch, committee and supervisory committee, who have accounts too."""
    rows = database.read_now(lambda db: db.rows(numbers_of(village, [one.phone for one in people.CADRES])))
    numbers = {phone: number for phone, number in rows}  # noqa: C416  a Row is no pair to a type checker
    for one in people.CADRES:
        short = short_name(label(story.LIUTANG), numbers[one.phone])
        yield SignIn(story.LIUTANG, people.offices_of(one), one.name, one.phone, short, False)


def _officer(database: Database) -> Iterator[SignIn]:
    if one := the_officer(database):
        yield SignIn(story.TOWNSHIP, "街道督办干部", one.name, one.phone, one.signs_in_as, False)


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
    village, camera = Village.found(database, story.LIUTANG, story.YISHIHUI, story.MEMBERS, story.CLERK), Camera()
    with village.day(-198, "09:30"):
        village.do("clerk", set_contacts, **story.CONTACTS)
    with village.day(-196, "10:00"):
        village.do("clerk", add_alternate, village.body, "established", Someone(name="赵玉芬", sex="female"))
    ref = village.put(1, story.LIGHTS, -190)
    village.vote(ref, 7, -186, dict.fromkeys((1, 2, 3, 4, 6, 7, 8, 9, 10, 11), "for") | {5: "against", 12: "abstain"})
    _publish(village, ref, -182, camera)
    light_the_road(village, camera, ref)
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
    _publish(village, ref, -110, camera)
    parked = ref
    with village.day(-100, "11:00"):
        village.do("clerk", vacate, village.body, story.GONE_SEAT, story.GONE)
    parking = begin_parking(village, camera, parked)
    ref = village.put(10, story.FILM, -90)
    with village.day(-87, "19:20"):
        village.do(10, withdraw, ref, story.FILM_WHY)
    seat_bodies(village)
    appoint_officer(village, -70)
    diary = Diary(village, camera)
    walk_matters(village, diary, camera)
    carry_out(village, diary, camera, parking)
    _waste(village, diary)
    diary.note(-1, "19:40", lambda: village.put(6, story.CROSSING, -1))
    diary.note(-1, "20:30", lambda: _tables(village))
    diary.live()
    return village


def _tables(village: Village) -> None:
    village.do(2, propose, village.body, story.TABLES.matter, village.wording(story.TABLES))


def _waste(village: Village, diary: Diary) -> None:
    """A motion on which the council votes just now; two have not voted."""
    put: list[str] = []
    said = dict.fromkeys((1, 2, 4, 6, 7, 9, 11, 12), "for") | {3: "against", 10: "abstain"}
    until = village.moment(1, "20:00")
    diary.note(-6, "19:40", lambda: put.append(village.put(8, story.WASTE, -6)))
    diary.note(-2, "09:00", lambda: village.vote(put[0], 7, -2, dict(sorted(said.items())), until=until))


def _publish(village: Village, ref: str, day: int, camera: Camera) -> None:
    with village.day(day, "10:00"):
        post(village, ref, day, camera)


def seat_bodies(village: Village) -> None:
    """After the term's elections the other bodies stand in one roster; the supervisors declare their relatives."""
    with village.day(-80, "08:00"):
        begins, ends = term()
    village.seat_bodies(
        -80, people.village_roster(str(begins), str(ends)), {one.phone: one.name for one in people.CADRES}
    )
    supervisory = next(
        body.key for body in village.database.read_now(lambda db: bodies_of(db, village.id)) if body.law.bars
    )
    with village.day(-79, "10:00"):
        village.do("clerk", declare_relatives, supervisory, 1, [Kin("spouse", "魏桂芳"), Kin("child", "钟小军")])
    with village.day(-79, "10:20"):
        village.do("clerk", declare_relatives, supervisory, 2, (), none_at_all=True)
    with village.day(-79, "10:40"):
        village.do("clerk", declare_relatives, supervisory, 3, [Kin("parent", "范保田")])


def _xiapu(database: Database) -> Village:
    camera = Camera()
    village = Village.found(database, story.XIAPU, story.COUNCIL, story.SEVEN, story.XIAPU_CLERK)
    ref = village.put(2, story.FEASTS, -60)
    village.vote(ref, 1, -55, {1: "for", 4: "against", 6: "for"})
    ref = village.put(3, story.BRIDGE, -40)
    village.vote(ref, 1, -36, {1: "for", 2: "for", 3: "for", 4: "for", 6: "for", 7: "abstain"})
    _publish(village, ref, -32, camera)
    return village

"""How marks are written onto a roll: whom a number means, who came for whom, and what the book says of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select, update

from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.papers import keep
from council.meetings.columns import ATTENDANCE, MEMBERSHIP
from council.meetings.roll_call import of_households, people_numbered
from council.meetings.rows import MeetingRow, OnRollRow, Person
from council.meetings.tables import Attendance
from council.rules.hall import Channel, Presence, Relation
from council.rules.refusal import Refusal

SHOWN = 12  # numbers that a refusal names
TOLD = {"present": "came", "absent": "stayed_away", "unreachable": "out_of_reach", None: "taken_back"}
"""What the book says for each mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the roll is to say of a member. With a `delegate`, who came in their place and by which paper."""

    number: int
    status: Presence | None  # None: take back what was marked
    channel: Channel = Channel.IN_PERSON
    reason: str | None = None
    note: str = ""
    delegate: str = ""
    delegate_number: int | None = None
    relation: Relation | None = None
    mandate: Prepared | None = None


# ── whom a number means ──


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the roll, and who came for it where it is a household."""

    row: OnRollRow
    came: Person | None = None


def units_of(act: Act, meeting: MeetingRow, numbers: Sequence[int]) -> dict[int, Unit]:
    """Whom these member numbers mean on this roll; a Refusal names those who are not on it."""
    wanted = list(dict.fromkeys(numbers))
    if meeting.law.by_households:
        units = _by_household(act, meeting, wanted)
    else:
        rows = people_numbered(act.db, act.community, meeting.id, wanted)
        units = {number: Unit(row) for number, row in rows.items()}
    if unknown := [number for number in wanted if number not in units]:
        raise Refusal("Not on this roll: %(numbers)s.", numbers=_some(unknown))
    return units


def _by_household(act: Act, meeting: MeetingRow, numbers: Sequence[int]) -> dict[int, Unit]:
    """The household of each member, of which each may be named once."""
    query = select(MEMBERSHIP.household, MEMBERSHIP.id, MEMBERSHIP.number, MEMBERSHIP.name).where(
        MEMBERSHIP.community_id == act.community, MEMBERSHIP.number.in_(numbers), MEMBERSHIP.household.is_not(None)
    )
    came = {row.number: (row.household, Person(row.id, row.number, row.name)) for row in act.db.execute(query).all()}
    rows = of_households(act.db, act.community, meeting.id, {household for household, _ in came.values()})
    units = {number: Unit(rows[of], person) for number, (of, person) in came.items() if of in rows}
    for household in rows:
        both = [number for number, (of, _) in came.items() if of == household]
        if len(both) > 1:
            raise Refusal(
                "Household %(household)s has one voice, and %(numbers)s are both of it. Choose one.",
                household=household,
                numbers=_some(both),
            )
    return units


def households_of(act: Act, meeting: MeetingRow, households: Sequence[str]) -> list[Unit]:
    """The households of these numbers, where the meeting counts households."""
    if households and not meeting.law.by_households:
        raise Refusal("This meeting counts persons. Please write down member numbers.")
    rows = of_households(act.db, act.community, meeting.id, households) if households else {}
    if unknown := [household for household in households if household not in rows]:
        raise Refusal("Not on this roll: %(numbers)s.", numbers=_some(unknown))
    return [Unit(row) for row in rows.values()]


def _some(numbers: Sequence[object]) -> list[object]:
    return [*numbers[:SHOWN], *(["…"] if len(numbers) > SHOWN else [])]


# ── writing it down ──


@dataclass(frozen=True, slots=True)
class Marked:
    """What the entry of an act that marks the roll says of it."""

    groups: tuple[Mapping[str, object], ...]
    mandates: tuple[str, ...] = ()
    sealed: Mapping[str, str] = field(default_factory=dict)


def write_marks(act: Act, meeting: MeetingRow, marks: Sequence[tuple[Unit, Mark]]) -> Marked:
    """Write the marks. Whether they may be was asked before, but for who came for whom. Records nothing itself."""
    rows: list[dict[str, object]] = []
    groups: dict[tuple[str | None, object], list[int]] = {}
    mandates: list[str] = []
    for unit, each in marks:
        values = _values(act, meeting, unit, each)
        mandates += [str(values["mandate"])] if values["mandate"] else []
        rows.append({"of": unit.row.id, **{f"set_{name}": value for name, value in values.items()}})
        groups.setdefault((each.status and each.status.value, values["channel"]), []).append(unit.row.number)
    names = [name.removeprefix("set_") for name in rows[0] if name != "of"]
    table = ATTENDANCE.number.table
    act.db.execute(
        update(table)
        .where(
            ATTENDANCE.community_id == act.community,
            ATTENDANCE.meeting_id == meeting.id,
            ATTENDANCE.membership_id == bindparam("of"),
        )
        .values({name: bindparam(f"set_{name}") for name in names}),
        rows,
    )
    told = tuple(group_of(meeting, status, channel, numbers) for (status, channel), numbers in groups.items())
    return Marked(told, tuple(mandates), _delegates(meeting, marks))


def write_rest(act: Act, meeting: MeetingRow, status: Presence, by: Channel = Channel.IN_PERSON) -> Marked:
    """Whoever is not called yet is there, or is not. Records nothing itself."""
    rest = (
        ATTENDANCE.community_id == act.community,
        ATTENDANCE.meeting_id == meeting.id,
        ATTENDANCE.status.is_(None),
    )
    numbers = [row.number for row in act.db.execute(select(ATTENDANCE.number).where(*rest)).all()]
    if not numbers:
        return Marked(())
    channel = by.value if status is Presence.PRESENT else None
    act.db.execute(update(Attendance).where(*rest).values(status=status.value, channel=channel, marked_at=act.now))
    return Marked((group_of(meeting, status.value, channel, numbers),))


def _values(act: Act, meeting: MeetingRow, unit: Unit, each: Mark) -> dict[str, object]:
    there = each.status is Presence.PRESENT
    came = unit.came if there else None
    if there and each.channel is Channel.DELEGATE:
        came = _delegate(act, meeting, unit.row, each)
    elif came and unit.row.status is Presence.PRESENT and unit.row.came not in (None, came):
        raise Refusal(
            "Household %(household)s is here already, by %(name)s.",
            household=unit.row.household,
            name=unit.row.came and unit.row.came.name,
        )
    by_delegate = there and each.channel is Channel.DELEGATE
    return {
        "status": each.status.value if each.status else None,
        "channel": each.channel.value if there else None,
        "reason": each.reason if each.status is Presence.ABSENT else None,
        "note": each.note or None,
        "came_id": came.id if came else None,
        "delegate": (came.name if came else each.delegate) if by_delegate else None,
        "relation": each.relation.value if by_delegate and each.relation else None,
        "mandate": keep(act, each.mandate, public=False) if by_delegate and each.mandate else None,
        "marked_at": act.now,
    }


def _delegate(act: Act, meeting: MeetingRow, row: OnRollRow, each: Mark) -> Person | None:
    """Who came in someone's place: an adult of the same household, as far as the register knows (G35)."""
    who = MEMBERSHIP.number == each.delegate_number if each.delegate_number else MEMBERSHIP.name == each.delegate
    query = select(MEMBERSHIP.id, MEMBERSHIP.number, MEMBERSHIP.name, MEMBERSHIP.household)
    found = act.db.execute(query.where(MEMBERSHIP.community_id == act.community, who)).all()
    if each.delegate_number and not found:
        raise Refusal("There is no member with the number %(number)s here.", number=each.delegate_number)
    if not found or row.household is None:  # the register knows nothing against it; the mandate and its paper stand
        return Person(found[0].id, found[0].number, found[0].name) if each.delegate_number else None
    own = [one for one in found if one.household == row.household and one.id != row.id]
    if not own:
        friend = Refusal(
            "%(delegate)s is not of the household of %(name)s. Only an adult of the same household may attend for"
            " them.",
            delegate=found[0].name,
            name=row.name,
        )
        raise friend.with_notes(delegate=friend)
    return Person(own[0].id, own[0].number, own[0].name)


def _delegates(meeting: MeetingRow, marks: Iterable[tuple[Unit, Mark]]) -> dict[str, str]:
    """Names of delegates for the book, where the roll is public."""
    if meeting.law.roll != "named":
        return {}
    return {f"delegate:{unit.row.number}": each.delegate for unit, each in marks if each.delegate}


def group_of(meeting: MeetingRow, status: str | None, channel: object, numbers: Sequence[int]) -> dict[str, object]:
    """So many marked alike; who they are only where the roll is public."""
    told: dict[str, object] = {"status": TOLD[status], "many": len(numbers)}
    told |= {"channel": channel} if channel else {}
    return told | ({"members": sorted(numbers)} if meeting.law.roll == "named" else {})

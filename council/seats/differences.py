"""Where a body that stands and a roster say different things. It is shown, row by row; nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from council.charters import charter
from council.rules.charter import Charter
from council.rules.refusal import Name, Refusal
from council.seats.roster.listed import RosterBody, RosterMember
from council.seats.saying import SEXES
from council.seats.standing import StandingBody, StandingSeat

NOTHING = Refusal("nothing")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which the file differs; `row` is the spreadsheet's, where the file has one for it."""

    row: int | None
    message: Refusal


def differences(stands: StandingBody, listed: RosterBody) -> tuple[Difference, ...]:
    """Everything in which the roster differs from the body that stands; nothing where they are the same."""
    return tuple(_differences(stands, listed))


def _differences(stands: StandingBody, listed: RosterBody) -> Iterator[Difference]:
    law = charter(stands.charter)
    if stands.charter != listed.charter:
        yield Difference(
            None,
            Refusal(
                "It stands under the charter %(stands)s; the file gives %(file)s.",
                stands=law.name,
                file=charter(listed.charter).name,
            ),
        )
    seats, plan = {seat.number: seat for seat in stands.seats}, dict(listed.seats)
    members = {member.seat: member for member in listed.members}
    for number in sorted(seats | plan):
        seat, member = seats.get(number), members.get(number)
        row = member.row if member else None
        if seat is None:
            yield Difference(row, Refusal("Seat %(seat)s is only in the file.", seat=number))
        elif number not in plan:
            yield Difference(row, Refusal("Seat %(seat)s stands and is not in the file.", seat=number))
        else:
            for message in _about(seat, plan[number], member, law):
                yield Difference(row, message)


def _about(seat: StandingSeat, category: str, member: RosterMember | None, law: Charter) -> Iterator[Refusal]:
    if seat.category != category:
        yield Refusal(
            "Seat %(seat)s is for %(stands)s; the file says %(file)s.",
            seat=seat.number,
            stands=_category(law, seat.category),
            file=_category(law, category),
        )
    if seat.name is None and member:
        yield Refusal("Seat %(seat)s is vacant; the file says %(file)s.", seat=seat.number, file=member.name)
    elif seat.name and not member:
        yield Refusal(
            "Seat %(seat)s is held by %(stands)s; in the file it is vacant.", seat=seat.number, stands=seat.name
        )
    elif seat.name and member and seat.name != member.name:
        yield Refusal(
            "Seat %(seat)s is held by %(stands)s; the file says %(file)s.",
            seat=seat.number,
            stands=seat.name,
            file=member.name,
        )
    elif seat.name and member:
        yield from _about_holder(seat, member, law)


def _about_holder(seat: StandingSeat, member: RosterMember, law: Charter) -> Iterator[Refusal]:
    compared = (
        (Refusal("sex"), SEXES.get(seat.sex or ""), SEXES.get(member.sex or "")),
        (Refusal("telephone"), seat.phone, member.phone),
        (Refusal("household number"), seat.household, member.household),
        (Refusal("office"), law.offices[seat.office], law.offices[member.office]),
        (Refusal("start of term"), seat.term_start, member.term_start),
        (Refusal("end of term"), seat.term_end, member.term_end),
    )
    for what, stands, file in compared:
        if stands != file:
            yield Refusal(
                "Seat %(seat)s, %(name)s, %(what)s: here %(stands)s; in the file %(file)s.",
                seat=seat.number,
                name=member.name,
                what=what,
                stands=stands or NOTHING,
                file=file or NOTHING,
            )


def _category(law: Charter, key: str) -> Name | str:
    category = law.category(key)
    return category.name if category else key

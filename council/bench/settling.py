"""How a generated community begins: founded from a roster, its clerk appointed, everyone signed in by their slip."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from council.bench import texts
from council.bench.chronicle import Chronicle, session_secret
from council.bench.sizes import LARGE, Plan
from council.charters import charter
from council.ledger.acts import written
from council.people.names import short_name, sign_in_key
from council.people.passwords import NOBODY
from council.people.sessions import OWN_PHONE
from council.people.who import secret_hash
from council.places import naming
from council.rules.charter import Charter
from council.seats.founding import founding_entry
from council.seats.preview import CommunityPlan
from council.seats.roster.listed import RosterBody, RosterMember
from council.seats.tables import BodyRow, SeatRow

Numbered = list[tuple[str, RosterMember, int, UUID]]
"""Body key, member, membership number, membership id."""

HOUR = timedelta(hours=1)
_OFFICES: dict[int, Literal["chair", "vice_chair", "member"]] = {1: "chair", 2: "vice_chair"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a generated community stands."""

    township: str
    township_id: UUID
    name: str
    slug: str
    label: str

    @property
    def url(self) -> str:
        return f"/{texts.COUNTY_SLUG}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Settled:
    """A community that is ready to decide: its body and seats, by number."""

    body: BodyRow
    seats: tuple[SeatRow, ...]

    @property
    def held(self) -> list[SeatRow]:
        return [seat for seat in self.seats if seat.filled]


def places_of(count: int, townships: dict[str, UUID]) -> list[Place]:
    """Where the first `count` communities stand, named as an import would name them."""
    towns = list(townships)
    where = [(towns[index % len(towns)], texts.place_name(index)) for index in range(count)]
    slugs, labels = naming.community_slugs(where, {}), naming.labels(where, {})
    return [Place(town, townships[town], name, slugs[town, name], labels[town, name]) for town, name in where]


def settle(book: Chronicle, plan: Plan, place: Place, today: datetime) -> Settled:
    """Found, appoint, give slips, let them be used, set the contacts. `today` is the day for which all is made."""
    law, at = charter(plan.charter), book.begins
    roster = _roster(book, plan, place, law, at.date())
    key = naming.body_keys([roster.name], place.name, {})[roster.name]
    numbered: Numbered = [(key, member, member.seat, book.new_id(at)) for member in roster.members]
    body = BodyRow(key, roster.name, plan.charter)
    seats = tuple(_seat(number, category, book.new_id(at), numbered) for number, category in roster.seats)
    _place_rows(book, place, at)
    _body_rows(book, body, seats, numbered, at)
    listed = CommunityPlan(
        texts.COUNTY, texts.COUNTY_SLUG, place.township, place.name, place.slug, place.label, None, ((key, roster),)
    )
    facts, sealed = founding_entry(listed, {(key, member.seat): (id, number) for key, member, number, id in numbered})
    book.record(
        at, "community.found", actor="console", dice=book.dice, facts=facts, sealed=sealed,
        files=[f"{book.dice.getrandbits(256):064x}"], event=f"{book.dice.getrandbits(128):032x}",
    )  # fmt: skip
    _people(book, place, numbered, plan.seats + 1, today)
    return Settled(body, seats)


# ── the roster ──


def _roster(book: Chronicle, plan: Plan, place: Place, law: Charter, founded: date) -> RosterBody:
    """The clerk's list. Seat 1 leads a council of thirteen's established residents; the last seats may be vacant."""
    large = plan.seats == LARGE
    seats = tuple(enumerate(_categories(law, plan.seats), 1))
    begins = founded.replace(day=1)
    members = tuple(
        RosterMember(
            number, number, texts.person_name(book.dice), "female" if number % 2 else "male", category,
            texts.phone(plan.index, number), _OFFICES.get(number, "member"),
            begins, begins.replace(year=begins.year + 5) - timedelta(days=1),
        )
        for number, category in seats[: plan.filled]
    )  # fmt: skip
    name = f"{place.name}{'议事会' if large else '村民理事会'}"
    return RosterBody(texts.COUNTY, place.township, place.name, name, law.key, members, seats)


def _categories(law: Charter, seats: int) -> Iterator[str]:
    if law.seats is None:
        yield from [law.categories[0].key] * seats
    for kind in law.categories:
        yield from [kind.key] * (kind.seats or 0)


def _seat(number: int, category: str, tenure: UUID, numbered: Numbered) -> SeatRow:
    for _, member, own, id in numbered:
        if member.seat == number:
            return SeatRow(
                number, category, tenure, id, own, member.name, member.office, member.term_start, member.term_end
            )
    return SeatRow(number, category)


def _place_rows(book: Chronicle, place: Place, at: datetime) -> None:
    book.add_apart(
        "community", id=book.id, county_slug=texts.COUNTY_SLUG, township_id=place.township_id, name=place.name,
        founded_at=at,
    )  # fmt: skip
    book.add("community_slug", county_slug=texts.COUNTY_SLUG, slug=place.slug)
    book.add("community_label", label=place.label)
    book.add(
        "contacts", phone=f"0000-5{book.index:06}", office=f"{place.name}村委会一楼", hours="周一至周六 8:30–17:30"
    )


def _body_rows(book: Chronicle, body: BodyRow, seats: tuple[SeatRow, ...], numbered: Numbered, at: datetime) -> None:
    for _, member, number, id in numbered:
        book.add("membership", id=id, number=number, name=member.name, sex=member.sex, phone=member.phone)
    book.add("body", key=body.key, name=body.name, charter=body.charter, founded_at=at)
    for seat in seats:
        book.add("seat", body_key=body.key, number=seat.number, category=seat.category)
        if seat.filled:
            book.add(
                "tenure", body_key=body.key, id=seat.tenure_id, seat=seat.number, membership_id=seat.membership_id,
                office=seat.office, term_start=seat.term_start, term_end=seat.term_end, began_at=at,
            )  # fmt: skip


# ── slips and accounts ──


def _people(book: Chronicle, place: Place, numbered: Numbered, clerk: int, today: datetime) -> None:
    """The clerk by the console, the members by the clerk; each account by its slip, signed in on one's own phone."""
    dice, at = book.dice, book.begins + HOUR
    id, name, phone = book.new_id(at), texts.person_name(dice), texts.phone(book.index, clerk)
    book.add("membership", id=id, number=clerk, name=name, sex="male", phone=phone)
    book.add("role", id=book.new_id(at), membership_id=id, role="clerk", since=at)
    expires = at + timedelta(days=14)
    book.record(
        at, "role.appoint", actor="console", dice=dice, on=f"member:{clerk}",
        facts={"role": "clerk", "member": clerk, "slip_expires": written(expires)}, sealed={"name": name},
        event=f"{dice.getrandbits(128):032x}",
    )  # fmt: skip
    _use_slip(book, place, clerk, id, phone, at + HOUR, today)
    facts = {"members": sorted(number for _, _, number, _ in numbered), "expires": written(expires)}
    book.record(at + 2 * HOUR, "slip.issue", actor=f"clerk:{clerk}", dice=dice, facts=facts)
    for place_in, (_, member, number, membership) in enumerate(numbered):
        _use_slip(book, place, number, membership, member.phone, at + (3 + place_in) * HOUR, today)
    given = {"phone": 1, "office": 1, "hours": 1}
    book.record(at + 24 * HOUR, "contacts.set", actor=f"clerk:{clerk}", dice=dice, facts=given)


def _use_slip(
    book: Chronicle, place: Place, number: int, membership: UUID, phone: str | None, at: datetime, today: datetime
) -> None:
    account = book.new_id(at)
    book.add(
        "slip", id=book.new_id(at), membership_id=membership, code_hash=NOBODY, issued_at=at - HOUR,
        expires_at=at + timedelta(days=14), tries=0, ended_at=at, ended_by="used",
    )  # fmt: skip
    book.add_apart("account", id=account, password_hash=NOBODY, created_at=at)
    book.add("account_membership", account_id=account, membership_id=membership, since=at)
    for name in filter(None, (short_name(place.label, number), phone)):
        book.add_apart("sign_in_name", name=sign_in_key(name), account_id=account)
    book.add_apart(
        "session", secret_hash=secret_hash(session_secret(book.seed, book.index, number)), account_id=account,
        id=book.new_id(at), device="", since=today, expires_at=today + OWN_PHONE,
    )  # fmt: skip
    actor = f"member:{number}"
    facts = {"member": number, "opened": "account"}
    book.record(at, "slip.use", actor=actor, dice=book.dice, on=actor, facts=facts)

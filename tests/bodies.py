"""More bodies for a test's village: committee, representatives, assembly … Whoever is named twice is one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from council.charters import charter
from council.kit import clock
from council.kit.act import Act
from council.kit.ids import new_id
from council.ledger.acts import record
from council.people.tables import Membership
from council.seats.tables import Body, Seat, Tenure
from tests.village import Village

NAMES = {
    "representatives": "柳桥村村民代表会议", "assembly": "柳桥村村民会议", "committee": "柳桥村村民委员会",
    "two-committees": "柳桥村“两委”会", "party-branch": "柳桥村党支部委员会", "party-members": "柳桥村党员大会",
    "supervisory": "柳桥村村务监督委员会", "collective": "柳桥村集体经济组织成员大会",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Someone in a test's roster; None in their place is a vacant seat."""

    name: str
    sex: str | None = "male"
    household: str | None = None


def people(surname: str, count: int, *, women: int = 0, households: int = 0) -> list[Person]:
    """So many of one surname, the first ones women; dealt out to so many households in turn."""
    return [
        Person(
            f"{surname}{n}",
            "female" if n <= women else "male",
            f"{surname}户{(n - 1) % households + 1}" if households else None,
        )
        for n in range(1, count + 1)
    ]


def stand(
    village: Village,
    law: str,
    members: Sequence[Person | str | None] = (),
    *,
    chair: int | None = 1,
    accounts: bool = True,
) -> str:
    """Let a body stand under this charter; the answer is its key, its kind with hyphens.

    A member given as a name is someone the village knows already. With `accounts`, people act under their names.
    """
    key = charter(law).kind.replace("_", "-")
    village.db.write_now(
        village.id, lambda db: _stand(village, Act(db, village.id, clock.now()), law, key, members, chair, accounts)
    )
    return key


def _stand(
    village: Village,
    act: Act,
    law: str,
    key: str,
    members: Sequence[Person | str | None],
    chair: int | None,
    accounts: bool,
) -> None:
    own: dict[str, Any] = {"community_id": village.id}
    act.db.execute(insert(Body).values(**own, key=key, name=NAMES.get(key, key), charter=law, founded_at=act.now))
    category = next((one.key for one in charter(law).categories), "")
    seats: list[dict[str, Any]] = []
    last: int = (
        act.db.execute(select(func.max(Membership.number)).where(Membership.community_id == village.id)).scalar() or 0
    )
    for number, member in enumerate(members, 1):
        seats.append({"seat": number, "category": category})
        act.db.execute(insert(Seat).values(**own, body_key=key, number=number, category=category))
        if member is None:
            continue
        if isinstance(member, Person):
            last += 1
            _enrol(village, act, member, last, accounts)
        name = member if isinstance(member, str) else member.name
        office = "chair" if number == chair else "member"
        act.db.execute(
            insert(Tenure).values(
                **own, body_key=key, id=new_id(), seat=number, membership_id=village.members[name],
                office=office, began_at=act.now,
            )
        )  # fmt: skip
        seats[-1] |= {"member": _number(village, act, village.members[name]), "office": office}
    record(
        act,
        "body.found",
        actor="console",
        facts={"bodies": [_told(key, law, members, seats)]},
        sealed=_named(village, act, key, law, members),
    )


def _told(key: str, law: str, members: Sequence[Person | str | None], seats: list[dict[str, Any]]) -> dict[str, Any]:
    """What the book has of a body, as a founding from a roster writes it."""
    if charter(law).roll == "counted":
        homes = {one.household for one in members if isinstance(one, Person) and one.household}
        filled = sum(member is not None for member in members)
        return {"body": key, "charter": law, "filled": filled, "households": len(homes)}
    return {"body": key, "charter": law, "seats": seats}


def _named(village: Village, act: Act, key: str, law: str, members: Sequence[Person | str | None]) -> dict[str, str]:
    names = [member if isinstance(member, str) else member.name for member in members if member is not None]
    public = names if charter(law).roll == "named" else []
    numbers = {name: _number(village, act, village.members[name]) for name in public}
    return {"body:1": NAMES.get(key, key)} | {f"member:{number}": name for name, number in numbers.items()}


def number_of(village: Village, name: object) -> int:
    """The member number of someone the village knows."""
    query = select(Membership.number).where(
        Membership.community_id == village.id, Membership.id == village.members[name]
    )
    return int(village.look(lambda db: db.value(query)))


def _number(village: Village, act: Act, membership: UUID) -> int:
    number: int = act.db.execute(
        select(Membership.number).where(Membership.community_id == village.id, Membership.id == membership)
    ).scalar_one()
    return number


def _enrol(village: Village, act: Act, person: Person, number: int, accounts: bool) -> None:
    if accounts:
        membership = village._person(act, number, person.name, account_key=person.name)
    else:
        membership = new_id()
        act.db.execute(
            insert(Membership).values(community_id=village.id, id=membership, number=number, name=person.name)
        )
    act.db.execute(
        Membership.__table__.update()  # type: ignore[attr-defined]
        .where(Membership.community_id == village.id, Membership.id == membership)
        .values(sex=person.sex, household=person.household)
    )
    village.members[person.name] = membership
    village.names[person.name] = person.name

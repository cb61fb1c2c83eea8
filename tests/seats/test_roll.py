"""Who is on a roll: each person once, whichever bodies bring them onto it. Case G27."""

import pytest
from sqlalchemy import event

from council.kit.act import NotFound
from council.seats.roll import Roll, chair_of, roll_of
from council.seats.tables import body_at
from tests.bodies import Person, people, stand
from tests.village import Village


def roll(village: Village, key: str) -> Roll:
    return village.read(roll_of, key)


def test_g27_who_is_both_committee_member_and_representative_counts_once(village: Village) -> None:
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "representatives", [*people("钱", 32), "赵3"], chair=None)
    on = roll(village, "representatives")
    assert len(on.people) == len({one.membership_id for one in on.people}) == 39
    both = next(one for one in on.people if one.name == "赵3")
    assert (both.body_key, both.seat, both.category, both.own) == ("representatives", 33, "representative", True)
    assert sum(one.own for one in on.people) == 33
    before = on.count_before()
    assert (before.seats, before.filled, before.entitled) == (39, 39, 39)


def test_a_vacant_seat_of_either_body_weighs_among_the_seats(village: Village) -> None:
    stand(village, "committee", [*people("赵", 6), None])
    stand(village, "representatives", [*people("钱", 32), None], chair=None)
    on = roll(village, "representatives")
    assert [(one.body_key, one.seat) for one in on.vacant] == [("representatives", 33), ("committee", 7)]
    before = on.count_before()
    assert (before.seats, before.filled, before.entitled) == (40, 38, 38)


def test_secretary_and_director_are_one_on_the_roll_of_the_two_committees(village: Village) -> None:
    stand(village, "party_branch", people("孙", 5))
    stand(village, "committee", ["孙1", *people("赵", 6)])
    stand(village, "two_committees")
    on = roll(village, "two-committees")
    assert len(on.people) == 11
    assert (on.people[0].name, on.people[0].body_key, on.people[0].own) == ("孙1", "party-branch", False)


def test_an_assembly_counts_persons_or_households(village: Village) -> None:
    adults = [*people("李", 9, women=4, households=4), Person("周一", household=None), Person("周二", household=None)]
    stand(village, "assembly_adults", adults, chair=None, accounts=False)
    on = roll(village, "assembly")
    assert (len(on.people), on.households, on.without_household) == (11, 4, 2)
    assert on.count_before("households").entitled == 4
    assert on.count_before("persons").entitled == 11
    assert sum(one.woman for one in on.people) == 4


def test_a_body_stands_alone_where_nothing_composes_it(village: Village) -> None:
    stand(village, "representatives", people("钱", 3), chair=None)
    assert len(roll(village, "representatives").people) == 3
    assert len(roll(village, "yishihui").people) == 13
    with pytest.raises(NotFound):
        roll(village, "nobody")


def test_the_chair_is_that_of_the_body_that_convenes(village: Village) -> None:
    stand(village, "committee", people("赵", 5), chair=2)
    stand(village, "party_branch", people("孙", 5), chair=None)
    for law, leads in (("representatives", "赵2"), ("assembly_adults", "赵2"), ("party_members", None)):
        key = stand(village, law, people(law, 3), chair=1)
        found = village.look(lambda db, key=key: chair_of(db, village.id, body_at(db, village.id, key)))  # type: ignore[misc]
        assert (found.name if found else None) == leads
    own = village.look(lambda db: chair_of(db, village.id, body_at(db, village.id, "committee")))
    assert own is not None
    assert (own.name, own.office) == ("赵2", "chair")


def test_a_roll_of_forty_is_read_in_two_statements(village: Village) -> None:
    stand(village, "committee", people("赵", 7))
    stand(village, "representatives", people("钱", 33), chair=None)
    said: list[str] = []

    def listen(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    for engine in (village.db.reading, village.db.writing):
        event.listen(engine, "before_cursor_execute", listen)
    assert len(roll(village, "representatives").people) == 40
    assert (
        len([one for one in said if one.lstrip().upper().startswith("SELECT")]) <= 2
    )  # named queries are asked by the driver itself

"""Named queries: the driver's tuples are what SQLAlchemy would have given, on both databases."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import and_, bindparam, func, literal, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from council.kit import queries
from council.kit.db import Reader
from council.ledger.tables import LedgerHead
from council.people.tables import Membership
from council.tables import metadata
from council.votes.tables import RollSeat, Vote
from tests.village import Village
from tests.votes.scene import OPENED, opened, send_all, tick

IS_ASKED = and_(
    col(Membership.community_id) == bindparam("community"), col(Membership.number).in_(bindparam("numbers"))
)
NAMED = select(col(Membership.number), col(Membership.id), literal("x")).where(IS_ASKED)


def test_every_column_is_read_as_its_type_says(village: Village) -> None:
    send_all(village, opened(village), {"for": range(1, 10), "abstain": [10]})
    tick(village)

    def read(db: Reader) -> None:
        for table in metadata.sorted_tables:
            query = select(*table.columns).order_by(*table.primary_key.columns).limit(200)
            said, driven = db.rows(query), db.execute(query, {}).all()
            assert [*map(tuple, said)] == [*map(tuple, driven)], table.name
            assert [[*map(type, row)] for row in said] == [[*map(type, row)] for row in driven], table.name

    village.look(read)


@pytest.mark.parametrize("numbers", [[], [3], [3, 1, 7], frozenset({2, 4}), list(range(1, 400))], ids=len)
def test_an_in_takes_as_many_values_as_there_are(village: Village, numbers) -> None:
    values = {"community": village.id, "numbers": numbers}
    for _ in range(2):
        found = village.look(lambda db: db.execute(NAMED, values).all())
        assert sorted(number for number, _id, _x in found) == sorted({*numbers} & {*range(1, 14), 90})
        assert all(isinstance(member, UUID) and x == "x" for _number, member, x in found)


def test_an_in_may_stand_with_its_values_beside_what_is_asked(village: Village) -> None:
    fixed = NAMED.where(col(Membership.number).not_in((3, 7)), col(Membership.number) < bindparam("below"))
    for numbers in ([3, 5], [5, 7, 90], []):
        values = {"community": village.id, "numbers": numbers, "below": 60}
        found = village.look(lambda db, values=values: db.execute(fixed, values).all())
        assert [row[0] for row in found] == [number for number in numbers if number == 5]


def test_rows_are_read_by_the_names_of_their_columns(village: Village) -> None:
    named = queries.ByName(select(col(Membership.id), col(Membership.number).label("no")).where(IS_ASKED))
    values = {"community": village.id, "numbers": [3]}
    for rows in (
        village.look(lambda db: named.rows(db, values)),
        village.db.write_now(village.id, lambda session: named.rows(session, values)),
    ):
        [row] = rows
        assert row.no == 3
        assert row._asdict() == {"id": row.id, "no": 3}


def test_an_act_asks_the_same_query(village: Village) -> None:
    values = {"community": village.id, "numbers": [3, 5]}
    asked = village.db.write_now(village.id, lambda session: session.execute(NAMED, values).all())
    assert [tuple(row) for row in asked] == village.look(lambda db: db.execute(NAMED, values).all())


def test_ids_and_moments_are_asked_for_as_they_are_kept(village: Village) -> None:
    opened(village)
    query = select(col(Vote.id), col(Vote.opened_at)).where(
        col(Vote.community_id) == bindparam("community"), col(Vote.opened_at) <= bindparam("moment")
    )
    at = {"community": village.id, "moment": OPENED}
    [(vote, moment)] = village.look(lambda db: db.execute(query, at).all())
    assert moment == OPENED
    assert moment.tzinfo is not None
    assert (
        village.look(lambda db: db.execute(query, {**at, "moment": datetime(2026, 1, 1, tzinfo=UTC)}).first()) is None
    )
    seats = select(func.count()).where(col(RollSeat.vote_id) == bindparam("vote"))
    assert village.look(lambda db: db.execute(seats, {"vote": vote}).scalar()) == 13


def test_what_was_found_is_asked_for_as_of_a_session(village: Village) -> None:
    def look(db: Reader) -> None:
        none, one = ({"community": village.id, "numbers": numbers} for numbers in ([], [3]))
        assert db.execute(NAMED, none).all() == [*db.execute(NAMED, none).scalars()] == []
        assert db.execute(NAMED, none).first() is db.execute(NAMED, none).scalar() is None
        assert db.execute(NAMED, one).scalar() == db.execute(NAMED, one).scalar_one() == 3
        assert db.execute(NAMED, one).one()[0] == 3
        with pytest.raises(Exception, match=r"unpack|No row"):
            db.execute(NAMED, none).one()

    village.look(look)


def test_trouble_is_told_in_sqlalchemys_words(village: Village) -> None:
    wrong = select(func.no_such_function(bindparam("value")))
    with pytest.raises(DBAPIError):
        village.look(lambda db: db.execute(wrong, {"value": 1}).all())
    assert len(village.entries()) == 1, "the next page is read as if nothing had been"


def test_a_query_is_not_built_at_each_call(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    if not village.db.lite:
        pytest.skip("PostgreSQL's are compiled by SQLAlchemy")
    monkeypatch.setattr(queries, "MOST_QUERIES", 3)

    def careless(db: Reader) -> None:
        for _ in range(4):
            db.execute(select(bindparam("value")), {"value": 1})

    with pytest.raises(RuntimeError, match="at import"):
        village.look(careless)


def test_a_page_sees_one_snapshot_whichever_way_it_asks(village: Village) -> None:
    size = select(col(LedgerHead.size)).where(col(LedgerHead.community_id) == bindparam("community"))

    def look(db: Reader) -> list[int]:
        seen = [db.execute(size, {"community": village.id}).scalar()]
        opened(village)
        seen.append(db.execute(size, {"community": village.id}).scalar())
        seen.append(db.value(size.params(community=village.id)))
        return seen

    assert village.look(look) == [1, 1, 1]
    assert village.look(lambda db: db.execute(size, {"community": village.id}).scalar()) == 4


def test_a_page_cannot_write(village: Village) -> None:
    with pytest.raises(DBAPIError):
        village.look(lambda db: db.connection.exec_driver_sql("DELETE FROM membership"))

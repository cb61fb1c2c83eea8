"""What an act writes with: the driver and SQLAlchemy in one transaction, in the order in which they are asked."""

import asyncio
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col

from council.kit import clock
from council.kit.ids import new_id
from council.kit.queries import Driven
from council.people.tables import Role
from council.rules.refusal import Refusal
from tests.village import Village

HELD = (
    select(func.count())
    .select_from(Role)
    .where(col(Role.community_id) == bindparam("community"), col(Role.role) == bindparam("role"))
)
GIVE = insert(SQLModel.metadata.tables["role"])


def role(village: Village, name: str) -> dict[str, Any]:
    now = clock.now()
    return {"community_id": village.id, "id": new_id(), "membership_id": village.members[3], "role": name, "since": now}


def of(village: Village, name: str) -> dict[str, Any]:
    return {"community": village.id, "role": name}


def held(village: Village, name: str) -> int:
    count: int = village.look(lambda db: db.execute(HELD, of(village, name)).scalar())
    return count


def test_a_named_query_finds_what_was_added_before_it(village: Village) -> None:
    def act(session) -> list[int]:
        counts = [session.execute(HELD, of(village, "one")).scalar()]
        session.add(Role(**role(village, "one")))
        counts.append(session.execute(HELD, of(village, "one")).scalar())
        return counts

    assert village.db.write_now(village.id, act) == [0, 1]
    assert held(village, "one") == 1


def test_what_is_found_wrong_in_the_end_is_that_acts_own(village: Village) -> None:
    """It is added and never asked for: SQLAlchemy sends it when the act is over."""
    once, other = role(village, "one"), role(village, "other")

    async def together() -> list[object]:
        acts = [village.db.write(village.id, lambda session, r=r: session.add(Role(**r))) for r in (once, once, other)]
        return await asyncio.gather(*acts, return_exceptions=True)

    assert [type(each) for each in asyncio.run(together())] == [type(None), IntegrityError, type(None)]
    assert (held(village, "one"), held(village, "other")) == (1, 1)


def test_nothing_is_kept_before_the_commit_of_all(village: Village) -> None:
    """SQLAlchemy's Session is done with one act, and the transaction goes on with the next."""
    seen: list[int] = []

    async def together() -> list[object]:
        acts = [
            lambda session: session.add(Role(**role(village, "one"))),
            lambda session: (
                session.execute(GIVE, role(village, "one") | {"membership_id": village.members[4]}) and None
            ),
            lambda session: seen.append(held(village, "one")),
        ]
        return await asyncio.gather(*(village.db.write(village.id, act) for act in acts))

    assert asyncio.run(together()) == [None] * 3
    assert seen == [0]
    assert held(village, "one") == 2


def test_a_refusal_undoes_both_ways_of_writing(village: Village) -> None:
    def act(session) -> None:
        session.execute(GIVE, role(village, "one"))
        session.add(Role(**role(village, "other")))
        session.flush()
        session.execute(GIVE, role(village, "third"))
        raise Refusal("No.")

    with pytest.raises(Refusal):
        village.db.write_now(village.id, act)
    assert [held(village, name) for name in ("one", "other", "third")] == [0, 0, 0]


def test_what_only_looks_needs_no_savepoint(village: Village) -> None:
    if not village.db.lite:
        pytest.skip("on PostgreSQL every act has a Session")
    said: list[str] = []
    run = Driven.run

    def heard(self: Driven, connection: Any, statement: str, *more: Any) -> Any:
        said.append(statement)
        return run(self, connection, statement, *more)

    with patch.object(Driven, "run", heard):
        village.db.write_now(village.id, lambda session: session.execute(HELD, of(village, "one")))
        assert not [each for each in said if "SAVEPOINT" in each]
        village.db.write_now(village.id, lambda session: session.execute(GIVE, role(village, "one")))
        assert said.count("SAVEPOINT act") == said.count("RELEASE act") == 1

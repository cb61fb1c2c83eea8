"""Motions put at the same moment take numbers one after the other."""

import asyncio
from uuid import UUID

from council.kit import clock
from council.kit.act import Act
from council.motions.acts import propose, put
from tests.motions.words import LIGHTS
from tests.village import Village


def test_eight_put_at_once_are_numbered_one_to_eight(village: Village) -> None:
    drafts = {seat: village.do(seat, propose, "yishihui", "lighting", LIGHTS) for seat in range(1, 9)}

    async def put_one(seat: int, motion: UUID) -> str:
        asker = village.accounts[seat]
        return await village.db.write(
            village.id, lambda session: put(Act(session, village.id, clock.now(), asker), motion)
        )

    async def put_all() -> list[str]:
        return await asyncio.gather(*(put_one(seat, motion) for seat, motion in drafts.items()))

    year = clock.today().year
    assert sorted(asyncio.run(put_all())) == [f"{year}-{number}" for number in range(1, 9)]

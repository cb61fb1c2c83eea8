"""Kill the server with SIGKILL while thirteen members vote, start it again, and count: what was acknowledged is there.

python -m tests.slow.kills --rounds 1000
python -m tests.slow.kills --rounds 1000 --postgresql --workers 2          on a server that pip brings
python -m tests.slow.kills --rounds 1000 --database-url postgresql://…     on another, in an empty database
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx2
from sqlalchemy import select
from sqlmodel import col

from council.app import database_of, migrate
from council.config import Settings
from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.db import Database
from council.ledger.tables import LedgerEntry
from council.votes.tables import Ballot
from tests.slow.clusters import pair_of_clusters
from tests.slow.servers import Servers, servers_of
from tests.village import Village
from tests.votes.scene import opened

End = Callable[[Servers, int], None]
SEATS = range(1, 14)
MOST_RECEIPTS, LONGEST = 16, 0.05  # until the kill: so many receipts at most, and so many seconds after the last
NEW_VILLAGE_AFTER = 10  # rounds; a book is verified whole after each of them


@dataclass
class Sent:
    """Every ballot that was sent, by its event: what was acknowledged, and what was not answered."""

    acknowledged: dict[str, tuple[int, str]] = field(default_factory=dict)
    unanswered: dict[str, tuple[int, str]] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)

    @property
    def all(self) -> dict[str, tuple[int, str]]:
        return self.acknowledged | self.unanswered


@dataclass
class Tally:
    """What came of the rounds. `lost` and `unknown` are ballots acknowledged and not found, found and never sent."""

    rounds: int = 0
    acknowledged: int = 0
    unanswered: int = 0
    lost: int = 0
    unknown: int = 0
    kept_unanswered: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return not (self.lost or self.unknown or self.faults)


def founded(database: Database) -> tuple[Village, str]:
    """A village whose vote is open by the real clock, which is the server's."""
    now = clock.now()
    with clock.at(now - timedelta(days=20)):
        village = Village.found(database)
    return village, opened(village, at=now - timedelta(days=1), closes=now + timedelta(days=6))


class Voters:
    """Thirteen members who press the button again and again; after a restart they first send again what was not
    answered, under the same event."""

    def __init__(self, village: Village, ref: str, port: int, seed: random.Random):
        self.village, self.seed = village, seed
        self.origin = f"http://localhost:{port}"
        self.address = f"http://127.0.0.1:{port}{village.url}/motions/{ref}/ballot"
        self.sent, self.events = Sent(), 0
        self.receipts = 0  # since the server was started

    async def vote_until(self, receipts: int, seconds: float, kill: Callable[[], None]) -> None:
        """Let them vote until so many receipts have come and so much time has passed since, and then `kill`; what
        hangs then is not answered."""
        self.receipts = 0
        async with httpx2.AsyncClient(timeout=20, verify=False) as client:
            tasks = [asyncio.create_task(self._member(client, seat)) for seat in SEATS]
            await asyncio.wait_for(self._receipts(receipts, tasks), 60)
            await asyncio.sleep(seconds)
            await asyncio.to_thread(kill)
            await asyncio.gather(*tasks)

    async def _receipts(self, number: int, tasks: list[asyncio.Task[None]]) -> None:
        while self.receipts < number:
            assert not all(task.done() for task in tasks), "the server is not there"
            await asyncio.sleep(0.005)

    async def _member(self, client: httpx2.AsyncClient, seat: int) -> None:
        with suppress(httpx2.TransportError):
            for event, (of, choice) in list(self.sent.unanswered.items()):
                if of == seat:
                    await self._send(client, seat, event, choice)
            while True:
                self.events += 1
                await self._send(client, seat, f"{self.events:032x}", self.seed.choice(["for", "against", "abstain"]))

    async def _send(self, client: httpx2.AsyncClient, seat: int, event: str, choice: str) -> None:
        self.sent.unanswered[event] = (seat, choice)
        answer = await client.post(
            self.address,
            data={"event": event, "choice": choice, "seat": str(seat), "round": "1"},
            headers={"Cookie": f"council={self.village.secrets[seat]}", "Origin": self.origin},
        )
        if answer.status_code == 303:
            self.sent.acknowledged[event] = self.sent.unanswered.pop(event)
            self.receipts += 1
        elif answer.status_code != 202:
            self.sent.refused.append((answer.status_code, event))


def count(village: Village, sent: Sent, tally: Tally, *, whole: bool) -> None:
    """Compare what stands with what was sent; with `whole`, verify the book too."""
    query = (
        select(col(LedgerEntry.event_id))
        .where(col(LedgerEntry.community_id) == village.id, col(LedgerEntry.act) == "vote.cast")
        .order_by(col(LedgerEntry.seq))
    )
    found = [row.event_id for row in village.look(lambda db: db.rows(query))]
    tally.lost += len(set(sent.acknowledged) - set(found))
    tally.unknown += len(set(found) - set(sent.all)) + len(found) - len(set(found))
    tally.kept_unanswered += len(set(found) & set(sent.unanswered))
    tally.faults += [f"{status} to {event}" for status, event in sent.refused]
    last = dict(sent.all[event] for event in found if event in sent.all)  # in the order of the book
    stands = select(col(Ballot.seat), col(Ballot.choice)).where(col(Ballot.community_id) == village.id)
    if dict(map(tuple, village.look(lambda db: db.rows(stands)))) != last:
        tally.faults.append("a ballot stands that is not the last one entered")
    if whole:
        tally.faults += [str(fault) for fault in village.look(lambda db: verify_kept(db, village.id)).faults]


def rounds_of(settings: Settings, servers: Servers, rounds: int, seed: random.Random, tally: Tally, end: End) -> None:
    """So many ends of the server in one village."""
    database = database_of(settings)
    village, ref = founded(database)
    database.close()
    voters = Voters(village, ref, servers.port, seed)
    for number in range(rounds):
        process = servers.start()

        def kill(process: int = process) -> None:
            end(servers, process)

        asyncio.run(voters.vote_until(seed.randint(1, MOST_RECEIPTS), seed.uniform(0, LONGEST), kill))
        village.db = database_of(settings)
        count(village, voters.sent, tally, whole=number == rounds - 1)
        village.db.close()
        voters.sent.refused.clear()
        tally.rounds += 1
    tally.acknowledged += len(voters.sent.acknowledged)
    tally.unanswered += len(voters.sent.unanswered)


def kill_often(settings: Settings, rounds: int, seed: int, *, workers: int = 1, end: End = Servers.kill) -> Tally:
    """End the server so often, by SIGKILL unless told otherwise."""
    words = ["--workers", str(workers)] if settings.database_url else ["--data", str(settings.data)]
    environment = {"COUNCIL_DATABASE_URL": settings.database_url, "LANG": "zh_CN.UTF-8"}
    tally, dice = Tally(), random.Random(seed)
    with servers_of(words, environment) as servers:
        while tally.rounds < rounds:
            rounds_of(settings, servers, min(NEW_VILLAGE_AFTER, rounds - tally.rounds), dice, tally, end)
    return tally


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=random.randrange(2**32))
    asked.add_argument("--database-url", default="")
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--workers", type=int, default=1)
    given = asked.parse_args()
    with ExitStack() as stack:
        url = stack.enter_context(pair_of_clusters()).url if given.postgresql else given.database_url
        settings = Settings(data=Path(stack.enter_context(tempfile.TemporaryDirectory())), database_url=url)
        migrate(settings)
        began = time.monotonic()
        tally = kill_often(settings, given.rounds, given.seed, workers=given.workers)
    print(f"seed {given.seed}, {time.monotonic() - began:.0f} s: {tally}")
    raise SystemExit(not tally.right)


if __name__ == "__main__":
    main()

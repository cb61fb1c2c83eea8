"""Read from a standby that is late on purpose: whoever acts looks at once, and counts what they do not see yet.

python -m tests.slow.standbys --times 50
python -m tests.slow.standbys --times 50 --forgetful    the control: browsers that leave the cookie at home
"""

import argparse
import asyncio
import re
import time
from dataclasses import dataclass, field
from uuid import uuid4

import httpx2
from sqlalchemy import select
from sqlmodel import col

from council.app import database_of, migrate
from council.config import Settings
from council.ledger.tables import LedgerEntry
from tests.slow.clusters import Cluster, Pair, pair_of_clusters
from tests.slow.kills import SEATS, founded
from tests.slow.servers import servers_of
from tests.village import Village

READERS = 4
ENTRY = re.compile(r"/record/(\d+)")


@dataclass
class Seen:
    """What browsers saw right after an act of theirs, by its event; and what those saw who only read."""

    size: dict[str, int] = field(default_factory=dict)  # of the public record
    receipt: dict[str, int] = field(default_factory=dict)  # the entry that it names; 0 where there was none
    phone: list[bool] = field(default_factory=list)  # whether the clerk found the new one, on each page
    back: int = 0  # how often a reader saw less than before
    reads: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Tally:
    acts: int = 0
    stale: int = 0  # own acts that did not show
    back: int = 0
    reads: int = 0
    by_standby: int = 0  # readings that the standby answered, of pages and of versions
    faults: list[str] = field(default_factory=list)


@dataclass
class Crowd:
    """Thirteen who vote again and again, a clerk who corrects a telephone number, and some who read."""

    village: Village
    ref: str
    port: int
    forgetful: bool
    seen: Seen = field(default_factory=Seen)

    async def act(self, times: int) -> None:
        """Each of them so often, while others read."""
        readers = [asyncio.create_task(self._read()) for _ in range(READERS)]
        await asyncio.gather(*(self._vote(seat, times) for seat in SEATS), self._correct(times))
        for reader in readers:
            reader.cancel()
        ends = await asyncio.gather(*readers, return_exceptions=True)
        self.seen.faults += [repr(end) for end in ends if not isinstance(end, asyncio.CancelledError)]

    def _browser(self, who: object = None) -> httpx2.AsyncClient:
        """With one connection, which one of the server's processes answers."""
        origin = f"http://127.0.0.1:{self.port}"
        browser = httpx2.AsyncClient(
            base_url=origin + self.village.url,
            headers={"Origin": origin},
            limits=httpx2.Limits(max_connections=1),
            timeout=20,
        )
        if who is not None:
            browser.cookies.set("council", self.village.secrets[who])
        return browser

    async def _send(self, browser: httpx2.AsyncClient, path: str, **fields: str) -> str:
        """Do an act, and come back with its event."""
        event = uuid4().hex
        while (answer := await browser.post(path, data={"event": event, **fields})).status_code == 202:
            pass  # being confirmed, so the button is pressed again
        if answer.status_code != 303:
            self.seen.faults.append(f"{answer.status_code} to {path}")
        if self.forgetful:
            browser.cookies.delete("council-done")
        return event

    async def _vote(self, seat: int, times: int) -> None:
        path = f"/motions/{self.ref}/ballot"
        async with self._browser(seat) as browser:
            for _ in range(times):
                event = await self._send(browser, path, choice="for", seat=str(seat), round="1")
                page = await self._get(browser, path + "/receipt")
                named = ENTRY.search(page.text)
                self.seen.receipt[event] = int(named[1]) if named else 0
                self.seen.size[event] = (await self._get(browser, "/record.json")).json()["size"]
                await asyncio.sleep(0.2)

    async def _correct(self, times: int) -> None:
        async with self._browser("clerk") as browser:
            for _ in range(times):
                phone = f"0571-{uuid4().int % 10**8:08}"
                await self._send(browser, "/desk/contacts", phone=phone)
                for path in ("/desk/contacts", "", "/motions", "/desk/contacts"):
                    self.seen.phone.append(phone in (await self._get(browser, path)).text)
                await asyncio.sleep(0.2)

    async def _read(self) -> None:
        size = 0
        async with self._browser() as browser:
            while True:
                now = (await self._get(browser, "/record.json")).json()["size"]
                self.seen.back += now < size
                size = now
                self.seen.reads += 1
                await asyncio.sleep(0.02)

    async def _get(self, browser: httpx2.AsyncClient, path: str) -> httpx2.Response:
        answer = await browser.get(path)
        if answer.status_code >= 400:
            self.seen.faults.append(f"{answer.status_code} at {path}")
        return answer


def read_late(pair: Pair, times: int, *, delay: float, forgetful: bool) -> Tally:
    """Let a crowd act and look before two server processes, whose standby is `delay` seconds late."""
    assert pair.standby
    pair.standby.apply_after(delay)
    settings = Settings(database_url=pair.primary.url, read_database_url=pair.standby.url)
    database = database_of(settings)
    village, ref = founded(database)
    database.close()
    with servers_of(["--workers", "2"], settings.environment() | {"LANG": "zh_CN.UTF-8"}) as servers:
        process = servers.start()
        time.sleep(2 + delay)  # the standby is found, and has the village
        crowd = Crowd(village, ref, servers.port, forgetful)
        before = answered(pair.standby)
        asyncio.run(crowd.act(times))
        time.sleep(1.2)  # until PostgreSQL has counted
        by_standby = answered(pair.standby) - before
        servers.kill(process)
    village.db = database_of(settings)
    tally = count(village, crowd.seen)
    village.db.close()
    tally.by_standby = by_standby
    return tally


def count(village: Village, seen: Seen) -> Tally:
    """Compare what was seen with the book. An act that is not in it is a fault."""
    query = select(col(LedgerEntry.event_id), col(LedgerEntry.seq)).where(col(LedgerEntry.community_id) == village.id)
    entered = {row.event_id: row.seq for row in village.look(lambda db: db.rows(query))}
    stale = [event for event, size in seen.size.items() if size < entered.get(event, 0)]
    stale += [event for event, entry in seen.receipt.items() if entry != entered.get(event)]
    return Tally(
        acts=len(seen.receipt) + len(seen.phone) // 4,
        stale=len(stale) + seen.phone.count(False),
        back=seen.back,
        reads=seen.reads,
        faults=seen.faults + [f"{event} is not entered" for event in seen.size if event not in entered],
    )


def answered(standby: Cluster) -> int:
    """Transactions of the standby so far."""
    [(number,)] = standby.ask("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = 'council'")
    return int(str(number))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=20)
    asked.add_argument("--delay", type=float, default=0.5)
    asked.add_argument("--forgetful", action="store_true")
    given = asked.parse_args()
    with pair_of_clusters() as pair:
        migrate(Settings(database_url=pair.url))
        pair.follow(synchronous=False)
        tally = read_late(pair, given.times, delay=given.delay, forgetful=given.forgetful)
    print(tally)
    raise SystemExit(bool(tally.stale or tally.back or tally.faults))


if __name__ == "__main__":
    main()

"""Cut the link between primary and standby, kill the primary, promote the standby, and count the ballots on it.

python -m tests.slow.failovers --rounds 20
python -m tests.slow.failovers --rounds 20 --asynchronous    the control: here acknowledged ballots are lost
"""

import argparse
import asyncio
import random
import sys
import time

from council.app import database_of, migrate
from council.config import Settings
from tests.slow.clusters import Pair, pair_of_clusters
from tests.slow.kills import Tally, Voters, count, founded
from tests.slow.servers import servers_of

SILENT = 0.4  # seconds between the cut and the kill
LONGEST_AWAY = 30.0  # seconds from the promotion to the next receipt


def fail_over_often(rounds: int, seed: int, *, synchronous: bool) -> Tally:
    tally, dice = Tally(), random.Random(seed)
    with pair_of_clusters() as pair:
        migrate(Settings(database_url=pair.url))
        for _ in range(rounds):
            one_round(pair, dice, tally, synchronous=synchronous)
            pair.go_on()
    return tally


def one_round(pair: Pair, dice: random.Random, tally: Tally, *, synchronous: bool) -> None:
    """One failover; the server, which nobody restarts, must find the promoted standby by itself."""
    away: list[float] = []
    database = database_of(Settings(database_url=pair.url))
    village, ref = founded(database)
    database.close()
    pair.follow(synchronous=synchronous)
    with servers_of([], {"COUNCIL_DATABASE_URL": pair.url, "LANG": "zh_CN.UTF-8"}) as servers:
        voters = Voters(village, ref, servers.port, dice)
        process = servers.start()

        def end() -> None:
            pair.fail_over(SILENT)
            voters.receipts = 0  # the next one comes from the promoted standby
            until = time.monotonic() + LONGEST_AWAY
            while not voters.receipts and time.monotonic() < until:
                time.sleep(0.02)
            away.append(round(time.monotonic() - until + LONGEST_AWAY, 2))
            servers.kill(process)

        asyncio.run(voters.vote_until(1, dice.uniform(0.3, 0.9), end))
    village.db = database_of(Settings(database_url=pair.url))
    count(village, voters.sent, tally, whole=True)
    village.db.close()
    tally.rounds += 1
    tally.acknowledged += len(voters.sent.acknowledged)
    tally.unanswered += len(voters.sent.unanswered)
    tally.faults += [f"no receipt for {seconds} s after the promotion" for seconds in away if seconds >= LONGEST_AWAY]
    print(f"{len(voters.sent.acknowledged)} receipts; the next came {away[0]} s after the promotion", file=sys.stderr)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--seed", type=int, default=random.randrange(2**32))
    asked.add_argument("--asynchronous", action="store_true")
    given = asked.parse_args()
    tally = fail_over_often(given.rounds, given.seed, synchronous=not given.asynchronous)
    print(f"seed {given.seed}: {tally}")
    raise SystemExit(not tally.right)


if __name__ == "__main__":
    main()

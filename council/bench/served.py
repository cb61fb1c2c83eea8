"""W8: the same place on PostgreSQL, W1 to W4 from one worker and from two, and pgbench beside them."""

from contextlib import ExitStack
from functools import partial
from random import Random

from council.bench.counting import kill_and_count
from council.bench.generating import Generated
from council.bench.postgres import PgBench, pgbench
from council.bench.reading import Reading
from council.bench.reckoning import PGBENCH
from council.bench.rounds import of_reading, of_rungs, of_voting, run_rounds
from council.bench.servers import Ports, council_server, rung, started
from council.bench.sitting import parted
from council.bench.voting import Voting, voters_of
from council.bench.wishes import Found, Watch, Wishes
from council.config import Settings


def serve(wishes: Wishes, place: Generated, watch: Watch) -> Found:
    """Each server has voters of its own, and so has pgbench, which leaves no true entries in their books."""
    dice, ports, found = Random(), Ports(wishes.port), Found()
    url, seconds, first = wishes.database_url, wishes.seconds, place.communities[0].url
    voters = voters_of(parted(place.communities)[1], dice)
    most = len(voters) // 3
    votings: dict[str, Voting] = {}
    with ExitStack() as ends:
        bare, static = (started(ends, rung(kind, ports.take())) for kind in ("bare", "static"))
        plan = of_rungs(bare, static, seconds)
        for workers in (1, 2):
            name = f"{place.size}, PostgreSQL × {workers}"
            server = started(ends, council_server(ports.take(), first, url=url, workers=workers))
            plan |= of_reading(name, Reading(server, place), "123", seconds)
            own = voters[(workers - 1) * most : workers * most]
            votings[name] = Voting.among(server, place, own, 3 * wishes.rounds, dice)
            plan |= of_voting(name, votings[name], seconds)
        if program := pgbench():
            plan[PGBENCH] = partial(PgBench(program, url, voters[2 * most :], wishes.rounds).ballots, seconds)
        found.samples = run_rounds(plan, wishes.rounds, dice, watch(wishes.rounds * len(plan)))
        for name, voting in votings.items():
            found.voted.append(name)
            found.lost[name] = kill_and_count(voting, Settings(database_url=url).url)
            found.acknowledged[name] = len(voting.acknowledged)
    return found

"""A run from its beginning to its end: the places, the servers, the rounds, and what is found afterwards."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random

from council import app
from council.bench.counting import ballots_found, lost
from council.bench.generating import Generated, Made
from council.bench.measuring import Sample
from council.bench.places import working_copy
from council.bench.postgres import PgBench, pgbench
from council.bench.reading import Reading
from council.bench.reckoning import PGBENCH, Target
from council.bench.rounds import (
    Plan,
    of_disk,
    of_reading,
    of_rungs,
    of_sitting,
    of_starting,
    of_verifying,
    of_voting,
    run_rounds,
)
from council.bench.servers import Ports, Server, council_server, rung
from council.bench.sitting import COUNCILS, Sitting
from council.bench.sizes import Size
from council.bench.verifying import book_of
from council.bench.voting import Voting, voters_of
from council.config import Settings

LAST_BURST = 300  # ballots until the server is killed
Step = Callable[[Target, int], None]  # a target begins; so many follow in its part of the run


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command was asked for. `seconds` is how long each target is driven in each round."""

    sizes: tuple[Size, ...]
    workloads: str = "1234567"
    rounds: int = 5
    seconds: float = 2.0
    data: Path | None = None
    seed: int = 1
    port: int = 18100
    as_json: bool = False
    as_markdown: bool = False
    database_url: str = ""  # for W8

    @property
    def of_files(self) -> tuple[Size, ...]:
        """The sizes that are made as files: none where only W8 was asked for."""
        return self.sizes if set(self.workloads) - {"8"} else ()


@dataclass(slots=True)
class Found:
    """Everything that was measured. `lost` is None where no ballots were cast."""

    samples: dict[Target, list[Sample]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)  # PSS in MiB, by size
    voted: str = ""  # the size in which W4 and W5 ran
    acknowledged: int = 0
    lost: int | None = None
    served: tuple[str, ...] = ()  # what W8 ran on


class Bench:
    """One run on places that are made. Ballots are cast in the largest of them."""

    def __init__(
        self, wishes: Wishes, folder: Path, places: dict[str, Generated], served: Generated | None, step: Step
    ):
        self.wishes, self.folder, self.places, self.served, self.step = wishes, folder, places, served, step
        self.dice, self.ports, self.found = Random(), Ports(wishes.port), Found()
        self.servers: dict[str, Server] = {}
        self.data: dict[str, Path] = {}
        self.voting: Voting | None = None

    def run(self) -> Found:
        for size in self.wishes.of_files:
            self.data[size.key] = working_copy(self.folder, size)
            first = self.places[size.key].communities[0].url
            self.servers[size.key] = council_server(self.ports.take(), first, data=self.data[size.key])
        with ExitStack() as ends:
            plan = self._plan(ends)
            self._rounds(plan)
            if self._asked("6"):
                self.found.memory = {size: server.pss for size, server in self.servers.items()}
            if self.voting:
                self._kill_and_count(self.voting)
        if self._asked("6"):
            self._rounds(of_starting(self.servers))
        if self.served:
            self._serve(self.served)
        if self._asked("7"):
            self._verify()
        return self.found

    def _asked(self, workloads: str) -> bool:
        return any(each in self.wishes.workloads for each in workloads)

    def _rounds(self, plan: Plan) -> None:
        left = self.wishes.rounds * len(plan)

        def step(target: Target) -> None:
            self.step(target, left)

        self.found.samples |= run_rounds(plan, self.wishes.rounds, self.dice, step)

    def _plan(self, ends: ExitStack) -> Plan:
        """W1 to W5, and the rungs beside them."""
        seconds = self.wishes.seconds
        plan: Plan = {}
        if self._asked("12345"):
            for server in self.servers.values():
                _start(ends, server)
        if self._asked("123"):
            bare, static = (_start(ends, rung(kind, self.ports.take())) for kind in ("bare", "static"))
            plan |= of_rungs(bare, static, seconds)
            for size, server in self.servers.items():
                plan |= of_reading(size, Reading(server, self.places[size]), self.wishes.workloads, seconds)
        if self._asked("45"):
            plan |= self._ballots(self.wishes.sizes[-1].key, seconds)
        return plan

    def _ballots(self, size: str, seconds: float) -> Plan:
        """W4 and W5. The first councils are those that sit; in a village one council does both."""
        self.found.voted, place, server = size, self.places[size], self.servers[size]
        sitting, others = _parted(place.communities)
        plan = of_disk(self.folder, seconds)
        if self._asked("4"):
            voters = voters_of(others, self.dice)
            self.voting = Voting(server, place, voters, len(voters) // (3 * self.wishes.rounds + 1) - 1, self.dice)
            plan |= of_voting(size, self.voting, seconds)
        if self._asked("5"):
            voters = voters_of(sitting, self.dice)
            voting = Voting(server, place, voters, len(voters) // self.wishes.rounds, self.dice)
            plan |= of_sitting(size, Sitting(server, place, sitting, voting, self.dice), seconds)
        return plan

    # ── afterwards ──

    def _kill_and_count(self, voting: Voting) -> None:
        """Count the ballots, kill the server in the midst of more, count again: what was acknowledged is there."""
        url = Settings(data=self.data[self.found.voted], database_url="").url
        before = lost(voting.acknowledged, ballots_found(url))
        voting.until_killed(LAST_BURST)
        self.found.lost = before + lost(voting.acknowledged, ballots_found(url))
        self.found.acknowledged = len(voting.acknowledged)

    def _serve(self, place: Generated) -> None:
        """W8: one worker and two on the same database, W1 to W4, each voting for itself; and pgbench."""
        wishes, url = self.wishes, self.wishes.database_url
        voters = voters_of(_parted(place.communities)[1], self.dice)
        most = len(voters) // 3
        plan: Plan = {}
        with ExitStack() as ends:
            bare, static = (_start(ends, rung(kind, self.ports.take())) for kind in ("bare", "static"))
            plan |= of_rungs(bare, static, wishes.seconds)
            for workers, own in ((1, voters[:most]), (2, voters[most : 2 * most])):
                name = f"{place.size}, PostgreSQL × {workers}"
                first = place.communities[0].url
                server = _start(ends, council_server(self.ports.take(), first, url=url, workers=workers))
                plan |= of_reading(name, Reading(server, place), "123", wishes.seconds)
                voting = Voting(server, place, own, most // (3 * wishes.rounds + 1) - 1, self.dice)
                plan |= of_voting(name, voting, wishes.seconds)
                self.found.served += (name,)
            if program := pgbench():
                rival = PgBench(program, url, voters[2 * most :], wishes.rounds)
                plan[PGBENCH] = partial(rival.ballots, wishes.seconds)
            self._rounds(plan)

    def _verify(self) -> None:
        size = self.wishes.sizes[0].key
        settings = Settings(data=self.data[size], database_url="")
        with closing(app.open_to_read(settings)) as database:
            book = book_of(database, self.places[size].communities[0].url)
        self._rounds(of_verifying(size, book))


def _start(ends: ExitStack, server: Server) -> Server:
    server.start()
    ends.callback(server.kill)
    return server


def _parted(communities: list[Made]) -> tuple[list[Made], list[Made]]:
    """Who sits and who else votes; where all would sit, the open votes are parted."""
    if len(communities) > COUNCILS:
        return communities[:COUNCILS], communities[COUNCILS:]
    halves: tuple[list[Made], list[Made]] = [], []
    for made in communities:
        middle = len(made.open) // 2
        for half, motions in zip(halves, (made.open[:middle], made.open[middle:]), strict=True):
            half.append(replace(made, open=motions))
    return halves

"""A run on places in files: the servers, the rounds of W1 to W5, and what is found afterwards."""

from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

from council import app
from council.bench.counting import kill_and_count
from council.bench.generating import Generated
from council.bench.places import working_copy
from council.bench.reading import Reading
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
from council.bench.servers import Ports, Server, council_server, rung, started
from council.bench.sitting import Sitting, parted
from council.bench.verifying import book_of
from council.bench.voting import Voting, voters_of
from council.bench.wishes import Found, Watch, Wishes
from council.config import Settings


class Bench:
    """One run. Ballots are cast in the largest of the places."""

    def __init__(self, wishes: Wishes, places: dict[str, Generated], folder: Path, scratch: Path, watch: Watch):
        """The places lie in `folder`; copies of them are worked on in `scratch`."""
        self.wishes, self.places, self.scratch, self.watch = wishes, places, scratch, watch
        self.dice, self.ports, self.found = Random(), Ports(wishes.port), Found()
        self.data = {size.key: working_copy(folder, size, scratch) for size in wishes.of_files}
        self.servers: dict[str, Server] = {
            size: council_server(self.ports.take(), places[size].communities[0].url, data=data)
            for size, data in self.data.items()
        }
        self.voting: Voting | None = None

    def run(self) -> Found:
        with ExitStack() as ends:
            if self._asked("123456"):
                for server in self.servers.values():
                    started(ends, server)
            plan = self._reading(ends) if self._asked("123") else {}
            if self._asked("45"):
                plan |= self._voting(self.wishes.sizes[-1].key)
            self._rounds(plan)
            if self._asked("6"):
                self.found.memory = {size: server.pss for size, server in self.servers.items()}
            if self.voting:
                self._count(self.voting, self.wishes.sizes[-1].key)
        if self._asked("6"):
            self._rounds(of_starting(self.servers))
        if self._asked("7"):
            self._verify()
        return self.found

    def _asked(self, workloads: str) -> bool:
        return any(each in self.wishes.workloads for each in workloads)

    def _rounds(self, plan: Plan) -> None:
        step = self.watch(self.wishes.rounds * len(plan))
        self.found.samples |= run_rounds(plan, self.wishes.rounds, self.dice, step)

    def _reading(self, ends: ExitStack) -> Plan:
        """W1 to W3, and the rungs beside them."""
        seconds = self.wishes.seconds
        bare, static = (started(ends, rung(kind, self.ports.take())) for kind in ("bare", "static"))
        plan = of_rungs(bare, static, seconds)
        for size, server in self.servers.items():
            plan |= of_reading(size, Reading(server, self.places[size]), self.wishes.workloads, seconds)
        return plan

    def _voting(self, size: str) -> Plan:
        """W4 and W5. The first councils are those that sit; in a village one council does both."""
        place, server, wishes = self.places[size], self.servers[size], self.wishes
        self.found.voted.append(size)
        sitting, others = parted(place.communities)
        plan = of_disk(self.scratch, wishes.seconds)
        if self._asked("4"):
            self.voting = Voting.among(server, place, voters_of(others, self.dice), 3 * wishes.rounds, self.dice)
            plan |= of_voting(size, self.voting, wishes.seconds)
        if self._asked("5"):
            members = Voting.among(server, place, voters_of(sitting, self.dice), wishes.rounds, self.dice)
            plan |= of_sitting(size, Sitting(server, place, sitting, members, self.dice), wishes.seconds)
        return plan

    def _count(self, voting: Voting, size: str) -> None:
        self.found.lost[size] = kill_and_count(voting, Settings(data=self.data[size], database_url="").url)
        self.found.acknowledged[size] = len(voting.acknowledged)

    def _verify(self) -> None:
        size = self.wishes.sizes[0].key
        settings = Settings(data=self.data[size], database_url="")
        with closing(app.open_to_read(settings)) as database:
            book = book_of(database, self.places[size].communities[0].url)
        self._rounds(of_verifying(size, book))

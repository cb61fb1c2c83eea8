"""One measurement: a load on a server, with what the server used meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from council.bench.client import Answered, Asked, drive
from council.bench.servers import Server


@dataclass(slots=True)
class Sample:
    """What one run of one target gave. `cpu` is the server's, user and system, in seconds."""

    seconds: float = 0.0
    cpu: float = 0.0
    took: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    @property
    def cpu_each(self) -> float:
        return self.cpu / len(self.took)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.took)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def measure(
    server: Server,
    asked: Iterable[Asked],
    connections: int,
    into: Sample | None = None,
    answered: Answered | None = None,
) -> Sample:
    """Drive the load, and add what it took to a sample."""
    sample = into or Sample()
    before = server.cpu
    load = drive(server.port, asked, connections, answered)
    sample.cpu += server.cpu - before
    sample.seconds += load.seconds
    sample.took += load.took
    return sample

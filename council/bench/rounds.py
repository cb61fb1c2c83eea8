"""The rounds: in each of them every target once, in an order of chance, so that a loud minute hits all alike."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random

from council.bench.client import Asked, lasting
from council.bench.disk import synced, whole_ballots
from council.bench.measuring import Sample, measure
from council.bench.reading import Reading
from council.bench.reckoning import BARE, HASHED, RAW_BALLOTS, STATIC, STATIC_ALONE, SYNC, Target
from council.bench.rungs import PAGE
from council.bench.servers import Server, get
from council.bench.sitting import CONNECTIONS, Sitting
from council.bench.starting import started
from council.bench.verifying import hashed, verified
from council.bench.voting import Voting
from council.ledger.book import Book

Run = Callable[[], Sample]
Plan = dict[Target, Run]


def of_rungs(bare: Server, static: Server, seconds: float) -> Plan:
    asked = Asked(get(b"/"), body=PAGE)
    return {
        BARE: lambda: measure(bare, lasting(asked, seconds), 16),
        STATIC: lambda: measure(static, lasting(asked, seconds), 16),
        STATIC_ALONE: lambda: measure(static, lasting(asked, seconds), 1),
    }


def of_reading(size: str, reading: Reading, workloads: str, seconds: float) -> Plan:
    """W1 to W3 of one size."""
    plan: Plan = {}
    if "1" in workloads:
        for way, connections in (("identity", 1), ("identity", 16), ("br", 16), ("304", 16)):
            plan[Target(size, f"W1 {way}", connections)] = partial(reading.cached, way, connections, seconds)
    if "2" in workloads:
        for connections in (1, 16):
            plan[Target(size, "W2", connections)] = partial(reading.after_changes, connections, seconds)
    if "3" in workloads:
        plan[Target(size, "W3 kept", 16)] = partial(reading.kept_list, 16, seconds)
        plan[Target(size, "W3 first", 16)] = partial(reading.first_pages, 16, seconds)
        plan[Target(size, "W3 deep", 16)] = partial(reading.deep_pages, 16, seconds)
    return plan


def of_disk(folder: Path, seconds: float) -> Plan:
    return {SYNC: partial(synced, folder, seconds), RAW_BALLOTS: partial(whole_ballots, folder, seconds)}


def of_voting(size: str, voting: Voting, seconds: float) -> Plan:
    """W4: alone, sixteen at once, sixty-four at once."""
    return {
        Target(size, "W4", connections): partial(voting.ballots, connections, seconds) for connections in (1, 16, 64)
    }


def of_sitting(size: str, sitting: Sitting, seconds: float) -> Plan:
    return {
        Target(size, "W5 quiet", CONNECTIONS): partial(sitting.quiet, seconds),
        Target(size, "W5 mixed", CONNECTIONS): partial(sitting.mixed, seconds),
    }


def of_starting(servers: Mapping[str, Server]) -> Plan:
    return {Target(size, "W6", 1): partial(started, server) for size, server in servers.items()}


def of_verifying(size: str, book: Book) -> Plan:
    return {HASHED: partial(hashed, book), Target(size, "W7", 1): partial(verified, book)}


def run_rounds(
    plan: Mapping[Target, Run], rounds: int, dice: Random, progress: Callable[[Target], None] = lambda target: None
) -> dict[Target, list[Sample]]:
    samples: dict[Target, list[Sample]] = {target: [] for target in plan}
    for _ in range(rounds):
        order = list(plan)
        dice.shuffle(order)
        for target in order:
            progress(target)
            samples[target].append(plan[target]())
    return samples

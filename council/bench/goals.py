"""Every goal, with its floor and its aim, and what of the samples it is judged by."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from council.bench.measuring import Sample
from council.bench.reckoning import (
    PGBENCH,
    RAW_BALLOTS,
    STATIC,
    SYNC,
    Goal,
    Judged,
    Samples,
    Target,
    costs,
    in_rounds,
    shares,
)
from council.rules.refusal import N_

# ── the goals of reading ──

SHARES = {
    "W1 identity": Goal(N_("W1 cached page / static"), 0.40, 0.55),
    "W1 br": Goal(N_("W1 cached page, brotli / static"), 0.40, 0.55),
    "W1 304": Goal(N_("W1 not modified (304) / static"), 0.50, 0.60),
    "W2": Goal(N_("W2 page drawn anew / static"), 0.07, 0.11),
    "W3 kept": Goal(N_("W3 list, cached / static"), 0.15, 0.30),
    "W3 first": Goal(N_("W3 list drawn anew / static"), 0.15, 0.30),
}
COSTS = {
    "W1 identity": Goal(N_("W1 cost / in the village"), 1.25, 1.10, at_least=False),
    "W2": Goal(N_("W2 cost / in the village"), 1.25, 1.10, at_least=False),
    "W3 first": Goal(N_("W3 cost / in the village"), 1.25, 1.10, at_least=False),
}
DEEP = Goal(N_("W3 cost, deep page / first page"), 1.25, 1.10, at_least=False)


def judge_reading(samples: Samples, sizes: Sequence[str]) -> Iterator[Judged]:
    """The goals of W1 to W3 in these sizes."""
    for what, goal in SHARES.items():
        for size in sizes:
            yield Judged(goal, size, shares(samples, Target(size, what, 16), STATIC))
    for size in sizes:
        for what, goal in COSTS.items():
            if size != "village":
                yield Judged(goal, size, costs(samples, Target(size, what, 16), Target("village", what, 16)))
    for size in sizes:
        if size != "village":
            yield Judged(DEEP, size, costs(samples, Target(size, "W3 deep", 16), Target(size, "W3 first", 16)))


# ── of voting, starting and memory ──

BALLOTS = Goal(N_("W4 ballots at 64 connections / the disk's fdatasync rate"), 0.7, 1.0)
OF_RAW = Goal(N_("W4 ballots at 64 connections / raw whole ballots, 50 to a commit"), 0.08, 0.12)
ALONE = Goal(N_("W4 p50 of a lone ballot / one fdatasync"), 5, 3, at_least=False)
KEPT = Goal(N_("W4 acknowledged ballots that are not there after kill -9"), 0, 0, at_least=False)
BESIDE = Goal(N_("W5 p99 of reads, with ballots / without"), 2, 1.5, at_least=False)
MEMORY = Goal(N_("W6 memory of one worker (PSS)"), 120, 90, at_least=False, unit=" MiB")
START = Goal(N_("W6 start to first answer, county / village"), 1.2, 1.05, at_least=False)


def judge_voting(samples: Samples, size: str, lost: int | None) -> Iterator[Judged]:
    """The goals of W4 and W5."""
    many, alone = Target(size, "W4", 64), Target(size, "W4", 1)
    yield Judged(BALLOTS, size, in_rounds(samples, many, SYNC, _rate, _rate))
    yield Judged(OF_RAW, size, in_rounds(samples, many, RAW_BALLOTS, _rate, _rate))
    yield Judged(ALONE, size, in_rounds(samples, alone, SYNC, _p50, _p50))
    yield Judged(KEPT, size, () if lost is None else (lost,))
    mixed, quiet = Target(size, "W5 mixed", 20), Target(size, "W5 quiet", 20)
    yield Judged(BESIDE, size, in_rounds(samples, mixed, quiet, _p99, _p99))


def judge_starting(samples: Samples, memory: Mapping[str, float]) -> Iterator[Judged]:
    """The goals of W6; those of the county, where it was measured."""
    for size, mib in memory.items():
        yield Judged(MEMORY, size, (mib,))
    county, village = Target("county", "W6", 1), Target("village", "W6", 1)
    if samples.get(county) and samples.get(village):
        wall = median(one.seconds / other.seconds for one, other in zip(samples[county], samples[village], strict=True))
        yield Judged(START, "county", (wall, *costs(samples, county, village)))


SERVED = Goal(N_("W8 ballots at 16 connections / pgbench with the same statements"), 0.10, 0.20)


def judge_served(samples: Samples, where: str, lost: int | None) -> Iterator[Judged]:
    """The goals of W8; the first is known only where pgbench was there."""
    yield Judged(SERVED, where, in_rounds(samples, Target(where, "W4", 16), PGBENCH, _rate, _rate))
    yield Judged(KEPT, where, () if lost is None else (lost,))


def _rate(sample: Sample) -> float:
    return sample.rate


def _p50(sample: Sample) -> float:
    return sample.quantile(0.5)


def _p99(sample: Sample) -> float:
    return sample.quantile(0.99)

"""From samples to figures and goals. Everything that is quoted is a ratio of two things measured in the same rounds.

The rate ratio is the median over the rounds; processor time a request is its least over the rounds, because a loud
neighbour only ever adds to it. A goal that speaks of a share of the static page is met where both ratios meet it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from council.bench.measuring import Sample


class Target(NamedTuple):
    """What is measured: of which size (none: a rung), and with how many connections."""

    size: str
    what: str
    connections: int


BARE, STATIC, STATIC_ALONE = Target("", "bare", 16), Target("", "static", 16), Target("", "static", 1)
SYNC, RAW_BALLOTS, HASHED = Target("", "fdatasync", 1), Target("", "raw ballots", 1), Target("", "hashing", 1)
PGBENCH = Target("", "pgbench", 16)
Samples = Mapping[Target, Sequence[Sample]]  # one of each round


class Verdict(StrEnum):
    AIM = "aim"
    FLOOR = "floor"
    MISSED = "missed"
    UNKNOWN = "unknown"  # not measured


@dataclass(frozen=True, slots=True)
class Goal:
    """What performance is to be. `at_least`: a larger value is better; else a smaller one."""

    said: str
    floor: float
    aim: float
    at_least: bool = True
    unit: str = ""

    def verdict(self, values: Sequence[float]) -> Verdict:
        """All of the values must meet it."""
        if not values:
            return Verdict.UNKNOWN
        worst = min(values) if self.at_least else max(values)
        for mark, verdict in ((self.aim, Verdict.AIM), (self.floor, Verdict.FLOOR)):
            if worst >= mark if self.at_least else worst <= mark:
                return verdict
        return Verdict.MISSED


@dataclass(frozen=True, slots=True)
class Judged:
    """A goal with what was measured, in one size."""

    goal: Goal
    size: str
    values: tuple[float, ...]

    @property
    def verdict(self) -> Verdict:
        return self.goal.verdict(self.values)


def least_cpu(samples: Sequence[Sample]) -> float:
    """Seconds a request."""
    return min(sample.cpu_each for sample in samples)


def rate_ratio(samples: Sequence[Sample], of: Sequence[Sample]) -> float:
    """The median over the rounds of how the two rates stood to each other in the same round."""
    return median(one.rate / other.rate for one, other in zip(samples, of, strict=True))


def shares(samples: Samples, target: Target, of: Target) -> tuple[float, ...]:
    """Rate and processor time of a target, as shares of another's; nothing where one was not measured."""
    if not (samples.get(target) and samples.get(of)):
        return ()
    return rate_ratio(samples[target], samples[of]), least_cpu(samples[of]) / least_cpu(samples[target])


def costs(samples: Samples, target: Target, of: Target) -> tuple[float, ...]:
    """How many times the processor time of another a request takes."""
    if not (samples.get(target) and samples.get(of)):
        return ()
    return (least_cpu(samples[target]) / least_cpu(samples[of]),)


def in_rounds(
    samples: Samples, target: Target, of: Target, value: Callable[[Sample], float], other: Callable[[Sample], float]
) -> tuple[float, ...]:
    """The median over the rounds of how a value of one stood to a value of the other."""
    if not (samples.get(target) and samples.get(of)):
        return ()
    pairs = zip(samples[target], samples[of], strict=True)
    return (median(value(one) / other(reference) for one, reference in pairs),)

"""From samples to figures and goals. Everything that is quoted is a ratio of two things measured in the same rounds.

The rate ratio is the median over the rounds; processor time a request is its least over the rounds, because a loud
neighbour only ever adds to it. A goal that speaks of a share of the static page is met where both ratios meet it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from council.bench.measuring import Sample
from council.rules.refusal import N_


class Target(NamedTuple):
    """What is measured: of which size (none: a rung), and with how many connections."""

    size: str
    what: str
    connections: int


BARE, STATIC, STATIC_ALONE = Target("", "bare", 16), Target("", "static", 16), Target("", "static", 1)
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
    "W1 identity": Goal(N_("W1 cost, county / village"), 1.25, 1.10, at_least=False),
    "W2": Goal(N_("W2 cost, county / village"), 1.25, 1.10, at_least=False),
    "W3 first": Goal(N_("W3 cost, county / village"), 1.25, 1.10, at_least=False),
}
DEEP = Goal(N_("W3 cost, deep page / first page"), 1.25, 1.10, at_least=False)


def judge_reading(samples: Samples, sizes: Sequence[str]) -> Iterator[Judged]:
    """The goals of W1 to W3 in these sizes."""
    for what, goal in SHARES.items():
        for size in sizes:
            yield Judged(goal, size, shares(samples, Target(size, what, 16), STATIC))
    if "county" in sizes and "village" in sizes:
        for what, goal in COSTS.items():
            values = costs(samples, Target("county", what, 16), Target("village", what, 16))
            yield Judged(goal, "county", values)
    for size in sizes:
        if size != "village":
            yield Judged(DEEP, size, costs(samples, Target(size, "W3 deep", 16), Target(size, "W3 first", 16)))

"""Each goal is judged by what it speaks of."""

import pytest

from council.bench.goals import SHARES, judge_reading, judge_served, judge_starting, judge_voting
from council.bench.measuring import Sample
from council.bench.reckoning import PGBENCH, RAW_BALLOTS, STATIC, SYNC, Target, Verdict


def even(rate: int, each: float = 0.001, cpu: float = 0.0001) -> Sample:
    """A second in which `rate` answers came, each after the same time."""
    return Sample(1.0, cpu * rate, [each] * rate)


def test_every_goal_of_reading_is_judged_in_every_size() -> None:
    def all_of(size: str, cpu: float) -> dict[Target, list[Sample]]:
        return {Target(size, what, 16): [even(500, cpu=cpu)] for what in (*SHARES, "W3 deep")}

    samples = {STATIC: [even(1000)]} | all_of("village", 0.0002) | all_of("county", 0.00023)
    judged = list(judge_reading(samples, ["village", "county"]))
    assert len(judged) == 2 * len(SHARES) + 3 + 1
    county = [one for one in judged if one.goal.said == "W2 cost / in the village"]
    assert [(one.size, one.verdict) for one in county] == [("county", Verdict.FLOOR)]
    assert all(one.values for one in judged)


def test_ballots_are_held_against_the_disk_of_the_same_round() -> None:
    samples = {
        SYNC: [even(2000, 0.0004), even(200, 0.004)],
        RAW_BALLOTS: [even(20_000), even(2_000)],
        Target("county", "W4", 64): [even(2400), even(240)],
        Target("county", "W4", 1): [even(800, 0.001), even(80, 0.010)],
        Target("county", "W5 quiet", 20): [even(100, 0.010)],
        Target("county", "W5 mixed", 20): [even(100, 0.021)],
    }
    judged = {one.goal.said.split(" ")[1]: one for one in judge_voting(samples, "county", 0)}
    assert [one.values[0] for one in judge_voting(samples, "county", 0)] == pytest.approx([1.2, 0.12, 2.5, 0, 2.1])
    assert judged["acknowledged"].verdict is Verdict.AIM
    assert judged["p50"].verdict is Verdict.AIM
    assert judged["p99"].verdict is Verdict.MISSED
    lost = list(judge_voting(samples, "county", 1))[3]
    assert lost.verdict is Verdict.MISSED, "one lost ballot is one too many"


def test_starts_and_memory_are_of_the_county() -> None:
    samples = {
        Target("village", "W6", 1): [Sample(1.0, 0.8, [1.0]), Sample(2.0, 0.9, [2.0])],
        Target("county", "W6", 1): [Sample(1.02, 0.81, [1.02]), Sample(2.1, 1.2, [2.1])],
    }
    village, county, start = judge_starting(samples, {"village": 60.0, "county": 95.0})
    assert (village.verdict, county.verdict) == (Verdict.AIM, Verdict.FLOOR)
    assert start.values == pytest.approx((1.035, 0.81 / 0.8))
    assert start.verdict is Verdict.AIM


def test_on_postgresql_ballots_are_held_against_pgbench() -> None:
    name = "county, PostgreSQL × 1"
    samples = {PGBENCH: [even(1000)], Target(name, "W4", 16): [even(150)]}
    assert [one.verdict for one in judge_served(samples, name, 0)] == [Verdict.FLOOR, Verdict.AIM]
    assert [one.verdict for one in judge_served({}, name, 1)] == [Verdict.UNKNOWN, Verdict.MISSED]

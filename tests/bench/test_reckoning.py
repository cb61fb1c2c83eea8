"""Ratios and goals, from numbers written down by hand."""

import pytest

from council.bench.measuring import Sample
from council.bench.reckoning import (
    STATIC,
    Goal,
    Target,
    Verdict,
    costs,
    least_cpu,
    rate_ratio,
    shares,
)


def sample(rate: float, cpu: float, took: tuple[float, ...] = ()) -> Sample:
    """A second in which `rate` requests came, each for `cpu` seconds of a processor."""
    count = round(rate)
    return Sample(1.0, cpu * count, list(took) or [0.001] * count)


def test_the_rate_ratio_is_the_median_of_the_rounds_each_in_itself() -> None:
    static = [sample(1000, 0.1), sample(100, 0.1), sample(500, 0.1)]
    page = [sample(500, 0.1), sample(90, 0.1), sample(300, 0.1)]
    assert rate_ratio(page, static) == pytest.approx(0.6), "0.5, 0.9 and 0.6; a loud round hits both"


def test_processor_time_is_the_least_of_the_rounds() -> None:
    assert least_cpu([sample(100, 0.004), sample(100, 0.002), sample(100, 0.003)]) == pytest.approx(0.002)


def test_a_share_is_of_rate_and_of_processor_time() -> None:
    page = Target("village", "W2", 16)
    samples = {STATIC: [sample(1000, 0.0001)], page: [sample(200, 0.0004)]}
    assert shares(samples, page, STATIC) == pytest.approx((0.2, 0.25))
    assert costs(samples, page, STATIC) == pytest.approx((4.0,))
    assert shares(samples, Target("county", "W2", 16), STATIC) == ()


def test_a_goal_is_met_where_every_value_meets_it() -> None:
    goal = Goal("", floor=0.07, aim=0.11)
    assert goal.verdict((0.12, 0.11)) is Verdict.AIM
    assert goal.verdict((0.12, 0.10)) is Verdict.FLOOR
    assert goal.verdict((0.12, 0.06)) is Verdict.MISSED
    assert goal.verdict(()) is Verdict.UNKNOWN
    cost = Goal("", floor=1.25, aim=1.10, at_least=False)
    assert cost.verdict((1.10,)) is Verdict.AIM
    assert cost.verdict((1.2,)) is Verdict.FLOOR
    assert cost.verdict((1.3,)) is Verdict.MISSED


def test_quantiles_are_of_the_answers_as_they_came() -> None:
    took = sample(1, 0.1, (0.005, 0.001, 0.004, 0.002, 0.003))
    assert took.quantile(0.5) == 0.003
    assert took.quantile(0.99) == 0.005

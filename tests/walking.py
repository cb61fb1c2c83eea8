"""Random walks of fifty steps: eight of them, the same each time, or two hundred at random, by `COUNCIL_WALKS=1`."""

import os
from collections import Counter
from typing import ClassVar, Protocol

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

FEW, WHOLE = 8, 200
by_command = pytest.mark.skipif("COUNCIL_WALKS" not in os.environ, reason="minutes, at random: set COUNCIL_WALKS")


class Walker(Protocol):
    """A state machine that counts what was done in it."""

    seen: ClassVar[Counter[str]]


def run(machine: type[Walker], examples: int) -> Counter[str]:
    """So many runs of fifty steps. What was done in them, as the machine counts it."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    quick = settings(
        stateful_step_count=50, max_examples=examples, deadline=None, suppress_health_check=checks, database=None,
        report_multiple_bugs=False, phases=[Phase.generate, Phase.shrink], derandomize=examples < WHOLE,
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=quick)  # type: ignore[no-untyped-call]
    return machine.seen

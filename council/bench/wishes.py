"""What a run is asked for, and what it found."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from council.bench.measuring import Sample
from council.bench.reckoning import Target
from council.bench.sizes import Size

Watch = Callable[[int], Callable[[Target], None]]
"""Told how many measurements a part of the run has; what it answers is told of each as it begins."""


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
    """Everything that was measured."""

    samples: dict[Target, list[Sample]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)  # PSS in MiB, by size
    voted: list[str] = field(default_factory=list)  # the sizes in which ballots were cast
    acknowledged: dict[str, int] = field(default_factory=dict)  # ballots, by where they were cast
    lost: dict[str, int] = field(default_factory=dict)  # those of them that were not there after kill -9
    served: tuple[str, ...] = ()  # what W8 ran on

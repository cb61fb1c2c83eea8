"""The path a matter walks: its stages in order, who acts at each, what each asks, and where a failure leads.

Four discussions, two publications (四议两公开): Party organisation regulation 2019 art. 19 names the steps; every
number comes from the path's file with its source.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from council.rules.charter import CharterFault, Source
from council.rules.refusal import Name
from council.rules.stage import Failure as Failure
from council.rules.stage import Kind as Kind
from council.rules.stage import Record as Record
from council.rules.stage import Stage as Stage
from council.rules.stage import settled as settled
from council.rules.stage import stage_faults

WORKS, RESOLUTION = "works", "resolution"
"""The keys of the stages at which a matter is carried out, and decided, on every path: rooms find them by that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Ordered stages. An impossible path raises CharterFault with the field named."""

    key: str
    name: Name
    stages: tuple[Stage, ...]
    source: Source
    default_for: tuple[str, ...] = ()  # charters of the deciding body for which this is the usual path

    def __post_init__(self) -> None:
        for name, message in _faults(self):
            raise CharterFault(name, message)

    def stage(self, key: str) -> Stage:
        """The stage of this key; KeyError where there is none."""
        return self.stages[self.place(key)]

    def place(self, key: str) -> int:
        """Where a stage stands, from 0; KeyError where there is none."""
        for place, stage in enumerate(self.stages):
            if stage.key == key:
                return place
        raise KeyError(key)

    @property
    def resolution(self) -> Stage:
        """The stage that decides the motion."""
        return next(stage for stage in self.stages if stage.resolves)

    @property
    def stations(self) -> tuple[Stage, ...]:
        """What the rail shows, in order."""
        return tuple(stage for stage in self.stages if stage.station)

    def number(self, key: str) -> int | None:
        """The number people call a stage by, from 1; None for carrying out."""
        numbers = {stage.key: number for number, stage in enumerate(self.stations, 1)}
        return numbers.get(key)

    def before(self, key: str) -> tuple[Stage, ...]:
        """The stages a matter must have passed before this one."""
        return tuple(stage for stage in self.stages[: self.place(key)] if stage.needed)

    def after(self, key: str) -> Stage | None:
        """The next stage a matter needs, or None at the end."""
        return next((stage for stage in self.stages[self.place(key) + 1 :] if stage.needed), None)

    @property
    def first(self) -> Stage:
        """Where a matter begins."""
        return next(stage for stage in self.stages if stage.needed)

    def taken_by(self, matter: str) -> "Path":
        """The path as one matter takes it: stages it does not ask of this matter are marked."""
        stages = (replace(s, needed=not s.only_for or matter in s.only_for) for s in self.stages)
        return replace(self, stages=tuple(stages))


# ── what a path cannot be ──


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    """Each impossible thing: its field and why."""
    keys = [stage.key for stage in path.stages]
    if not keys or len(set(keys)) < len(keys):
        yield "stages", "there are none, or one stands twice"
        return
    if [stage.key for stage in path.stages if stage.resolves] != [RESOLUTION]:
        yield "resolves", f"exactly one stage decides the motion, and it is called {RESOLUTION}"
        return
    for stage in path.stages:
        for name, message in (*_order_faults(path, keys, stage), *stage_faults(stage)):
            yield f"{stage.key}.{name}", message
    yield from _publication_faults(path, keys)


def _order_faults(path: Path, keys: list[str], stage: Stage) -> Iterator[tuple[str, str]]:
    place = keys.index(stage.key)
    if (stage.if_rejected is Failure.BACK) != (stage.back_to is not None):
        yield "back_to", "is named where a no leads back, and only there"
    if stage.back_to is not None and stage.back_to not in keys[: place + 1]:
        yield "back_to", f"{stage.back_to} does not stand before"
    if stage.if_amended is not None and stage.if_amended not in keys[: place + 1]:
        yield "if_amended", f"{stage.if_amended} does not stand before"
    if stage.may_merge_into is not None and keys[place - 1 : place] != [stage.may_merge_into]:
        yield "may_merge_into", "is the stage just before"
    for target in (stage.back_to, stage.if_amended, stage.may_merge_into):
        if target is not None and target in keys and path.stages[keys.index(target)].only_for:
            yield "back_to", f"{target} is not asked of every matter"
    if stage.resolves and stage.only_for:
        yield "only_for", "every matter is decided"


def _publication_faults(path: Path, keys: list[str]) -> Iterator[tuple[str, str]]:
    """Nothing is carried out that was not resolved, and published for its days."""
    published = [stage.key for stage in path.stages if stage.about == "resolution" and not stage.only_for]
    carried_out = [stage.key for stage in path.stages if stage.kind is Kind.WORKS]
    if len(published) != 1 or len(carried_out) != 1:
        yield "stages", "one resolution is published to all and one thing is carried out"
    elif carried_out != [WORKS]:
        yield "stages", f"the stage at which it is carried out is called {WORKS}"
    elif not keys.index(path.resolution.key) < keys.index(published[0]) < keys.index(carried_out[0]):
        yield "stages", "first the resolution, then its publication, then carrying out"

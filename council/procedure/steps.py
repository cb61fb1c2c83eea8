"""The steps that matters take here, each with what it asks and where that comes from: for the page of the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from council.kit.db import Db
from council.procedure.choosing import path_to
from council.procedure.reading import Chosen, chosen_path
from council.rules.charter import Source
from council.rules.organ import ORGANS
from council.rules.path import Failure, Path, Record, Stage
from council.rules.refusal import N_, Name, Refusal
from council.seats.tables import BodyRow

RECORDS = {
    Record.PAPERS: N_("The plan was with every member before."),
    Record.OBSERVERS: N_("The township sent somebody, who is named."),
    Record.OPINION: N_("A written opinion is on file."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a step asks, in words, with its source where that is not the step's own."""

    words: Refusal
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Step:
    name: Name
    organs: tuple[Name, ...]
    asks: tuple[Asked, ...]
    source: Source | None


@dataclass(frozen=True, slots=True)
class Steps:
    """A path and the bodies here whose matters take it. `citation`: what the village's choice of it rests on."""

    path: Path
    bodies: tuple[BodyRow, ...]
    steps: tuple[Step, ...]
    citation: str | None


def steps_here(db: Db, community: UUID, bodies: Sequence[BodyRow]) -> list[Steps]:
    """The paths on which matters come to these bodies, each once. One query."""
    chosen = chosen_path(db, community)
    taken: dict[str, tuple[Path, list[BodyRow]]] = {}
    for body in bodies:
        if path := path_to(body, chosen):
            taken.setdefault(path.key, (path, []))[1].append(body)
    return [
        Steps(path, tuple(to), tuple(map(_step, path.stages)), _citation(path, chosen)) for path, to in taken.values()
    ]


def _citation(path: Path, chosen: Chosen | None) -> str | None:
    return chosen.citation if chosen and chosen.path == path.key else None


def _step(stage: Stage) -> Step:
    return Step(
        stage.name,
        tuple(ORGANS[organ] for organ in stage.organs),
        tuple(Asked(words, stage.sources.get(key)) for key, words in _asks(stage)),
        stage.sources.get("stage"),
    )


def _asks(stage: Stage) -> Iterator[tuple[str, Refusal]]:
    """What the stage settles, by its key in `rules.path.PROVISIONS`."""
    for key, sentence in DAYS.items():
        if days := getattr(stage, key):
            yield key, Refusal(sentence, days=days)
    if stage.carries:
        yield "carries", Refusal("At least %(share)s of those who answer must be content.", share=stage.carries.share)
    if stage.may_merge_into:
        yield "merge", Refusal("It may be held together with the step before, where one person chairs both.")
    for record in stage.required:
        yield "required", Refusal(RECORDS[record])
    if stage.if_rejected is not Failure.BACK:
        yield "stage", Refusal(NO[stage.if_rejected])


DAYS = {
    "publicity_days": N_("It hangs for at least %(days)s days; the day of posting is not counted."),
    "reply_days": N_("An objection is answered within %(days)s days."),
    "papers_days": N_("Every member has the plan at least %(days)s days before."),
    "within_days": N_("It is done within %(days)s days of the step before."),
    "report_days": N_("Progress is reported at least every %(days)s days."),
    "ask_days": N_("%(days)s days after acceptance, everyone who decides or objected is asked again if it is done."),
    "answer_days": N_("After that they have %(days)s days to answer."),
    "reopens": N_(
        "If %(days)s members, representatives or objectors say that it is not done, it is carried out again."
    ),
}
NO = {
    Failure.STOP: N_("If it says no, the matter is shelved."),
    Failure.END: N_("If it says no, the matter is not passed."),
}

"""The path a matter walks, frozen into it when it began: stages, days and citations."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from council.charters.frozen import name_facts, source_facts, source_from
from council.rules.book import canonical
from council.rules.charter import Source
from council.rules.organ import Organ
from council.rules.path import Failure, Kind, Path, Record, Stage, settled
from council.rules.refusal import Name
from council.rules.share import Part, part_facts, part_from

PLAIN = (
    "key", "discussion", "openness", "about", "resolves", "if_rejected", "back_to", "if_amended",
    "may_merge_into", "publicity_days", "reply_days", "papers_days", "within_days", "report_days", "ask_days",
    "answer_days", "reopens", "needed",
)  # fmt: skip
UNTOLD = Source(Name("–", "–"), date(1949, 10, 1))
LISTS = {"organs": Organ, "same_chair": Organ, "required": Record, "only_for": str}


def freeze(path: Path) -> str:
    """The path of a matter that begins now, as canonical JSON."""
    return canonical(
        {
            "key": path.key,
            "name": name_facts(path.name),
            "source": source_facts(path.source),
            "stages": [
                {
                    **facts,
                    "name": name_facts(stage.name),
                    "sources": {key: source_facts(s) for key, s in stage.sources.items()},
                }
                for stage, facts in zip(path.stages, stages_facts(path), strict=True)
            ],
        }
    ).decode()


def _sources(stage: Stage) -> dict[str, object]:
    return {key: source_facts(source) for key, source in stage.sources.items()}


@lru_cache(maxsize=256)
def thaw(text: str) -> Path:
    """The path that `freeze` wrote."""
    kept = json.loads(text)
    return Path(
        key=kept["key"],
        name=Name(**kept["name"]),
        source=source_from(kept["source"]),
        stages=tuple(
            stage_from(
                stage,
                Name(**stage["name"]),
                {key: source_from(source) for key, source in stage["sources"].items()},
            )
            for stage in kept["stages"]
        ),
    )


# ── what the book says of it ──


def stages_facts(path: Path) -> list[dict[str, object]]:
    """The stages as keys and integers: what the order rests on, without names and citations. What is not set is left
    out."""
    return [_facts(stage) for stage in path.stages]


def _facts(stage: Stage) -> dict[str, object]:
    found: dict[str, object] = {name: getattr(stage, name) for name in PLAIN}
    found |= {name: list(getattr(stage, name)) for name in LISTS}
    found["does"] = stage.kind.value
    found["carries"] = part_facts(stage.carries, "") if stage.carries else None
    return {name: value for name, value in found.items() if value not in (None, [], False)}


def path_told(key: str, stages: Sequence[Mapping[str, Any]]) -> Path:
    """A path as the book tells it: what its order rests on, with keys for names and no citations."""
    return Path(
        key=key,
        name=Name(key, key),
        source=UNTOLD,
        stages=tuple(_untold(stage_from(stage, Name(stage["key"], stage["key"]), {})) for stage in stages),
    )


def _untold(stage: Stage) -> Stage:
    return replace(stage, sources=dict.fromkeys(settled(stage), UNTOLD))


def stage_from(facts: Mapping[str, Any], name: Name, sources: Mapping[str, Source]) -> Stage:
    """The stage that `stages_facts` wrote."""
    plain = {key: facts[key] for key in PLAIN if key in facts}
    lists = {key: tuple(kind(word) for word in facts.get(key, ())) for key, kind in LISTS.items()}
    given: dict[str, Any] = {
        **plain,
        **lists,
        "kind": Kind(facts["does"]),
        "if_rejected": Failure(facts["if_rejected"]),
        "needed": facts.get("needed", False),
        "carries": Part(*part_from(facts["carries"], "")) if "carries" in facts else None,
    }
    return Stage(name=name, sources=sources, **given)


def citations(path: Path) -> str:
    """What each stage rests on, a line each, in the language of the law: for the book to seal and open."""
    return "\n".join(
        f"{stage.name.zh}：{'；'.join(dict.fromkeys(source.text.zh for source in stage.sources.values()))}"
        for stage in path.stages
    )

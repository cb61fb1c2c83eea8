"""From TOML to the paths. A path may be `like` another; then only what differs is written."""

from council.charters.charter_file import part_words
from council.charters.reading import Table, built, named, sources
from council.rules.charter import CharterFault, Source
from council.rules.organ import Organ
from council.rules.path import Failure, Kind, Path, Record, Stage
from council.rules.share import Part, part_from

DAYS = {
    "publicity": "publicity_days",
    "reply": "reply_days",
    "papers": "papers_days",
    "within": "within_days",
    "report": "report_days",
    "ask": "ask_days",
    "answering": "answer_days",
}
"""The table that writes each number of days. Each names its source."""


def read_paths(file: Table) -> dict[str, Path]:
    """Every path of the file, in its order."""
    listed = sources(file)
    table = file.table("paths")
    written: dict[str, dict[str, object]] = {}
    for key in list(table.values):
        written[key] = _whole(table.table(key), written)
    table.values.clear()
    return file.done({key: _path(key, Table(values, f"paths.{key}"), listed) for key, values in written.items()})


def _whole(table: Table, former: dict[str, dict[str, object]]) -> dict[str, object]:
    """What a path says, filled up from the one it is like."""
    if not table.has("like"):
        return table.values
    like = table.text("like")
    if like not in former:
        raise CharterFault(table.field("like"), f"{like} does not stand before")
    base = former[like]
    stages = {key: dict(stage) for key, stage in _stages(base).items()}
    for key, own in _stages(table.values).items():
        stages[key] = {**stages.get(key, {}), **own}
    named_here = {key: value for key, value in base.items() if key != "default_for"}
    return {**named_here, **table.values, "stages": stages}


def _stages(values: dict[str, object]) -> dict[str, dict[str, object]]:
    stages = values.get("stages", {})
    assert isinstance(stages, dict)
    return stages


def _path(key: str, table: Table, listed: dict[str, Source]) -> Path:
    stages = table.table("stages")
    order = table.texts("order")
    if unknown := [stage for stage in order if not stages.has(stage)]:
        raise CharterFault(table.field("order"), f"{unknown[0]} is no stage")
    found = tuple(_stage(stage, stages.table(stage), listed) for stage in order)
    stages.done(None)
    path = built(
        table.at,
        lambda: Path(
            key=key,
            name=table.name("name"),
            stages=found,
            source=named(listed, table),
            default_for=table.texts("default_for") if table.has("default_for") else (),
        ),
    )
    return table.done(path)


def _stage(key: str, table: Table, listed: dict[str, Source]) -> Stage:
    found = {"stage": named(listed, table)}
    days = {name: _sourced(table, word, listed, found, name) for word, name in DAYS.items()}
    merge = _part(table, "merge", listed, found, "merge")
    only = _part(table, "only", listed, found, "only_for")
    carries = _part(table, "carries", listed, found, "carries")
    required = _part(table, "required", listed, found, "required")
    reopen = _part(table, "reopen", listed, found, "reopens")
    records = tuple(Record(word) for word in required.texts("records")) if required else ()
    stage = built(
        table.at,
        lambda: Stage(
            key=key,
            name=table.name("name"),
            kind=Kind(table.text("kind")),
            organs=_organs(table, "organs"),
            sources=found,
            discussion=table.take("discussion", int) if table.has("discussion") else None,
            openness=table.take("openness", int) if table.has("openness") else None,
            about=table.text("about") if table.has("about") else None,
            resolves=table.take("resolves", bool) if table.has("resolves") else False,
            if_rejected=Failure(table.text("if_rejected")),
            back_to=table.text("back_to") if table.has("back_to") else None,
            if_amended=table.text("if_amended") if table.has("if_amended") else None,
            may_merge_into=merge.text("into") if merge else None,
            same_chair=_organs(merge, "same_chair") if merge else (),
            required=(*records, *((Record.PAPERS,) if days["papers_days"] else ())),
            carries=Part(*part_from(part_words(carries), "")) if carries else None,
            only_for=only.texts("matters") if only else (),
            reopens=reopen.take("noes", int) if reopen else None,
            publicity_days=days["publicity_days"],
            reply_days=days["reply_days"],
            papers_days=days["papers_days"],
            within_days=days["within_days"],
            report_days=days["report_days"],
            ask_days=days["ask_days"],
            answer_days=days["answer_days"],
        ),
    )
    for part in (merge, only, carries, required, reopen):
        if part:
            part.done(None)
    return table.done(stage)


def _organs(table: Table, key: str) -> tuple[Organ, ...]:
    words = table.texts(key)
    return built(table.field(key), lambda: tuple(Organ(word) for word in words))


def _part(table: Table, word: str, listed: dict[str, Source], found: dict[str, Source], name: str) -> Table | None:
    """A table of the stage with its source, if it has one."""
    if not table.has(word):
        return None
    part = table.table(word)
    found[name] = named(listed, part)
    return part


def _sourced(table: Table, word: str, listed: dict[str, Source], found: dict[str, Source], name: str) -> int | None:
    part = _part(table, word, listed, found, name)
    return part.done(part.take("days", int)) if part else None

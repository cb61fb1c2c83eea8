"""From a charter's TOML to a Charter."""

from collections.abc import Mapping
from typing import Any

from council.charters.reading import Table, built, named, sources
from council.rules.charter import Category, Charter
from council.rules.organ import Organ
from council.rules.provisions import OFFICES, Bars, Portion
from council.rules.refusal import Name
from council.rules.share import part_from, share
from council.rules.threshold import Quorum, RecusalMode, Rule, Threshold

PROVISIONS = {
    "seats": "seats",
    "size": "size",
    "term": "term_years",
    "threshold": "threshold",
    "quorum": "quorum",
    "recusal": "recusal",
    "parity": "parity",
    "proposers": "proposers",
    "notice": "notice_days",
    "window": "window",
    "window_hours": "window_hours",
    "again": "again_days",
    "vacancy": "vacancy",
    "count_by": "count_by",
    "online": "online",
    "proxies": "proxies",
    "roll": "roll",
    "composed_of": "composed_of",
    "convened_by": "convened_by",
    "shares": "shares",
    "present_shares": "present_shares",
    "unreachable": "unreachable",
    "bars": "bars",
}
"""The table that writes each provision. Each names its source."""

MAY_LACK = {
    "seats", "size", "term", "quorum", "window_hours", "vacancy", "composed_of", "convened_by", "shares",
    "present_shares", "unreachable", "bars",
}  # fmt: skip


def read_charter(file: Table) -> Charter:
    """The charter a file writes. Unknown, missing and impossible things are a CharterFault."""
    listed = sources(file)
    written = {key: file.table(key) for key in PROVISIONS if key not in MAY_LACK or file.has(key)}
    charter = built(
        "charter",
        lambda: Charter(
            key=file.text("key"),
            name=file.name("name"),
            kind=file.text("kind"),
            categories=tuple(map(_category, file.tables("categories"))) if file.has("categories") else (),
            size=_range(written["size"]) if "size" in written else (0, 0),
            term_years=written["term"].take("years", int) if "term" in written else None,
            rule=_rule(written),
            parity=written["parity"].text("rule"),
            proposers=frozenset(written["proposers"].texts("who")),
            notice_days=written["notice"].take("days", int),
            window=written["window"].take("decides", bool),
            window_hours=_range(written["window_hours"]) if "window_hours" in written else None,
            again_days=written["again"].take("days", int),
            vacancy=written["vacancy"].text("filled_by") if "vacancy" in written else "by_election",
            **_of_meetings(written),
            offices=_offices(file.table("offices")) if file.has("offices") else OFFICES,
            resembles=file.texts("resembles"),
            sources={PROVISIONS[key]: named(listed, table) for key, table in written.items()},
        ),
    )
    for table in written.values():
        table.done(None)
    return file.done(charter)


def _of_meetings(written: Mapping[str, Table]) -> dict[str, Any]:
    """Who belongs to the body and how its meetings count; what a charter may lack is left to its default."""
    counted = written["count_by"]
    found: dict[str, Any] = {
        "count_by": counted.text("by"),
        "or_counted": counted.text("or_as") if counted.has("or_as") else None,
        "online": written["online"].take("attends", bool),
        "proxies": written["proxies"].text("who"),
        "roll": written["roll"].text("shows"),
    }
    if "composed_of" in written:
        found["composed_of"] = _organs(written["composed_of"], "kinds")
    if "convened_by" in written:
        (found["convened_by"],) = _organs(written["convened_by"], "kind", several=False)
    for name in ("shares", "present_shares"):
        if name in written:
            found[name] = tuple(_portion(table, name) for table in written[name].tables("of"))
    if "unreachable" in written:
        found["unreachable"] = written["unreachable"].text("rule")
    if "bars" in written:
        bars = written["bars"]
        kinds, roles, kin = _organs(bars, "kinds"), bars.texts("roles"), bars.take("relatives", bool)
        found["bars"] = built("bars", lambda: Bars(kinds, roles, kin))
    return found


def _offices(table: Table) -> dict[str, Name]:
    return table.done({key: table.name(key) for key in list(table.values)})


def _organs(table: Table, key: str, *, several: bool = True) -> tuple[Organ, ...]:
    words = table.texts(key) if several else (table.text(key),)
    return built(table.field(key), lambda: tuple(Organ(word) for word in words))


def _portion(table: Table, at: str) -> Portion:
    who = table.text("who")
    part = table.text("share") if table.has("share") else None
    least = table.take("least", int) if table.has("least") else None
    return table.done(built(at, lambda: Portion(who, share(part) if part else None, least)))


def _category(table: Table) -> Category:
    category = Category(
        key=table.text("key"),
        name=table.name("name"),
        seats=table.take("seats", int) if table.has("seats") else None,
        eligible=table.name("eligible"),
        also=table.texts("also") if table.has("also") else (),
    )
    return table.done(category)


def _range(table: Table) -> tuple[int, int]:
    return table.take("least", int), table.take("most", int)


def _rule(written: Mapping[str, Table]) -> Rule:
    threshold = built("threshold", lambda: Threshold(*part_from(part_words(written["threshold"]), "")))
    quorum = None
    if "quorum" in written:
        quorum = built("quorum", lambda: Quorum(*part_from(part_words(written["quorum"]), "")))
    mode = written["recusal"].text("mode")
    return Rule(threshold, quorum, built("recusal", lambda: RecusalMode(mode)))


def part_words(table: Table) -> dict[str, object]:
    """A share of a base as a file writes it."""
    return {key: table.text(key) for key in ("share", "base", "compare")}

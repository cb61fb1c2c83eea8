"""From a charter's TOML to a Charter."""

from collections.abc import Mapping

from council.charters.reading import Table, built, named, sources
from council.rules.charter import Category, Charter
from council.rules.share import part_from
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
}
"""The table that writes each provision. Each names its source."""

MAY_LACK = ("seats", "term", "quorum", "window_hours")


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
            categories=tuple(_category(table) for table in file.tables("categories")),
            size=_range(written["size"]),
            term_years=written["term"].take("years", int) if "term" in written else None,
            rule=_rule(written),
            parity=written["parity"].text("rule"),
            proposers=frozenset(written["proposers"].texts("who")),
            notice_days=written["notice"].take("days", int),
            window=written["window"].take("decides", bool),
            window_hours=_range(written["window_hours"]) if "window_hours" in written else None,
            again_days=written["again"].take("days", int),
            vacancy=written["vacancy"].text("filled_by"),
            resembles=file.texts("resembles"),
            sources={PROVISIONS[key]: named(listed, table) for key, table in written.items()},
        ),
    )
    for table in written.values():
        table.done(None)
    return file.done(charter)


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

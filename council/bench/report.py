"""What a run found, as tables on a screen, as Markdown for the README, or as JSON for a program."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median
from typing import TextIO

from rich.console import Console
from rich.table import Table

from council.bench.measuring import Sample
from council.bench.reckoning import STATIC, STATIC_ALONE, Judged, Samples, Target, Verdict, least_cpu, rate_ratio
from council.bench.wishes import Found
from council.kit.terminal import languages
from council.kit.words import gettext
from council.rules.refusal import N_

NAMES = {
    "bare": N_("bare ASGI, 15 KB"),
    "static": N_("Starlette, static 15 KB"),
    "W1 identity": N_("W1 decision, cached"),
    "W1 br": N_("W1 decision, cached, brotli"),
    "W1 304": N_("W1 decision, not modified (304)"),
    "W2": N_("W2 decision, drawn anew after a change"),
    "W3 kept": N_("W3 list of motions, cached"),
    "W3 first": N_("W3 list, first 20, drawn anew"),
    "W3 deep": N_("W3 list, deep page, drawn anew"),
    "fdatasync": N_("fdatasync of 4 KB"),
    "raw ballots": N_("raw whole ballots, 50 to a commit"),
    "W4": N_("W4 ballots, durable on answer"),
    "W5 quiet": N_("W5 reads drawn anew, nobody votes"),
    "W5 mixed": N_("W5 reads drawn anew, beside ballots"),
    "W6": N_("W6 start to first answer"),
    "W7": N_("W7 entries of a book, verified"),
    "pgbench": N_("pgbench, the statements of a ballot"),
    "hashing": N_("SHA-256 over the same entries"),
}
BESIDE_STATIC = ("bare", "static", "W1", "W2", "W3")
VERDICTS = {
    Verdict.AIM: N_("met"),
    Verdict.FLOOR: N_("floor met"),
    Verdict.MISSED: N_("not met"),
    Verdict.UNKNOWN: N_("not measured"),
}
LOADS = (
    N_("Size"), N_("What"), N_("Connections"), N_("Requests/s"), N_("of static"), N_("CPU µs each"), N_("of static"),
    N_("p50 ms"), N_("p99 ms"),
)  # fmt: skip
GOALS = (N_("Goal"), N_("Size"), N_("Measured"), N_("Floor"), N_("Aim"), "")

KEPT = N_("%(where)s: %(acknowledged)s ballots acknowledged; after kill -9, %(lost)s of them not there.")

say = partial(gettext, languages()[-1])


def load_rows(samples: Samples) -> list[list[str]]:
    """A line for every target: medians over the rounds, the least processor time, the best p50 and p99."""
    rows = []
    for target, found in samples.items():
        reference = STATIC_ALONE if target.connections == 1 else STATIC
        static = samples.get(reference) if target.what.startswith(BESIDE_STATIC) else None
        of_rate = f"{rate_ratio(found, static):.3f}" if static else ""
        of_cpu = f"{least_cpu(static) / least_cpu(found):.3f}" if static else ""
        middle = median(sample.rate for sample in found)
        rows.append([
            target.size, say(NAMES[target.what]), str(target.connections), _number(middle), of_rate,
            f"{least_cpu(found) * 1e6:,.0f}", of_cpu,
            f"{min(sample.quantile(0.5) for sample in found) * 1e3:.2f}",
            f"{min(sample.quantile(0.99) for sample in found) * 1e3:.2f}",
        ])  # fmt: skip
    return rows


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"


def goal_rows(judged: Sequence[Judged]) -> list[list[str]]:
    return [
        [
            say(one.goal.said), one.size, " · ".join(f"{value:.3g}" for value in one.values) + one.goal.unit,
            _mark(one.goal.at_least, one.goal.floor), _mark(one.goal.at_least, one.goal.aim),
            say(VERDICTS[one.verdict]),
        ]
        for one in judged
    ]  # fmt: skip


def said(heading: str) -> str:
    return say(heading) if heading else ""


def _mark(at_least: bool, value: float) -> str:
    return f"{'≥' if at_least else '≤'} {value:g}"


def show(out: TextIO, around: Mapping[str, str], found: Sequence[Found], judged: Sequence[Judged]) -> None:
    console = Console(file=out, highlight=False, markup=False, width=140 if not out.isatty() else None)
    for name, value in around.items():
        console.print(f"{name}: {value}")
    tables = [*((LOADS, load_rows(each.samples)) for each in found), (GOALS, goal_rows(judged))]
    for headings, rows in tables:
        table = Table(show_edge=False)
        for place, heading in enumerate(headings):
            table.add_column(said(heading), justify="right" if rows and _numeric(rows, place) else "left")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    for each in found:
        for where, count in each.acknowledged.items():
            console.print(say(KEPT, where=where, acknowledged=count, lost=each.lost[where]))


def _numeric(rows: Sequence[Sequence[str]], place: int) -> bool:
    return all(row[place][:1].isdigit() or not row[place] for row in rows)


def show_markdown(out: TextIO, around: Mapping[str, str], judged: Sequence[Judged]) -> None:
    """The goals, with date, commit and machine, as they stand in the README."""
    out.write(f"{around['date']}, `{around['commit']}`; {around['machine']}; {around['programs']}\n\n")
    out.write("| " + " | ".join(said(heading) for heading in GOALS) + " |\n")
    out.write("| --- | --- | ---: | ---: | ---: | --- |\n")
    for row in goal_rows(judged):
        out.write("| " + " | ".join(row) + " |\n")


def show_json(out: TextIO, around: Mapping[str, str], found: Sequence[Found], judged: Sequence[Judged]) -> None:
    goals = [
        {
            "goal": one.goal.said, "size": one.size, "values": one.values, "floor": one.goal.floor,
            "aim": one.goal.aim, "verdict": one.verdict,
        }
        for one in judged
    ]  # fmt: skip
    runs = [
        {
            "memory_mib": each.memory,
            "ballots": {"acknowledged": each.acknowledged, "lost": each.lost},
            "loads": [_load(target, samples) for target, samples in each.samples.items()],
        }
        for each in found
    ]
    out.write(json.dumps({"environment": around, "runs": runs, "goals": goals}, ensure_ascii=False, indent=1) + "\n")


def _load(target: Target, found: Sequence[Sample]) -> dict[str, object]:
    rounds = [
        {
            "requests": len(sample.took), "seconds": sample.seconds, "cpu": sample.cpu,
            "p50": sample.quantile(0.5), "p99": sample.quantile(0.99),
        }
        for sample in found
    ]  # fmt: skip
    return {**target._asdict(), "rounds": rounds}

"""The body of the `bench` command: make the places, start the servers, run the rounds, judge, report."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from council.bench import report
from council.bench.client import Wrong
from council.bench.environment import environment
from council.bench.generating import Progress as Made
from council.bench.goals import judge_reading, judge_served, judge_starting, judge_voting
from council.bench.places import Begin, cache_folder, made_place
from council.bench.postgres import filled
from council.bench.reckoning import Judged, Target
from council.bench.running import Bench, Found, Wishes
from council.bench.sizes import SIZES, Size
from council.kit.terminal import DONE, WRONG, Cannot, plainly
from council.rules.refusal import N_, Refusal

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command(context_settings={"help_option_names": ["-h", "--help"]})
def bench(
    sizes: Annotated[str, typer.Option(metavar="SIZES", help="量哪些规模。 Sizes, with commas.")] = ",".join(SIZES),
    workloads: Annotated[str, typer.Option(metavar="DIGITS", help="量哪几样。 Which of W1–W7.")] = "1234567",
    rounds: Annotated[int, typer.Option(min=1, help="几轮。 Rounds.")] = 5,
    seconds: Annotated[float, typer.Option(min=0.05, help="每轮每样几秒。 Seconds for each in a round.")] = 2.0,
    seed: Annotated[int, typer.Option(help="数据从哪个数造。 Seed of the data.")] = 1,
    port: Annotated[int, typer.Option(help="从哪个端口起。 First of the ports.")] = 18100,
    as_json: Annotated[bool, typer.Option("--json", help="给程序读的。 For programs.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="目标一表。 The goals, for a README.")] = False,
    database_url: Annotated[str, typer.Option(help="W8：空的 PostgreSQL。 W8: an empty PostgreSQL.")] = "",
    data: Annotated[Path | None, typer.Option(help="造好的数据留在哪。 Keeps the places.", show_default=False)] = None,
) -> None:
    """量速度：造出村和县，量真正的服务，旁边是这台机器本身能做到的。

    Makes a village and a county, and measures the real server on them, beside what this machine itself can do.
    """
    with plainly():
        chosen = sizes_named(sizes), workloads_named(workloads, database_url)
        wishes = Wishes(*chosen, rounds, seconds, data, seed, port, as_json, as_markdown, database_url)
        try:
            raise typer.Exit(run_bench(wishes, sys.stdout))
        except Wrong as wrong:
            reason = Refusal("Nothing can be told: an answer was not what it must be. %(what)s", what=str(wrong))
            raise Cannot(reason) from None


def sizes_named(text: str) -> tuple[Size, ...]:
    """The sizes in a list with commas, in the order from small to large."""
    named = {name.strip() for name in text.split(",") if name.strip()}
    if not named or named - set(SIZES):
        raise Cannot(Refusal("There is no such size. There are: %(known)s.", known=", ".join(SIZES)))
    return tuple(size for key, size in SIZES.items() if key in named)


def workloads_named(text: str, database_url: str) -> str:
    """The digits of the workloads. W8 runs where a PostgreSQL is named; 8 alone asks for nothing beside it."""
    if not text or set(text) - set("12345678"):
        raise Cannot(Refusal("Workloads are digits from 1 to 8, such as 123."))
    if "8" in text and not database_url:
        raise Cannot(Refusal("W8 needs --database-url with an empty PostgreSQL database."))
    return text


def run_bench(wishes: Wishes, out: TextIO) -> int:
    """Measure, and report to `out`; progress goes to the console's other stream."""
    with cache_folder(wishes.data) as folder, _progress() as progress:
        places = {size.key: made_place(folder, size, wishes.seed, _making(progress)) for size in wishes.of_files}
        served = None
        if wishes.database_url:
            largest = wishes.sizes[-1]
            served = filled(wishes.database_url, largest, wishes.seed, _making(progress)(largest))
        around = environment(folder)
        task = progress.add_task(report.say(N_("Measuring")), total=None)

        def step(target: Target, among: int) -> None:
            progress.update(task, advance=1, description=" ".join(filter(None, (target.size, target.what))))

        found = Bench(wishes, folder, places, served, step).run()
    judged = judge(found, [size.key for size in wishes.sizes], wishes.workloads)
    if wishes.as_json:
        report.show_json(out, around, found, judged)
    elif wishes.as_markdown:
        report.show_markdown(out, around, judged)
    else:
        report.show(out, around, found, judged)
    return WRONG if found.lost else DONE


def judge(found: Found, sizes: Sequence[str], workloads: str) -> list[Judged]:
    """Every goal of the workloads that were asked for."""
    judged: list[Judged] = []
    if set("123") & set(workloads):
        judged += judge_reading(found.samples, sizes)
    if found.voted:
        judged += judge_voting(found.samples, found.voted, found.lost)
    if "6" in workloads:
        judged += judge_starting(found.samples, found.memory)
    judged = [one for one in judged if one.values]
    return judged + [judge_served(found.samples, served) for served in found.served]


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress


def _making(progress: Progress) -> Begin:
    """A bar for each place that is made."""

    def begin(size: Size) -> Made:
        task = progress.add_task(f"{report.say(N_('Making'))} {size.key}", total=size.ballots)
        return lambda ballots: progress.advance(task, ballots)

    return begin

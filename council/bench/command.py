"""The body of the `bench` command: make the places, start the servers, run the rounds, judge, report."""

import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from council.bench import report
from council.bench.client import Wrong
from council.bench.environment import environment
from council.bench.generating import Progress as Made
from council.bench.goals import SERVED, judge_reading, judge_served, judge_starting, judge_voting
from council.bench.places import Begin, cache_folder, made_place
from council.bench.postgres import filled
from council.bench.reckoning import Judged, Target
from council.bench.running import Bench
from council.bench.served import serve
from council.bench.sizes import SIZES, Size
from council.bench.wishes import Found, Watch, Wishes
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
        if platform.system() != "Linux":
            raise Cannot(Refusal("The bench asks Linux what a process has used; it runs nowhere else."))
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
    found: list[Found] = []
    with cache_folder(wishes.data) as folder, _progress() as progress:
        making, watch = _making(progress), _watching(progress)
        around = environment(folder)
        if wishes.of_files:
            places = {size.key: made_place(folder, size, wishes.seed, making) for size in wishes.of_files}
            with TemporaryDirectory(prefix="run-", dir=folder) as scratch:
                found.append(Bench(wishes, places, folder, Path(scratch), watch).run())
        if wishes.database_url:
            largest = wishes.sizes[-1]
            found.append(serve(wishes, filled(wishes.database_url, largest, wishes.seed, making(largest)), watch))
    judged = [one for each in found for one in judge(each, wishes)]
    if wishes.as_json:
        report.show_json(out, around, found, judged)
    elif wishes.as_markdown:
        report.show_markdown(out, around, judged)
    else:
        report.show(out, around, found, judged)
    return WRONG if any(count for each in found for count in each.lost.values()) else DONE


def judge(found: Found, wishes: Wishes) -> list[Judged]:
    """Every goal of what was measured."""
    sizes = [size.key for size in wishes.sizes]
    judged = [*judge_reading(found.samples, sizes), *judge_starting(found.samples, found.memory)]
    for where in found.voted:
        judge_there = judge_voting if where in sizes else judge_served
        judged += judge_there(found.samples, where, found.lost.get(where))
    return [one for one in judged if one.values or one.goal is SERVED]


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


def _watching(progress: Progress) -> Watch:
    """A bar for each part of the measuring."""

    def begin(count: int) -> Callable[[Target], None]:
        task = progress.add_task(report.say(N_("Measuring")), total=count)

        def step(target: Target) -> None:
            progress.update(task, advance=1, description=f"{target.size} {target.what}".strip())

        return step

    return begin

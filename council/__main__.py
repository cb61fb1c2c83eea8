"""The commands. Each is a few lines that call a room; they end with 0 done, 1 refused or wrong, 2 cannot be done.

What only one of them needs, it loads itself: a server would hold it for as long as it runs.
"""

import os
import sys
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from council import app
from council.config import settings_of
from council.hall import safekeeping
from council.hall.appointing import Wished
from council.hall.appointing import appoint as appoint_to
from council.hall.console import tell_verified
from council.hall.days_off import enter_everywhere
from council.hall.verification import Verified, verify_export
from council.kit import datadir
from council.kit.backup import Damaged
from council.kit.engines import writing_engine
from council.kit.serving import need_servable, serve_app, serve_workers
from council.kit.terminal import DONE, REFUSED, Cannot, need_no_file, plainly, tell
from council.ledger.reading import Unreadable
from council.migrations import UnknownStep, upgrade
from council.options import Data, Host, Port, Where, Workers
from council.rules.refusal import N_, Refusal
from council.tables import metadata

cli = typer.Typer(
    name="council",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="村里的事，一起商量着办。 Village matters, settled together.\n\n"
    "退出码：0 办好了（对得上） · 1 没有办（对不上） · 2 办不了（说不准）。"
    " Exit codes: 0 done, right · 1 refused, wrong · 2 cannot be done or told.",
)


# ── serving ──


@cli.command()
def serve(port: Port = None, host: Host = None, workers: Workers = None, data: Data = None) -> None:
    """开门服务。 Serve the pages."""
    with plainly():
        settings = settings_of(data, port=port, host=host, workers=workers)
        need_servable(settings)
        with closing(app.open_to_serve(settings)) as database:
            if settings.workers == 1:
                serve_app(app.create_app(settings, database), settings)
        if settings.workers > 1:  # each with a database of its own; this one was opened to say what is wrong
            os.environ.update(settings.environment())
            serve_workers("council.app:worker", settings)


@cli.command()
def demo(port: Port = None, data: Data = None) -> None:
    """看演示：两个已经在办事的村子。 Show two villages at work, in a folder of their own."""
    from council.hall.demo import found_demo
    from council.hall.demo_sign_ins import show_sign_ins

    with plainly():
        settings = settings_of(data, port=port, workers=1)
        if data is None and not settings.database_url:
            settings = settings_of(Path(mkdtemp(prefix="council-demo-")), port=port, workers=1)
        need_servable(settings)
        tell(N_("Building the demo, which takes a few seconds…"))
        with closing(app.open_database(settings)) as database:
            show_sign_ins(found_demo(database), settings.where)
            serve_app(app.create_app(settings, database), settings)


@cli.command()
def calendar(year: int, notice: Path, source: str, data: Data = None) -> None:
    """把国务院的放假通知录入每个村。 Enter a year's days off, from the notice in a file, in every community."""
    with plainly(), closing(app.open_database(settings_of(data))) as database:
        enter_everywhere(database, year, notice, source)


@cli.command()
def migrate(data: Data = None) -> None:
    """把数据库升到最新。 Bring the database up to date."""
    with plainly():
        settings = settings_of(data)
        if not settings.database_url:
            datadir.take(settings.data)
        app.migrate(settings)
        tell(N_("The database is up to date."))


# ── seating ──


@cli.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="名册：.xls .xlsx .ods .csv。 A roster.")],
    charter: Annotated[str | None, typer.Option(help="章程；不写就从名册看。 Charter; else guessed.")] = None,
    place: Annotated[str | None, typer.Option(help="县/街道/社区，名册没写时用。 If the file has none.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="只看，不录。 Show, and found nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不再问，直接录。 Ask nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="给程序读的。 For programs.")] = False,
    data: Data = None,
) -> None:
    """录入名册：先看清楚，再录。 Found communities and councils from a roster."""
    from council.seats.importing import run_import

    with plainly(), closing(app.open_database(settings_of(data))) as database:
        code = run_import(
            database, file, charter=charter, place=place, preview=preview, yes=yes, as_json=as_json, out=sys.stdout
        )
    raise typer.Exit(code)


@cli.command()
def appoint(
    community: Where,
    name: Annotated[str, typer.Option(help="姓名。 Name.")] = "",
    phone: Annotated[str | None, typer.Option(help="手机号，用来登录。 Phone, to sign in with.")] = None,
    member: Annotated[int | None, typer.Option(help="已经是成员的，写编号。 Number of a member.")] = None,
    role: Annotated[str, typer.Option(help="职务：clerk、bookkeeper、officer。 Office.")] = "clerk",
    end: Annotated[int | None, typer.Option(help="不再督办的干部，写编号。 Number of an officer who leaves.")] = None,
    data: Data = None,
) -> None:
    """任命文书，或县、街道的督办干部（写 yunxi 或 yunxi/青桥街道），当场打印登录条。 Appoint a clerk or an officer."""
    with plainly():
        settings, wished = settings_of(data), Wished(name=name.strip(), phone=phone, member=member, role=role, end=end)
        with closing(app.open_database(settings)) as database:
            appoint_to(database, settings, community, wished)


# ── checking and keeping ──


@cli.command()
def verify(
    what: Annotated[
        str | None, typer.Argument(metavar="COMMUNITY|FILE", help="不写就是全部。 All if left out.")
    ] = None,
    since: Annotated[Path | None, typer.Option(help="以前留的一份，看少没少、改没改。 An earlier export.")] = None,
    data: Data = None,
) -> None:
    """核对记录：哈希逐条核，表决重新算。 Check the record: every hash, every vote.

    0 对得上 right · 1 对不上，说是第几号 wrong, and where · 2 说不准 cannot tell.
    """
    found: list[tuple[object, Verified]]
    with plainly():
        if what and (what.endswith(".zip") or Path(what).is_file()):
            found = [(what, _verified_file(Path(what), since))]
        else:
            with closing(app.open_to_read(settings_of(data))) as database:
                found = database.read_now(lambda db: list(safekeeping.verify_all(db, what)))
        if not found:
            raise Cannot(Refusal("There is no community here, so there is nothing to check."))
        raise typer.Exit(tell_verified(found))


def _verified_file(file: Path, since: Path | None) -> Verified:
    try:
        return verify_export(file, since)
    except Unreadable as unreadable:
        raise Cannot(unreadable.reason) from None


@cli.command()
def export(
    community: Where,
    to: Annotated[Path | None, typer.Option(help="存成哪个文件。 File to write.", show_default=False)] = None,
    papers: Annotated[bool, typer.Option("--papers", help="带上公开的照片和文件。 With the public papers.")] = False,
    data: Data = None,
) -> None:
    """把公开记录存成压缩包，谁都能核对。 Write the public record as a zip that anyone can verify."""
    with plainly(), closing(app.open_to_read(settings_of(data))) as database:
        size, path = database.read_now(lambda db: safekeeping.export(db, community, to, papers=papers))
        tell(N_("%(size)s entries written to %(file)s."), size=size, file=path)


@cli.command()
def backup(file: Annotated[Path, typer.Argument(help="存成哪个文件。 File to write.")], data: Data = None) -> None:
    """备份：服务不用停，备好就试着恢复一遍。 Back up while serving; what is written is tried at once."""
    with plainly(), closing(app.open_to_read(settings_of(data))) as database:
        need_no_file(file)
        manifest = safekeeping.back_up(database, metadata, file)
        code = tell_verified(safekeeping.rehearse(file, upgrade))
        tell(N_("%(rows)s rows written to %(file)s and read back."), rows=manifest.rows, file=file)
        tell(N_("Keep it safe: phones, password hashes and the ballots of open votes are in it. Sessions are not."))
        raise typer.Exit(code)


@cli.command()
def restore(file: Annotated[Path, typer.Argument(help="备份文件。 A backup.")], data: Data = None) -> None:
    """恢复到一个空的地方。 Bring a backup back into an empty place."""
    with plainly():
        settings = settings_of(data)
        if not settings.database_url:
            datadir.take(settings.data)
        engine = writing_engine(settings.url)
        try:
            found = safekeeping.bring_back(engine, file, upgrade)
        except Damaged:
            raise Cannot(Refusal("%(file)s is no whole backup. Nothing was changed.", file=file)) from None
        except UnknownStep:
            raise Cannot(Refusal("%(file)s was made by another version. Nothing was changed.", file=file)) from None
        finally:
            engine.dispose()
        code = tell_verified(found)
        tell(N_("Everything is back. Everyone signs in again."))
        raise typer.Exit(code)


@cli.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
def bench(words: Annotated[list[str] | None, typer.Argument(metavar="[OPTIONS]")] = None) -> None:
    """量速度：造出村和县，量真正的服务。 Measure the real server, on a village and a county."""
    from council.bench.command import cli as command

    command(words or [], prog_name="council bench")


@cli.command()
def words() -> None:
    """收齐要翻译的句子。 Gather every sentence for translation."""
    from council.kit import catalog

    missing = catalog.write(catalog.extract(), {})
    print("\n".join(missing))
    tell(N_("%(count)s sentences have no Chinese yet."), count=len(missing))
    raise typer.Exit(REFUSED if missing else DONE)


def run() -> None:
    cli()


if __name__ == "__main__":
    run()

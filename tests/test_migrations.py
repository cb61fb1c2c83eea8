"""Migrations bring a database to what the tables say, an empty one and one at work, on both databases."""

import subprocess
import sys
from importlib import import_module

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, delete, select, update
from sqlmodel import col

from council.kit.engines import writing_engine
from council.migrations import HERE, NEWEST, upgrade
from council.motions.progress import stand
from council.motions.tables import Motion, MotionCount, motion_at
from council.tables import metadata
from tests.motions.test_listing import STATES, one_of_each
from tests.village import Village


def test_an_upgraded_database_shows_no_drift(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        drift = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    engine.dispose()
    assert not drift


def test_the_newest_step_is_the_one_that_alembic_ends_at() -> None:
    heads = ScriptDirectory(str(HERE)).get_heads()
    assert heads == [NEWEST]


def test_a_database_that_is_up_to_date_is_served_without_what_commands_need() -> None:
    """A server at work holds as little as it can: alembic and what it loads alone are ten megabytes."""
    needless = (
        "alembic", "mako", "pygments", "docx", "babel", "rich", "python_calamine", "PIL.ImageDraw", "council.hall.demo",
        "council.bench",
    )  # fmt: skip
    code = (
        "import sys, council.__main__, council.app; council.app.routes(); "
        f"print([one for one in {needless} if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_upgrading_again_changes_nothing(database_url: str) -> None:
    engine = writing_engine(database_url)
    upgrade(engine)
    engine.dispose()


def test_motions_that_stood_before_are_told_and_counted_as_the_acts_do(village: Village) -> None:
    """Step 0002 writes down what each act writes down from then on."""
    for ref in one_of_each(village).values():  # stages came later
        village.do("clerk", stand, village.read(motion_at, ref).id, None)
    states = select(col(Motion.id), col(Motion.state)).where(col(Motion.community_id) == village.id)
    counts = select(col(MotionCount.year), col(MotionCount.state), col(MotionCount.count)).where(
        col(MotionCount.community_id) == village.id, col(MotionCount.count) > 0
    )
    kept = village.look(lambda db: ({*map(tuple, db.rows(states))}, {*map(tuple, db.rows(counts))}))
    step = import_module("council.migrations.versions.0002_states_and_counts")

    def as_before(session) -> None:
        session.execute(delete(MotionCount))
        session.execute(update(Motion).values(state="draft"))
        for statement in (step.STATE, step.COUNT):
            session.connection().exec_driver_sql(statement)

    village.db.write_now(village.id, as_before)
    assert village.look(lambda db: ({*map(tuple, db.rows(states))}, {*map(tuple, db.rows(counts))})) == kept
    assert len(kept[0]) == len(STATES) + 1

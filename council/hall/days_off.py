"""Entering a year's days off in every community, from the server's console."""

from pathlib import Path
from uuid import UUID

from council.charters.rest_days import read_notice
from council.hall.verification import communities
from council.kit import clock
from council.kit.act import Act
from council.kit.db import Database
from council.kit.terminal import tell
from council.openness.calendar import UNCHANGED, enter_year
from council.rules.refusal import N_, Refusal


def enter_everywhere(database: Database, year: int, notice: Path, source: str) -> int:
    """Read the notice and enter its days in every community, each by an act and an entry of its own. Where they stand
    already nothing changes. The answer is in how many communities something was entered."""
    if not notice.is_file():
        raise Refusal("There is no file %(file)s.", file=notice.name)
    read = read_notice(year, notice.read_text(encoding="utf-8"))

    def enter(community: UUID) -> bool:
        try:
            database.write_now(
                community, lambda db: enter_year(Act(db, community, clock.now()), read, source.strip(), console=True)
            )
        except Refusal as refusal:
            if refusal.reason != UNCHANGED:
                raise
            return False
        return True

    everywhere = database.read_now(communities)
    entered = sum(enter(one.id) for one in everywhere)
    tell(N_("Entered in %(entered)s of %(all)s communities."), entered=entered, all=len(everywhere))
    return entered

"""How many answers of one kind stand: kept with each answer, in the same act."""

from sqlalchemy import insert, update

from council.kit.act import Act
from council.rules.rating import Group
from council.works.rating_reading import RATED
from council.works.rating_tables import Rated
from council.works.rows import Work


def weigh(act: Act, work: Work, group: Group, former: Group | None, entry: int) -> None:
    """Count an answer, and take out of the count the former one of the same person in this round."""
    if former:
        _add(act, work, former, -1)
    _add(act, work, group, 1, newest=entry)


def _add(act: Act, work: Work, group: Group, more: int, **newest: int) -> None:
    key = {
        "community_id": act.community, "motion_id": work.motion_id, "round": work.round, "weighs": group.weighs,
        "content": group.content.value, "finished": group.finished.value,
    }  # fmt: skip
    kept = act.db.execute(update(Rated).filter_by(**key).values(count=RATED.count + more, **newest))
    if kept.rowcount == 0:  # type: ignore[attr-defined]
        act.db.execute(insert(Rated).values(**key, count=more, **newest))

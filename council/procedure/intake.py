"""A matter begins: whose idea it was, which body decides it, on which path; with it the motion takes its number."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from council.kit.act import Act
from council.kit.db import Db
from council.motions.acts import bring, may_bring, stand
from council.motions.catalogue import matter_of
from council.motions.wording import Wording
from council.procedure.asking import may_run, need_clerk
from council.procedure.choosing import Way, way_of
from council.procedure.frozen import citations, stages_facts
from council.procedure.moving import begin_case, phase_of
from council.rules.matters import may_decide
from council.rules.refusal import N_, Refusal
from council.rules.walk import start
from council.seats.tables import bodies_of

ORIGINS: Mapping[str, str] = MappingProxyType(
    {
        "members_masses": N_("Party members and residents asked for it"),
        "cadres": N_("The village's officers proposed it"),
        "superior": N_("The authorities above arranged it"),
    }
)
"""The three boxes of the register, of which one is ticked, once, for every form (domain 1.1 step 0)."""


def may_begin(
    db: Db, community: UUID, account: UUID | None, way: Way, origin: str, wording: Wording, now: datetime
) -> Refusal | None:
    """Whether the clerk may begin this matter: a body here decides it (G43) and everybody its path asks is there,
    its origin is ticked, its words are fit, and the same were not refused lately (G44)."""
    if refusal := may_run(db, community, account):
        return refusal
    if way.body is None or way.path is None or way.lacking:
        no = way.lacking or Refusal("No body here decides this.")
        return no.with_notes(matter=no)
    if origin not in ORIGINS:
        none = Refusal("Please tick whose idea it was.")
        return none.with_notes(origin=none)
    return may_bring(db, community, way.body, way.matter.key, wording, now)


def begin(act: Act, matter: str, body: str | None, origin: str, wording: Wording) -> str:
    """Begin a matter: its motion is put, its path frozen. Refused to all but the clerk. The answer is its number.

    `body`: which of the bodies that may decide it; None for the usual one.
    """
    clerk = need_clerk(act)
    way = _way(act, matter, body)
    if refusal := may_begin(act.db, act.community, act.asker, way, origin, wording, act.now):
        raise refusal
    assert way.body is not None
    assert way.path is not None
    again = way.body.law.again_days
    told = {
        "origin": origin, "path": way.path.key, "again_days": again, "stages": stages_facts(way.path),
    }  # fmt: skip
    motion = bring(act, way.body, matter, wording, clerk, told, {"sources": citations(way.path)})
    begin_case(act, motion, way.path, origin, again)
    stand(act, motion.id, phase_of(way.path, start(way.path)))
    return motion.ref


def _way(act: Act, key: str, body: str | None) -> Way:
    try:
        matter = matter_of(act.db, act.community, key)
    except KeyError:
        none = Refusal("Please choose what kind of matter this is.")
        raise none.with_notes(matter=none) from None
    asked = next((one for one in bodies_of(act.db, act.community) if one.key == body), None) if body else None
    if asked and (refusal := may_decide(asked.law.kind, matter)):
        raise refusal.with_notes(matter=refusal)
    return way_of(act.db, act.community, matter, body)

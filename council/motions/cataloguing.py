"""What the clerk may do with the village's own matters: add one with what it rests on, and take it out again."""

from collections.abc import Collection, Sequence

from sqlalchemy import insert, update
from sqlmodel import col

from council import charters
from council.kit.act import Act, NotFound
from council.ledger.acts import record
from council.motions.catalogue import DECIDING, OwnMatter, OwnRow, own_matters
from council.people.acts import need_clerk
from council.rules.refusal import Refusal

LEAST_REASON = 4  # characters
MOST = 100
"""Matters of its own that a village's catalogue holds."""


def may_add_matter(own: Sequence[OwnRow], name: str, decided_by: Collection[str]) -> Refusal | None:
    """Whether the catalogue has room for a matter of this name, given to bodies that decide."""
    if any(name in (one.name.zh, one.name.en) for one in charters.matters()) or any(
        one.name == name and not one.ended for one in own
    ):
        there = Refusal("“%(name)s” stands in the catalogue already.", name=name)
        return there.with_notes(name=there)
    if not decided_by or not set(decided_by) <= set(DECIDING):
        nobody = Refusal("Choose who decides it.")
        return nobody.with_notes(decided_by=nobody)
    if sum(not one.ended for one in own) >= MOST:
        return Refusal("The catalogue holds at most %(most)s matters of the village's own.", most=MOST)
    return None


def add_matter(act: Act, name: str, decided_by: Collection[str], why: str) -> str:
    """Add a kind of matter, with who decides it and what that rests on; the answer is its key."""
    actor = need_clerk(act)
    own = own_matters(act.db, act.community)
    if refusal := may_add_matter(own, name, decided_by):
        raise refusal
    if len(why) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say what this rests on: a resolution, the village's charter, a list.").with_notes(
            why=short
        )
    key, organs = f"own-{len(own) + 1}", [organ.value for organ in DECIDING if organ in decided_by]
    act.db.execute(
        insert(OwnMatter).values(
            community_id=act.community, key=key, name=name, decided_by=",".join(organs), why=why, begun_at=act.now
        )
    )
    record(
        act,
        "matter.add",
        actor=actor,
        on=f"matter:{key}",
        facts={"decided_by": organs},
        sealed={"name": name, "why": why},
    )
    return key


def may_end_matter(own: Sequence[OwnRow], key: str) -> Refusal | None:
    """Whether a matter of the village's own may be taken out of the catalogue."""
    found = next((one for one in own if one.key == key), None)
    if found is None:
        raise NotFound
    return Refusal("“%(name)s” was taken out already.", name=found.name) if found.ended else None


def end_matter(act: Act, key: str) -> None:
    """Take a matter of the village's own out: motions that chose it keep it, no new one may choose it."""
    actor = need_clerk(act)
    own = own_matters(act.db, act.community)
    if refusal := may_end_matter(own, key):
        raise refusal
    act.db.execute(
        update(OwnMatter)
        .where(col(OwnMatter.community_id) == act.community, col(OwnMatter.key) == key)
        .values(ended_at=act.now)
    )
    name = next(one.name for one in own if one.key == key)
    record(act, "matter.end", actor=actor, on=f"matter:{key}", sealed={"name": name})

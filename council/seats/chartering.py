"""Which charter a body decides under: a village takes the regional rules that hold for it."""

from sqlalchemy import update
from sqlmodel import col

from council.charters import alike, charters
from council.kit.act import Act
from council.ledger.acts import record
from council.people.acts import need_clerk
from council.rules.refusal import Refusal
from council.seats.acts import refuse
from council.seats.tables import Body, BodyRow, body_at

LEAST_REASON = 4  # characters


def may_change_charter(body: BodyRow, to: str) -> Refusal | None:
    """Whether a body may change to this charter: of its own kind, with the same seats."""
    if to == body.charter:
        return Refusal("%(body)s decides under this charter already.", body=body.name)
    if to not in {law.key for law in alike(body.law)}:
        known = [law.name for law in charters() if law.kind == body.law.kind and law.key != body.charter]
        return Refusal("%(body)s cannot change to this charter. There are: %(known)s.", body=body.name, known=known)
    return None


def change_charter(act: Act, key: str, to: str, why: str) -> int:
    """From now on the body decides under another charter of its kind, with the reason: who resolved it, and when.

    Votes under way and meetings called keep the law that was frozen into them.
    """
    actor = need_clerk(act)
    body = body_at(act.db, act.community, key)
    refuse(may_change_charter(body, to))
    if len(why) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say in a few words why, so that everyone knows.").with_notes(why=short)
    act.db.execute(update(Body).where(col(Body.community_id) == act.community, col(Body.key) == key).values(charter=to))
    facts = {"charter": to, "former_charter": body.charter}
    return record(act, "body.charter", actor=actor, on=f"body:{key}", facts=facts, sealed={"why": why})

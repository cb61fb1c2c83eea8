"""What may change while a work is carried out: contracts, later days, more money; never beyond what was resolved."""

from datetime import date

from sqlalchemy import insert, select

from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.motions.tables import motion_at
from council.openness.who import need, stands
from council.rules.refusal import Refusal
from council.rules.works import may_contract, may_extend
from council.works.beginning import BY_THE_COMMITTEE
from council.works.columns import MONEY, UNDERTAKING
from council.works.reading import work_at
from council.works.reporting import keep_days, may_work
from council.works.rows import Work
from council.works.tables import AddedMoney, Contract, Extension


def contract(act: Act, ref: str, party: str, amount: int, paper: Prepared | None = None) -> int:
    """Enter a contract, in fen. Refused where all together would come to more than was resolved."""
    who, work = stands(act), work_at(act.db, act.community, ref)
    if refusal := may_work(who, work) or may_contract(work.plan, work.contracted, amount):
        raise refusal.with_notes(amount=refusal)
    if amount <= 0:
        nothing = Refusal("Please write an amount.")
        raise nothing.with_notes(amount=nothing)
    hand = need(who.answers, BY_THE_COMMITTEE)
    kept = keep(act, paper, public=True) if paper else None
    entry = record(
        act, "work.contract", actor=hand.actor, on=work.on, facts={"cost_fen": amount}, sealed={"party": party},
        files=[kept] if kept else [],
    )  # fmt: skip
    act.db.execute(
        insert(Contract).values(
            community_id=act.community, motion_id=work.motion_id, entry=entry, party=party, amount_fen=amount,
            paper=kept, at=act.now, by_id=hand.membership,
        )
    )  # fmt: skip
    return entry


def extend(act: Act, ref: str, position: int, until: date, why: str) -> int:
    """Let a milestone (0: the whole) be later, with a reason. Refused beyond the day that was resolved."""
    who, work = stands(act), work_at(act.db, act.community, ref)
    if refusal := may_work(who, work):
        raise refusal
    if refusal := may_extend(work.plan, position, until, work.resolved):
        raise refusal.with_notes(until=refusal)
    hand = need(who.answers, BY_THE_COMMITTEE)
    facts = {"position": position, "until_day": until.isoformat()}
    entry = record(act, "work.extend", actor=hand.actor, on=work.on, facts=facts, sealed={"why": why})
    act.db.execute(
        insert(Extension).values(
            community_id=act.community, motion_id=work.motion_id, entry=entry, position=position, until=until, why=why,
            at=act.now, by_id=hand.membership,
        )
    )  # fmt: skip
    keep_days(act, ref)
    return entry


def add_money(act: Act, ref: str, allowed_by: str) -> int:
    """Enter that another motion, which passed, allows more money: as much as it says it costs. Each allows once."""
    who, work = stands(act), work_at(act.db, act.community, ref)
    if refusal := may_work(who, work):
        raise refusal
    other = motion_at(act.db, act.community, allowed_by)
    if refusal := _may_allow(act, work, allowed_by, other.outcome, other.cost_fen):
        raise refusal.with_notes(allowed_by=refusal)
    hand = need(who.answers, BY_THE_COMMITTEE)
    facts = {"allowed_by": allowed_by, "cost_fen": other.cost_fen}
    entry = record(act, "work.money", actor=hand.actor, on=work.on, facts=facts)
    act.db.execute(
        insert(AddedMoney).values(
            community_id=act.community, allowed_by=other.id, motion_id=work.motion_id, amount_fen=other.cost_fen,
            at=act.now, by_id=hand.membership, entry=entry,
        )
    )  # fmt: skip
    return entry


def _may_allow(act: Act, work: Work, ref: str, outcome: str | None, amount: int) -> Refusal | None:
    if ref == work.ref or outcome != "passed" or amount <= 0:
        return Refusal("Only another motion that was passed, and that says what it costs, allows more money.")
    other = motion_at(act.db, act.community, ref)
    used = select(MONEY.entry).where(MONEY.community_id == act.community, MONEY.allowed_by == other.id)
    own = select(UNDERTAKING.entry).where(UNDERTAKING.community_id == act.community, UNDERTAKING.motion_id == other.id)
    if act.db.execute(used).first() or act.db.execute(own).first():
        return Refusal("The money of that motion is spent on something already.")
    return None

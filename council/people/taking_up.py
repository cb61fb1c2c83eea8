"""Using a slip: it opens an account, gives a forgotten one a new password, or adds its community to one's own."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_where_free  # written the same for SQLite
from sqlmodel import col

from council.kit.act import Act, SignInFirst
from council.kit.ids import new_id
from council.ledger.acts import record
from council.people.names import short_name, sign_in_key
from council.people.sessions import begin_session
from council.people.slips import WRONG_TRIES, Laid, may_use, slip_at
from council.people.tables import Account, AccountMembership, SignIn, SignInName, Slip
from council.rules.refusal import Refusal

Opened = Literal["account", "password"]


@dataclass(frozen=True)
class Browser:
    """What begins a session where the slip is used."""

    device: str
    shared: bool


def use_slip(
    act: Act, slip: UUID | None, *, right: bool, label: str, password_hash: str, browser: Browser
) -> str | Refusal:
    """Open the member's account, or give it a new password and end its sessions; the answer is a session's secret.

    Whether the code was `right` was found before the write opened. A wrong one is counted, and the Refusal is the
    answer, so that the caller can commit before it says no. `label` is the community's (柳桥 of 柳桥-8).
    """
    laid = slip_at(act.db, act.community, slip) if slip else None
    if refusal := may_use(laid, right, act.now):
        _count_wrong(act, laid, right)
        return refusal
    assert laid is not None
    account = holder(act, laid.membership_id)
    opened: Opened = "account" if account is None else "password"
    if account is None:
        account = new_id()
        act.db.execute(insert(Account).values(id=account, password_hash=password_hash, created_at=act.now))
        act.db.flush()
        _take_up(act, account, laid.membership_id)
    else:
        act.db.execute(update(Account).where(col(Account.id) == account).values(password_hash=password_hash))
        act.db.execute(delete(SignIn).where(col(SignIn.account_id) == account))
    _name_account(act, account, short_name(label, laid.number))
    if laid.phone:
        _name_account(act, account, laid.phone)
    _end(act, laid, opened)
    return begin_session(act.db, account, device=browser.device, shared=browser.shared, now=act.now)


def add_by_slip(act: Act, slip: UUID | None, *, right: bool, label: str) -> Refusal | None:
    """Add the slip's community to the account that is signed in. A wrong code is counted, as in `use_slip`."""
    if act.asker is None:
        raise SignInFirst
    laid = slip_at(act.db, act.community, slip) if slip else None
    if refusal := may_use(laid, right, act.now):
        _count_wrong(act, laid, right)
        return refusal
    assert laid is not None
    if holder(act, laid.membership_id) is not None:
        return Refusal(
            "There is an account for this slip already. To give it a new password, sign out first, then use the slip."
        )
    _take_up(act, act.asker, laid.membership_id)
    _name_account(act, act.asker, short_name(label, laid.number))
    _end(act, laid, "account")
    return None


def holder(act: Act, membership: UUID) -> UUID | None:
    """The account that has taken up a membership, if one has."""
    account: UUID | None = act.db.execute(
        select(col(AccountMembership.account_id)).where(
            col(AccountMembership.community_id) == act.community, col(AccountMembership.membership_id) == membership
        )
    ).scalar()
    return account


def _take_up(act: Act, account: UUID, membership: UUID) -> None:
    act.db.execute(
        insert(AccountMembership).values(
            account_id=account, community_id=act.community, membership_id=membership, since=act.now
        )
    )


def _name_account(act: Act, account: UUID, name: str) -> None:
    """Let the account sign in with this name, unless another account has it: then theirs it stays."""
    act.db.execute(
        insert_where_free(SignInName)
        .values(name=sign_in_key(name), account_id=account)
        .on_conflict_do_nothing(index_elements=["name"])
    )


def _count_wrong(act: Act, laid: Laid | None, right: bool) -> None:
    if laid is None or right or laid.ended_by:
        return
    tries = laid.tries + 1
    ended = {"ended_at": act.now, "ended_by": "tries"} if tries >= WRONG_TRIES else {}
    _update(act, laid, {"tries": tries, **ended})


def _end(act: Act, laid: Laid, opened: Opened) -> None:
    _update(act, laid, {"ended_at": act.now, "ended_by": "used"})
    actor = f"member:{laid.number}"
    record(act, "slip.use", actor=actor, on=actor, facts={"member": laid.number, "opened": opened})


def _update(act: Act, laid: Laid, values: dict[str, object]) -> None:
    act.db.execute(
        update(Slip).where(col(Slip.community_id) == act.community, col(Slip.id) == laid.id).values(**values)
    )

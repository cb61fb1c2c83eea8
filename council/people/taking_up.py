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
from council.people.known_devices import forget_devices
from council.people.names import short_name, sign_in_key
from council.people.sessions import Begun, Browser, begin_session, sign_out
from council.people.slips import WRONG_TRIES, Laid, may_use, not_right, slip_at
from council.people.tables import Account, AccountMembership, SignIn, SignInName, Slip
from council.rules.refusal import Refusal

Opened = Literal["account", "password"]


@dataclass(frozen=True)
class Tried:
    """A slip that someone tried, and whether the code was right: found out before the write opened, for it is slow."""

    slip: UUID | None
    right: bool
    label: str  # of the community: the 柳桥 of 柳桥-8


def use_slip(
    act: Act, tried: Tried, *, password_hash: str, browser: Browser, held: str | None = None
) -> Begun | Refusal:
    """Open the member's account, or give it a new password, end its sessions and forget its devices; sign in with it.

    Where the account is somebody in another community too, the membership moves to an account of its own: the clerk
    of one village can never open what a person is in another.

    A wrong code is counted, and the Refusal is the answer, so that the caller can commit before it says no. `held` is
    the session that this browser had before, which ends.
    """
    laid = _standing(act, tried)
    if isinstance(laid, Refusal):
        return laid
    account = holder(act, laid.membership_id)
    opened: Opened = "account" if account is None else "password"
    if account is None:
        account = new_id()
        act.db.execute(insert(Account).values(id=account, password_hash=password_hash, created_at=act.now))
        _take_up(act, account, laid.membership_id)
    elif _reaches_further(act, account):
        account, opened = _apart(act, laid, tried.label, password_hash), "account"
    else:
        act.db.execute(update(Account).where(col(Account.id) == account).values(password_hash=password_hash))
        act.db.execute(delete(SignIn).where(col(SignIn.account_id) == account))
        forget_devices(act.db, account)
    _name_account(act, account, short_name(tried.label, laid.number))
    if laid.phone:
        _name_account(act, account, laid.phone)
    _end(act, laid, opened)
    if held:
        sign_out(act.db, held)
    return begin_session(act.db, account, browser, act.now)


def add_by_slip(act: Act, tried: Tried) -> Refusal | None:
    """Add the slip's community to the account that is signed in. A wrong code is counted, as in `use_slip`."""
    if act.asker is None:
        raise SignInFirst
    laid = _standing(act, tried)
    if isinstance(laid, Refusal):
        return laid
    if holder(act, laid.membership_id) is not None:
        return Refusal(
            "There is an account for this slip already. To give it a new password, sign out first, then use the slip."
        )
    _take_up(act, act.asker, laid.membership_id)
    _name_account(act, act.asker, short_name(tried.label, laid.number))
    _end(act, laid, "account")
    return None


def _standing(act: Act, tried: Tried) -> Laid | Refusal:
    """The slip as it is now, under the lock; a wrong code is counted against it."""
    laid = slip_at(act.db, act.community, tried.slip) if tried.slip else None
    refusal = may_use(laid, tried.right, act.now)
    if laid and not tried.right and not laid.ended_by:
        tries = laid.tries + 1
        void = {"ended_at": act.now, "ended_by": "tries"} if tries >= WRONG_TRIES else {}
        _update(act, laid, {"tries": tries, **void})
    if refusal or laid is None:
        return refusal or not_right()
    return laid


def holder(act: Act, membership: UUID) -> UUID | None:
    """The account that has taken up a membership, if one has."""
    account: UUID | None = act.db.execute(
        select(col(AccountMembership.account_id)).where(
            col(AccountMembership.community_id) == act.community, col(AccountMembership.membership_id) == membership
        )
    ).scalar()
    return account


def _reaches_further(act: Act, account: UUID) -> bool:
    """Is the account somebody in another community too? Then a slip of this one must not open it."""
    query = select(col(AccountMembership.community_id)).where(
        col(AccountMembership.account_id) == account, col(AccountMembership.community_id) != act.community
    )
    return act.db.execute(query.limit(1)).first() is not None


def _apart(act: Act, laid: Laid, label: str, password_hash: str) -> UUID:
    """A new account for this membership alone; what the old one is elsewhere stays as it was."""
    account = new_id()
    act.db.execute(insert(Account).values(id=account, password_hash=password_hash, created_at=act.now))
    own = (
        col(AccountMembership.community_id) == act.community,
        col(AccountMembership.membership_id) == laid.membership_id,
    )
    act.db.execute(update(AccountMembership).where(*own).values(account_id=account, since=act.now))
    name = sign_in_key(short_name(label, laid.number))
    act.db.execute(update(SignInName).where(col(SignInName.name) == name).values(account_id=account))
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


def _end(act: Act, laid: Laid, opened: Opened) -> None:
    _update(act, laid, {"ended_at": act.now, "ended_by": "used"})
    actor = f"member:{laid.number}"
    record(act, "slip.use", actor=actor, on=actor, facts={"member": laid.number, "opened": opened})


def _update(act: Act, laid: Laid, values: dict[str, object]) -> None:
    act.db.execute(
        update(Slip).where(col(Slip.community_id) == act.community, col(Slip.id) == laid.id).values(**values)
    )

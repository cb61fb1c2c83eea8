"""What the tests of people share: a code that a clerk printed, and someone who signs in with a password."""

from sqlalchemy import insert, select, update

from council.kit import clock
from council.people.acts import enrol, issue_slips
from council.people.passwords import hashed
from council.people.slips import FreshSlip, Laid, fresh_slip, newest_slip
from council.people.tables import Account, SignInName
from council.people.taking_up import Tried
from council.places.tables import CommunityLabel
from tests.village import Village

PASSWORD = "老坝村口三棵树啊"


def label(village: Village) -> str:
    return str(
        village.look(lambda db: db.value(select(CommunityLabel.label).where(CommunityLabel.community_id == village.id)))
    )


def newcomer(village: Village, name: str = "邓小满", phone: str | None = None) -> int:
    """A member without an account: such as an import makes."""
    return village.do(None, enrol, name=name, phone=phone).number


def printed(village: Village, number: int, days: int = 14) -> FreshSlip:
    """A slip that the clerk printed."""
    slip = fresh_slip(clock.now(), days)
    village.do("clerk", issue_slips, {number: slip})
    return slip


def laid(village: Village, number: int) -> Laid:
    found = village.look(lambda db: newest_slip(db, village.id, number))
    assert found
    return found


def tried(village: Village, number: int, *, right: bool = True) -> Tried:
    return Tried(laid(village, number).id, right, label(village))


def set_password(village: Village, who: object, password: str = PASSWORD, name: str | None = None) -> str:
    """Let one of the cast sign in by password; the answer is a name to do it with."""
    account = village.accounts[who]
    name = name or f"139{account.int % 10**8:08}"

    def change(db: object) -> None:
        db.execute(update(Account).where(Account.id == account).values(password_hash=hashed(password)))  # type: ignore[attr-defined]
        db.execute(insert(SignInName).values(name=name, account_id=account))  # type: ignore[attr-defined]

    village.db.write_account_now(change)
    return name

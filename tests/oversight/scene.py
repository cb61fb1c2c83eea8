"""Officers of the county and of its township, and a work of which a part is late."""

from uuid import UUID

from council.kit import clock
from council.oversight import officers
from council.oversight.acts import remind
from council.oversight.officers import post_named
from council.people.passwords import hashed
from council.people.sessions import Begun, Browser
from council.people.slips import fresh_slip
from tests.openness.scene import at
from tests.village import Village

LATE = at(2026, 12, 14)  # the poles were due on the 10th
TOWNSHIP = "青桥街道"
HASH = hashed("老坝村口三棵树啊")


def officer(village: Village, who: str, *, township: str = "", county: str | None = None) -> int:
    """Appoint someone and let them use their slip; they act by their name from then on."""
    named = f"{county or village.county}/{township}" if township else county or village.county
    slip, now = fresh_slip(clock.now(), 14), clock.now()
    phone = f"1990001{sum(map(ord, who)) % 10000:04}"

    def enter(db) -> int:  # type: ignore[no-untyped-def]
        return officers.appoint(db, post_named(db, named), who, phone, slip, now)

    number: int = village.db.write_account_now(enter)
    begun = village.db.write_account_now(
        lambda db: officers.use_slip(
            db, county or village.county, number, True, password_hash=HASH, browser=Browser("test", shared=False),
            held=None, now=now,
        )
    )  # fmt: skip
    assert isinstance(begun, Begun)
    one = village.look(lambda db: officers.appointed(db, county or village.county, number))
    assert one is not None
    assert isinstance(one.account, UUID)
    village.accounts[who], village.secrets[who] = one.account, begun.session
    return number


def reminded(village: Village, ref: str, moment=LATE, who: str = "何干部", event: str | None = None) -> int:  # type: ignore[no-untyped-def]
    with clock.at(moment):
        return village.do(who, remind, ref, event=event)

"""Officers of the county and of its township, and a work of which a part is late."""

from datetime import datetime
from typing import Any

from council.kit import clock
from council.oversight import officers
from council.oversight.acts import remind
from council.oversight.officers import post_named
from council.people.passwords import hashed
from council.people.sessions import Begun, Browser
from council.people.slips import fresh_slip
from council.rules.refusal import Refusal
from tests.openness.scene import at
from tests.village import Village

LATE = at(2026, 12, 14)  # the poles were due on the 10th
TOWNSHIP = "青桥街道"
HASH = hashed("老坝村口三棵树啊")


def appoint(village: Village, who: str, named: str) -> tuple[int, str]:
    """Their number, and the digits of their slip."""
    slip, now = fresh_slip(clock.now(), 14), clock.now()
    phone = f"1990001{sum(map(ord, who)) % 10000:04}"

    def enter(db: Any) -> int:
        return officers.appoint(db, post_named(db, named), who, phone, slip, now)

    return village.db.write_account_now(enter), slip.code


def officer(village: Village, who: str, *, township: str = "", county: str | None = None) -> int:
    """Appoint someone and let them use their slip; they act by their name from then on."""
    county, now = county or village.county, clock.now()
    number, _code = appoint(village, who, f"{county}/{township}" if township else county)
    browser = Browser("test", shared=False)

    def use(db: Any) -> Begun | Refusal:
        return officers.use_slip(
            db, county, number, True, password_hash=HASH, browser=browser, held=None, now=now
        )  # fmt: skip

    begun = village.db.write_account_now(use)
    one = village.look(lambda db: officers.appointed(db, county, number))
    assert isinstance(begun, Begun)
    assert one is not None
    assert one.account is not None
    village.accounts[who], village.secrets[who] = one.account, begun.session
    return number


def new_officer(village: Village) -> dict[str, str]:
    """One who has not used the slip yet."""
    number, code = appoint(village, "新来的", village.county)
    return {"new_officer": str(number), "officer_code": code}


def reminded(
    village: Village, ref: str, moment: datetime = LATE, who: object = "何干部", event: str | None = None
) -> int:
    with clock.at(moment):
        return village.do(who, remind, ref, event=event)

"""What the commands say on the console: a clerk's slip, what a verification found."""

from collections.abc import Iterable

from council.hall.verification import Verified
from council.kit.terminal import WRONG, tell
from council.people.names import short_name
from council.people.slips import FreshSlip
from council.places.tables import Place
from council.rules.book import check_code
from council.rules.refusal import N_, Refusal

MOST_SHOWN = 20


def tell_slip(place: Place, number: int, slip: FreshSlip, where: str) -> None:
    """A new clerk's slip, shown this once."""
    tell(N_("Appointed as clerk of %(place)s: member number %(number)s."), place=place.name, number=number)
    tell(N_("The slip is shown only now. Give it to nobody else; it works once, until %(when)s."), when=slip.last_day)
    tell(N_("Short name: %(short)s"), short=short_name(place.label, number))
    tell(N_("Digits: %(digits)s"), digits=slip.grouped)
    tell(N_("Address: %(address)s"), address=f"{where}{place.url}/slip")


def tell_officer_slip(place: str, name: str, address: str, slip: FreshSlip) -> None:
    """An officer's slip, shown this once."""
    tell(N_("Appointed as officer of %(place)s."), place=place)
    tell(N_("The slip is shown only now. Give it to nobody else; it works once, until %(when)s."), when=slip.last_day)
    tell(N_("Short name: %(short)s"), short=name)
    tell(N_("Digits: %(digits)s"), digits=slip.grouped)
    tell(N_("Address: %(address)s"), address=address)


def tell_verified(found: Iterable[tuple[object, Verified]]) -> int:
    """Say of each book whether it is right, and where it is not; of many that are right, how many. The exit code."""
    right, code = 0, 0
    for name, verified in found:
        if verified.faults:
            code = WRONG
            _tell_wrong(str(name), verified)
        elif (right := right + 1) <= MOST_SHOWN:
            whole = check_code(bytes.fromhex(verified.root))
            sentence = N_("%(name)s: %(size)s entries, all right. Check code of the whole: %(code)s")
            tell(sentence, name=str(name), size=verified.size, code=whole)
    if right > MOST_SHOWN:
        tell(N_("and %(count)s more, all right"), count=right - MOST_SHOWN)
    return code


def _tell_wrong(name: str, verified: Verified) -> None:
    for fault in verified.faults[:MOST_SHOWN]:
        where = Refusal("entry no. %(number)s", number=fault.entry) if fault.entry else Refusal("the whole")
        tell(N_("%(name)s: WRONG, %(where)s. %(reason)s"), name=name, where=where, reason=fault.reason)
    if (more := len(verified.faults) - MOST_SHOWN) > 0:
        tell(N_("and %(count)s more"), count=more)

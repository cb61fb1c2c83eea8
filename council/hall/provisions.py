"""What a charter settles, said with its numbers, beside the source of each (the page “how many are enough”)."""

from collections.abc import Mapping

from council.rules.charter import Charter
from council.rules.organ import ORGANS
from council.rules.provisions import Bars, Portion
from council.rules.refusal import N_, Refusal
from council.rules.threshold import RecusalMode
from council.seats.bars import OFFICES
from council.seats.saying import BASES, part_said, portion_said

WHO = {"seat": Refusal("any seated member"), "clerk": Refusal("the clerk"), "chair": Refusal("the chair")}
PARITY = {
    "block": N_("No vote opens while a seat is vacant."),
    "warn": N_("A vote may open while seats are vacant; the page says so first."),
    "free": N_("A vote may open while seats are vacant."),
}
VACANCY = {
    "alternate": N_("The next alternate of the same category takes the seat."),
    "by_election": N_("By an election in the same category."),
}
RECUSAL = {
    RecusalMode.KEEP: N_("A seat that stands aside still counts in the base."),
    RecusalMode.REDUCE: N_("A seat that stands aside is taken out of the base."),
}


COUNTED = {
    "persons": N_("Each person is one."),
    "households": N_("Each household is one, by one delegate."),
}
ONLINE = {True: N_("Who joins online has attended."), False: N_("Only who comes has attended.")}
PROXIES = {
    "none": N_("Nobody comes in another's place."),
    "household": N_("An adult of the same household, appointed in writing."),
}
ROLL = {"named": N_("The names are public."), "counted": N_("Only the numbers are public.")}
UNREACHABLE = {
    "count": N_("They are counted."),
    "leave_out": N_("They are left out of the total, and their number is reported at the meeting."),
}


def _portion(charter: Charter, portion: Portion) -> Refusal:
    who = portion_said(charter, portion)
    if portion.share is None:
        return Refusal("%(who)s: at least %(least)s", who=who, least=portion.least)
    return Refusal("%(who)s: at least %(share)s", who=who, share=portion.share)


def _kept_out(bars: Bars) -> tuple[Refusal, ...]:
    kept = [Refusal("the members of %(kind)s", kind=ORGANS[kind]) for kind in bars.kinds]
    kept += [OFFICES[role] for role in bars.roles]
    return (*kept, Refusal("and their near relatives")) if bars.relatives else tuple(kept)


def settled(charter: Charter) -> Mapping[str, Refusal | tuple[Refusal, ...]]:
    """Each provision in words, by its key in `rules.charter.PROVISIONS`."""
    rule = charter.rule
    least, most = charter.size
    found: dict[str, Refusal | tuple[Refusal, ...]] = {
        "seats": tuple(
            Refusal("%(kind)s: %(seats)s seats", kind=kind.name, seats=kind.seats)
            for kind in charter.categories
            if kind.seats
        ),
        "threshold": Refusal("%(part)s of %(base)s", part=part_said(rule.threshold), base=BASES[rule.threshold.base]),
        "recusal": Refusal(RECUSAL[rule.recusal]),
        "parity": Refusal(PARITY[charter.parity]),
        "proposers": tuple(WHO[who] for who in WHO if who in charter.proposers),
        "notice_days": Refusal("%(days)s days", days=charter.notice_days),
        "window": Refusal("Yes.") if charter.window else Refusal("No."),
        "again_days": Refusal("%(days)s days, or a changed text", days=charter.again_days),
        "vacancy": Refusal(VACANCY[charter.vacancy]),
        "count_by": Refusal(COUNTED[charter.count_by]),
        "online": Refusal("Who joins online has attended.")
        if charter.online
        else Refusal("Only who comes has attended."),
        "proxies": Refusal(PROXIES[charter.proxies]),
        "roll": Refusal(ROLL[charter.roll]),
        "unreachable": Refusal(UNREACHABLE[charter.unreachable]),
        "composed_of": tuple(Refusal("the members of %(kind)s", kind=ORGANS[kind]) for kind in charter.composed_of),
        "shares": tuple(_portion(charter, portion) for portion in charter.shares),
        "present_shares": tuple(_portion(charter, portion) for portion in charter.present_shares),
    }
    if charter.own_seats:
        found["size"] = Refusal("%(least)s to %(most)s members", least=least, most=most)
    if charter.convened_by:
        found["convened_by"] = Refusal("the chair of %(kind)s", kind=ORGANS[charter.convened_by])
    if charter.bars:
        found["bars"] = _kept_out(charter.bars)
    if charter.term_years:
        found["term_years"] = Refusal("%(years)s years", years=charter.term_years)
    if rule.quorum:
        found["quorum"] = Refusal("%(part)s of %(base)s", part=part_said(rule.quorum), base=BASES[rule.quorum.base])
    if charter.window_hours:
        least_hours, most_hours = charter.window_hours
        found["window_hours"] = Refusal("%(least)s to %(most)s hours", least=least_hours, most=most_hours)
    return found

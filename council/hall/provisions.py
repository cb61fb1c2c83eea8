"""What a charter settles, said with its numbers, beside the source of each (the page “how many are enough”)."""

from collections.abc import Mapping

from council.rules.charter import Charter
from council.rules.refusal import N_, Refusal
from council.rules.threshold import RecusalMode
from council.seats.saying import BASES, part_said

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
        "size": Refusal("%(least)s to %(most)s members", least=least, most=most),
        "threshold": Refusal("%(part)s of %(base)s", part=part_said(rule.threshold), base=BASES[rule.threshold.base]),
        "recusal": Refusal(RECUSAL[rule.recusal]),
        "parity": Refusal(PARITY[charter.parity]),
        "proposers": tuple(WHO[who] for who in WHO if who in charter.proposers),
        "notice_days": Refusal("%(days)s days", days=charter.notice_days),
        "window": Refusal("Yes.") if charter.window else Refusal("No."),
        "again_days": Refusal("%(days)s days, or a changed text", days=charter.again_days),
        "vacancy": Refusal(VACANCY[charter.vacancy]),
    }
    if charter.term_years:
        found["term_years"] = Refusal("%(years)s years", years=charter.term_years)
    if rule.quorum:
        found["quorum"] = Refusal("%(part)s of %(base)s", part=part_said(rule.quorum), base=BASES[rule.quorum.base])
    if charter.window_hours:
        least_hours, most_hours = charter.window_hours
        found["window_hours"] = Refusal("%(least)s to %(most)s hours", least=least_hours, most=most_hours)
    return found

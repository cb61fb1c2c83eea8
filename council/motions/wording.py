"""What a motion says: a title, four facts for thirty seconds, and the whole text."""

from dataclasses import dataclass, fields
from datetime import date

from council.rules.refusal import N_, Refusal

NAMES = {
    "title": N_("Title"),
    "what": N_("What is done"),
    "cost": N_("What it costs"),
    "cost_fen": N_("Amount"),
    "money_from": N_("Where the money comes from"),
    "done_by": N_("When it is done"),
    "done_by_day": N_("The day by which it is done"),
    "whom": N_("Whom it affects"),
    "text": N_("The whole text"),
}
FREE = "不花钱"  # what 花多少 reads where the amount is 0; part of the motion, so the same in every language


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One version's words. `cost_fen` is the amount that `cost` speaks of; `money_from` says who pays it."""

    title: str
    what: str
    cost: str
    cost_fen: int
    money_from: str
    done_by: str
    done_by_day: date
    whom: str
    text: str = ""

    @property
    def spoken(self) -> dict[str, str]:
        """The free text in it, field by field, empty ones left out: what enters the book sealed."""
        free = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in free.items() if isinstance(value, str) and value}

    @property
    def counted(self) -> dict[str, int | str]:
        """Its amount in fen and its day: what enters the book in the open."""
        return {"cost_fen": self.cost_fen, "done_by": self.done_by_day.isoformat()}


def may_say(wording: Wording, today: date | None = None) -> Refusal | None:
    """Whether amount and words agree and, where `today` is given, the day is still to come."""
    notes = {}
    if wording.cost_fen == 0:
        if not wording.cost.startswith(FREE):
            notes["cost"] = Refusal(N_("The amount is 0, so this reads 不花钱. Or write the amount."))
        if wording.money_from:
            notes["money_from"] = Refusal(N_("No money is spent, so leave this empty."))
    else:
        if not wording.cost or wording.cost.startswith(FREE):
            notes["cost"] = Refusal(N_("Please say in words what the money is for."))
        if not wording.money_from:
            notes["money_from"] = Refusal(N_("Please say where the money comes from."))
    if today and wording.done_by_day < today:
        notes["done_by_day"] = Refusal(N_("This day has passed. Please choose a day to come."))
    if not notes:
        return None
    return Refusal(N_("Something is missing or wrong. Nothing was lost: please correct what is marked.")).with_notes(
        **notes
    )

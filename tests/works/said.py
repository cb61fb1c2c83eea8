"""What people may say of a work that was accepted, and when their noes open it again: once more and plainly, with the
numbers of the council's path typed in by hand."""

from dataclasses import dataclass, field
from datetime import date, timedelta

ASKED_AFTER, ANSWERED_WITHIN = 30, 60  # days after the acceptance
NOES = 3  # of those who weigh
MEMBERS: dict[object, str] = {**{seat: f"member:{seat}" for seat in range(1, 14)}, "代一": "rep:1", "代二": "rep:2"}
DESK = ("clerk", "监一", "监二")  # who types in slips
CODE = "K3M97XQ2"


@dataclass
class Round:
    """What was said of one acceptance."""

    accepted_on: date
    weighing: dict[str, str] = field(default_factory=dict)  # what each who weighs said last
    others: list[str] = field(default_factory=list)

    @property
    def asked_on(self) -> date:
        return self.accepted_on + timedelta(ASKED_AFTER)

    @property
    def until(self) -> date:
        return self.accepted_on + timedelta(ANSWERED_WITHIN)

    def takes(self, day: date) -> bool:
        return self.accepted_on <= day <= self.until

    @property
    def noes(self) -> int:
        return list(self.weighing.values()).count("unfinished")

    @property
    def counts(self) -> dict[str, int]:
        """How many people say each thing; who weighs is one person."""
        said = [*self.weighing.values(), *self.others]
        return {each: said.count(each) for each in ("finished", "partly", "unfinished")}

    def hear(self, voter: str, said: str) -> bool:
        """Somebody answers. Whether that opens it again."""
        if not voter:
            self.others.append(said)
            return False
        self.weighing[voter] = said
        return said == "unfinished" and self.noes >= NOES


@dataclass
class Objected:
    """An objection that was filed with CODE."""

    about: str
    answered: bool = False


def voter_of(who: object, number: int | None, code: str, objections: list[Objected]) -> str | None:
    """As whom somebody answers: "" for anybody else, None where number and code do not belong together."""
    if who in MEMBERS:
        return MEMBERS[who]
    if number is None:
        return ""
    return f"objection:{number}" if 0 < number <= len(objections) and code == CODE else None

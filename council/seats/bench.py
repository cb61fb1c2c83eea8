"""Who sits where, as the book tells it entry by entry: what a replay holds a roll against."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from council.ledger.book import Entry


@dataclass(slots=True)
class Seated:
    """A seat in the replay; `member` is the holder's number, None where it is vacant."""

    category: str
    member: int | None
    office: str


class Bench:
    """The bodies of a community and their seats, after the entries told so far."""

    def __init__(self) -> None:
        self.bodies: dict[str, dict[int, Seated]] = {}
        self.charters: dict[str, str] = {}
        self.counted: dict[str, int] = {}  # rolls of which the book tells only how many are on them

    def tell(self, entry: Entry) -> None:
        """Follow an entry about seats. Malformed facts raise KeyError, TypeError or ValueError."""
        if entry.act in ("community.found", "body.found"):
            for body in entry.facts["bodies"]:
                self.charters[body["body"]] = body["charter"]
                if "filled" in body:
                    self.counted[body["body"]] = int(body["filled"])
                    continue
                self.bodies[body["body"]] = {seat["seat"]: _founded(seat) for seat in body["seats"]}
        elif entry.act in ("seat.fill", "alternate.call"):
            body, number = seat_in(entry.on)
            self.bodies[body][number] = Seated(entry.facts["category"], entry.facts["member"], "member")
        elif entry.act == "body.charter":
            body = entry.on.removeprefix("body:")
            if self.charters[body] != entry.facts["former_charter"]:
                raise ValueError(body)
            self.charters[body] = entry.facts["charter"]
        elif entry.act in ("roll.add", "roll.remove"):
            self._change(entry.on.removeprefix("body:"), entry.facts["filled"], 1 if entry.act == "roll.add" else -1)
        elif entry.act == "seat.vacate":
            body, number = seat_in(entry.on)
            self.bodies[body][number] = Seated(self.bodies[body][number].category, None, "member")
        elif entry.act == "seat.office":
            self._office(*seat_in(entry.on), entry.facts["office"])

    def _change(self, body: str, filled: int, by: int) -> None:
        """A roll grows or shrinks by one person an entry; another number is as wrong as a malformed one."""
        if filled != self.counted[body] + by:
            raise ValueError(filled)
        self.counted[body] = filled

    def _office(self, body: str, number: int, office: str) -> None:
        for seat in self.bodies[body].values():
            if office == "chair" and seat.office == "chair":
                seat.office = "member"
        self.bodies[body][number].office = office

    def acting_chair(self, body: str, recused: set[int]) -> set[int]:
        """The seats that may lead: a chair's or, where none can, a vice chair's."""
        able = {n: seat.office for n, seat in self.bodies[body].items() if seat.member is not None and n not in recused}
        chairs = {number for number, office in able.items() if office == "chair"}
        return chairs or {number for number, office in able.items() if office == "vice_chair"}


def seat_in(subject: str) -> tuple[str, int]:
    """seat:yishihui/7 as ("yishihui", 7)."""
    kind, _, rest = subject.partition(":")
    body, _, number = rest.rpartition("/")
    if kind != "seat" or not body or not number.isdecimal():
        raise ValueError(subject)
    return body, int(number)


def _founded(seat: Mapping[str, Any]) -> Seated:
    return Seated(seat["category"], seat.get("member"), seat.get("office", "member"))

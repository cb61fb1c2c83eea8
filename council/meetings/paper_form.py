"""A meeting on paper, in one form: what it may send."""

from typing import Any, Literal

from pydantic import create_model

from council.kit.forms import Form
from council.kit.uploads import Papers
from council.meetings.forms import Absences, Households, Many, Member, Numbers, Observers, Said

MOST_ITEMS = 6  # items that the form takes; more are entered one by one


class OnPaper(Form):
    """Who came and who led; the fields of each item follow by its number: `yes_1`, `said_1` …"""

    present: Numbers = ""
    households: Households = ""
    absent: Absences = ""
    host: Member | None = None
    recorder: Member | None = None
    teller: Member | None = None
    teller2: Member | None = None
    observers: Observers = ""
    sign_in: Papers
    tallies: Papers = ()

    @property
    def tellers(self) -> tuple[int, ...]:
        return tuple(number for number in (self.teller, self.teller2) if number is not None)

    def of_item(self, name: str, position: int) -> Any:
        return getattr(self, f"{name}_{position}", None)


def _of_items() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for position in range(1, MOST_ITEMS + 1):
        fields[f"method_{position}"] = (Literal["hands", "paper"], "hands")
        fields |= {f"{name}_{position}": (Many | None, None) for name in ("yes", "no", "abstain", "spoiled")}
        fields[f"said_{position}"] = (Said, "")
    return fields


PaperForm: type[OnPaper] = create_model("PaperForm", __base__=OnPaper, **_of_items())

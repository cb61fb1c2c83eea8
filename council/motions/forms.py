"""The forms in which a motion is written, and how a written one is laid back into its form."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import StringConstraints

from council.kit.forms import Day, Form, Line, Text, Yuan
from council.motions.tables import FACT
from council.motions.wording import FREE, Wording

Fact = Annotated[Line, StringConstraints(max_length=FACT)]
Reason = Annotated[Line, StringConstraints(max_length=200)]


class WordingForm(Form):
    title: Annotated[Line, StringConstraints(max_length=60)]
    what: Fact
    cost: Fact = ""  # may stay empty where nothing is spent
    cost_yuan: Yuan
    money_from: Fact = ""
    done_by: Fact
    done_by_day: Day
    whom: Fact
    text: Text = ""

    def wording(self) -> Wording:
        free = self.cost_yuan == 0 and not self.cost
        return Wording(
            title=self.title,
            what=self.what,
            cost=FREE if free else self.cost,
            cost_fen=self.cost_yuan,
            money_from=self.money_from,
            done_by=self.done_by,
            done_by_day=self.done_by_day,
            whom=self.whom,
            text=self.text,
        )


class DraftForm(WordingForm):
    matter: Annotated[Line, StringConstraints(max_length=40)]


class ProposeForm(DraftForm):
    event: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]  # the draft takes it for its own id
    body: Annotated[Line, StringConstraints(max_length=60)]


class AmendForm(WordingForm):
    change: Reason


class WithdrawForm(Form):
    why: Reason


def as_typed(wording: Wording, **more: str) -> Mapping[str, str]:
    """A wording as someone would have typed it."""
    yuan, fen = divmod(wording.cost_fen, 100)
    return {
        **wording.spoken,
        "cost_yuan": f"{yuan}.{fen:02}" if fen else str(yuan),
        "done_by_day": wording.done_by_day.isoformat(),
        **more,
    }

"""What people answer about a work that was accepted on 4 December 2026."""

from datetime import datetime

from council.kit import clock
from council.openness.acts import Sender
from council.rules.rating import Content, Finished
from council.works.acts import Answer, Objector, rate
from tests.openness.scene import HOME
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.scene import BEGUN

ACCEPTED = BEGUN + 3 * DAY
YES, NO = (Content.SATISFIED, Finished.YES), (Content.DISSATISFIED, Finished.NO)


def says(
    village: Village, ref: str, said: tuple[Content, Finished], moment: datetime = ACCEPTED + DAY, *,
    who: object = None, text: str = "", by: Objector | None = None, address: str = HOME, event: str | None = None,
    answer: str = "",
) -> int:  # fmt: skip
    with clock.at(moment):
        sent = Answer(content=said[0], finished=said[1], text=text)
        return village.do(who, rate, ref, sent, Sender(address, event or "0" * 32, answer), by, event=event)

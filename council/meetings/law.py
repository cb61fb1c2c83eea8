"""What a meeting is held under, frozen into it with its notice: the charter, and how it says meetings are held."""

import json

from council.charters.frozen import Law, law_facts, thaw
from council.rules.book import canonical
from council.rules.charter import Charter
from council.rules.hall import MeetingLaw, law_of


def freeze(charter: Charter) -> str:
    """The law of a meeting called now, as canonical JSON."""
    return canonical({**law_facts(charter), "meeting": law_of(charter).facts()}).decode()


def thaw_meeting(text: str) -> tuple[Law, MeetingLaw]:
    """The charter and the law of the meeting that `freeze` wrote."""
    return thaw(text), MeetingLaw.from_facts(json.loads(text)["meeting"])

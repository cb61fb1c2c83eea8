"""What may be done about openness: publish, take down, object, answer, clear of names, judge, check; the clock ends."""

from council.openness.answering import clear_text, hand_on, may_clear_text, may_reply, reply
from council.openness.calendar import enter_year, may_enter
from council.openness.ending import end, may_end, settle
from council.openness.objecting import Said, Sender, enter, file, may_file
from council.openness.publishing import Posted, may_publish, publish
from council.openness.supervising import check, judge, may_check, may_judge
from council.openness.taking_down import photograph, take_down

__all__ = [
    "Posted", "Said", "Sender", "check", "clear_text", "end", "enter", "enter_year", "file", "hand_on", "judge",
    "may_check", "may_clear_text", "may_end", "may_enter", "may_file", "may_judge", "may_publish", "may_reply",
    "photograph", "publish", "reply", "settle", "take_down",
]  # fmt: skip

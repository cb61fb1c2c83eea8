"""What may be done about a meeting: called, its roll marked, its counts entered, confirmed and closed, its minutes."""

from council.meetings.agenda import add_item, defer_item, stand_aside
from council.meetings.attending import mark, mark_present, mark_rest, may_mark, report_unreachable
from council.meetings.calling import Called, call, cancel, convert, may_cancel, may_convert, note_notice
from council.meetings.counting import (
    close_item,
    confirm_tally,
    enter_tally,
    may_close_item,
    may_confirm,
    may_enter_tally,
)
from council.meetings.delegating import Authorised, delegate, end_delegation
from council.meetings.marking import Mark
from council.meetings.minutes import (
    approve_minutes,
    close_meeting,
    confirm_correction,
    correct,
    may_close,
    sign_minutes,
)
from council.meetings.notice import Topic, Wanted, may_call
from council.meetings.opening import may_open, name_hands, open_roll
from council.meetings.poll_counting import count_poll
from council.meetings.polling import may_poll, may_vote, open_poll, vote
from council.meetings.recording import Counted, Sheet, record_meeting
from council.meetings.spoken import Spoken, add_observer, add_speech

__all__ = [
    "Authorised", "Called", "Counted", "Mark", "Sheet", "Spoken", "Topic", "Wanted", "add_item", "add_observer",
    "add_speech", "approve_minutes", "call", "cancel", "close_item", "close_meeting", "confirm_correction",
    "confirm_tally", "convert", "correct", "count_poll", "defer_item", "delegate", "end_delegation", "enter_tally",
    "mark", "mark_present", "mark_rest", "may_call", "may_cancel", "may_close", "may_close_item", "may_confirm",
    "may_convert", "may_enter_tally", "may_mark", "may_open", "may_poll", "may_vote", "name_hands", "note_notice",
    "open_poll", "open_roll", "record_meeting", "report_unreachable", "sign_minutes", "stand_aside", "vote",
]  # fmt: skip

"""What may be done with a matter on its path. What `openness` and `works` call stands in council.procedure.moving."""

from council.procedure.answers import Answers, evaluate, may_evaluate, may_review, review
from council.procedure.calling import call_meeting, finish, may_call_for, may_finish, note_papers
from council.procedure.choosing import choose_path, may_choose
from council.procedure.intake import begin, may_begin
from council.procedure.moving import (
    Came,
    advance,
    may_advance,
    opened,
    pause,
    reported,
    resume,
    taken_down,
    told,
)
from council.procedure.turning import (
    bring_again,
    may_bring_again,
    may_hold_together,
    may_revise,
    may_send_back,
    merge,
    part,
    revise,
    send_back,
)

__all__ = [
    "Answers", "Came", "advance", "begin", "bring_again", "call_meeting", "choose_path", "evaluate", "finish",
    "may_advance", "may_begin", "may_bring_again", "may_call_for", "may_choose", "may_evaluate", "may_finish",
    "may_hold_together", "may_review", "may_revise", "may_send_back", "merge", "note_papers", "opened", "part",
    "pause", "reported", "resume", "review", "revise", "send_back", "taken_down", "told",
]  # fmt: skip

"""Where the matter of a work stands, read from its row: its state, its stage, and the path frozen into it."""

from council.procedure.frozen import thaw
from council.rules.path import WORKS
from council.rules.walk import State as Walked
from council.rules.works import Stands


def stands_of(state: str, at: str | None, path: str) -> Stands:
    """Whether it is carried out now, comes after, is finished, or went back to before."""
    if state == Walked.DONE:
        return Stands.FINISHED
    if state != Walked.RUNNING or at is None:
        return Stands.BEFORE
    walked = thaw(path)
    place, works = walked.place(at), walked.place(WORKS)
    return Stands.THERE if place == works else Stands.BEYOND if place > works else Stands.BEFORE


def publishes(path: str, at: str | None) -> bool:
    """Whether the publication of its result is the next thing."""
    return at is not None and thaw(path).stage(at).about == "result"

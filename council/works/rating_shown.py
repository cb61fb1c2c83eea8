"""What people say of a work, as a page shows it: counts in sentences, never a percentage alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from council.kit.db import Db
from council.rules.rating import Content, Count, Finished, Window
from council.rules.refusal import N_, Refusal
from council.works.rating_lines import Line, lines_page
from council.works.rating_reading import counts_of, window_of
from council.works.rows import Work

ANSWER_WORDS = {
    Content.SATISFIED: N_("content"), Content.MOSTLY: N_("mostly content"), Content.DISSATISFIED: N_("not content"),
    Finished.YES: N_("it is done"), Finished.PARTLY: N_("a little is missing"), Finished.NO: N_("it is not done"),
}  # fmt: skip
ON_PAGE = 5  # lines beside the counts


@dataclass(frozen=True, slots=True)
class Round:
    """The answers about one acceptance."""

    number: int
    sentences: Sequence[Refusal]
    count: Count


@dataclass(frozen=True, slots=True)
class Answers:
    """What people say of a work: of its newest round, of those before, and whether they are asked today."""

    rounds: Sequence[Round]  # the newest first
    window: Window | None
    open: bool
    asked_again: bool
    lines: Sequence[Line]
    more: int | None

    @property
    def any(self) -> bool:
        return bool(self.rounds) or self.window is not None


def answers_of(
    db: Db, community: UUID, work: Work, today: date, *, before: int | None = None, size: int = ON_PAGE
) -> Answers:
    """Everything a page says of the answers. Before it was ever accepted nothing is asked of the database."""
    if not work.acceptances:
        return Answers((), None, False, False, (), None)
    counts, window = counts_of(db, community, work.motion_id), window_of(work)
    lines, more = lines_page(db, community, work.motion_id, before=before, size=size)
    return Answers(
        [Round(turn, said(counts[turn], work.reopens), counts[turn]) for turn in sorted(counts, reverse=True)],
        window, bool(window and window.takes(today)), bool(window and window.asks_again(today)), lines, more,
    )  # fmt: skip


def said(count: Count, reopens: int | None) -> list[Refusal]:
    """The counts of one round, a sentence each."""
    content, finished = count.content, count.finished
    found = [
        Refusal(
            "%(total)s people answered: content %(content)s, mostly content %(mostly)s, not content %(not_content)s.",
            total=count.total, content=content[Content.SATISFIED], mostly=content[Content.MOSTLY],
            not_content=content[Content.DISSATISFIED],
        ),
        Refusal(
            "Is it really done? Done: %(yes)s. A little is missing: %(partly)s. Not done: %(no)s.",
            yes=finished[Finished.YES], partly=finished[Finished.PARTLY], no=finished[Finished.NO],
        ),
    ]  # fmt: skip
    if reopens is not None:
        found.append(
            Refusal(
                "Of members, representatives and objectors, %(heard)s answered and %(noes)s said that it is not done."
                " With %(needed)s it is carried out again.",
                heard=count.heard, noes=count.noes, needed=reopens,
            )
        )  # fmt: skip
    return found


def answer_facts(answers: Answers) -> Mapping[str, Any]:
    """The same as JSON."""
    window = answers.window
    return {
        "answers_until": window.until if window else None,
        "asked_again_on": window.asked_on if window else None,
        "answers": [
            {"round": each.number, "people": each.count.total, "content": each.count.content,
             "finished": each.count.finished, "members_representatives_objectors": each.count.weighing}
            for each in answers.rounds
        ],
        "lines": [{"number": line.number, "round": line.round, "on": line.said_on, "finished": line.finished,
                   "text": line.cleared} for line in answers.lines],
    }  # fmt: skip

"""Could what the book says of publications have been done? Entries are replayed in order, without a database.

Did each notice hang at least its days, and end where the calendar says; did every objection come in time and get a
number of its own; did the supervisory committee do what only it may; and did a matter go on only with nothing in the
way?
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from council.kit import clock
from council.ledger.book import Entry
from council.ledger.verify import Fault
from council.openness.told import Board, Hung, Said
from council.rules.publicity import Posting, State, enough_days, in_the_way, may_object, may_take_down, state
from council.rules.refusal import Refusal
from council.rules.walk import Result

MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
FOLLOWED = {
    "notice.post", "notice.photograph", "notice.take_down", "notice.end", "objection.file", "objection.enter",
    "objection.clear", "objection.reply", "objection.hand_on", "objection.judge", "check.mark", "calendar.enter",
    "work.reopen",
}  # fmt: skip


def replay(entries: Iterable[Entry]) -> list[Fault]:
    """Everything about publications in these entries that could not have been done."""
    book = Replay()
    return [Fault(entry.seq, reason) for entry in entries for reason in book.tell(entry)]


class Replay:
    """What has been said so far."""

    def __init__(self) -> None:
        self.board = Board()

    def tell(self, entry: Entry) -> list[Refusal]:
        """Follow one entry; what is wrong with it."""
        try:
            self.board.seat_bodies(entry)
            return list(getattr(self, entry.act.replace(".", "_"))(entry)) if entry.act in FOLLOWED else []
        except MALFORMED:
            return [Refusal("It does not say what an entry of its kind says, or comes before what it rests on.")]

    # ── notices ──

    def notice_post(self, entry: Entry) -> Iterator[Refusal]:
        facts, today = entry.facts, clock.day_of(entry.at)
        motion = entry.on.removeprefix("notice:").partition("/")[0]
        earlier = self.board.of(motion, facts["about"])
        posted_on, counted_to = date.fromisoformat(facts["posted_on"]), date.fromisoformat(facts["counted_to"])
        last = date.fromisoformat(facts["ends_on"]) if "ends_on" in facts else None
        if entry.on != f"notice:{motion}/{facts['about']}/{facts['posting']}" or facts["posting"] != len(earlier) + 1:
            yield Refusal("It does not follow the posting before it.")
        if any(hung.hangs for hung in earlier):
            yield Refusal("The notice before it still hung.")
        if not self.board.acts_for(entry.actor, "clerk"):
            yield Refusal("It was not done by who may do it.")
        if enough_days(facts["required_days"], facts["days"]):
            yield Refusal("It was posted for fewer days than its rules give.")
        if counted_to != posted_on + timedelta(days=facts["days"]) or posted_on > today:
            yield Refusal("Its days are not counted as they must be.")
        if last and not self.board.can_end(counted_to, last):
            yield Refusal("It does not end where the calendar says.")
        posting = Posting(posted_on, facts["days"], last, today)
        self.board.notices[entry.on] = Hung(motion, facts["about"], facts["posting"], posting, facts["reply_days"])

    def notice_photograph(self, entry: Entry) -> Iterator[Refusal]:
        if entry.on not in self.board.notices or not self.board.acts_for(entry.actor, "clerk", "supervisory"):
            yield Refusal("It was not done by who may do it.")

    def notice_take_down(self, entry: Entry) -> Iterator[Refusal]:
        hung = self.board.notices[entry.on]
        on = date.fromisoformat(entry.facts["taken_down_on"])
        if not self.board.acts_for(entry.actor, "clerk", "supervisory"):
            yield Refusal("It was not done by who may do it.")
        if may_take_down(hung.posting, on, clock.day_of(entry.at)):
            yield Refusal("On that day it did not hang, or had hung all its days.")
        hung.posting = replace(hung.posting, taken_down_on=on)

    def notice_end(self, entry: Entry) -> Iterator[Refusal]:
        hung, facts = self.board.notices[entry.on], entry.facts
        last = hung.posting.last
        if entry.actor != "clock" or last is None or entry.at < clock.end_of(last) or not hung.hangs:
            yield Refusal("The period was ended before its last day was over, or not by the clock.")
        if (facts["posted_on"], facts["ends_on"]) != (str(hung.posting.posted_on), str(last)):
            yield Refusal("Its days are not those of the posting.")
        said = [one for one in self.board.objections.get(hung.motion, {}).values() if self._to(one, hung)]
        waiting = sum(one.replied_on is None for one in said)
        if (facts["objections"], facts["waiting"]) != (len(said), waiting):
            yield Refusal("The numbers of objections are not what the entries give.")
        hung.ended = True
        yield from self._cleared(entry, hung)

    def _to(self, said: Said, hung: Hung) -> bool:
        return (said.about, said.posting) == (hung.about, hung.number)

    def _cleared(self, entry: Entry, hung: Hung) -> Iterator[Refusal]:
        """Where an entry says that the matter goes on, nothing is in the way."""
        if entry.facts.get("result") != Result.CLEARED:
            return
        objected = self.board.objected(hung.motion, hung.about)
        if in_the_way(hung.posting, objected, hung.holds, clock.day_of(entry.at)):
            yield Refusal("The matter went on although something was in the way.")

    # ── objections ──

    def objection_file(self, entry: Entry) -> Iterator[Refusal]:
        if entry.actor != "resident" or entry.facts["channel"] != "web":
            yield Refusal("It was not done by who may do it.")
        if entry.facts["filed_on"] != str(clock.day_of(entry.at)):
            yield Refusal("Its days are not counted as they must be.")
        yield from self._filed(entry)

    def objection_enter(self, entry: Entry) -> Iterator[Refusal]:
        if not self.board.acts_for(entry.actor, "clerk", "supervisory") or entry.facts["channel"] == "web":
            yield Refusal("It was not done by who may do it.")
        yield from self._filed(entry)

    def _filed(self, entry: Entry) -> Iterator[Refusal]:
        facts, today = entry.facts, clock.day_of(entry.at)
        motion, _, number = entry.on.removeprefix("objection:").partition("/")
        hung = self.board.notices[f"notice:{motion}/{facts['about']}/{facts['posting']}"]
        filed_on, due = date.fromisoformat(facts["filed_on"]), date.fromisoformat(facts["reply_due"])
        of_motion = self.board.objections.setdefault(motion, {})
        if facts["number"] != len(of_motion) + 1 or number != str(facts["number"]):
            yield Refusal("Its number does not follow the objections before it.")
        if filed_on > today or may_object(hung.posting, filed_on, today):
            yield Refusal("It came when nothing could be objected to.")
        if not self.board.can_end(filed_on + timedelta(days=hung.reply_days), due):
            yield Refusal("The reply is not due where the calendar says.")
        of_motion[facts["number"]] = Said(hung.about, hung.number, filed_on, due)

    # ── it is carried out again ──

    def work_reopen(self, entry: Entry) -> Iterator[Refusal]:
        """What hangs of the matter counts no more."""
        motion = entry.on.removeprefix("work:")
        for hung in self.board.notices.values():
            if hung.motion == motion and hung.hangs:
                hung.posting = replace(hung.posting, sent_back_on=clock.day_of(entry.at))
        return iter(())

    def objection_clear(self, entry: Entry) -> Iterator[Refusal]:
        self._said(entry)
        if not self.board.acts_for(entry.actor, "supervisory"):
            yield Refusal("It was not done by who may do it.")

    def objection_reply(self, entry: Entry) -> Iterator[Refusal]:
        said, hung = self._said(entry)
        if not self.board.acts_for(entry.actor, "clerk", "committee", "council"):
            yield Refusal("It was not done by who may do it.")
        if bool(entry.facts["again"]) != (said.replied_on is not None) or said.judged:
            yield Refusal("It does not follow what was said before.")
        said.replied_on = said.replied_on or clock.day_of(entry.at)
        yield from self._cleared(entry, hung)

    def objection_hand_on(self, entry: Entry) -> Iterator[Refusal]:
        said, _ = self._said(entry)
        if entry.actor != "resident" or said.replied_on is None or said.judged:
            yield Refusal("It does not follow what was said before.")

    def objection_judge(self, entry: Entry) -> Iterator[Refusal]:
        said, hung = self._said(entry)
        if not self.board.acts_for(entry.actor, "supervisory"):
            yield Refusal("It was not done by who may do it.")
        today = clock.day_of(entry.at)
        if said.upheld or (said.replied_on is None and today <= said.reply_due):
            yield Refusal("It does not follow what was said before.")
        said.judged, said.upheld = True, entry.facts["judged"] == "upheld"
        if "result" in entry.facts:
            newest = self.board.of(hung.motion, hung.about)[-1]
            newest.posting = replace(newest.posting, sent_back_on=today)

    def _said(self, entry: Entry) -> tuple[Said, Hung]:
        """The objection an entry speaks of, and the newest posting of what it is about."""
        motion = entry.on.removeprefix("objection:").partition("/")[0]
        said = self.board.objections[motion][entry.facts["number"]]
        if entry.on != f"objection:{motion}/{entry.facts['number']}":
            raise ValueError(entry.on)
        return said, self.board.of(motion, said.about)[-1]

    # ── the supervisory committee's look, and days off ──

    def check_mark(self, entry: Entry) -> Iterator[Refusal]:
        if not self.board.acts_for(entry.actor, "supervisory"):
            yield Refusal("It was not done by who may do it.")
        if entry.on.startswith("notice:"):
            hung = self.board.notices[entry.on]
            hung.holds = entry.facts["holds"] == "true"
            yield from self._cleared(entry, hung)

    def calendar_enter(self, entry: Entry) -> Iterator[Refusal]:
        if not self.board.acts_for(entry.actor, "clerk", "console"):
            yield Refusal("It was not done by who may do it.")
        self.board.enter_days(entry.facts)
        for end in entry.facts["ends"]:
            hung, last = self.board.notices[end["notice"]], date.fromisoformat(end["ends_on"])
            before = hung.posting.last
            if not hung.hangs or (before and last <= before) or state(hung.posting, before or last) is not State.OPEN:
                yield Refusal("It moves the end of a notice earlier, or of one that does not hang.")
            hung.posting = replace(hung.posting, last=last)

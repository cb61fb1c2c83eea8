"""What is held against every step of a random walk through the acts of works: rows, pages and the book."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.openness.acts import file, publish, reply
from council.procedure.acts import send_back
from council.rules.refusal import Refusal
from council.works.acts import add_money
from tests.judge import JudgingClient
from tests.village import Village
from tests.works.lawful import Lawful

REF = "2026-1"
NAMED: dict[Any, str] = {add_money: "work.money"}
"""Entries that are not called as their act."""
ELSEWHERE = (file, reply, publish, send_back)
"""Acts of rooms below."""


class Watched(RuleBasedStateMachine):
    """One village and one resolution, beside it the work as it should have become."""

    village: Village
    client: JudgingClient
    rows: sqlite3.Connection  # to the same file
    now: datetime
    work: Lawful
    done: Counter[str]
    told: tuple[int, date] | None = None  # when the pages were last asked

    @property
    def today(self) -> date:
        return clock.day_of(self.now)

    # ── doing ──

    def tries(
        self, may: bool, who: object, act: Callable[..., Any], *args: Any, kinds: tuple[str, ...] = (), **more: Any
    ) -> bool:
        """Do it. It is done exactly where the law says that it may, and is one entry then, one of these `kinds` or
        called as its act. Refused, no row changes."""
        before, size = self.dump() if not may else {}, self.size()
        with clock.at(self.now):
            refused = None
            try:
                self.village.do(who, act, REF, *args, **more)
            except (Refusal, NotFound, SignInFirst) as no:
                refused = no
        assert may == (refused is None), f"{act.__name__}: {refused or 'done'}"
        if refused is not None:
            assert self.dump() == before, f"{act.__name__} was refused and wrote all the same"
            self.done[f"no {act.__name__}"] += 1
            return False
        assert self.size() == size + 1, f"{act.__name__} made {self.size() - size} entries"
        if act not in ELSEWHERE:
            assert self.last()["on"] == f"work:{REF}"
            assert self.last()["act"] in (kinds or (NAMED.get(act, f"work.{act.__name__}"),))
        self.done[act.__name__] += 1
        return True

    def size(self) -> int:
        return int(self.one("SELECT count(*) FROM ledger_entry"))

    def last(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.one("SELECT body FROM ledger_entry ORDER BY seq DESC LIMIT 1"))
        return found

    def one(self, query: str) -> Any:
        return self.rows.execute(query).fetchone()[0]

    def hung_to(self) -> date:
        """The last day of the newest notice; how it is counted is the subject of tests/openness."""
        return date.fromisoformat(self.one("SELECT ends_on FROM notice ORDER BY entry DESC LIMIT 1"))

    def dump(self) -> dict[str, list[Any]]:
        """Every row of the whole file."""
        names = [name for (name,) in self.rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: self.rows.execute(f"SELECT * FROM {name}").fetchall() for name in names}

    # ── what must hold ──

    @invariant()
    def everything_adds_up(self) -> None:
        if not hasattr(self, "village"):
            return
        self.rows_add_up()
        if self.told != (told := (self.size(), self.today)):  # else nothing has changed
            self.told = told
            self.page_adds_up()

    def rows_add_up(self) -> None:
        """What the tables hold, asked in plain SQL."""
        work = self.work
        row = self.rows.execute("SELECT next_due, report_due, accepted_at, begun_on FROM undertaking").fetchone()
        if work.begun_on is None:
            assert row is None
            return
        days = (str(work.next_due), str(work.report_due), str(work.begun_on))
        assert (row[0], row[1], row[3]) == days
        assert work.at == "resolution" or (row[2] is not None) == work.accepted
        sums = {
            "SELECT coalesce(sum(paid_fen), 0) FROM work_progress WHERE number NOT IN"
            " (SELECT corrects FROM work_progress WHERE corrects IS NOT NULL)": work.paid,
            "SELECT count(*) FROM work_progress": len(work.told),
            "SELECT coalesce(sum(amount_fen), 0) FROM work_contract": work.contracted,
            "SELECT coalesce(sum(amount_fen), 0) FROM work_money": work.allowed - work.budget,
            "SELECT count(*) FROM work_check": len(work.looks),
            "SELECT count(*) FROM work_answer": work.looks.count("answered"),
            "SELECT count(*) FROM work_acceptance": len(work.rounds),
            "SELECT count(*) FROM work_rating": work.ratings,
            'SELECT count(*) FROM ledger_entry WHERE body LIKE \'%"act":"work.reopen"%\'': work.opened_by_answers,
        }
        assert {query: self.one(query) for query in sums} == sums
        assert work.contracted <= max(work.allowed, work.before)  # less money was resolved after they were made
        assert self.counted() == {
            (turn, said): number
            for turn, each in enumerate(work.rounds, 1)
            for said, number in each.counts.items()
            if number
        }

    def counted(self) -> dict[tuple[int, str], int]:
        """What people say now, by the round and what they say."""
        asked = "SELECT round, finished, sum(count) FROM work_rating_count GROUP BY round, finished"
        return {(turn, said): number for turn, said, number in self.rows.execute(asked) if number}

    def page_adds_up(self) -> None:
        """What everybody is told, as data."""
        work, today = self.work, self.today
        with clock.at(self.now):
            listed = self.client.get(f"{self.village.url}/works.json").json()
            page = self.client.get(f"{self.village.url}/works/{REF}.json")
        if work.begun_on is None:
            assert (listed["works"], listed["late"], page.status_code) == ([], [], 404)
            return
        told = page.json()
        assert {name: told[name] for name in (
            "percent", "paid_fen", "allowed_fen", "over_fen", "state", "days_overdue", "days_silent", "due",
        )} == {
            "percent": work.percent(), "paid_fen": work.paid, "allowed_fen": work.allowed,
            "over_fen": max(0, work.paid - work.allowed), "state": work.state(today),
            "days_overdue": work.overdue(today), "days_silent": work.silent(today), "due": str(work.end),
        }  # fmt: skip
        assert [part["reached"] for part in told["milestones"]] == [
            n in work.reached() for n in range(1, len(work.parts) + 1)
        ]
        assert told["percent"] == work.percent() <= 100
        is_late = bool(work.silent(today) or work.overdue(today))  # complete, it waits for its acceptance alone
        assert listed["late"] == ([REF] if is_late else [])
        assert (told["round"], told["reopened_on"]) == (work.round, str(work.reopened_on) if work.reopened_on else None)
        assert [each["on"] for each in told["acceptances"]] == [str(each.accepted_on) for each in work.rounds]
        assert told["answers_until"] == (str(work.rounds[-1].until) if work.accepted else None)
        assert {each["round"]: each["people"] for each in told["answers"]} == {
            turn: sum(each.counts.values()) for turn, each in enumerate(work.rounds, 1) if any(each.counts.values())
        }

    def pages_can_be_read(self) -> None:
        begun, asks = self.work.begun_on is not None, self.work.may_rate(None, self.today, None, "")
        there = 200 if begun else 404
        with clock.at(self.now):
            for path, status in {
                "": 200,
                f"/{REF}": there,
                f"/{REF}/answers": there,
                f"/{REF}/rating": there if asks or not begun else 403,
            }.items():
                assert self.client.get(f"{self.village.url}/works{path}").status_code == status

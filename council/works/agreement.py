"""What the book tells of works, and what the tables hold: both in one form, to be compared."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from council.kit.db import Reader
from council.ledger.book import Entry
from council.rules import works as rules
from council.rules.works import Stands
from council.works import rating_agreement as ratings
from council.works.columns import MEMBER, PERSON, UNDERTAKING
from council.works.reading import all_works
from council.works.rounds import turns
from council.works.rows import Work

Said = Iterator[tuple[str, object]]


def told(entry: Entry) -> Said:
    """What stands of a work after this entry."""
    yield from ratings.told(entry)
    facts, opened, on = entry.facts, entry.opened, entry.on
    if entry.act == "work.begin":
        parts = [(p["position"], opened[f"milestone:{p['position']}"], p["due_day"], p["weight"])
                 for p in facts["milestones"]]  # fmt: skip
        yield on, (facts["body"], facts["version"], facts["begun_on"], facts["due_day"], facts["cost_fen"],
                   facts.get("report_days"), opened["money_from"], sorted(facts["members"]), parts)  # fmt: skip
    elif entry.act == "work.report":
        said = (opened["line"], *(facts.get(name) for name in ("milestone", "percent", "paid_fen", "corrects")))
        yield f"{on} report {facts['number']}", (*said, facts.get("invoice"), facts["photos"])
    elif entry.act == "work.contract":
        yield f"{on} contract {entry.seq}", (opened["party"], facts["cost_fen"], list(entry.files))
    elif entry.act == "work.extend":
        yield f"{on} later {entry.seq}", (facts["position"], facts["until_day"], opened["why"])
    elif entry.act == "work.money":
        yield f"{on} money {facts['allowed_by']}", facts["cost_fen"]
    elif entry.act == "work.look":
        yield f"{on} found {facts['number']}", (facts["holds"] == "true", opened.get("opinion", ""), list(entry.files))
    elif entry.act == "work.answer":
        yield f"{on} answer {facts['number']}", (opened["reply"], list(entry.files))
    elif entry.act == "work.accept":
        yield (
            f"{on} accepted {entry.seq}",
            (
                entry.seq,
                facts["cost_fen"],
                opened["line"],
                list(entry.files),
                facts.get("asked_on"),
                facts.get("asked_until"),
            ),
        )


def kept(db: Reader, community: UUID) -> Said:
    """What the tables hold."""
    yield from ratings.kept(db, community)
    people: dict[UUID, list[int]] = {}
    named = select(PERSON.motion_id, MEMBER.number).where(
        PERSON.community_id == community, MEMBER.community_id == community, MEMBER.id == PERSON.membership_id
    )
    for motion, number in db.rows(named):
        people.setdefault(motion, []).append(number)
    columns = (UNDERTAKING.motion_id, UNDERTAKING.version, UNDERTAKING.budget_fen, UNDERTAKING.money_from,
               UNDERTAKING.due, UNDERTAKING.next_due, UNDERTAKING.report_due, UNDERTAKING.accepted_at)  # fmt: skip
    rows = {row.motion_id: row for row in db.rows(select(*columns).where(UNDERTAKING.community_id == community))}
    for work in all_works(db, community):
        row = rows[work.motion_id]
        parts = [(part.position, part.title, str(part.planned), part.weight) for part in work.parts]
        yield work.on, (work.body_key, row.version, str(work.plan.begun_on), str(row.due), row.budget_fen,
                        work.plan.report_days, row.money_from, sorted(people.get(work.motion_id, [])),
                        parts)  # fmt: skip
        yield from _said(work)
        back = [turn.on for turn in turns(db, community, work) if turn.kind in ("reopened", "resumed")]
        since = [work.last_report, *back]
        due = (rules.next_due(work.plan, work.reported), {rules.report_due(work.plan, day) for day in since})
        if work.stands is Stands.BEFORE:
            continue  # what is due follows from what is resolved, once its notice has hung
        if row.next_due != due[0] or row.report_due not in due[1]:
            yield f"{work.on} due", str(due)
        if (row.accepted_at is None) != (work.acceptance is None):
            yield f"{work.on} accepted", work.acceptance is not None


def _said(work: Work) -> Said:
    for each in work.reports:
        said = (each.line, each.milestone, each.percent, each.paid_fen, each.corrects, each.invoice)
        yield f"{work.on} report {each.number}", (*said, _files(*each.photos))
    for one in work.contracts:
        yield f"{work.on} contract {one.entry}", (one.party, one.amount_fen, _files(one.paper))
    for one in work.extensions:
        yield f"{work.on} later {one.entry}", (one.position, str(one.until), one.why)
    for one in work.added:
        yield f"{work.on} money {one.year}-{one.number}", one.amount_fen
    for look in work.looks:
        yield f"{work.on} found {look.number}", (look.holds, look.text, _files(look.photo))
        if look.answer:
            yield f"{work.on} answer {look.number}", (look.answer.text, _files(look.answer.photo))
    for one in work.acceptances:
        yield (
            f"{work.on} accepted {one.entry}",
            (
                one.entry,
                one.final_fen,
                one.line,
                _files(one.paper),
                _day(one.asked_on),
                _day(one.asked_until),
            ),
        )


def _files(*hashes: str | None) -> Sequence[str]:
    return list(dict.fromkeys(sha for sha in hashes if sha))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

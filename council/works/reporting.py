"""Reports from the site: a line, photographs, what was reached, what was paid. A wrong one is corrected by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, update

from council.kit import clock
from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.openness.who import Standing, need, stands
from council.procedure import moving
from council.rules import works as rules
from council.rules.refusal import Refusal
from council.rules.works import Report
from council.works.beginning import BY_THE_COMMITTEE
from council.works.columns import UNDERTAKING
from council.works.reading import work_at
from council.works.rows import Work
from council.works.tables import Progress, ProgressPhoto, Undertaking


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What someone on site reports. `paid` is in fen and has its invoice."""

    line: str
    milestone: int | None = None
    percent: int | None = None
    paid: int = 0
    corrects: int | None = None
    photos: Sequence[Prepared] = ()
    invoice: Prepared | None = None


def may_work(who: Standing, work: Work) -> Refusal | None:
    """Whether someone may report or change anything about a work: for the committee, until it is accepted."""
    if who.answers is None:
        return Refusal(BY_THE_COMMITTEE)
    if work.acceptance is not None:
        on = clock.day_of(work.acceptance.at)
        return Refusal("It was accepted on %(day)s. Nothing is added to it any more.", day=on)
    return None if work.open else Refusal("The matter went back: first it is decided anew.")


def report(act: Act, ref: str, said: Said) -> int:
    """Report from the site; the report's number. Refused: what does not follow, and a payment without its invoice."""
    who, work, today = stands(act), work_at(act.db, act.community, ref), clock.day_of(act.now)
    if refusal := may_work(who, work):
        raise refusal
    new = Report(len(work.reports) + 1, today, said.milestone, said.percent, said.paid, said.corrects)
    if refusal := rules.may_report(work.plan, work.reported, new):
        raise refusal
    before = next((each.paid_fen for each in work.reports if each.number == said.corrects), 0)
    if said.paid > before and said.invoice is None:
        missing = Refusal("Please add the invoice or receipt: what was paid is published with it.")
        raise missing.with_notes(invoice=missing)
    hand = need(who.answers, BY_THE_COMMITTEE)
    photos = list(dict.fromkeys(keep(act, photo, public=True) for photo in said.photos))
    invoice = keep(act, said.invoice, public=True) if said.invoice else None
    entry = record(
        act,
        "work.report",
        actor=hand.actor,
        on=work.on,
        facts={
            "number": new.number,
            "paid_fen": said.paid,
            "photos": photos,
            **_told(new),
            **({"invoice": invoice} if invoice else {}),
        },
        sealed={"line": said.line},
        files=list(dict.fromkeys([*photos, *([invoice] if invoice else [])])),
    )
    of_work = {"community_id": act.community, "motion_id": work.motion_id}
    act.db.execute(
        insert(Progress).values(
            **of_work, number=new.number, line=said.line, milestone=said.milestone, percent=said.percent,
            paid_fen=said.paid, invoice=invoice, corrects=said.corrects, at=act.now, by_id=hand.membership, entry=entry,
        )
    )  # fmt: skip
    if photos:
        kept = [{**of_work, "number": new.number, "position": n, "photo": sha} for n, sha in enumerate(photos, 1)]
        act.db.execute(insert(ProgressPhoto), kept)
    moving.reported(act, work.motion_id, today)
    keep_days(act, ref, today)
    return new.number


def keep_days(act: Act, ref: str, reported: date | None = None) -> None:
    """Write down what is due next, after whatever changed it: lists find what is late by it."""
    work = work_at(act.db, act.community, ref)
    last = reported or rules.last_word(work.reported, work.again_on)
    change(act, work, next_due=rules.next_due(work.plan, work.reported), report_due=rules.report_due(work.plan, last))


def change(act: Act, work: Work, **values: object) -> None:
    of_work = (UNDERTAKING.community_id == act.community, UNDERTAKING.motion_id == work.motion_id)
    act.db.execute(update(Undertaking).where(*of_work).values(**values))


def _told(new: Report) -> dict[str, object]:
    facts = {"milestone": new.milestone, "percent": new.percent, "corrects": new.corrects}
    return {name: value for name, value in facts.items() if value is not None}

"""What papers say of a place and a motion, in the words of its pages: its number, its facts, whose seal, which code."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from council.charters.frozen import Law
from council.hall.paper_notice import cost_said
from council.kit import words
from council.kit.db import Db
from council.ledger.tables import LedgerEntry
from council.ledger.telling import Say
from council.motions.tables import MotionRow
from council.motions.versions import versions_of
from council.motions.wording import NAMES, Wording
from council.places.tables import Place
from council.rules.book import check_code
from council.rules.capitals import in_capitals
from council.rules.organ import Organ
from council.rules.refusal import N_
from council.seats.tables import BodyRow


class Coded(NamedTuple):
    """An entry of the book, by its number and check code."""

    entry: int
    code: str


_ENTRIES = select(col(LedgerEntry.seq), col(LedgerEntry.leaf)).where(
    col(LedgerEntry.community_id) == bindparam("community")
)
ENTRY = _ENTRIES.where(col(LedgerEntry.seq) == bindparam("entry"))
NEWEST = _ENTRIES.where(col(LedgerEntry.subject) == bindparam("subject")).order_by(col(LedgerEntry.seq).desc()).limit(1)


def recorded(db: Db, community: UUID, entry: int) -> Coded:
    """An entry with its check code."""
    seq, leaf = db.execute(ENTRY, {"community": community, "entry": entry}).one()
    return Coded(seq, check_code(leaf))


def newest_on(db: Db, community: UUID, subject: str) -> Coded:
    """The newest entry on a subject, such as a meeting."""
    seq, leaf = db.execute(NEWEST, {"community": community, "subject": subject}).one()
    return Coded(seq, check_code(leaf))


def numbered(place: Place, ref: str, say: Say) -> str:
    """柳塘议〔2026〕11号."""
    year, _, number = ref.partition("-")
    return say(N_("%(place)s motion no. %(number)s of %(year)s"), place=place.label, number=number, year=year)


def wording_at(db: Db, community: UUID, motion: MotionRow, version: int | None) -> Wording:
    """What a motion said in one of its versions."""
    if version in (None, motion.version):
        return motion.wording
    return next(each.wording for each in versions_of(db, community, motion.id) if each.version == version)


def facts_said(wording: Wording, say: Say, lang: str) -> list[tuple[str, str]]:
    """The four facts of a motion, the amount in figures and in capitals."""
    return [
        (say(NAMES["what"]), wording.what),
        (say(NAMES["cost"]), _cost(wording, say, lang)),
        (say(NAMES["done_by"]), _done_by(wording, say, lang)),
        (say(NAMES["whom"]), wording.whom),
    ]


def _done_by(wording: Wording, say: Say, lang: str) -> str:
    day = words.full_day(lang, wording.done_by_day)
    if day in wording.done_by:
        return wording.done_by
    return f"{wording.done_by}{', ' if lang == 'en' else '，'}{say(N_('at the latest on %(day)s'), day=day)}"


def _cost(wording: Wording, say: Say, lang: str) -> str:
    if wording.cost_fen == 0:
        return wording.cost
    amount, source = words.money(lang, wording.cost_fen), wording.money_from
    if amount not in wording.cost:
        return f"{wording.cost}{'; ' if lang == 'en' else '；'}{cost_said(wording.cost_fen, source, say, lang)}"
    if lang != "en":
        capital = wording.cost.replace(amount, f"{amount}（{in_capitals(wording.cost_fen)}）", 1)
        return say(N_("%(amount)s, from %(who)s"), amount=capital, who=source)
    return say(N_("%(amount)s, from %(who)s"), amount=wording.cost, who=source)


def body_of_kind(bodies: Sequence[BodyRow], kinds: Iterable[Organ]) -> BodyRow | None:
    """The first of these kinds of body that stands here."""
    return next((body for kind in kinds for body in bodies if body.law.kind == kind), None)


def supervisor_of(bodies: Sequence[BodyRow], say: Say) -> str:
    """Who watches: the supervisory committee, by its name where it is entered here."""
    found = body_of_kind(bodies, [Organ.SUPERVISORY])
    return found.name if found else say(N_("the supervisory committee"))


def basis_of(law: Law, lang: str) -> str:
    """What a count rests on, as a resolution cites it: the article, or the charter where no law says a number."""
    text = law.sources["threshold"].text
    if text.zh.startswith("默认值"):
        return words.said(lang, law.name)
    return words.said(lang, text).partition(": " if lang == "en" else "：")[0]

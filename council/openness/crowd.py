"""When many objections, or answers about a work, come from one address, or to one village, within an hour: a plain sum
in words, then the telephone. Never a puzzle, and never a wait for who comes once."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import SQLModel

from council.kit.act import Act
from council.kit.db import Db
from council.openness.tables import Crowd
from council.people.tries import network
from council.rules.refusal import N_, Refusal

CROWD = SQLModel.metadata.tables[str(Crowd.__tablename__)].c
HOUR = timedelta(hours=1)
EVERYBODY = "everybody"
OBJECTIONS, ANSWERS = "objections", "answers"  # what comes; each is counted by itself
TOO_MANY = {
    OBJECTIONS: N_("Very many objections have come within this hour. Please ring, or put a slip into the box."),
    ANSWERS: N_("Very many answers have come within this hour. Please ring, or put a slip into the box."),
}
FREE = {True: 3, False: 30}  # within an hour from one address, in the whole village; then a sum is asked
MOST = {True: 30, False: 200}  # then nothing more is taken on the web; a village may share one address (CGNAT)
DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Sum:
    """Two small numbers to add, made from the form's event: 三加五."""

    one: int
    other: int

    def words(self, lang: str) -> tuple[str, str]:
        """The two numbers as a page asks for them."""
        return (str(self.one), str(self.other)) if lang == "en" else (said(self.one), said(self.other))

    def solved_by(self, typed: str) -> bool:
        """8, ８ or 八; 十三 too."""
        text = unicodedata.normalize("NFKC", typed).strip()
        return text in (str(self.one + self.other), said(self.one + self.other))


def said(number: int) -> str:
    """A number to eighteen in Chinese."""
    return DIGITS[number] if number <= 10 else f"十{DIGITS[number - 10]}"


def sum_of(event: str) -> Sum:
    """The sum that belongs to a form."""
    digest = hashlib.sha256(f"council-sum-1:{event}".encode()).digest()
    return Sum(digest[0] % 8 + 2, digest[1] % 8 + 2)


def asks_sum(db: Db, community: UUID, address: str, now: datetime, what: str = OBJECTIONS) -> bool:
    """Whether so many came of late that the next one is asked for a sum."""
    return any(count >= FREE[own] for own, count in _counts(db, community, address, now, what).items())


def may_come(
    db: Db, community: UUID, address: str, now: datetime, event: str, answer: str, what: str = OBJECTIONS
) -> Refusal | None:
    """Whether one more is taken from this address now."""
    counts = _counts(db, community, address, now, what)
    if any(count >= MOST[own] for own, count in counts.items()):
        return Refusal(TOO_MANY[what])
    if any(count >= FREE[own] for own, count in counts.items()) and not sum_of(event).solved_by(answer):
        wrong = Refusal("Please work out this small sum, so that we know that a person writes.")
        return wrong.with_notes(sum=wrong)
    return None


def count(act: Act, address: str, what: str = OBJECTIONS) -> None:
    """Count one that was taken, and forget the hours that are over."""
    act.db.execute(delete(Crowd).where(CROWD.community_id == act.community, CROWD.until <= act.now))
    for own in (True, False):
        bucket = _bucket(act.community, address if own else EVERYBODY, act.now, what)
        of_bucket = (CROWD.community_id == act.community, CROWD.bucket == bucket)
        standing = act.db.execute(select(CROWD.came).where(*of_bucket)).scalar()
        if standing is None:
            values = {"bucket": bucket, "came": 1, "until": _window_end(act.now)}
            act.db.execute(insert(Crowd).values(community_id=act.community, **values))
        else:
            act.db.execute(update(Crowd).where(*of_bucket).values(came=standing + 1))


def _counts(db: Db, community: UUID, address: str, now: datetime, what: str) -> dict[bool, int]:
    """How many came within this hour: from the address (True), and in all (False)."""
    buckets = {_bucket(community, address if own else EVERYBODY, now, what): own for own in (True, False)}
    rows = db.execute(CAME, {"community": community, "buckets": list(buckets)}).all()
    return {True: 0, False: 0} | {buckets[bucket]: number for bucket, number in rows}


CAME = select(CROWD.bucket, CROWD.came).where(
    CROWD.community_id == bindparam("community"), CROWD.bucket.in_(bindparam("buckets"))
)


def _bucket(community: UUID, whose: str, now: datetime, what: str) -> str:
    where = whose if whose == EVERYBODY else network(whose)
    return hashlib.sha256(f"{community}:{what}:{_window_end(now).isoformat()}:{where}".encode()).hexdigest()


def _window_end(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + HOUR

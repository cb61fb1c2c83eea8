"""A book verified whole: first its hashes, then what its entries mean. Pages and commands ask here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from council.hall.agreement import disagreements
from council.kit.db import Reader
from council.ledger.book import Book, Entry, book_in
from council.ledger.papers import hashes_now
from council.ledger.reading import Wrong, read_export
from council.ledger.tables import LedgerHead
from council.ledger.verify import Fault, check, wrong_papers
from council.meetings import replay as meetings
from council.openness import replay as openness
from council.oversight import replay as oversight
from council.places.tables import Community, CommunitySlug
from council.procedure import replay as procedure
from council.rules.refusal import Refusal
from council.votes import replay as votes
from council.works import replay as works

NEVER_OPENED = {
    ("vote.cast", "choice"),
    ("meeting.vote", "choice"),
    ("objection.file", "text"),
    ("objection.enter", "text"),
    ("work.rate", "text"),
    ("work.reopen", "text"),
}
"""A choice is opened by the closing entry, for the ballots that stand then; of the others only the number is public.
What an objection says, or a line beside an answer, is public as the supervisory committee cleared it of names, in an
entry of its own."""

NOT_KEPT = {"community.found", "body.found"}
"""They name the roster that was read, which is not kept: telephones stand in it."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found. No faults: it is right."""

    size: int
    root: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A community as a command names it."""

    id: UUID
    county: str
    slug: str
    name: str

    @property
    def address(self) -> str:
        return f"{self.county}/{self.slug}"

    def __str__(self) -> str:
        return f"{self.name} {self.address}"


def verify_book(book: Book) -> Verified:
    """Whether the book is whole, and whether what it says was done could be done."""
    checked = check(book, NEVER_OPENED)
    faults = checked.faults or tuple(_replayed(checked.entries, book.head.community))
    return Verified(book.head.size, book.head.root, faults)


def _replayed(entries: Sequence[Entry], community: str) -> list[Fault]:
    """What the entries say that could not have been done: votes, meetings, matters, publications, works, reminders."""
    faults = [
        *votes.replay(entries, community),
        *meetings.replay(entries, community),
        *procedure.replay(entries),
        *openness.replay(entries),
        *works.replay(entries),
        *oversight.replay(entries),
    ]
    return sorted(faults, key=lambda fault: fault.entry or 0)


def verify_kept(db: Reader, community: UUID) -> Verified:
    """The book of a community as the database keeps it, and whether its papers and the other tables agree with it."""
    book = book_in(db, community)
    if book is None:
        return Verified(0, "", (Fault(None, Refusal("This community has no book.")),))
    verified = verify_book(book)
    if verified.faults:
        return verified
    entries = check(book, NEVER_OPENED).entries
    papers = wrong_papers(entries, hashes_now(db, community), every=True, but=NOT_KEPT)
    return Verified(verified.size, verified.root, (*papers, *disagreements(db, community, entries)))


def verify_export(path: Path, since: Path | None = None) -> Verified:
    """An export; with `since`, that nothing in that earlier export of the same book was changed or left out."""
    try:
        book = read_export(path)
        earlier = read_export(since) if since else None
    except Wrong as wrong:
        return Verified(0, "", (wrong.fault,))
    verified = verify_book(book)
    if earlier is None or verified.faults:
        return verified
    return Verified(verified.size, verified.root, tuple(_since(book, earlier)))


def _since(book: Book, earlier: Book) -> Iterator[Fault]:
    if check(earlier, NEVER_OPENED).faults:
        yield Fault(None, Refusal("The earlier export is not right itself, so nothing can be compared with it."))
        return
    if book.head.community != earlier.head.community:
        yield Fault(None, Refusal("The two exports are of different communities."))
        return
    for number, kept in enumerate(earlier.kept, 1):
        if number > len(book.kept):
            yield Fault(number, Refusal("It stood in the earlier export and is missing now."))
            return
        if book.kept[number - 1].leaf != kept.leaf:
            yield Fault(number, Refusal("It is not what stood in the earlier export."))


def communities(db: Reader, named: str | None = None) -> list[Named]:
    """Every community that has a book, or those of that address: `county/slug`, or `slug` alone."""
    query = (
        select(col(Community.id), col(CommunitySlug.county_slug), col(CommunitySlug.slug), col(Community.name))
        .join(CommunitySlug, col(CommunitySlug.community_id) == col(Community.id))
        .join(LedgerHead, col(LedgerHead.community_id) == col(Community.id))
        .order_by(col(CommunitySlug.county_slug), col(CommunitySlug.slug))
    )
    if named is not None:
        county, _, slug = named.rpartition("/")
        query = query.where(col(CommunitySlug.slug) == slug)
        if county:
            query = query.where(col(CommunitySlug.county_slug) == county)
    return [Named(*row) for row in db.rows(query)]


def community_named(db: Reader, named: str) -> Named:
    """The one community of that address, or a Refusal that says what to write."""
    found = communities(db, named)
    if not found:
        raise Refusal("There is no community %(named)s. Write its address, such as yunxi/liutang.", named=named)
    if len(found) > 1:
        raise Refusal(
            "There are several communities %(named)s: %(addresses)s. Write the one you mean.",
            named=named,
            addresses=[one.address for one in found],
        )
    return found[0]

"""Writing in the book: `record` is called once by every act, inside its transaction."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import SQLModel, col

from council.kit.act import Act
from council.kit.ids import new_id
from council.ledger.tables import LedgerEntry, LedgerHead, LedgerOpening
from council.rules.book import EMPTY_ROOT, Frontier, canonical, leaf, seal
from council.rules.refusal import N_, Refusal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HEAD, ENTRY, OPENING = (
    SQLModel.metadata.tables[str(table.__tablename__)] for table in (LedgerHead, LedgerEntry, LedgerOpening)
)
_HERE = HEAD.c.community_id == bindparam("community")
HEAD_OF = select(HEAD.c.size, HEAD.c.frontier, HEAD.c.last_at).where(_HERE)
GROW = update(HEAD).where(_HERE)
GROW = GROW.values({name: bindparam(f"new_{name}") for name in ("size", "root", "frontier", "last_at")})
APPEND, OPEN = insert(ENTRY), insert(OPENING)
"""Every act asks these: they are built once, and of the tables alone."""


def open_book(act: Act) -> None:
    """Begin a community's book: an empty tree."""
    act.db.execute(
        insert(LedgerHead).values(
            community_id=act.community, size=0, root=EMPTY_ROOT, frontier=Frontier().to_bytes(), last_at=EPOCH
        )
    )


def record(
    act: Act,
    kind: str,
    *,
    actor: str,
    on: str = "",
    facts: Mapping[str, object] | None = None,
    sealed: Mapping[str, str] | None = None,
    kept: Mapping[str, tuple[str, str]] | None = None,
    files: Sequence[str] = (),
    event_id: str | None = None,
) -> int:
    """Append one entry and grow the tree over it; the answer is the entry's number.

    `facts` holds only integers, dates, keys, choices and hashes. `sealed` is names and free text: their hashes
    enter, their openings are published. `kept` is {field: (value, salt)}: sealed, and not opened here.
    """
    size, frontier_bytes, last_at = act.db.execute(HEAD_OF, {"community": act.community}).one()
    seq: int = size + 1
    community = str(act.community)
    at = max(act.now, last_at)
    opened = {name: (value, secrets.token_hex(32)) for name, value in (sealed or {}).items()}
    seals = {
        name: seal(community, seq, name, salt, value) for name, (value, salt) in {**opened, **(kept or {})}.items()
    }
    body = entry_text(community, seq, at, kind, actor, on, facts or {}, seals, files)
    hashed = leaf(body)
    frontier = Frontier.from_bytes(frontier_bytes).append(hashed)
    event = event_id or (act.event.id if act.event else new_id().hex)
    act.db.execute(
        APPEND,
        {
            "community_id": act.community, "seq": seq, "act": kind, "subject": on, "recorded_at": at,
            "body": body.decode(), "leaf": hashed, "event_id": event,
            "content": act.event.content if act.event else None,
        },
    )  # fmt: skip
    grown = {"new_size": seq, "new_root": frontier.root, "new_frontier": frontier.to_bytes(), "new_last_at": at}
    act.db.execute(GROW, {"community": act.community, **grown})
    if opened:
        act.db.execute(
            OPEN,
            [
                {"community_id": act.community, "seq": seq, "field": name, "value": value, "salt": salt}
                for name, (value, salt) in opened.items()
            ],
        )
    return seq


def entry_text(
    community: str, seq: int, at: datetime, kind: str, actor: str, on: str,
    facts: Mapping[str, object], seals: Mapping[str, str], files: Sequence[str] = (),
) -> bytes:  # fmt: skip
    """An entry as it is hashed and kept."""
    return canonical(
        {
            "v": 1, "community": community, "seq": seq, "t": written(at), "act": kind, "actor": actor,
            "on": on, "facts": dict(facts), "sealed": dict(seals), "files": list(files),
        }
    )  # fmt: skip


SENT = select(ENTRY.c.content).where(
    ENTRY.c.community_id == bindparam("community"), ENTRY.c.event_id == bindparam("event")
)


def once(act: Act) -> bool:
    """Was this form's sending recorded before? Another content under the same id is refused with a fresh form."""
    if act.event is None:
        return False
    found = act.db.execute(SENT, {"community": act.community, "event": act.event.id}).first()
    if found and found[0] != act.event.content:
        raise Refusal(
            N_("This form was already sent with other content. Please look at it once more and send it again.")
        )
    return found is not None


def written(moment: datetime) -> str:
    """A moment as the book writes it: UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def entry_of_event(act: Act, event_id: str) -> int | None:
    """The number of the entry recorded under an event, if there is one."""
    seq: int | None = act.db.scalar(
        select(col(LedgerEntry.seq)).where(
            col(LedgerEntry.community_id) == act.community, col(LedgerEntry.event_id) == event_id
        )
    )
    return seq


def subject_of(act: Act) -> str | None:
    """What the entry of this sending is on: where a form leads that made something with a number of its own."""
    if act.event is None:
        return None
    found: str | None = act.db.scalar(
        select(col(LedgerEntry.subject)).where(
            col(LedgerEntry.community_id) == act.community, col(LedgerEntry.event_id) == act.event.id
        )
    )
    return found

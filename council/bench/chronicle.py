"""One community as it is generated: its rows, and its book, which grows entry by entry as the acts would write it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from council.kit.ids import id_of
from council.ledger.acts import EPOCH, entry_text
from council.rules.book import Frontier, leaf, seal

Row = dict[str, Any]


class Chronicle:
    """Rows by table, and the head of the book over its entries. The same seed and index give the same rows."""

    def __init__(self, seed: int, index: int, begins: datetime):
        self.seed, self.index, self.begins = seed, index, begins
        self.dice = Random(f"{seed}/{index}")
        self.id = self.new_id(begins)
        self.rows: dict[str, list[Row]] = {}
        self.tree, self.last_at = Frontier(), EPOCH

    def new_id(self, at: datetime, dice: Random | None = None) -> UUID:
        return id_of(round(at.timestamp() * 1000), (dice or self.dice).getrandbits(80))

    def add(self, table: str, **values: Any) -> Row:
        """A row of this community; it may still be changed."""
        values["community_id"] = self.id
        self.rows.setdefault(table, []).append(values)
        return values

    def add_apart(self, table: str, **values: Any) -> None:
        """A row of a table that no community owns."""
        self.rows.setdefault(table, []).append(values)

    def record(
        self,
        at: datetime,
        kind: str,
        *,
        actor: str,
        dice: Random,
        on: str = "",
        facts: Mapping[str, object] | None = None,
        sealed: Mapping[str, str] | None = None,
        kept: Mapping[str, tuple[str, str]] | None = None,
        files: Sequence[str] = (),
        event: str | None = None,
    ) -> int:
        """What `ledger.acts.record` does, in memory; the answer is the entry's number. Without an `event` it was sent
        by a form, which had one."""
        seq, community = self.tree.size + 1, str(self.id)
        self.last_at = at = max(at, self.last_at)
        opened = {name: (value, salt(dice)) for name, value in (sealed or {}).items()}
        seals = {
            name: seal(community, seq, name, own_salt, value)
            for name, (value, own_salt) in {**opened, **(kept or {})}.items()
        }
        body = entry_text(community, seq, at, kind, actor, on, facts or {}, seals, files)
        hashed = leaf(body)
        self.tree = self.tree.append(hashed)
        self.add(
            "ledger_entry", seq=seq, act=kind, subject=on, recorded_at=at, body=body.decode(), leaf=hashed,
            event_id=event or f"{dice.getrandbits(128):032x}", content=None if event else dice.randbytes(32),
        )  # fmt: skip
        for name, (value, own_salt) in opened.items():
            self.add("ledger_opening", seq=seq, field=name, value=value, salt=own_salt)
        return seq

    def close(self) -> None:
        """The head row over everything recorded."""
        self.add(
            "ledger_head", size=self.tree.size, root=self.tree.root, frontier=self.tree.to_bytes(),
            last_at=self.last_at,
        )  # fmt: skip


def salt(dice: Random) -> str:
    return f"{dice.getrandbits(256):064x}"


def session_secret(seed: int, index: int, number: int) -> str:
    """The secret by which the generated member of that number is signed in."""
    return sha256(f"bench session {seed}/{index}/{number}".encode()).hexdigest()

"""The cast that every test shares: Willow Bridge (柳桥社区), its thirteen seats, its clerk, and a stranger."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from council.app import create_app
from council.config import Settings
from council.kit import clock
from council.kit.act import Act, Event
from council.kit.db import Database, Reader
from council.kit.ids import new_id
from council.ledger.acts import open_book, record
from council.ledger.tables import LedgerEntry
from council.people.tables import Account, AccountMembership, Membership, Role, SignIn, SignInName
from council.places.tables import Community, CommunityLabel, CommunitySlug, County, Township
from council.seats.tables import Body, Seat, Tenure
from tests.judge import JudgingClient

T = TypeVar("T")
NAMES = (
    "郝红",
    "冯荣敏",
    "石涵轩",
    "钟辉轩",
    "汪秀子",
    "魏东国",
    "熊建",
    "金伟梓",
    "肖菊",
    "钱秀建",
    "魏斌华",
    "邓军",
    "陶伟",
)
YISHIHUI = ["established"] * 6 + ["new"] * 6 + ["subdistrict"]
PASSWORD_HASH = "!"  # nobody signs in by password here; tests of signing in set one
ORIGIN = "http://testserver"


@dataclass
class Village:
    """A founded community with accounts for everyone. People are named by seat number, "clerk" or "stranger"."""

    db: Database
    id: UUID
    county: str
    slug: str
    name: str
    body: str
    members: dict[object, UUID] = field(default_factory=dict)  # seat number or "clerk" → membership
    names: dict[object, str] = field(default_factory=dict)
    accounts: dict[object, UUID] = field(default_factory=dict)
    secrets: dict[object, str] = field(default_factory=dict)  # of their sessions

    @property
    def url(self) -> str:
        return f"/{self.county}/{self.slug}"

    @classmethod
    def found(
        cls,
        database: Database,
        *,
        charter: str = "yishihui",
        members: int = 13,
        vacant: Iterable[int] = (),
        categories: list[str] | None = None,
        chair: int | None = None,
        vice_chair: int | None = 7,
        term_end: date | None = None,
    ) -> "Village":
        mark = uuid4().hex[:8]
        village = cls(database, new_id(), f"yunxi{mark}", "liuqiao", "柳桥社区", "yishihui")
        if categories is None:
            categories = YISHIHUI if charter == "yishihui" else ["member"] * members
        chair = chair or len(categories)
        database.found(lambda session: village._found(session, mark))
        database.write_now(
            village.id,
            lambda session: village._seat(
                Act(session, village.id, clock.now()), charter, categories, set(vacant), chair, vice_chair, term_end
            ),
        )
        return village

    def _found(self, session: Any, mark: str) -> None:
        township = new_id()
        session.execute(insert(County).values(slug=self.county, name=f"云溪县{mark}"))
        session.execute(insert(Township).values(id=township, county_slug=self.county, name="青桥街道"))
        session.execute(
            insert(Community).values(
                id=self.id, county_slug=self.county, township_id=township, name=self.name, founded_at=clock.now()
            )
        )
        session.execute(insert(CommunitySlug).values(county_slug=self.county, slug=self.slug, community_id=self.id))
        session.execute(insert(CommunityLabel).values(label=f"柳桥{mark}", community_id=self.id))
        open_book(Act(session, self.id, clock.now()))

    def _seat(
        self, act: Act, charter: str, categories: list[str], vacant: set[int], chair: int,
        vice_chair: int | None, term_end: date | None,
    ) -> None:  # fmt: skip
        db = act.db
        db.execute(
            insert(Body).values(
                community_id=self.id, key=self.body, name="柳桥社区议事会", charter=charter, founded_at=act.now
            )
        )
        seats = list(enumerate(categories, start=1))
        db.execute(
            insert(Seat),
            [{"community_id": self.id, "body_key": self.body, "number": n, "category": c} for n, c in seats],
        )
        for number, _category in seats:
            if number in vacant:
                continue
            name = NAMES[(number - 1) % len(NAMES)]
            self.members[number] = self._person(act, number, name, account_key=number)
            db.execute(
                insert(Tenure).values(
                    community_id=self.id, body_key=self.body, id=new_id(), seat=number,
                    membership_id=self.members[number], began_at=act.now,
                    office=self._office(number, chair, vice_chair),
                    term_start=date(2026, 3, 1), term_end=term_end or date(2031, 2, 28),
                )
            )  # fmt: skip
        self.members["clerk"] = self._person(act, 90, "周国平", account_key="clerk")
        db.execute(
            insert(Role).values(
                community_id=self.id, id=new_id(), membership_id=self.members["clerk"], role="clerk", since=act.now
            )
        )
        self._account(db, "stranger")
        record(
            act, "body.found", actor="console",
            facts={"bodies": [{
                "body": self.body, "charter": charter,
                "seats": [
                    {"seat": n, "category": c}
                    | ({} if n in vacant else {"member": n, "office": self._office(n, chair, vice_chair)})
                    for n, c in seats
                ],
            }]},
            sealed={f"member:{90 if key == 'clerk' else key}": self.names[key] for key in self.members},
        )  # fmt: skip

    @staticmethod
    def _office(number: int, chair: int, vice_chair: int | None) -> str:
        return "chair" if number == chair else "vice_chair" if number == vice_chair else "member"

    def _person(self, act: Act, number: int, name: str, account_key: object) -> UUID:
        membership = new_id()
        self.names[account_key] = name
        act.db.execute(
            insert(Membership).values(
                community_id=self.id, id=membership, number=number, name=name, sex="female",
                phone=f"199{uuid4().int % 10**8:08}",
            )
        )  # fmt: skip
        account = self._account(act.db, account_key)
        act.db.execute(
            insert(AccountMembership).values(
                account_id=account, community_id=self.id, membership_id=membership, since=act.now
            )
        )
        return membership

    def _account(self, db: Any, key: object) -> UUID:
        account, secret = new_id(), uuid4().hex + uuid4().hex
        now = clock.now()
        db.execute(insert(Account).values(id=account, password_hash=PASSWORD_HASH, created_at=now))
        db.execute(insert(SignInName).values(name=f"name-{account.hex}", account_id=account))
        db.execute(
            insert(SignIn).values(
                secret_hash=hashlib.sha256(secret.encode()).digest(), account_id=account, id=new_id(),
                device="", since=now, expires_at=now + timedelta(days=3650),
            )
        )  # fmt: skip
        self.accounts[key], self.secrets[key] = account, secret
        return account

    # ── doing and looking ──

    def do(self, who: object, act: Callable[..., T], *args: Any, event: str | None = None, **more: Any) -> T:
        """Do an act of a room as someone: a seat number, "clerk", "stranger", or None for the clock."""
        asker = self.accounts[who] if who is not None else None
        sent = Event(event, hashlib.sha256(repr((args, more)).encode()).digest()) if event else None
        return self.db.write_now(
            self.id, lambda session: act(Act(session, self.id, clock.now(), asker, sent), *args, **more)
        )

    def read(self, look: Callable[..., T], *args: Any, **more: Any) -> T:
        """Ask a query of a room: `village.read(seats_of, village.body)` calls `seats_of(db, community, body)`."""
        return self.db.read_now(lambda db: look(db, self.id, *args, **more))

    def look(self, fn: Callable[[Reader], T]) -> T:
        return self.db.read_now(fn)

    def entries(self) -> list[dict[str, Any]]:
        """The community's book, parsed."""
        query = select(LedgerEntry.body).where(LedgerEntry.community_id == self.id).order_by(LedgerEntry.seq)
        return [json.loads(row.body) for row in self.look(lambda db: db.rows(query))]

    def last(self) -> dict[str, Any]:
        return self.entries()[-1]

    def client(self, who: object = None) -> JudgingClient:
        """A browser that judges every page it fetches; signed in as `who`, if anyone."""
        app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", tick_seconds=3600), self.db)
        client = JudgingClient(
            app, base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=True, client=(self.county, 50000)
        )  # an address of its own: one address has three hundred tries to sign in
        if who is not None:
            client.cookies.set("council", self.secrets[who])
        return client

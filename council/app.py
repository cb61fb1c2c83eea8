"""create_app(): the rooms in order, middleware, error pages, the hooks that kit asks for. Nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import datetime
from importlib import import_module
from urllib.parse import quote
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Mount, Route

from council.config import Settings
from council.hall import errors
from council.hall.version import SOURCES
from council.kit import clock, datadir
from council.kit.cache import Cache, KeptPages
from council.kit.db import Closing, Database, Reader, lock_row
from council.kit.engines import check_durable, writing_engine
from council.kit.guard import MostBody, SecurityHeaders
from council.kit.lane import NotDone, Unsure
from council.kit.paths import ReadAddress
from council.kit.routing import ByShape
from council.kit.serving import spare_the_collector
from council.kit.standby import Found, Standby
from council.kit.templating import static_files
from council.kit.terminal import Cannot, tell
from council.kit.web import NotFound, SignInFirst, Site, Waiting, here_url
from council.ledger.acts import once
from council.migrations import is_newest, upgrade
from council.openness import ending
from council.people import sendings
from council.people.who import who
from council.places.tables import locate
from council.procedure import settling
from council.rules.refusal import N_, Refusal
from council.votes import closing as vote_closing

# addresses of two words last but for /county/{of}, and /new before /{ref}
ROOMS = (
    "people", "oversight", "openness", "votes", "procedure", "meetings", "works", "motions", "hall", "seats", "places",
)  # fmt: skip
MOST_BODY = 2 * 1024 * 1024  # a roster of a community is far smaller; a form that takes files lets more come


def open_database(settings: Settings) -> Database:
    """The database that the settings name; an embedded one is locked for this process and brought up to date."""
    if not settings.database_url:
        datadir.take(settings.data)
        migrate(settings)
    database = newest(database_of(settings))
    check_durable(database.writing)
    return database


def open_to_serve(settings: Settings) -> Database:
    """The same for a server of pages, whose standby may be away for now, and must not be that of another database."""
    database = open_database(settings)
    if settings.read_database_url:
        need_standby(settings, database)
    return database


def need_standby(settings: Settings, database: Database) -> None:
    with closing(Standby(settings.standby_url, database.reading)) as standby:
        found = standby.found()
    if found is Found.FOREIGN:
        database.close()
        raise Cannot(
            Refusal(
                "COUNCIL_READ_DATABASE_URL leads to a database that is no copy of COUNCIL_DATABASE_URL. "
                "Make a standby with pg_basebackup -R, or leave the setting out."
            )
        )
    if found is not Found.FOLLOWING:
        tell(N_("No standby answers at COUNCIL_READ_DATABASE_URL. Until one does, the primary answers everyone."))


def open_to_read(settings: Settings) -> Database:
    """The database as it stands: for commands that only look, beside a server that runs and without its lock."""
    if not settings.database_url and not settings.file.is_file():
        raise Cannot(Refusal("There is no database in %(folder)s.", folder=settings.data))
    return newest(database_of(settings))


def newest(database: Database) -> Database:
    """The database, where its migrations have run."""
    if not is_newest(database.writing):
        database.close()
        raise Cannot(Refusal("The database is not up to date. Run council migrate first."))
    return database


def database_of(settings: Settings) -> Database:
    return Database(settings.url, lock_row("ledger_head", settings.url), settle)


def settle(session: Session, community: UUID) -> None:
    """What the clock has made due happens first: votes past their deadline, then periods that are over."""
    settling.settle(session, community)
    ending.settle(session, community)


def due_communities(db: Reader, now: datetime) -> list[UUID]:
    """Where the clock has made something due that the book does not have yet."""
    return list(dict.fromkeys((*vote_closing.due_communities(db, now), *ending.due_communities(db, now))))


def migrate(settings: Settings) -> None:
    """Bring the database to the newest step."""
    engine = writing_engine(settings.url)
    upgrade(engine)
    engine.dispose()


def create_app(settings: Settings, database: Database | None = None) -> Starlette:
    database = database or open_database(settings)
    if settings.read_database_url:
        database.standby = Standby(settings.standby_url, database.reading)
    cache = Cache(database, SOURCES, settings.cache_mb * 1024 * 1024, settings.proxy_seconds)
    site = Site(
        database, settings.where, locate, who, once, sendings, cache, secure=settings.where.startswith("https:")
    )
    app = Starlette(
        middleware=[
            Middleware(KeptPages, cache=cache),
            Middleware(SecurityHeaders, origin=site.origin),
            Middleware(MostBody, most=MOST_BODY),
            Middleware(ReadAddress),
        ],
        exception_handlers={
            NotFound: errors.not_found,
            SignInFirst: sign_in_first,
            Closing: errors.closing,
            Waiting: errors.waiting,
            Unsure: errors.unsure,
            NotDone: errors.away,
            HTTPException: errors.refused,
            Exception: errors.ours,
        },
    )
    app.router = ByShape(routes(), lifespan=lifespan)
    app.state.site, app.state.origins, app.state.settings = site, settings.origins, settings
    return app


def worker() -> Starlette:
    """The app of one of several server processes, which find their settings in the environment."""
    app = create_app(Settings())
    spare_the_collector()
    return app


def routes() -> list[Route | Mount]:
    found: list[Route | Mount] = [Mount("/static", static_files())]
    for room in ROOMS:
        found += import_module(f"council.{room}.pages").room.routes
    return found


async def sign_in_first(request: Request, refused: Exception) -> Response:
    """To the sign-in page, and back to the page they came for; a form goes back to the page it stood on."""
    routes: list[Route] = [route for route in request.app.routes if isinstance(route, Route)]
    sent_to = next(route.path for route in routes if route.matches(request.scope)[0] is Match.FULL)
    has_page = any(route.path == sent_to and "GET" in (route.methods or ()) for route in routes)
    path = request.scope["path"]
    wanted = path if has_page else path.rsplit("/", 1)[0]
    return RedirectResponse(here_url(request.scope["lang"], f"/login?next={quote(wanted)}"), 303)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Run the clock beside the pages; at the end, let what was acknowledged be written."""
    database: Database = app.state.site.db
    beside = [asyncio.create_task(tick(database, app.state.settings.tick_seconds))]
    if database.standby:
        beside.append(asyncio.create_task(database.standby.watch()))
    yield
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    await database.drain()


async def tick(database: Database, seconds: int) -> None:
    """Enter what is due in the book, and sweep away what nobody came back for. Pages need not wait for it: they compute
    the same from the deadline."""
    while True:
        with suppress(Exception):  # a database that is away for a moment is tried again at the next tick
            for community in await database.read(lambda db: due_communities(db, clock.now())):
                await database.write(community, lambda session: None, event="clock")  # it closes nothing twice
            if await database.read(lambda db: sendings.left_over(db, clock.now())):
                await database.write_account(lambda session: sendings.sweep(session, clock.now()))
        await asyncio.sleep(seconds)

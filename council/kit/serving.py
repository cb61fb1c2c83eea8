"""Running the server: one process or, on PostgreSQL, any number; behind a proxy or not."""

import gc
import socket
from typing import Any, Protocol

import uvicorn
from starlette.applications import Starlette

from council.kit.terminal import Cannot, tell
from council.rules.refusal import N_, Refusal


class Listens(Protocol):
    """What of the settings serving asks for."""

    host: str
    port: int
    proxies: str
    workers: int
    database_url: str

    @property
    def where(self) -> str: ...

    def fault(self) -> Refusal | None: ...


def need_servable(settings: Listens) -> None:
    """Refused where the settings do not fit, or something else listens already; asked before anything is built."""
    if fault := settings.fault():
        raise Cannot(Refusal("The server cannot start like this. %(fault)s", fault=fault))
    if settings.workers > 1 and not settings.database_url:
        raise Cannot(
            Refusal(
                "SQLite is one file that one process writes. For %(workers)s workers set COUNCIL_DATABASE_URL to a "
                "PostgreSQL database.",
                workers=settings.workers,
            )
        )
    try:
        socket.create_server((settings.host, settings.port)).close()
    except OSError:
        raise Cannot(Refusal("Port %(port)s cannot be used. Choose another with --port.", port=settings.port)) from None


def serve_app(app: Starlette, settings: Listens) -> None:
    """Serve from this process until told to stop; then finish what was begun. No log says who asked for what."""
    tell(N_("Open %(address)s in a browser. Stop with Ctrl+C."), address=settings.where)
    spare_the_collector()
    uvicorn.run(app, **listening(settings), workers=1)


def spare_the_collector() -> None:
    """Let Python's collector pass over what stands as long as the process, since each look through it held up
    everybody for a tenth of a second; and look for what is left over from requests in every hundredth of them."""
    gc.freeze()
    gc.set_threshold(20_000)


def serve_workers(factory: str, settings: Listens) -> None:
    """The same from several processes, each with the app that `factory` ("module:function") makes."""
    tell(N_("Open %(address)s in a browser. Stop with Ctrl+C."), address=settings.where)
    uvicorn.run(factory, factory=True, **listening(settings), workers=settings.workers)


def listening(settings: Listens) -> dict[str, Any]:
    """How uvicorn is asked to serve."""
    return {
        "host": settings.host, "port": settings.port, "log_level": "warning", "access_log": False,
        "server_header": False, "proxy_headers": True, "forwarded_allow_ips": settings.proxies,
        "timeout_graceful_shutdown": 10, "ws": "none",
    }  # fmt: skip

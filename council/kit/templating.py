"""Two Jinja environments, one per language, sharing one loader; and the versioned addresses of static files."""

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from council.kit import words
from council.kit.compiling import ForOneLanguage
from council.kit.here import here_url
from council.kit.kept import FOR_ALL, Kept
from council.kit.markdown import to_html
from council.kit.marks import marked
from council.kit.pieces import Pieces


def shelf(name: str) -> Path:
    """A top-level folder: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


@cache
def environment(lang: str) -> Environment:
    env = ForOneLanguage(
        loader=FileSystemLoader(shelf("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    catalog = words.translations(lang)
    env.say = catalog.gettext
    env.install_gettext_callables(catalog.gettext, catalog.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.policies["ext.i18n.trimmed"] = True
    env.filters.update(words.filters(lang), url=partial(here_url, lang), sentence=partial(words.sentence, lang))
    env.filters["piece"] = Pieces(lambda name, values: env.get_template(name).render(values)).piece
    env.filters.update(marked=marked, prose=to_html)
    env.globals.update(static=static, lang=lang)
    return env


def render(lang: str, template: str, values: dict[str, Any]) -> str:
    return environment(lang).get_template(template).render(values)


# ── static files ──


@cache
def stylesheet() -> bytes:
    """Every component's sheet in the order of css/order.txt, as one answer."""
    folder = shelf("static") / "css"
    order = (folder / "order.txt").read_text("utf-8").split()
    return b"\n".join((folder / name).read_bytes() for name in order)


@cache
def static(name: str) -> str:
    """`css/print.css` → `/static/css/print.css?v=…`; a changed file is a new address."""
    content = stylesheet() if name == "council.css" else (shelf("static") / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


TEXTS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def texts() -> frozenset[str]:
    """The static files that are packed before they are sent."""
    folder = shelf("static")
    found = (path for path in folder.rglob("*") if path.suffix in TEXTS)
    return frozenset({"council.css", *(path.relative_to(folder).as_posix() for path in found)})


@cache
def text(name: str, cache_control: str) -> Kept:
    content = stylesheet() if name == "council.css" else (shelf("static") / name).read_bytes()
    kind = TEXTS[Path(name).suffix]
    return Kept(content, [(b"content-type", kind.encode())], cache_control=cache_control)


class Static(StaticFiles):
    """Static files that a browser may keep for ever where the address carries a version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        versioned = b"v=" in scope["query_string"]
        name = Path(path).as_posix()
        if name in texts() and scope["method"] in ("GET", "HEAD"):
            return text(name, FOR_EVER if versioned else FOR_ALL)
        response = await super().get_response(path, scope)
        if versioned:
            response.headers["Cache-Control"] = FOR_EVER
        return response


def static_files() -> Static:
    return Static(directory=shelf("static"))

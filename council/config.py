"""Every setting: its default, and one line on what it changes. All are read from COUNCIL_… in the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from council.rules.refusal import Refusal

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
PORTS = {"http": 80, "https": 443}  # a browser leaves them out


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="COUNCIL_", env_file=None)

    data: Path = Field(Path("data"), description="Folder of the SQLite database, when no database URL is given")
    database_url: str = Field("", description="postgresql+psycopg://…; empty means SQLite in the data folder")
    read_database_url: str = Field("", description="postgresql://… of a standby that answers pages; empty means none")
    host: str = Field("127.0.0.1", description="Address the server listens on")
    port: int = Field(8000, description="Port the server listens on")
    workers: int = Field(1, ge=1, le=64, description="Server processes; more than one needs PostgreSQL")
    origin: str = Field("", description="https://… as people type it; required off localhost")
    proxies: str = Field("127.0.0.1", description="Addresses of proxies whose X-Forwarded-… is believed")
    slip_days: int = Field(14, ge=1, le=90, description="Days until an unused slip expires")
    cache_mb: int = Field(64, ge=0, description="Memory for public pages as they were drawn; 0 keeps none")
    proxy_seconds: int = Field(0, ge=0, le=86400, description="Seconds a proxy may show a public page without asking")
    tick_seconds: int = Field(10, ge=1, description="How often the server closes what its deadline has made due")

    @property
    def url(self) -> str:
        """The database's URL."""
        if self.database_url:
            return by_psycopg(self.database_url)
        return f"sqlite:///{self.file}"

    @property
    def standby_url(self) -> str:
        return by_psycopg(self.read_database_url)

    @property
    def file(self) -> Path:
        """The SQLite database in the data folder."""
        return self.data.resolve() / "council.db"

    @property
    def where(self) -> str:
        """The origin people type; on localhost it may be left out."""
        if self.origin:
            return origin_of(self.origin) or self.origin
        return f"http://{'localhost' if self.host == '127.0.0.1' else bracketed(self.host)}:{self.port}"

    @property
    def origins(self) -> frozenset[str]:
        """Origins whose forms are ours: the configured one; on localhost both ways of typing it."""
        if self.origin:
            return frozenset({self.where})
        return frozenset(f"http://{bracketed(host)}:{self.port}" for host in (*LOCAL_HOSTS[:2], self.host))

    def environment(self) -> dict[str, str]:
        """These settings as another process reads them."""
        return {f"COUNCIL_{name.upper()}": str(value) for name, value in self.model_dump().items()}

    def fault(self) -> Refusal | None:
        """Why the server must not start with these settings, or None."""
        if not self.origin and self.host not in LOCAL_HOSTS:
            return Refusal("COUNCIL_ORIGIN is required off localhost, such as https://council.example.gov.cn")
        if self.origin and not origin_of(self.origin):
            return Refusal("COUNCIL_ORIGIN is http:// or https:// and a host, and nothing after it but a port.")
        if self.read_database_url and not self.url.startswith("postgresql"):
            return Refusal(
                "COUNCIL_READ_DATABASE_URL names a standby of a PostgreSQL database, and SQLite has none. "
                "Set COUNCIL_DATABASE_URL too, or leave it out."
            )
        if self.read_database_url and not self.standby_url.startswith("postgresql+psycopg://"):
            return Refusal("COUNCIL_READ_DATABASE_URL begins with postgresql://, as COUNCIL_DATABASE_URL does.")
        return None


def settings_of(
    data: Path | None, *, port: int | None = None, host: str | None = None, workers: int | None = None
) -> Settings:
    """The settings of the environment, and over them what a command was given."""
    served = "" if data else None  # a folder was named: the URLs of the environment are not meant
    given = {
        "data": data, "database_url": served, "read_database_url": served,
        "port": port, "host": host, "workers": workers,
    }  # fmt: skip
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def by_psycopg(url: str) -> str:
    """A PostgreSQL URL as SQLAlchemy reads it with psycopg."""
    scheme, mark, rest = url.partition("://")
    return f"postgresql+psycopg{mark}{rest}" if scheme in ("postgresql", "postgres") else url


def origin_of(text: str) -> str | None:
    """The origin as browsers write it (RFC 6454), or None where the text is none, or more than one."""
    try:
        parts = urlsplit(text)
        port, host = parts.port, bracketed((parts.hostname or "").encode("idna").decode())
    except ValueError:
        return None
    more = parts.username is not None or parts.path not in ("", "/") or parts.query or parts.fragment
    if parts.scheme not in PORTS or not host or more:
        return None
    return f"{parts.scheme}://{host}" + ("" if port in (None, PORTS[parts.scheme]) else f":{port}")


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host

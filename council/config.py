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
        """The database's URL; a plain postgresql:// is read by psycopg."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1).replace(
                "postgres://", "postgresql+psycopg://", 1
            )
        return f"sqlite:///{self.file}"

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
        return None


def settings_of(
    data: Path | None, *, port: int | None = None, host: str | None = None, workers: int | None = None
) -> Settings:
    """The settings of the environment, and over them what a command was given."""
    given = {"data": data, "database_url": "" if data else None, "port": port, "host": host, "workers": workers}
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


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

"""Every setting: its default, and one line on what it changes. All are read from COUNCIL_… in the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="COUNCIL_", env_file=None)

    data: Path = Field(Path("data"), description="Folder of the SQLite database, when no database URL is given")
    database_url: str = Field("", description="postgresql+psycopg://…; empty means SQLite in the data folder")
    host: str = Field("127.0.0.1", description="Address the server listens on")
    port: int = Field(8000, description="Port the server listens on")
    origin: str = Field("", description="https://… as people type it; required off localhost")
    proxies: str = Field("127.0.0.1", description="Addresses of proxies whose X-Forwarded-… is believed")
    slip_days: int = Field(14, ge=1, le=90, description="Days until an unused slip expires")
    tick_seconds: int = Field(10, ge=1, description="How often the server closes what its deadline has made due")

    @property
    def url(self) -> str:
        """The database's URL; a plain postgresql:// is read by psycopg."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1).replace(
                "postgres://", "postgresql+psycopg://", 1
            )
        return f"sqlite:///{self.data.resolve() / 'council.db'}"

    @property
    def where(self) -> str:
        """The origin people type; on localhost it may be left out."""
        if self.origin:
            return self.origin.rstrip("/")
        return f"http://{'localhost' if self.host == '127.0.0.1' else self.host}:{self.port}"

    @property
    def origins(self) -> frozenset[str]:
        """Origins whose forms are ours: the configured one; on localhost both ways of typing it."""
        if self.origin:
            parts = urlsplit(self.origin)
            return frozenset({f"{parts.scheme}://{parts.netloc}".lower()})
        return frozenset(f"http://{host}:{self.port}" for host in (*LOCAL_HOSTS[:2], self.host))

    def fault(self) -> str | None:
        """Why the server must not start with these settings, or None."""
        if not self.origin and self.host not in LOCAL_HOSTS:
            return "COUNCIL_ORIGIN is required off localhost, such as https://council.example.gov.cn"
        if self.origin and urlsplit(self.origin).scheme not in ("http", "https"):
            return "COUNCIL_ORIGIN must begin with http:// or https://"
        return None

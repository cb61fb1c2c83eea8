"""Runs the council command in a fresh process for each line it reads, sparing each the time of the imports.

A line is [words, environment] in JSON; the answer is the process's number. What runs is the command itself. Several
workers are forked from it, where uvicorn would have each import everything anew: six seconds a start for two of them.
"""

import json
import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.context import ForkProcess

from uvicorn import _subprocess

from council.__main__ import cli
from council.app import routes


class Worker(ForkProcess):
    """Told to stop before it serves, it ends, as one that uvicorn spawns; the supervisor's handlers are not its own."""

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        super().run()


class Forking(multiprocessing.context.ForkContext):
    Process = Worker


def run(words: list[str], environment: dict[str, str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    os.environ.update(environment)
    _subprocess.spawn = Forking()  # type: ignore[assignment]
    try:
        cli(words)
    finally:
        os._exit(1)


if __name__ == "__main__":
    routes()
    with suppress(ImportError):  # where only SQLite is installed
        import psycopg  # noqa: F401
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            run(*asked)
        print(child, flush=True)

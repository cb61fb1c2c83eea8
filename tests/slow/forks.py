"""Runs the council command in a fresh process for each line it reads, sparing each the time of the imports.

A line is [words, environment] in JSON; the answer is the process's number. What runs is the command itself.
"""

import json
import os
import signal
import sys
from contextlib import suppress

from council.__main__ import cli
from council.app import routes


def run(words: list[str], environment: dict[str, str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    os.environ.update(environment)
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

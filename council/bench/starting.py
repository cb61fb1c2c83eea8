"""W6: how long a server takes from its start to its first answer, which is a page of council 1."""

import time

from council.bench.measuring import Sample
from council.bench.servers import Server


def started(server: Server) -> Sample:
    """Start it, ask, stop it."""
    seconds = server.start()
    try:
        time.sleep(0.1)  # what it still does after its first answer
        return Sample(seconds, server.cpu, [seconds])
    finally:
        server.stop()

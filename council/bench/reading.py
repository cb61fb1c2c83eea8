"""W1, W2 and W3: a decision from the cache, the same drawn anew after each change, and the list of motions."""

from collections.abc import Iterable

import brotli

from council.bench.client import Answer, Asked, Wrong, ask, lasting, within
from council.bench.generating import Generated
from council.bench.measuring import Sample, measure
from council.bench.sending import set_hours
from council.bench.servers import Server, get

PAGES = 100  # of decisions that are read once after each change
DEEP = slice(21, 80)  # the oldest motions: before each of them there is a full page of older ones


class Reading:
    """Reading in council 1 of a generated place, whose server runs."""

    def __init__(self, server: Server, place: Generated):
        self.server, self.place, self.made = server, place, place.communities[0]

    # ── W1 ──

    def cached(self, way: str, connections: int, seconds: float) -> Sample:
        """The page of motion 1 as it is kept: "identity", "br", or "304" to its ETag."""
        path = f"{self.made.url}/motions/{self.made.done[0]}".encode()
        plain = self._page(path)
        if way == "identity":
            asked = Asked(get(path), body=plain.body)
        elif way == "br":
            packed = ask(self.server.port, Asked(get(path, b"Accept-Encoding: br")))
            if packed.header("content-encoding") != "br" or brotli.decompress(packed.body) != plain.body:
                raise Wrong("the page packed with brotli is not the page")
            asked = Asked(get(path, b"Accept-Encoding: br"), body=packed.body)
        else:
            asked = Asked(get(path, b"If-None-Match: " + plain.header("etag").encode()), b"304", body=b"")
        return measure(self.server, lasting(asked, seconds), connections)

    def _page(self, path: bytes) -> Answer:
        """A page, after looking that it is a decision with its thirteen votes by name."""
        answer = ask(self.server.port, Asked(get(path)))
        said = answer.body.decode()
        if answer.status != b"200" or "公开记录" not in said or "街道代表" not in said:
            raise Wrong(f"no page of a decision: {answer.head!r}")
        return answer

    # ── W2 and W3 ──

    def after_changes(self, connections: int, seconds: float) -> Sample:
        """Pages of decisions, as a signed-in member, each read once after a change in that council: its book went on,
        so each of them is drawn anew. The change itself is not counted."""
        paths = [f"{self.made.url}/motions/{ref}" for ref in self.made.done[:PAGES]]
        cookie = f"Cookie: council={self.made.secret(self.place.seed, self.made.seats[0])}".encode()
        return self._drawn(paths, connections, seconds, cookie)

    def first_pages(self, connections: int, seconds: float) -> Sample:
        """The twenty newest motions, drawn anew: as what stands before numbers that are still to come."""
        return self._drawn([f"{self.made.url}/motions?before=2100-{n}" for n in range(1, 60)], connections, seconds)

    def deep_pages(self, connections: int, seconds: float) -> Sample:
        """The twenty motions before each of the oldest, drawn anew."""
        paths = [f"{self.made.url}/motions?before={ref}" for ref in self.made.done[DEEP]]
        return self._drawn(paths, connections, seconds)

    def kept_list(self, connections: int, seconds: float) -> Sample:
        """The list's first page as it is kept."""
        path = f"{self.made.url}/motions".encode()
        answer = ask(self.server.port, Asked(get(path)))
        if answer.status != b"200" or answer.body.decode().count(f"{self.made.url}/motions/20") < 20:
            raise Wrong(f"no list of twenty motions: {answer.head!r}")
        return measure(self.server, lasting(Asked(get(path), body=answer.body), seconds), connections)

    def _drawn(self, paths: Iterable[str], connections: int, seconds: float, *headers: bytes) -> Sample:
        sample = Sample()
        while sample.seconds < seconds:
            mark = self.change()
            asked = (Asked(get(path.encode(), *headers), text=mark) for path in paths)
            measure(self.server, within(asked, seconds - sample.seconds), connections, sample)
        return sample

    def change(self) -> bytes:
        """A real change in the council: the clerk sets its office hours anew, and every page says them."""
        return set_hours(self.server, self.place, self.made)

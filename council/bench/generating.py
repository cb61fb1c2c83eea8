"""Making a whole place: every council's rows, from a seed, for a day. The same seed and day make the same place."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import Engine

from council.bench import texts
from council.bench.chronicle import Chronicle, session_secret
from council.bench.deciding import FOUNDED, Council
from council.bench.filling import Filler, Packed, Wanted
from council.bench.settling import Place, places_of, settle
from council.bench.sizes import Plan, Size, plans_of
from council.kit.engines import without_triggers
from council.kit.ids import id_of

AT_ONCE = 25  # communities to a commit
WORTH_IT = 50_000  # ballots from which on other processes are worth their start
AHEAD = 24  # communities that are made before they are written
Progress = Callable[[int], None]  # ballots made since it was called last


@dataclass(frozen=True, slots=True)
class Made:
    """A generated community: where it is, what it decides, who votes there."""

    index: int
    url: str
    body: str
    done: list[str]  # the numbers of its motions: decided, in their order
    open: list[str]  # voted on now
    seats: list[int]  # held
    clerk: int

    def secret(self, seed: int, number: int) -> str:
        """The secret by which a member, or the clerk, is signed in."""
        return session_secret(seed, self.index, number)


@dataclass(frozen=True, slots=True)
class Generated:
    """A place as it was generated."""

    size: str
    seed: int
    today: str  # the moment at which the day begins for which it was made; its open votes end twelve days later
    communities: list[Made]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), separators=(",", ":")))

    @classmethod
    def load(cls, path: Path) -> "Generated":
        kept = json.loads(path.read_text())
        return cls(kept["size"], kept["seed"], kept["today"], [Made(**made) for made in kept["communities"]])


def generate(
    engine: Engine, size: Size, seed: int, today: datetime, progress: Progress = lambda made: None
) -> Generated:
    """Fill an empty, migrated database. `today` is midnight of the day for which it is made."""
    townships = {name: _township_id(seed, name, today) for name in texts.TOWNSHIPS}
    made: list[Made] = []
    with engine.connect() as connection:
        with without_triggers(connection):
            filler = Filler(connection)
            filler.fill(_county(townships))
            for packed, one, ballots in _communities(filler.wanted, size, townships, seed, today):
                filler.write(packed)
                made.append(one)
                progress(ballots)
                if len(made) % AT_ONCE == 0:
                    connection.commit()
        connection.commit()
    return Generated(size.key, seed, today.isoformat(), made)


def _communities(
    wanted: Wanted, size: Size, townships: dict[str, UUID], seed: int, today: datetime
) -> Iterator[tuple[Packed, Made, int]]:
    """Every community in its order; where there are many, other processes make them, a few ahead of the writing."""
    todo = zip(plans_of(size), places_of(size.councils, townships), strict=True)
    if size.councils == 1 or size.ballots < WORTH_IT:
        yield from (_community(wanted, seed, plan, place, today) for plan, place in todo)
        return
    with ProcessPoolExecutor(max(2, min(4, (os.cpu_count() or 1))), mp_context=get_context("spawn")) as makers:
        ahead: deque[Future[tuple[Packed, Made, int]]] = deque()
        for plan, place in todo:
            ahead.append(makers.submit(_community, wanted, seed, plan, place, today))
            if len(ahead) >= AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _community(wanted: Wanted, seed: int, plan: Plan, place: Place, today: datetime) -> tuple[Packed, Made, int]:
    book = Chronicle(seed, plan.index, today - timedelta(days=FOUNDED) + timedelta(hours=9))
    settled = settle(book, plan, place, today)
    decided = Council(book, plan, settled, today).decide()
    book.close()
    held = [seat.number for seat in settled.seats if seat.filled]
    made = Made(plan.index, place.url, settled.body.key, decided.done, decided.open, held, plan.seats + 1)
    return wanted.packed(book.rows), made, sum(plan.ballots)


def _county(townships: dict[str, UUID]) -> dict[str, list[dict[str, object]]]:
    return {
        "county": [{"slug": texts.COUNTY_SLUG, "name": texts.COUNTY}],
        "township": [{"id": id, "county_slug": texts.COUNTY_SLUG, "name": name} for name, id in townships.items()],
    }


def _township_id(seed: int, name: str, today: datetime) -> UUID:
    return id_of(round(today.timestamp() * 1000), Random(f"{seed}/{name}").getrandbits(80))

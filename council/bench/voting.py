"""W4: ballots. Each by a member of its own, signed in, entitled, once; acknowledged by the way to its receipt."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from council.bench.client import Asked, Wrong, ask, drive, within
from council.bench.generating import Generated, Made
from council.bench.measuring import Sample, measure
from council.bench.sending import new_event, post
from council.bench.servers import Server, get

EVENT = re.compile(r'name="event" value="([0-9a-f]{32})"')
CODE = re.compile("-".join(["[0-9A-F]{4}"] * 4))
CHOICES = ("for", "against", "abstain")
Ballot = tuple[str, str, int]
"""Where, on which motion, by which seat."""


@dataclass(frozen=True, slots=True)
class Voter:
    """A member with a ballot to cast."""

    made: Made
    ref: str
    seat: int

    @property
    def key(self) -> Ballot:
        return self.made.url, self.ref, self.seat

    @property
    def path(self) -> str:
        return f"{self.made.url}/motions/{self.ref}/ballot"


def voters_of(communities: Sequence[Made], dice: Random) -> list[Voter]:
    """Everyone with a ballot to cast there, in an order of chance."""
    voters = [Voter(made, ref, seat) for made in communities for ref in made.open for seat in made.seats]
    dice.shuffle(voters)
    return voters


@dataclass(slots=True)
class Voting:
    """Members of a generated place who vote, each once, at most `most` of them in a run of one target."""

    server: Server
    place: Generated
    voters: list[Voter]
    most: int
    dice: Random
    sent: dict[bytes, Ballot] = field(default_factory=dict)
    acknowledged: set[Ballot] = field(default_factory=set)

    @classmethod
    def among(cls, server: Server, place: Generated, voters: list[Voter], runs: int, dice: Random) -> "Voting":
        """Voters for so many runs, and some for the last one, in which the server is killed."""
        return cls(server, place, voters, len(voters) // (runs + 1) - 1, dice)

    def ballots(self, connections: int, seconds: float) -> Sample:
        """Ballots over so many connections, after one member has walked the whole way from the paper to the receipt."""
        self.whole_way()
        asked = (self.ballot() for _ in range(min(self.most, len(self.voters))))
        return measure(self.server, within(asked, seconds), connections, answered=self.told)

    def ballot(self, event: str = "") -> Asked:
        """The next ballot, as the page of the second look sends it. It is answered once it is durable."""
        voter = self.voters.pop()
        form = {
            "event": event or new_event(), "choice": self.dice.choice(CHOICES), "seat": str(voter.seat), "round": "1",
        }  # fmt: skip
        secret = voter.made.secret(self.place.seed, voter.seat)
        asked = post(self.server.port, voter.path, form, secret, heads=f"location: {voter.path}/receipt".encode())
        self.sent[asked.sent] = voter.key
        return asked

    def told(self, asked: Asked, took: float) -> None:
        """A ballot was acknowledged."""
        self.acknowledged.add(self.sent[asked.sent])

    def whole_way(self) -> None:
        """One member: the paper, the second look, which writes nothing, the cast, the receipt with its check code."""
        voter = self.voters[-1]
        secret = voter.made.secret(self.place.seed, voter.seat)
        cookie = f"Cookie: council={secret}".encode()
        if ask(self.server.port, Asked(get(voter.path.encode(), cookie))).status != b"200":
            raise Wrong(f"no ballot paper at {voter.path}")
        form = {"choice": "for", "seat": str(voter.seat), "round": "1"}
        second = ask(self.server.port, post(self.server.port, f"{voter.path}/confirm", form, secret))
        event = EVENT.search(second.body.decode())
        if event is None:
            raise Wrong(f"no second look at {voter.path}: {second.head!r}")
        asked = self.ballot(event[1])
        if ask(self.server.port, asked).status != b"303":
            raise Wrong(f"the ballot was not cast at {voter.path}")
        self.told(asked, 0.0)
        receipt = ask(self.server.port, Asked(get(f"{voter.path}/receipt".encode(), cookie)))
        if not CODE.search(receipt.body.decode()):
            raise Wrong(f"no receipt at {voter.path}: {receipt.head!r}")

    def until_killed(self, after: int) -> None:
        """Ballots over 64 connections, and SIGKILL to the server in their midst."""

        def asked() -> Iterator[Asked]:
            for _ in range(min(after, len(self.voters))):
                yield self.ballot()
            self.server.kill()

        with suppress(OSError, Wrong):  # those that were under way are not answered
            drive(self.server.port, asked(), 64, self.told)

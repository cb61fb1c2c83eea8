"""W5: a sitting. Members of twenty councils read decisions, each page drawn anew, while five in a hundred requests are
ballots; and the same reading without ballots beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from council.bench.client import Asked, within
from council.bench.generating import Generated, Made
from council.bench.measuring import Sample, measure
from council.bench.sending import set_hours
from council.bench.servers import Server, get
from council.bench.voting import Voting

COUNCILS = CONNECTIONS = 20
ONE_IN = 20  # requests is a ballot


class Sitting:
    """The councils that sit, and those of their members who still have a ballot."""

    def __init__(self, server: Server, place: Generated, councils: Sequence[Made], voting: Voting, dice: Random):
        self.server, self.place, self.councils, self.voting, self.dice = server, place, councils, voting, dice

    def quiet(self, seconds: float) -> Sample:
        """How long reading takes while nobody votes."""
        return self._reads(seconds, 0)

    def mixed(self, seconds: float) -> Sample:
        """How long reading takes while others vote. The ballots' own time is not in it."""
        return self._reads(seconds, min(self.voting.most, len(self.voting.voters)))

    def _reads(self, seconds: float, ballots: int) -> Sample:
        """Pages of all these councils, each read once after a change there: not one of them comes from the cache."""
        for made in self.councils:
            set_hours(self.server, self.place, made)
        reads: list[float] = []

        def answered(asked: Asked, took: float) -> None:
            if asked.status == b"303":
                self.voting.told(asked, took)
            else:
                reads.append(took)

        asked = within(self._asked(ballots), seconds)
        sample = measure(self.server, asked, CONNECTIONS, answered=answered)
        sample.took = reads
        return sample

    def _asked(self, ballots: int) -> Iterator[Asked]:
        for number, page in enumerate(self._pages(), 1):
            yield page
            if number % (ONE_IN - 1) == 0 and ballots:
                ballots -= 1
                yield self.voting.ballot()

    def _pages(self) -> Iterator[Asked]:
        addresses = [
            (f"{lang}{made.url}/motions/{ref}", made)
            for made in self.councils
            for ref in (*made.done[:100], *made.open)
            for lang in ("", "/en")
        ]
        self.dice.shuffle(addresses)
        for path, made in addresses:
            cookie = f"Cookie: council={made.secret(self.place.seed, self.dice.choice(made.seats))}"
            yield Asked(get(path.encode(), cookie.encode()), text=made.url.encode())


def parted(communities: list[Made]) -> tuple[list[Made], list[Made]]:
    """Who sits and who else votes; where all would sit, the open votes are parted."""
    if len(communities) > COUNCILS:
        return communities[:COUNCILS], communities[COUNCILS:]
    halves: tuple[list[Made], list[Made]] = [], []
    for made in communities:
        middle = len(made.open) // 2
        for half, motions in zip(halves, (made.open[:middle], made.open[middle:]), strict=True):
            half.append(replace(made, open=motions))
    return halves

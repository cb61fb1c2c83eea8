"""How large the places are that are measured, and how their motions and ballots fall to the councils."""

from collections.abc import Iterator
from dataclasses import dataclass

LARGE, SMALL = 13, 5  # seats of a council
EVERYWHERE = 100  # the motions of council 1 that are the same in every size
BALLOTS_A_MOTION = 13


@dataclass(frozen=True, slots=True)
class Size:
    """A place to be generated. `motions` are those decided; a few more are being voted on, for the ballots of W4."""

    key: str
    councils: int
    members: int
    motions: int
    ballots: int
    large: int = 1  # of the councils, so many have thirteen seats

    @property
    def short(self) -> int:
        """How many motions have a ballot less than the others."""
        return BALLOTS_A_MOTION * self.motions - self.ballots


VILLAGE = Size("village", 1, 13, 100, 1_300)
VILLAGE10K = Size("village10k", 1, 13, 10_000, 130_000)
COUNTY = Size("county", 3_058, 15_197, 100_000, 1_299_790, large=20)
SIZES = {size.key: size for size in (VILLAGE, VILLAGE10K, COUNTY)}


@dataclass(frozen=True, slots=True)
class Plan:
    """A council, one to a community. `ballots` says of each of its motions how many ballots it has."""

    index: int  # 0 is council 1
    seats: int
    filled: int
    ballots: tuple[int, ...]
    open: int  # votes under way

    @property
    def charter(self) -> str:
        return "yishihui" if self.seats == LARGE else "village_council"


def plans_of(size: Size) -> Iterator[Plan]:
    """Every council of a size. Council 1 is the same in all sizes but for how many motions follow its first hundred."""
    small = size.councils - size.large
    vacant = small * SMALL - (size.members - size.large * LARGE)
    short = size.short
    for index in range(size.councils):
        seats = LARGE if index < size.large else SMALL
        motions = _motions(size, index)
        less = min(short, motions) if index else 0
        short -= less
        yield Plan(
            index,
            seats,
            filled=seats - (index >= size.councils - vacant),
            ballots=(BALLOTS_A_MOTION,) * (motions - less) + (BALLOTS_A_MOTION - 1,) * less,
            open=8 if index == 0 else 3,
        )


def _motions(size: Size, index: int) -> int:
    if size.councils == 1:
        return size.motions
    if index == 0:
        return min(EVERYWHERE, size.motions)
    each, more = divmod(size.motions - min(EVERYWHERE, size.motions), size.councils - 1)
    return each + (index <= more)


def rounds_of(ballots: int, filled: int) -> list[int]:
    """A motion's ballots, dealt to as many roll-calls as the members of its council make necessary."""
    rounds = -(-ballots // filled)
    each, more = divmod(ballots, rounds)
    return [each + (place < more) for place in range(rounds)]

"""Seats as they stand, and what keeps a body from being complete."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from council.rules.charter import Charter
from council.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class SeatState:
    """A seat as it stands: filled by a member, or vacant. The category stays with the seat."""

    number: int
    category: str
    filled: bool
    member: Hashable | None = None  # whoever holds it; None too where a roster does not yet know
    under_review: bool = False


def vacancies(charter: Charter, seats: Iterable[SeatState]) -> tuple[Refusal, ...]:
    """Each category with fewer members than its quota; a vacancy stays in its category and in the base."""
    filled = Counter(seat.category for seat in seats if seat.filled)
    return tuple(
        Refusal(
            "%(category)s: %(filled)s of %(quota)s seats are filled.",
            category=category.name,
            filled=filled[category.key],
            quota=category.seats,
        )
        for category in charter.categories
        if category.seats is not None and filled[category.key] < category.seats
    )


def composition(charter: Charter, seats: Sequence[SeatState]) -> tuple[Refusal, ...]:
    """What keeps the body from being complete: vacancies by category, or fewer members than the least."""
    filled = sum(seat.filled for seat in seats)
    if charter.seats is None and filled < charter.size[0]:
        return (*vacancies(charter, seats), too_few(filled, charter.size[0]))
    return vacancies(charter, seats)


def too_few(filled: int, least: int) -> Refusal:
    """Fewer members than the charter's least."""
    return Refusal("There are %(filled)s members; the charter asks for %(least)s.", filled=filled, least=least)

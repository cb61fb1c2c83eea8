"""A share of a base: "at least two thirds of all seats", "more than half of those present".

"以上" includes the number, "超过" and "过半数" do not (Civil Code art. 1259). Integers only; nothing rounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Base(StrEnum):
    """What a share is a share of."""

    SEATS = "seats"  # every seat, filled or vacant
    FILLED = "filled"  # seats somebody holds
    ELIGIBLE = "eligible"  # filled, less the recused
    PRESENT = "present"  # in a vote by window: unrecused seats with a ballot at the close
    ENTITLED = "entitled"  # all members of a meeting or an organisation, present or not
    CAST = "cast"  # yes and no; abstentions are not counted


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a base: at least that share, or (strict) more than it."""

    share: Fraction
    base: Base
    strict: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"share: {self.share} is not above 0 and at most 1")
        if self.strict and self.share == 1:
            raise ValueError("share: more than all of them is never reached")

    def needed(self, of: int) -> int:
        """The least whole number that is enough out of `of`; never less than one."""
        parts = self.share.numerator * of
        exact = parts // self.share.denominator + 1 if self.strict else -(-parts // self.share.denominator)
        return max(exact, 1)

    def met(self, reached: int, of: int) -> bool:
        """Whether `reached` out of `of` is enough."""
        return reached >= self.needed(of)

    @property
    def compare(self) -> str:
        """'more_than' or 'at_least', as facts and charters write it."""
        return "more_than" if self.strict else "at_least"


def part_facts(part: Part, prefix: str) -> dict[str, int | str]:
    """The part as strings; 'quorum_' sets a quorum's apart from the threshold's."""
    return {
        f"{prefix}share": str(part.share),
        f"{prefix}base": part.base.value,
        f"{prefix}compare": part.compare,
    }


def part_from(facts: Mapping[str, object], prefix: str) -> tuple[Fraction, Base, bool]:
    """What `part_facts` wrote: share, base, strict. Anything else is a ValueError."""
    compare = facts.get(f"{prefix}compare")
    if compare not in ("at_least", "more_than"):
        raise ValueError(f"{prefix}compare: {compare!r} is neither at_least nor more_than")
    return share(facts.get(f"{prefix}share")), Base(str(facts.get(f"{prefix}base"))), compare == "more_than"


def share(text: object) -> Fraction:
    """Read '2/3'. A decimal or a number is refused: two thirds has none."""
    if not isinstance(text, str):
        raise ValueError(f'share: {text!r} is not written as a fraction like "2/3"')
    numerator, _, denominator = text.partition("/")
    if not (_is_number(numerator) and (_is_number(denominator) or text == numerator)):
        raise ValueError(f'share: {text!r} is not written as a fraction like "2/3"')
    if denominator and int(denominator) == 0:
        raise ValueError(f"share: {text!r} divides by nothing")
    return Fraction(int(numerator), int(denominator or 1))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9

"""Whether a body is made up as its charter asks: women, representatives, and who of them must be present."""

from collections.abc import Iterator
from dataclasses import dataclass

from council.rules.charter import Charter
from council.rules.provisions import Portion
from council.rules.refusal import N_, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Makeup:
    """How many people are on a roll, each once, and what they are; vacant seats are not among them."""

    people: int
    own: int  # in the body's own seats
    women: int
    own_women: int
    sex_unknown: int = 0  # of all; they are counted as no women
    own_sex_unknown: int = 0

    def of(self, who: str) -> int:
        """How many of a `Portion`'s people there are."""
        return {"women": self.women, "own": self.own, "own_women": self.own_women}[who]

    def unknown(self, who: str) -> int:
        """How many might be such people, if it were known."""
        return {"women": self.sex_unknown, "own": 0, "own_women": self.own_sex_unknown}[who]


SENTENCES = {
    "women": N_("Women: %(have)s. Of %(people)s people, the charter asks for at least %(needed)s. (%(source)s)"),
    "own": N_("%(own)s: %(have)s. Of %(people)s people, the charter asks for at least %(needed)s. (%(source)s)"),
    "own_women": N_(
        "Women among the %(own)s: %(have)s. Of %(people)s people, the charter asks for at least %(needed)s."
        " (%(source)s)"
    ),
}


def makeup_findings(charter: Charter, made: Makeup) -> tuple[Refusal, ...]:
    """Each share of the charter's that the roll does not reach (case G28a). Nobody on it: nothing is said."""
    return tuple(_findings(charter, made)) if made.people else ()


def _findings(charter: Charter, made: Makeup) -> Iterator[Refusal]:
    for portion in charter.shares:
        needed, have = portion.needed(made.people), made.of(portion.who)
        if have >= needed:
            continue
        yield Refusal(
            SENTENCES[portion.who], have=have, people=made.people, needed=needed,
            own=charter.categories[0].name if charter.categories else charter.name,
            source=charter.sources["shares"].text,
        )  # fmt: skip
        if unknown := made.unknown(portion.who):
            yield Refusal("The sex of %(count)s people is not entered; they are not counted as women.", count=unknown)


def present_needed(portion: Portion, made: Makeup) -> int:
    """How many such people must be present: a share of all of them on the roll (case G28b)."""
    return portion.needed(made.of(portion.who))

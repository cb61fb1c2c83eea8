"""Which body may decide what: a Yishihui is no statutory organ, and some matters are not its to decide."""

from dataclasses import dataclass

from council.rules.charter import Source
from council.rules.organ import ORGANS as ORGANS
from council.rules.organ import Organ as Organ
from council.rules.refusal import Name, Refusal


@dataclass(frozen=True, slots=True)
class Matter:
    """An entry of the matter catalogue: who decides it, who may only advise, and by what law."""

    key: str
    name: Name
    decided_by: tuple[Organ, ...]
    advise: tuple[Organ, ...]
    source: Source

    def __post_init__(self) -> None:
        if not self.decided_by:
            raise ValueError("decided_by: nobody would decide this")
        if both := set(self.decided_by) & set(self.advise):
            raise ValueError(f"advise: {', '.join(sorted(both))} would both decide and only advise")

    @property
    def deciders(self) -> Name:
        """Who decides it, in words: 'A or B'."""
        names = [ORGANS[organ] for organ in self.decided_by]
        return Name("或".join(name.zh for name in names), " or ".join(name.en for name in names))


def may_decide(charter_kind: str, matter: Matter) -> Refusal | None:
    """Whether a body of this kind decides the matter; the refusal names the body that does (case G43)."""
    if charter_kind in matter.decided_by:
        return None
    facts = {
        "matter": matter.name,
        "body": ORGANS[charter_kind],
        "organ": matter.deciders,
        "source": matter.source.text,
    }
    if charter_kind in matter.advise:
        return Refusal(
            "“%(matter)s” is not for this body to decide: %(organ)s decides it, after the Party organisation"
            " has studied it; %(body)s may only advise. (%(source)s)",
            **facts,
        )
    return Refusal("“%(matter)s” is not for this body: %(organ)s decides it. (%(source)s)", **facts)

"""What a body lacks to be as its charter asks, from the first day of its term on: said on its page and on the desk."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from council.kit.db import Db
from council.rules.makeup import makeup_findings
from council.rules.quota import too_few
from council.rules.refusal import Refusal
from council.seats.bars import Supervisor, barred_from, clashes, supervisors
from council.seats.headcount import Headcount
from council.seats.tables import BodyRow


def findings_of(
    db: Db, community: UUID, bodies: Sequence[BodyRow], heads: Mapping[str, Headcount]
) -> dict[str, tuple[Refusal, ...]]:
    """What each body of which a headcount is given lacks, by its key; one that lacks nothing is not among them.

    `bodies` are all of the community's. A few statements, and none where no charter keeps anybody out.
    """
    asked = [body for body in bodies if body.key in heads]
    apart = _kept_apart(db, community, asked, bodies)
    found = {body.key: (*_of(body, heads[body.key]), *apart.get(body.key, ())) for body in asked}
    return {key: lacks for key, lacks in found.items() if lacks}


def _of(body: BodyRow, head: Headcount) -> Iterator[Refusal]:
    law = body.law
    if law.own_seats and law.seats is None and head.made.own < law.size[0]:
        yield too_few(head.made.own, law.size[0])
    yield from makeup_findings(law, head.made)


def _kept_apart(
    db: Db, community: UUID, asked: Sequence[BodyRow], bodies: Sequence[BodyRow]
) -> dict[str, tuple[Refusal, ...]]:
    """Where a charter keeps people and their near relatives out: who has declared nothing, and who should not sit."""
    asking = [body for body in asked if body.law.bars]
    if not asking:
        return {}
    seated = supervisors(db, community, asking)
    found: dict[str, tuple[Refusal, ...]] = {}
    for body in asking:
        own = [one for one in seated if one.body.key == body.key]
        barred = barred_from(db, community, body, bodies)
        found[body.key] = (*_silent(body, own), *(clash for one in own if (clash := clashes(one, barred))))
    return found


def _silent(body: BodyRow, seated: Sequence[Supervisor]) -> Iterator[Refusal]:
    silent = sum(one.declared is None for one in seated)
    if silent:
        yield Refusal(
            "Near relatives not declared yet: %(count)s members. (%(source)s)",
            count=silent,
            source=body.law.sources["bars"].text,
        )

"""A body as everyone sees it: the seats of its own, everybody of the bodies it is made of, or only how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from council.charters import counted_by
from council.kit.web import Here, show
from council.places.tables import Place
from council.seats.alternates import alternates_of
from council.seats.findings import findings_of
from council.seats.headcount import Headcount, headcount_of, headcounts
from council.seats.roll import Roll, chair_of, rolls_of
from council.seats.saying import counted_said, how_it_passes, made_of, made_of_people
from council.seats.shown import blocs_of, body_chart, common_term_end, roll_blocs, roll_chart
from council.seats.tables import BodyRow, seats_of


@dataclass(frozen=True, slots=True)
class Page:
    """What every body's page begins with; `bodies` are all of the community's."""

    here: Here
    place: Place
    body: BodyRow
    bodies: Sequence[BodyRow]


def body_page(here: Here, place: Place, body: BodyRow, bodies: Sequence[BodyRow]) -> Response:
    page = Page(here, place, body, bodies)
    if body.counted:
        return _counted(page, headcounts(here.db, place.id, bodies, [body.key])[body.key])
    roll = rolls_of(here.db, place.id, bodies, [body.key])[body.key]
    return _composed(page, roll) if body.law.composed_of else _seated(page, headcount_of(roll))


def _seated(page: Page, head: Headcount) -> Response:
    here, body = page.here, page.body
    seats, waiting = seats_of(here.db, page.place.id, body.key), alternates_of(here.db, page.place.id, body.key)
    facts = {
        "seats": [
            {
                "seat": seat.number, "category": seat.category, "member": seat.member, "name": seat.name,
                "office": seat.office if seat.filled else None,
                "term_start": seat.term_start, "term_end": seat.term_end, "under_review": seat.under_review,
            }
            for seat in seats
        ],
        "alternates": [
            {"category": one.category, "position": one.position, "member": one.member, "name": one.name}
            for one in waiting
        ],
    }  # fmt: skip
    return _show(
        page, head, facts, chart=body_chart(body, seats, here.lang),
        blocs=blocs_of(body, seats, here.say, here.lang), made_of=made_of(body.law, seats),
        seats=seats, waiting=waiting, term_end=common_term_end(seats),
    )  # fmt: skip


def _composed(page: Page, roll: Roll) -> Response:
    here, body = page.here, page.body
    head = headcount_of(roll)
    facts = {
        "people": [
            {
                "member": one.number, "name": one.name, "body": one.body_key, "seat": one.seat,
                "category": one.category, "office": one.office,
            }
            for one in roll.people
        ],
        "vacant": [{"body": one.body_key, "seat": one.seat, "category": one.category} for one in roll.vacant],
    }  # fmt: skip
    return _show(
        page, head, facts, chart=roll_chart(roll, page.bodies, here.say, here.lang),
        blocs=roll_blocs(roll, page.bodies, here.say, here.lang), made_of=made_of_people(roll, page.bodies),
        roll=roll, laws={one.key: one.law for one in page.bodies},
        chair=chair_of(here.db, page.place.id, body, page.bodies),
    )  # fmt: skip


def _counted(page: Page, head: Headcount) -> Response:
    here, body = page.here, page.body
    other = counted_by(body.law, "persons" if body.law.count_by == "households" else "households")
    facts = {"people": head.people, "women": head.made.women, "households": head.households}
    return _show(
        page, head, facts, chart=None, blocs={}, made_of=counted_said(head), counted=head,
        chair=chair_of(here.db, page.place.id, body, page.bodies), other=other,
        otherwise=how_it_passes(other, head.before(other.count_by)) if other else (),
    )  # fmt: skip


ABSENT: dict[str, Any] = {
    "seats": (), "waiting": (), "term_end": None, "roll": None, "laws": {}, "chair": None, "counted": None,
    "other": None, "otherwise": (),
}  # fmt: skip


def _show(page: Page, head: Headcount, facts: dict[str, Any], **more: Any) -> Response:
    """The page, and the same as data. A member's phone is never among it."""
    here, place, body = page.here, page.place, page.body
    about = {
        "community": place.name,
        "body": {"key": body.key, "name": body.name, "charter": body.charter, "charter_name": body.law.name},
        "rule": body.law.rule.facts(),
    }
    return show(
        here, "seats/body.html", place=place, public=True, facts=about | facts, body=body,
        others=len(page.bodies) > 1,
        passes=how_it_passes(body.law, head.before(body.law.count_by), head.made),
        lacks=findings_of(here.db, place.id, page.bodies, {body.key: head}).get(body.key, ()),
        **(ABSENT | more),
    )  # fmt: skip

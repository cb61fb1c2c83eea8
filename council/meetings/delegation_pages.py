"""What the assembly lets another body decide: the authorisations, and entering or ending one."""

from starlette.responses import Response

from council import charters
from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, Room, show
from council.ledger.papers import papers_of
from council.meetings.delegating import DELEGABLE, Authorised, delegate, delegations_of, end_delegation
from council.meetings.forms import DelegateForm, EndForm
from council.people.tables import clerk_number
from council.places.tables import find_place
from council.rules.organ import Organ
from council.rules.refusal import N_, Refusal
from council.seats.tables import bodies_of

room = Room()
AT = "/{county}/{community}/desk/delegations"


@room.page(AT)
def delegations(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    clerk = clerk_number(here.db, place.id, here.need_asker()) is not None
    bodies = bodies_of(here.db, place.id)
    rows, today = delegations_of(here.db, place.id), clock.day_of(here.now)
    reason = None if clerk else Refusal("Only the clerk of this community may do this.")
    return show(
        here, "meetings/delegations.html", status=403 if reason and not here.refusal else 200, place=place,
        reason=reason, rows=rows, names={body.key: body.name for body in bodies},
        givers=[(body.key, body.name) for body in bodies if body.law.kind == Organ.ASSEMBLY],
        takers=[(body.key, body.name) for body in bodies if body.law.kind == Organ.REPRESENTATIVES],
        matters=[charters.matter(key) for key in DELEGABLE],
        running=[row for row in rows if not row.ended_on and row.until >= today],
        papers_kept=papers_of(here.db, place.id, [row.paper for row in rows]),
        called={matter.key: matter.name for matter in charters.matters()},
    )  # fmt: skip


@room.act(AT, back=delegations, to=AT, done=N_("The authorisation is entered."))
def give(act: Act, form: DelegateForm, county: str, community: str) -> None:
    wanted = Authorised(form.from_body, form.to_body, form.matters, form.decided_on, form.begins, form.ends)
    delegate(act, wanted, form.paper)


@room.act(AT + "/end", back=delegations, to=AT, done=N_("The authorisation is ended."))
def end(act: Act, form: EndForm, county: str, community: str) -> None:
    end_delegation(act, form.number, form.ended_on, form.why)

"""The office of the clerk, and handing it over."""

from starlette.responses import Response

from council.hall.printing import need_desk
from council.kit.act import Act
from council.kit.web import Here, Room, show
from council.people.acts import end_role, may_end_role
from council.people.forms import AppointForm, LayDownForm
from council.people.tables import clerks_of, holders_of
from council.places.tables import find_place
from council.rules.refusal import N_
from council.seats.offices import appoint

room = Room()


@room.page("/{county}/{community}/desk/people")
def desk_people(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    own = need_desk(here, place)
    clerks = clerks_of(here.db, place.id)
    staying = may_end_role([clerk.number for clerk in clerks], own, own)
    return show(
        here,
        "people/desk_people.html",
        place=place,
        clerks=clerks,
        own=own,
        staying=staying,
        bookkeepers=holders_of(here.db, place.id, "bookkeeper"),
    )


@room.act(
    "/{county}/{community}/desk/people",
    back=desk_people,
    to="/{county}/{community}/desk/slips",
    done=N_("The new clerk is entered. Print a slip for them here, unless they have an account already."),
)
def appoint_clerk(act: Act, form: AppointForm, county: str, community: str) -> None:
    appoint(act, "clerk", number=form.number, name=form.name or "", phone=form.phone)


@room.act(
    "/{county}/{community}/desk/people/end",
    back=desk_people,
    to="/{county}/{community}",
    done=N_("You have laid down the office of clerk. Thank you for the work."),
)
def lay_down(act: Act, form: LayDownForm, county: str, community: str) -> None:
    end_role(act, "clerk", form.number)


@room.act(
    "/{county}/{community}/desk/people/bookkeeper",
    back=desk_people,
    to="/{county}/{community}/desk/people",
    done=N_("The bookkeeper is entered."),
)
def appoint_bookkeeper(act: Act, form: AppointForm, county: str, community: str) -> None:
    appoint(act, "bookkeeper", number=form.number, name=form.name or "", phone=form.phone)


@room.act(
    "/{county}/{community}/desk/people/bookkeeper/end",
    back=desk_people,
    to="/{county}/{community}/desk/people",
    done=N_("The bookkeeper's office is ended."),
)
def end_bookkeeper(act: Act, form: LayDownForm, county: str, community: str) -> None:
    end_role(act, "bookkeeper", form.number)

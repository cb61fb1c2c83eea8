"""What is late in a county, for everyone and for its officers; and the page on which an officer sends a reminder."""

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.forms import Form
from council.kit.web import Here, Room, show
from council.oversight import slip_pages
from council.oversight.acts import may_remind, remind
from council.oversight.late import Late, key_in, key_text, late_by_township, late_in
from council.oversight.reminders import reminded, reminders_of
from council.oversight.tables import office_over
from council.places.finding import county_name
from council.places.pages import plain
from council.places.tables import find_place
from council.rules.refusal import N_
from council.works.reading import work_at
from council.works.shown import shown

room = Room()
COUNTY = "/county/{of}"  # not {county}: what is late changes with every community, and with the day; it is drawn anew
REMIND = "/{county}/{community}/works/{no}/remind"


@room.page(COUNTY)
def late(here: Here, of: str) -> Response:
    """Where is it stuck? The longest late first, in the whole county or in one township."""
    name, today = county_name(here.db, of), clock.day_of(here.now)
    township, after = plain(here.query("township")), key_in(here.query("after"))
    towns = late_by_township(here.db, of, today)
    rows, more = late_in(here.db, of, today, township=township, after=after)
    facts = {
        "county": of, "name": name, "day": today, "townships": towns, "township": township,
        "late": [late_facts(row, here) for row in rows], "more": more and key_text(more),
    }  # fmt: skip
    return show(
        here, "oversight/late.html", public=True, facts=facts, of=of, name=name, towns=towns, township=township,
        rows=rows, today=today, in_all=sum(towns.values()), more=more and key_text(more), reminded=reminded,
        going_on=after is not None,
    )  # fmt: skip


def late_facts(row: Late, here: Here) -> dict[str, object]:
    """A line as JSON."""
    today = clock.day_of(here.now)
    return {
        "community": row.place, "township": row.township, "work": here.url(row.url), "motion": row.ref,
        "title": row.title, "body": row.body, "overdue_since": row.overdue_since, "report_due": row.report_due,
        "days": row.days(today), "reminded_at": row.reminded_at, "reminded_by": row.reminded_by,
    }  # fmt: skip


# ── one work, as an officer sees it ──


class RemindForm(Form):
    pass


@room.page(REMIND)
def reminding(here: Here, county: str, community: str, no: str) -> Response:
    """Should they be reminded? What is late, whom to ring, and what was sent before."""
    place, today = find_place(here.db, county, community), clock.day_of(here.now)
    office, work = office_over(here.db, place.id, here.need_asker()), work_at(here.db, place.id, no)
    return show(
        here, "oversight/remind.html", status=200 if office else 403, place=place, work=work, office=office,
        shown=shown(work, today), no=may_remind(here.db, place.id, office, work, today),
        before=reminders_of(here.db, place.id, work.motion_id) if office else (),
    )  # fmt: skip


@room.act(
    REMIND,
    back=reminding,
    to="/{county}/{community}/works/{no}",
    done=N_("The reminder is sent. It stands here and in the public record, and on their desk until they report."),
)
def remind_them(act: Act, form: RemindForm, county: str, community: str, no: str) -> None:
    remind(act, no)


room.routes += slip_pages.room.routes

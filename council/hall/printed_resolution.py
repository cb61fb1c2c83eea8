"""The resolution on a motion as it stands in the rooms, for the sheet that is sealed and filed."""

from council.hall.decided import decisions_of
from council.hall.paper_minutes import Resolution
from council.hall.printed_facts import basis_of, body_of_kind, facts_said, numbered, recorded, wording_at
from council.kit.act import NotFound
from council.kit.here import Here
from council.kit.markdown import to_lines
from council.motions.tables import MotionRow
from council.places.tables import Place
from council.rules.threshold import Outcome
from council.seats.tables import bodies_of, body_at

DECIDED = (Outcome.PASSED, Outcome.REJECTED)


def resolution_of(here: Here, place: Place, motion: MotionRow) -> Resolution:
    """The last decision on a motion; NotFound before there is one in the book."""
    say, lang = here.say, here.lang
    counts = decisions_of(here.db, place.id, motion, here.now)
    decision = next((each for each in reversed(counts) if each.verdict.outcome in DECIDED and each.entry), None)
    if decision is None or decision.entry is None:
        raise NotFound
    wording = wording_at(here.db, place.id, motion, decision.version)
    entry = recorded(here.db, place.id, decision.entry)
    return Resolution(
        body=decision.body, community=place.name, number=numbered(place, motion.ref, say), title=wording.title,
        held=decision.on, turnout=decision.turnout, tally=decision.tally, method=say(decision.method),
        text="\n".join(to_lines(wording.text)), facts=facts_said(wording, say, lang),
        basis=basis_of(decision.law, lang), signed=_signs(here, place, motion), entry=entry.entry,
        code=entry.code, since=decision.since, late=decision.late, lang=lang,
    )  # fmt: skip


def _signs(here: Here, place: Place, motion: MotionRow) -> str:
    """Whose seal it bears: an assembly has none of its own, whoever convenes it seals for it."""
    body = body_at(here.db, place.id, motion.body_key)
    convening = body.law.convened_by
    found = body_of_kind(bodies_of(here.db, place.id), [convening]) if convening else None
    return (found or body).name

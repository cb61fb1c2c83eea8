"""Writing a motion, putting it, amending and withdrawing it, and its versions. The motion itself is shown in hall."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from uuid import UUID

from starlette.responses import Response

from council.kit import words
from council.kit.act import Act, NotFound
from council.kit.forms import Form
from council.kit.web import Here, Room, go, show
from council.motions import desk_matters
from council.motions.acts import (
    amend,
    drop,
    may_amend,
    may_put,
    may_withdraw,
    propose,
    put,
    redraft,
    withdraw,
)
from council.motions.catalogue import matter_of, matters_of
from council.motions.difference import Piece, difference
from council.motions.forms import AmendForm, DraftForm, ProposeForm, WithdrawForm, as_typed
from council.motions.listing import STATES, state_of
from council.motions.speaking import may_carry, may_propose, speaker
from council.motions.tables import MotionRow, drafts_of, motion_at, motion_of
from council.motions.versions import VersionRow, versions_of
from council.motions.wording import NAMES, Wording
from council.places.tables import Place, find_place
from council.rules.matters import Matter, may_decide
from council.rules.refusal import N_, Refusal
from council.seats.tables import BodyRow, bodies_of, body_at

room = Room()
DRAFTS = "/{county}/{community}/motions/drafts"
DRAFT = DRAFTS + "/{draft}"
MOTION = "/{county}/{community}/motions/{no}"


@dataclass(frozen=True, slots=True)
class Choices:
    """The catalogue as a body sees it: what it decides, and what others decide."""

    own: Sequence[Matter]
    others: Sequence[Matter]


def choices(here: Here, place: Place, body: BodyRow) -> Choices:
    catalogue = matters_of(here.db, place.id)
    own = [matter for matter in catalogue if may_decide(body.law.kind, matter) is None]
    return Choices(own, [matter for matter in catalogue if matter not in own])


# ── a new one ──


@room.page("/{county}/{community}/motions/new")
def new(here: Here, county: str, community: str) -> Response:
    """For whom may propose: the form of their body, or the choice of one. Others are told why not."""
    place = find_place(here.db, county, community)
    who = speaker(here.db, place.id, here.need_asker())
    bodies = bodies_of(here.db, place.id)
    open_to = [body for body in bodies if body.law.window and may_propose(who, body) is None]
    key = here.typed.get("body") or here.query("body")
    chosen = [body for body in bodies if body.key == key] or (open_to if len(open_to) == 1 else [])
    reason = may_propose(who, chosen[0]) if chosen else None
    if not open_to:
        reason = may_propose(who, bodies[0]) if bodies else Refusal("No body stands here yet.")
    body = chosen[0] if chosen and not reason else None
    return show(
        here, "motions/new.html", status=403 if reason and not here.refusal else 200, place=place, body=body,
        bodies=open_to, reason=reason, choices=choices(here, place, body) if body else None, values={},
    )  # fmt: skip


def _the_draft(act: Act, form: ProposeForm, county: str, community: str) -> str:
    return DRAFT.format(county=county, community=community, draft=form.event)


@room.act(
    "/{county}/{community}/motions/new",
    back=new,
    to=_the_draft,
    done=N_("Kept as a draft. Only you and the clerk can see it."),
)
def propose_it(act: Act, form: ProposeForm, county: str, community: str) -> None:
    propose(act, form.body, form.matter, form.wording())


# ── drafts ──


@room.page(DRAFTS)
def drafts(here: Here, county: str, community: str) -> Response:
    """One's own drafts; the clerk has everybody's."""
    place = find_place(here.db, county, community)
    who = speaker(here.db, place.id, here.need_asker())
    if not who.memberships:
        raise NotFound
    rows = drafts_of(here.db, place.id, None if who.clerk else who.memberships)
    bodies = {body.key: body.name for body in bodies_of(here.db, place.id)}
    return show(here, "motions/drafts.html", place=place, rows=rows, bodies=bodies, all_drafts=bool(who.clerk))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


@room.page(DRAFT)
def one_draft(here: Here, county: str, community: str, draft: str) -> Response:
    """How it will look, what stands in the way of putting it, and the form to go on writing."""
    place = find_place(here.db, county, community)
    who = speaker(here.db, place.id, here.need_asker())
    motion = motion_of(here.db, place.id, _id(draft))
    if not (who.owns(motion) or who.clerk):
        raise NotFound
    if motion.number:
        return go(here.request, f"{place.url}/motions/{motion.ref}")
    body = body_at(here.db, place.id, motion.body_key)
    return show(
        here, "motions/draft.html", place=place, body=body, motion=motion, choices=choices(here, place, body),
        values=as_typed(motion.wording, matter=motion.matter),
        matter=matter_of(here.db, place.id, motion.matter), reason=may_carry(who, motion),
        in_the_way=may_put(here.db, place.id, motion, body, here.now),
    )  # fmt: skip


@room.act(DRAFT, back=one_draft, to=DRAFT, done=N_("The draft is kept."))
def redraft_it(act: Act, form: DraftForm, county: str, community: str, draft: str) -> None:
    redraft(act, _id(draft), form.matter, form.wording())


def _the_motion(act: Act, form: Form, county: str, community: str, draft: str) -> str:
    motion = motion_of(act.db, act.community, _id(draft))
    return MOTION.format(county=county, community=community, no=motion.ref)


@room.act(DRAFT + "/put", back=one_draft, to=_the_motion, done=N_("The motion is put. Everyone can read it now."))
def put_it(act: Act, form: Form, county: str, community: str, draft: str) -> None:
    put(act, _id(draft))


@room.act(DRAFT + "/drop", back=one_draft, to=DRAFTS, done=N_("The draft is thrown away."))
def drop_it(act: Act, form: Form, county: str, community: str, draft: str) -> None:
    drop(act, _id(draft))


# ── in public ──


@room.page(MOTION + "/amend")
def amending(here: Here, county: str, community: str, no: str) -> Response:
    place, motion, reason = _carried(here, county, community, no)
    reason = reason or may_amend(motion, here.now)
    return show(
        here, "motions/amend.html", status=403 if reason and not here.refusal else 200, place=place, motion=motion,
        reason=reason, choices=None, values=as_typed(motion.wording),
    )  # fmt: skip


@room.act(MOTION + "/amend", back=amending, to=MOTION, done=N_("The new version stands. The former ones are kept."))
def amend_it(act: Act, form: AmendForm, county: str, community: str, no: str) -> None:
    amend(act, no, form.wording(), form.change)


@room.page(MOTION + "/withdraw")
def withdrawing(here: Here, county: str, community: str, no: str) -> Response:
    place, motion, reason = _carried(here, county, community, no)
    reason = reason or may_withdraw(motion, here.now)
    status = 403 if reason and not here.refusal else 200
    return show(here, "motions/withdraw.html", status=status, place=place, motion=motion, reason=reason)


@room.act(MOTION + "/withdraw", back=withdrawing, to=MOTION, done=N_("The motion is withdrawn."))
def withdraw_it(act: Act, form: WithdrawForm, county: str, community: str, no: str) -> None:
    withdraw(act, no, form.why)


def _carried(here: Here, county: str, community: str, no: str) -> tuple[Place, MotionRow, Refusal | None]:
    """The motion, and why the asker may not carry it on, if so."""
    place = find_place(here.db, county, community)
    who = speaker(here.db, place.id, here.need_asker())
    motion = motion_at(here.db, place.id, no)
    return place, motion, may_carry(who, motion)


# ── its versions ──


@room.page(MOTION + "/versions", slow=True)
def versions(here: Here, county: str, community: str, no: str) -> Response:
    """Every version with what it changed, the newest first. Public."""
    place = find_place(here.db, county, community)
    motion = motion_at(here.db, place.id, no)
    rows = versions_of(here.db, place.id, motion.id)
    changes = {later.version: changed(former, later, here.lang) for former, later in pairwise(rows)}
    facts = {"number": motion.ref, "versions": rows}
    return show(
        here, "motions/versions.html", public=True, facts=facts, place=place, motion=motion, rows=rows[::-1],
        changes=changes, names=NAMES, state=state_of(motion, here.now), states=STATES,
    )  # fmt: skip


def changed(former: VersionRow, later: VersionRow, lang: str) -> dict[str, Sequence[Piece]]:
    """The fields that differ, each as the pieces that lead from one version to the other."""
    found: dict[str, Sequence[Piece]] = {}
    for field in fields(Wording):
        old, new = getattr(former.wording, field.name), getattr(later.wording, field.name)
        if old == new:
            continue
        if isinstance(old, str):
            found[field.name] = difference(old, new)
        else:  # an amount or a day differs as a whole
            say = words.money if isinstance(old, int) else words.day
            found[field.name] = (Piece("out", say(lang, old)), Piece("in", say(lang, new)))
    return found


room.routes += desk_matters.room.routes

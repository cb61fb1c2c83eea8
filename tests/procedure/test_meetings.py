"""Steps that bodies meet for: who may be called to what, what is missing, and what comes of a meeting."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from council import charters
from council.kit import clock
from council.kit.act import SignInFirst
from council.kit.clock import CHINA
from council.meetings.acts import Topic, Wanted, add_observer, cancel
from council.motions.tables import motion_at
from council.procedure.acts import call_meeting, finish, merge, note_papers, revise
from council.procedure.following import Next, next_of
from council.procedure.holding import lacking, sitting_of
from council.procedure.reading import case_of
from council.rules.refusal import Refusal
from council.rules.share import Base
from council.rules.threshold import Threshold
from council.rules.walk import Result, State
from tests.motions.words import lights
from tests.procedure.hall import BRANCH, COMMITTEE, DAY, MEMBERS, WHO, done, here, met, notice, sit, through
from tests.procedure.scene import BEGUN, DIRECTOR, SECRETARY, begun, case, faults
from tests.village import Village

HELD = BEGUN + 20 * DAY
CHEAPER = lights(cost="28,400 元，少装三盏", cost_fen=28_400_00)


def missing(village: Village, ref: str, at: object = None) -> list[str]:
    """What keeps the step from ending, as the page lists it."""

    def look(db):  # type: ignore[no-untyped-def]
        motion = motion_at(db, village.id, ref)
        found = case_of(db, village.id, motion)
        sitting = sitting_of(db, village.id, found, motion.version)
        return lacking(db, village.id, found, motion, sitting, clock.day_of(at or HELD + DAY))

    return [str(refusal) for refusal in village.look(look)]


def following(village: Village, ref: str, at: object = None) -> Next:
    def look(db):  # type: ignore[no-untyped-def]
        motion = motion_at(db, village.id, ref)
        return next_of(db, village.id, case_of(db, village.id, motion), motion)

    with clock.at(at or HELD + DAY):  # type: ignore[arg-type]
        return village.look(look)


def test_a_matter_walks_four_discussions_by_their_meetings(village: Village) -> None:
    ref = begun(village)
    found = through(village, ref, *WHO)
    assert (found.standing.at, village.read(motion_at, ref).outcome) == ("publication", "passed")
    assert [step.body_key for step in found.steps] == [WHO[stage][0] for stage in WHO]
    assert [step.done_on for step in found.steps] == [clock.day_of(BEGUN + 20 * n * DAY) for n in (1, 2, 3, 4)]
    assert faults(village) == []


def test_the_book_says_which_meeting_ended_a_step(village: Village) -> None:
    ref = begun(village)
    met(village, ref, "proposal", HELD)
    assert done(village, ref, HELD) is Result.PASSED
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("case.finish", "clerk:90", f"motion:{ref}")
    facts = entry["facts"]
    assert (facts["stage"], facts["result"], facts["meeting"]) == ("proposal", "passed", HELD.date().isoformat())
    assert (facts["due"], facts["verdict"]["yes"], facts["on_day"]) == (5, 5, HELD.date().isoformat())


# ── calling ──


@pytest.mark.parametrize("body", ["two-committees", "party-members", "representatives", "supervisory", "yishihui"])
def test_g37_a_matter_is_called_only_before_the_body_whose_turn_it_is(village: Village, body: str) -> None:
    ref = begun(village)
    before = len(village.entries())
    with pytest.raises(Refusal, match="has no part in that"):
        notice(village, ref, "proposal", HELD, body=body)
    assert len(village.entries()) == before


def test_the_call_says_for_which_step_it_is(village: Village) -> None:
    ref = begun(village)
    notice(village, ref, "proposal", HELD)
    facts = village.last()["facts"]
    assert facts["steps"] == [{"motion": ref, "stage": "proposal", "attempt": 1}]
    assert faults(village) == []


def test_anybody_may_talk_about_it(village: Village) -> None:
    ref = begun(village)
    wanted = Wanted(body="representatives", held_on=clock.day_of(HELD), starts="19:30", place="礼堂",
                    sent_on=clock.day_of(BEGUN), sent_by=("board",))  # fmt: skip
    with clock.at(BEGUN):
        village.do("clerk", call_meeting, wanted, [Topic("discuss", motion=ref)])
    assert missing(village, ref) == ["No meeting is called for this step yet."]


@pytest.mark.parametrize("who", [SECRETARY, "stranger", 7])
def test_only_the_clerk_calls_and_ends_a_step(village: Village, who: object) -> None:
    ref = begun(village)
    wanted = Wanted(body="party-branch", held_on=clock.day_of(HELD), starts="19:30", place="支部",
                    sent_on=clock.day_of(BEGUN), sent_by=("board",))  # fmt: skip
    with clock.at(BEGUN), pytest.raises(Refusal):
        village.do(who, call_meeting, wanted, [Topic("decide", motion=ref)])
    met(village, ref, "proposal", HELD)
    with clock.at(HELD + DAY):
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do(who, finish, ref)
        with pytest.raises(SignInFirst):
            village.do(None, finish, ref)


def test_sent_twice_a_step_ends_once(village: Village) -> None:
    ref = begun(village)
    met(village, ref, "proposal", HELD)
    done(village, ref, HELD)
    with clock.at(HELD + DAY), pytest.raises(Refusal, match="is not complete yet"):
        village.do("clerk", finish, ref)
    assert [step.stage for step in case(village, ref).steps] == ["proposal"]


# ── what is missing ──


def test_what_is_missing_is_named_and_the_act_enforces_the_same_list(village: Village) -> None:
    ref = begun(village)
    assert missing(village, ref) == ["No meeting is called for this step yet."]
    assert following(village, ref).does == "meet"
    meeting = notice(village, ref, "proposal", HELD)
    listed = missing(village, ref)
    assert "is not called yet" in listed[0]
    assert following(village, ref).does == "attend"
    with clock.at(HELD + DAY), pytest.raises(Refusal) as refused:
        village.do("clerk", finish, ref)
    assert [str(note) for note in refused.value.notes.values()] == listed
    sit(village, meeting, BRANCH, SECRETARY, HELD)
    assert missing(village, ref) == []
    assert following(village, ref).does == "finish"


def test_a_meeting_that_was_called_off_is_none(village: Village) -> None:
    ref = begun(village)
    meeting = notice(village, ref, "proposal", HELD)
    with clock.at(HELD - timedelta(hours=1)):
        village.do("clerk", cancel, meeting, "书记去县里开会")
    assert missing(village, ref) == ["No meeting is called for this step yet."]


def test_too_few_came_so_another_meeting_is_called(village: Village) -> None:
    ref = begun(village)
    meeting = notice(village, ref, "proposal", HELD)
    assert sit(village, meeting, BRANCH[:2], SECRETARY, HELD) == "invalid_quorum"
    assert following(village, ref).does == "meet"
    with clock.at(HELD + DAY), pytest.raises(Refusal, match="is not complete yet"):
        village.do("clerk", finish, ref)
    met(village, ref, "proposal", HELD + 7 * DAY)
    assert done(village, ref, HELD + 7 * DAY) is Result.PASSED


def test_a_meeting_on_a_former_text_ends_nothing(village: Village) -> None:
    ref = begun(village)
    met(village, ref, "proposal", HELD)
    with clock.at(HELD + DAY):
        village.do("clerk", revise, ref, CHEAPER, "少装三盏，省一万元")
    assert missing(village, ref) == ["No meeting is called for this step yet."]


def test_the_plan_reaches_the_party_members_three_days_before(village: Village) -> None:
    ref = begun(village)
    through(village, ref, "proposal", "consultation")
    held = BEGUN + 60 * DAY
    meeting = notice(village, ref, "review", held, papers_on=None)
    with clock.at(held - 2 * DAY):
        village.do("clerk", note_papers, ref, clock.day_of(held - 2 * DAY))
    sit(village, meeting, MEMBERS, SECRETARY, held)
    assert [line for line in missing(village, ref, held + DAY) if "had it 2 days before" in line]
    assert following(village, ref, held + DAY).does == "meet"
    met(village, ref, "review", held + 7 * DAY)
    assert done(village, ref, held + 7 * DAY) is Result.PASSED


def test_when_the_plan_went_out_may_be_noted_later_once(village: Village) -> None:
    ref = begun(village)
    through(village, ref, "proposal", "consultation")
    held = BEGUN + 60 * DAY
    meeting = notice(village, ref, "review", held, papers_on=None)
    sit(village, meeting, MEMBERS, SECRETARY, held)
    assert "It is not noted when every member had the plan" in missing(village, ref, held + DAY)[0]
    with clock.at(held + DAY):
        with pytest.raises(Refusal, match="still to come, or after the meeting"):
            village.do("clerk", note_papers, ref, clock.day_of(held + DAY))
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do(SECRETARY, note_papers, ref, clock.day_of(held - 3 * DAY))
        village.do("clerk", note_papers, ref, clock.day_of(held - 3 * DAY))
        assert village.last()["act"] == "case.papers"
        with pytest.raises(Refusal, match="noted already"):
            village.do("clerk", note_papers, ref, clock.day_of(held - 9 * DAY))
    assert missing(village, ref, held + DAY) == []
    assert faults(village) == []


def test_where_the_township_sends_somebody_it_is_noted(village: Village) -> None:
    from council.procedure.acts import choose_path

    with clock.at(BEGUN):
        village.do("clerk", choose_path, "four_two_township", "街道〔2026〕3号")
    ref = begun(village)
    through(village, ref, "proposal", "consultation")
    held = BEGUN + 60 * DAY
    met(village, ref, "review", held)
    assert missing(village, ref, held + DAY) == ["It is not noted whom the township sent, with their post."]
    assert faults(village) == []


def test_who_sat_in_is_noted_at_the_meeting(village: Village) -> None:
    from council.procedure.acts import choose_path
    from tests.meetings.scene import closed, counted, ended, opened
    from tests.procedure.scene import WATCHER

    with clock.at(BEGUN):
        village.do("clerk", choose_path, "four_two_township", "街道〔2026〕3号")
    ref = begun(village)
    through(village, ref, "proposal", "consultation")
    held = BEGUN + 60 * DAY
    meeting = notice(village, ref, "review", held)
    opened(village, meeting, at=held)
    here(village, meeting, MEMBERS, held)
    with clock.at(held):
        village.do("clerk", add_observer, meeting, "李主任", "街道办副主任")
    counted(village, meeting, 8, second=WATCHER, at=held)
    closed(village, meeting, chair=SECRETARY, at=held)
    ended(village, meeting, at=held + timedelta(hours=1))
    assert missing(village, ref, held + DAY) == []


# ── what comes of it ──


@pytest.mark.parametrize(
    ("stage", "state", "at"),
    [
        ("proposal", State.STOPPED, "proposal"),
        ("consultation", State.RUNNING, "proposal"),
        ("review", State.STOPPED, "review"),
        ("resolution", State.ENDED, "resolution"),
    ],
)
def test_a_no_leads_where_the_table_says(village: Village, stage: str, state: State, at: str) -> None:
    ref = begun(village)
    stages = list(WHO)
    through(village, ref, *stages[: stages.index(stage)])
    held = BEGUN + 100 * DAY
    assert met(village, ref, stage, held, yes=1, no=4) == "rejected"
    assert done(village, ref, held) is Result.REJECTED
    found = case(village, ref)
    assert (found.standing.state, found.standing.at) == (state, at)
    assert faults(village) == []


def test_a_yes_to_another_text_goes_back_and_waits_for_the_text(village: Village) -> None:
    ref = begun(village)
    through(village, ref, "proposal", "consultation")
    held = BEGUN + 60 * DAY
    met(village, ref, "review", held)
    assert done(village, ref, held, changed=True) is Result.AMENDED
    assert case(village, ref).standing.at == "consultation"
    met(village, ref, "consultation", held + 7 * DAY)
    assert missing(village, ref, held + 8 * DAY) == [
        "The change that “Party members review” asked for is not written into the text yet."
    ]
    with clock.at(held + 8 * DAY):
        village.do("clerk", revise, ref, CHEAPER, "照党员的意见少装三盏")
    met(village, ref, "consultation", held + 20 * DAY)
    assert done(village, ref, held + 20 * DAY) is Result.PASSED
    assert faults(village) == []


def test_a_late_entry_keeps_the_papers_day(village: Village) -> None:
    ref = begun(village)
    meeting = notice(village, ref, "proposal", HELD)
    later = HELD + 9 * DAY
    from tests.meetings.scene import closed, counted, ended, opened
    from tests.procedure.scene import WATCHER

    opened(village, meeting, at=later)
    here(village, meeting, BRANCH, later)
    counted(village, meeting, 5, second=WATCHER, at=later)
    closed(village, meeting, chair=SECRETARY, at=later)
    ended(village, meeting, at=later)
    done(village, ref, later)
    matter = case(village, ref)
    step = matter.steps[0]
    assert (step.done_on, matter.late(step)) == (clock.day_of(HELD), clock.day_of(later))


def test_a_meeting_entered_on_its_day_is_not_late_because_its_step_is_closed_later(village: Village) -> None:
    ref = begun(village)
    met(village, ref, "proposal", HELD)
    done(village, ref, HELD + 6 * DAY)
    matter = case(village, ref)
    step = matter.steps[0]
    assert (step.done_on, clock.day_of(step.done_at), matter.late(step)) == (
        clock.day_of(HELD), clock.day_of(HELD + 7 * DAY), None,
    )  # fmt: skip


def test_g46_what_the_assembly_has_not_let_them_decide_is_not_decided(village: Village) -> None:
    ref = begun(village, "public_works")
    through(village, ref, "proposal", "consultation", "review")
    held = BEGUN + 100 * DAY
    assert met(village, ref, "resolution", held) == "invalid_procedure"
    assert following(village, ref, held + DAY).does == "meet"
    with clock.at(held + DAY), pytest.raises(Refusal, match="is not complete yet"):
        village.do("clerk", finish, ref)
    assert case(village, ref).standing.at == "resolution"


# ── two steps in one meeting ──


def test_g38_held_together_one_meeting_of_both_passes_both(settled) -> None:  # type: ignore[no-untyped-def]
    village = settled(one_head=True)
    ref = begun(village)
    with clock.at(BEGUN):
        village.do("clerk", merge, ref, "consultation", "书记、主任一人兼")
    with pytest.raises(Refusal, match="has no part in that"):
        notice(village, ref, "proposal", HELD)
    meeting = notice(village, ref, "proposal", HELD, body="two-committees")
    sit(village, meeting, [*BRANCH, *COMMITTEE[1:]], SECRETARY, HELD)
    assert done(village, ref, HELD) is Result.PASSED
    found = case(village, ref)
    assert [(step.stage, step.merged) for step in found.steps] == [("proposal", False), ("consultation", True)]
    assert (found.standing.at, found.merging) == ("review", None)
    assert village.last()["facts"]["with"] == "consultation"
    assert faults(village) == []


def test_g38_held_together_the_branch_still_needs_its_own_quorum(settled) -> None:  # type: ignore[no-untyped-def]
    village = settled(one_head=True)
    ref = begun(village)
    with clock.at(BEGUN):
        village.do("clerk", merge, ref, "consultation", "书记、主任一人兼")
    meeting = notice(village, ref, "proposal", HELD, body="two-committees")
    assert sit(village, meeting, [*BRANCH[:1], *COMMITTEE[1:]], SECRETARY, HELD) == "passed"
    assert missing(village, ref) == ["Of 柳桥村党支部委员会 1 were there; its own rule asks for 3."]


# ── the law of the day ──


def test_g47_what_was_begun_and_called_under_the_old_law_is_decided_by_it(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Called on 29 December; from 1 January on more than half are no longer enough, and a notice hangs for 15 days."""
    december, january = datetime(2026, 12, 29, 9, 0, tzinfo=CHINA), datetime(2027, 1, 3, 19, 30, tzinfo=CHINA)
    ref = begun(village, at=december)
    called = notice(village, ref, "proposal", january)
    then = charters.charter("party_branch")
    now = replace(then, rule=replace(then.rule, threshold=Threshold(Fraction(2, 3), Base.SEATS)))
    path = charters.path("four_two")
    longer = replace(path, stages=tuple(replace(s, publicity_days=s.publicity_days and 15) for s in path.stages))
    monkeypatch.setattr(charters, "_charters", lambda: {**CHARTERS, "party_branch": now})
    monkeypatch.setattr(charters, "_paths", lambda: {**PATHS, "four_two": longer})
    assert sit(village, called, BRANCH, SECRETARY, january, yes=3, no=2) == "passed"
    with clock.at(january + DAY):
        village.do("clerk", finish, ref)
    assert case(village, ref).standing.at == "consultation"
    assert case(village, ref).path.stage("publication").publicity_days == 7
    later = begun(village, title="开春再修一段水渠", at=january + DAY)
    assert case(village, later).path.stage("publication").publicity_days == 15
    again = notice(village, later, "proposal", january + 20 * DAY)
    assert sit(village, again, BRANCH, SECRETARY, january + 20 * DAY, yes=3, no=2) == "rejected"


CHARTERS = {law.key: law for law in charters.charters()}
PATHS = {path.key: path for path in charters.paths()}


def test_a_council_may_decide_its_motion_in_a_meeting(village: Village) -> None:
    from tests.votes.scene import put_motion

    ref = put_motion(village, at=BEGUN)
    meeting = notice(village, ref, "proposal", HELD, body="yishihui")
    everybody = [village.names[n] for n in range(1, 14)]
    assert DIRECTOR not in everybody
    for number in range(1, 14):
        village.members[village.names[number]] = village.members[number]
        village.accounts[village.names[number]] = village.accounts[number]
    sit(village, meeting, everybody, village.names[13], HELD)
    assert done(village, ref, HELD) is Result.PASSED
    found = case(village, ref)
    assert (found.written, found.standing.at) == (True, "publication")
    assert faults(village) == []

"""The demo is a real village: founded by acts, with something in every state, and everyone in it can sign in."""

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from council.app import create_app, migrate
from council.config import Settings
from council.hall import demo_matters as matters
from council.hall import demo_story as story
from council.hall import demo_works as works
from council.hall.demo import found_demo
from council.hall.demo_story import PASSWORD
from council.kit import clock
from council.motions.listing import motions_page
from council.motions.tables import FACT, Motion, motion_at
from council.openness.gate import blocked_by, may_implement
from council.procedure.reading import case_of
from council.rules.refusal import Refusal
from council.seats.headcount import headcounts
from council.seats.tables import bodies_of
from council.votes.reading import latest_vote, rolls_of
from council.works.reading import all_works
from tests.judge import JudgingClient
from tests.ledger.demo_world import DemoVillage as Village
from tests.ledger.demo_world import database_at, demo_village
from tests.village import ORIGIN
from tests.village import Village as AnyVillage

__all__ = ["demo_village"]


def test_liutang_has_a_motion_in_every_state(demo_village: Village) -> None:
    found = demo_village.client().get(f"{demo_village.url}/motions.json").json()["motions"]
    states = {motion["title"][:4]: motion["state"] for motion in found}
    assert states == {
        "小学门口": "put", "垃圾分类": "voting", "卫生室换": "discussion", "小学后面": "discussion",
        "今年冬天": "publication", "东沟 8": "works", "每周六晚": "withdrawn", "晒谷场东": "works", "村口到小": "done",
        "村口公交": "works", "市场口公": "works", "二组公用": "works", "水井加装": "passed",
    }  # fmt: skip
    drafts = demo_village.look(lambda db: db.rows(select(Motion).where(Motion.number.is_(None))))
    assert len(drafts) == 1
    closes = [entry["facts"] for entry in demo_village.entries() if entry["act"] == "vote.close"]
    assert [(c["round"], c["verdict"]["outcome"]) for c in closes] == [
        (1, "passed"), (1, "rejected"), (2, "passed"), *[(1, "passed")] * 4,
    ]  # fmt: skip
    assert (closes[0]["verdict"]["yes"], closes[0]["verdict"]["no"], closes[0]["verdict"]["abstain"]) == (10, 1, 1)


def test_a_matter_of_liutang_walked_the_four_discussions(demo_village: Village) -> None:
    """The council's decisions and the ditch are carried out; the list of relief waits for an answer."""
    today = clock.today()
    motions = demo_village.look(lambda db: motions_page(db, demo_village.id, now=clock.now()).rows)
    ways = {
        motion.title[:3]: demo_village.read(case_of, demo_village.read(motion_at, motion.ref)) for motion in motions
    }
    free = {title for title, way in ways.items() if demo_village.read(may_implement, way.motion, today) is None}
    assert free == {"东沟 ", "晒谷场", "村口到", "村口公", "市场口", "二组公"}
    assert [row.stage for row in ways["东沟 "].steps] == [
        "proposal", "consultation", "review", "resolution", "publication",
    ]  # fmt: skip
    assert (ways["小学后"].standing.at, ways["小学后"].standing.attempt) == ("consultation", 2)  # it was sent back
    assert (ways["卫生室"].standing.at, ways["今年冬"].standing.at) == ("consultation", "publication")
    blocked = demo_village.read(blocked_by, ways["今年冬"].motion, today)
    assert "Objection 2 is not answered" in str(blocked[-1])


def test_liutang_carries_out_works_in_every_state(demo_village: Village) -> None:
    """Beside the list of relief, which waits for its notice; one is over its budget as another resolution allows."""
    found = {work.title[:4]: work for work in demo_village.read(all_works)}
    assert {title: str(work.state(clock.today())) for title, work in found.items()} == {
        "村口到小": "closed", "晒谷场东": "reopened", "村口公交": "late", "市场口公": "disputed",
        "二组公用": "under_way", "东沟 8": "under_way",
    }  # fmt: skip
    well = found["二组公用"]
    assert well.plan.budget < well.paid <= well.plan.allowed
    assert all(report.photos for work in found.values() for report in work.reports)
    page = demo_village.client().get(f"{demo_village.url}/works").text
    assert all(title in page for title in (*found, "今年冬天"))
    for work in found.values():
        assert demo_village.client().get(f"{demo_village.url}/works/{work.ref}").status_code == 200


def test_liutang_is_as_large_as_a_village(demo_village: Village) -> None:
    """The assembly's 1,500, the representatives' 40, the Party's 31: the ditch's meetings counted on them."""
    bodies = demo_village.read(bodies_of)
    kinds = [body.key for body in bodies if body.charter in ("assembly_adults", "representatives", "party_members")]
    found = demo_village.look(lambda db: headcounts(db, demo_village.id, bodies, kinds))
    assert sorted(count.people for count in found.values()) == [31, 40, 1500]


def test_xiapu_has_a_vote_that_did_not_count(demo_village: Village) -> None:
    url = demo_village.url.replace("liutang", "xiapu")
    found = demo_village.client().get(f"{url}/motions.json").json()["motions"]
    assert [motion["state"] for motion in found] == ["works", "invalid"]


def test_ten_of_twelve_have_voted_and_it_closes_tomorrow_evening(demo_village: Village) -> None:
    motion = demo_village.look(
        lambda db: next(m for m in motions_page(db, demo_village.id, now=clock.now()).rows if m.held_until)
    )
    vote = demo_village.read(latest_vote, motion.id)
    assert vote is not None
    roll = demo_village.read(rolls_of, [vote.id])[vote.id]
    assert len([seat for seat in roll if seat.voted]) == 10
    assert [seat.seat for seat in roll if seat.awaited] == [5, 8]
    closes = vote.closes_at.astimezone(clock.CHINA)
    assert (closes.date() - clock.today()).days in (0, 1)  # founded just before midnight, looked at after it
    assert closes.hour == 20


def test_everyone_can_sign_in_by_phone_and_by_short_name(demo_village: Village) -> None:
    demo = found_demo(demo_village.db)
    assert len(demo.sign_ins) == 35
    app = create_app(Settings(origin=ORIGIN, tick_seconds=3600), demo_village.db)
    for one in (demo.sign_ins[0], demo.sign_ins[7], demo.sign_ins[12], demo.sign_ins[-1]):
        for name in (one.phone, one.short_name):
            client = JudgingClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=True)
            page = client.post("/login", data={"name": name, "password": PASSWORD, "next": "/me"})
            assert page.status_code == 200, name
            assert page.url.path == "/me", name


def test_the_townships_officer_sees_what_is_late_and_reminded_of_it_once(demo_village: Village) -> None:
    one = found_demo(demo_village.db).sign_ins[-1]
    assert (one.village, one.what) == ("青桥街道", "街道督办干部")
    app = create_app(Settings(origin=ORIGIN, tick_seconds=3600), demo_village.db)
    client = JudgingClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=True)
    mine = client.post("/login", data={"name": one.phone, "password": PASSWORD, "next": "/me"})
    for page in (mine, client.get(f"/county/{demo_village.county}")):
        assert page.status_code == 200
        assert "村口公交站" in page.text
    (entry,) = [entry for entry in demo_village.entries() if entry["act"] == "oversight.remind"]
    assert entry["actor"] == "officer:1"
    late = next(work for work in demo_village.read(all_works) if work.title.startswith("村口公交"))
    assert entry["on"] == late.on
    assert "青桥街道" in demo_village.client().get(f"{demo_village.url}/works/{late.ref}").text


def test_the_demo_is_founded_within_twenty_seconds(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="")
    migrate(settings)
    database = database_at(settings.url)
    begun = time.process_time()
    found_demo(database)
    assert time.process_time() - begun < 20
    assert found_demo(database).communities == found_demo(database).communities
    database.close()


def test_the_demo_leaves_alone_a_place_where_others_live(village: AnyVillage) -> None:
    with pytest.raises(Refusal, match="folder of its own"):
        found_demo(village.db)


@pytest.mark.parametrize(
    "told",
    [
        one
        for one in (*vars(story).values(), *vars(matters).values(), *vars(works).values())
        if isinstance(one, story.Told)
    ],
)
def test_what_the_demo_says_fits_the_form(told: story.Told) -> None:
    facts = (told.what, told.cost, told.money_from, told.done_by, told.whom)
    assert [fact for fact in facts if len(fact) > FACT] == []

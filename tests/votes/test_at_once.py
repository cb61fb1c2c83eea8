"""Everyone at once: through the real app and its doors, on both databases. Exact counts, and no answer of 5xx."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import httpx2
from sqlalchemy import select

from council.app import create_app
from council.config import Settings
from council.hall.verification import verify_kept
from council.kit import clock
from council.votes.tables import Ballot
from tests.village import ORIGIN, Village
from tests.votes.scene import CLOSES, DAY, OPENED, opened, tick

Sent = tuple[object, dict[str, str]]


def send_at_once(village: Village, ref: str, sent: Sequence[Sent]) -> list[int]:
    """Post all these ballots at one moment; the statuses, in their order."""
    app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", tick_seconds=3600), village.db)
    path = f"{village.url}/motions/{ref}/ballot"

    async def one(client: httpx2.AsyncClient, who: object, form: dict[str, str]) -> int:
        cookies = {"Cookie": f"council={village.secrets[who]}", "Origin": ORIGIN}
        answer = await client.post(path, data=form, headers=cookies)
        return answer.status_code

    async def all_at_once() -> list[int]:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            return await asyncio.gather(*(one(client, who, form) for who, form in sent))

    return asyncio.run(all_at_once())


def form(seat: int, choice: str, event: int) -> dict[str, str]:
    return {"event": f"{event:032x}", "choice": choice, "seat": str(seat), "round": "1"}


def ballots(village: Village) -> list[tuple[int, str, int]]:
    query = select(Ballot).where(Ballot.community_id == village.id)  # type: ignore[arg-type]
    return [(row.seat, row.choice, row.changes) for row in village.look(lambda db: db.rows(query))]


def casts(village: Village) -> list[dict[str, object]]:
    return [entry for entry in village.entries() if entry["act"] == "vote.cast"]


def test_thirteen_members_vote_at_once(village: Village) -> None:
    ref = opened(village)
    choices = ["for"] * 9 + ["against"] * 3 + ["abstain"]
    with clock.at(OPENED + DAY):
        answers = send_at_once(village, ref, [(n, form(n, choices[n - 1], n)) for n in range(1, 14)])
    assert answers == [303] * 13
    assert [(seat, choice) for seat, choice, _ in sorted(ballots(village))] == list(
        zip(range(1, 14), choices, strict=True)
    )
    tick(village)
    assert village.last()["facts"]["verdict"]["yes"] == 9
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_two_hundred_posts_for_one_seat_are_one_ballot(village: Village) -> None:
    """Fifty sendings, each repeated four times by an impatient browser, with every choice among them."""
    ref = opened(village)
    events = [form(8, ("for", "against", "abstain")[event % 3], event) for event in range(50) for _ in range(4)]
    with clock.at(OPENED + DAY):
        answers = send_at_once(village, ref, [(8, each) for each in events])
    assert Counter(answers) == {303: 200}
    [(seat, choice, changes)] = ballots(village)
    assert (seat, changes, len(casts(village))) == (8, 49, 50)
    tick(village)
    facts = village.last()["facts"]
    assert (len(facts["ballots"]), facts["ballots"][0]["choice"], facts["superseded"]) == (1, choice, 49)
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_the_same_sending_two_hundred_times_is_one_entry(village: Village) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY):
        answers = send_at_once(village, ref, [(8, form(8, "for", 7))] * 200)
    assert Counter(answers) == {303: 200}
    assert ballots(village) == [(8, "for", 0)]
    assert len(casts(village)) == 1


def test_votes_race_the_deadline_and_none_after_it_counts(village: Village) -> None:
    """The clock runs over the deadline while ballots keep coming: each is in time and counted, or refused."""
    ref = opened(village)
    start, step = CLOSES - timedelta(milliseconds=600), timedelta(milliseconds=10)
    app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", tick_seconds=3600), village.db)
    path = f"{village.url}/motions/{ref}/ballot"
    answers: Counter[int] = Counter()

    async def keep_voting(client: httpx2.AsyncClient, seat: int) -> None:
        cookies = {"Cookie": f"council={village.secrets[seat]}", "Origin": ORIGIN}
        for event in range(9):
            clock._set_to = (clock._set_to or start) + step
            answer = await client.post(path, data=form(seat, "for", seat * 100 + event), headers=cookies)
            answers[answer.status_code] += 1

    async def everyone() -> None:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            await asyncio.gather(*(keep_voting(client, seat) for seat in range(1, 14)))

    with clock.at(start):
        asyncio.run(everyone())
    assert set(answers) == {303, 422}
    assert (len(casts(village)), answers.total()) == (answers[303], 117)
    assert all(str(entry["t"]) < "2026-11-22T12:00:00.000Z" for entry in casts(village))
    [closing] = [entry for entry in village.entries() if entry["act"] == "vote.close"]
    assert closing["facts"]["superseded"] == answers[303] - len(closing["facts"]["ballots"])
    assert len(closing["facts"]["ballots"]) == len({str(entry["actor"]) for entry in casts(village)})
    assert not village.look(lambda db: verify_kept(db, village.id)).faults

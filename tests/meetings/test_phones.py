"""A vote by phone in a meeting: those present vote, nobody sees a choice before it is counted, the hands are added."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from council.hall.verification import NEVER_OPENED, verify_kept
from council.kit import clock
from council.kit.act import SignInFirst
from council.ledger.book import Entry, book_in
from council.ledger.verify import check
from council.meetings.acts import (
    Mark,
    Topic,
    convert,
    count_poll,
    defer_item,
    enter_tally,
    mark,
    mark_rest,
    open_poll,
    stand_aside,
    vote,
)
from council.meetings.acts import confirm_tally as confirm
from council.meetings.polling import polls_waiting, voices_of
from council.meetings.replay import replay
from council.rules.hall import Channel, Presence, Relation
from council.rules.refusal import Refusal
from tests.bodies import people, stand
from tests.judge import document
from tests.meetings.scene import (
    EVENING,
    FOUNDED,
    called,
    closed,
    councils,
    ended,
    item,
    number,
    opened,
    record,
    sheet,
    there,
)
from tests.village import Village

COMMITTEE = [f"赵{n}" for n in range(1, 8)]
THIRTY = [*COMMITTEE, *(f"钱{n}" for n in range(1, 24))]
YES, NO, ABSTAIN = THIRTY[:20], THIRTY[20:24], THIRTY[24:26]  # on their phones; four have none


def minute(after: int) -> Any:
    return EVENING + timedelta(minutes=after)


@pytest.fixture
def ref(village: Village) -> str:
    """A meeting of the forty with thirty there, who vote by phone on its one item."""
    at = opened(village, called(village, councils(village)), tellers=["钱30", "钱31"])
    there(village, at, THIRTY)
    return at


@pytest.fixture
def polled(village: Village, ref: str) -> str:
    with clock.at(EVENING):
        village.do("赵1", open_poll, ref, 1)
    return ref


def send(village: Village, ref: str, choice: str, *names: str, after: int = 1) -> None:
    for name in names:
        with clock.at(minute(after)):
            village.do(name, vote, ref, 1, choice)


def all_send(village: Village, ref: str) -> None:
    for choice, names in (("for", YES), ("against", NO), ("abstain", ABSTAIN)):
        send(village, ref, choice, *names)


def count(village: Village, ref: str, who: object = "clerk", **more: Any) -> None:
    with clock.at(minute(9)):
        village.do(who, count_poll, ref, 1, **more)


def checked(village: Village) -> list[Entry]:
    book = village.look(lambda db: book_in(db, village.id))
    assert book is not None
    return list(check(book, NEVER_OPENED).entries)


# ── opening ──


@pytest.mark.parametrize(
    ("who", "refused"),
    [(None, SignInFirst), ("stranger", Refusal), ("clerk", Refusal), ("钱1", Refusal), ("钱30", Refusal)],
)
def test_only_who_leads_lets_them_vote_by_phone(village: Village, ref: str, who: object, refused: Any) -> None:
    with clock.at(EVENING), pytest.raises(refused):
        village.do(who, open_poll, ref, 1)
    assert item(village, ref).poll is None


def test_it_is_opened_once_and_the_roll_rests_meanwhile(village: Village, polled: str) -> None:
    entry = village.last()
    assert (entry["act"], entry["facts"]) == ("meeting.poll", {"position": 1, "present": 30})
    with clock.at(minute(1)):
        with pytest.raises(Refusal, match="voted on already"):
            village.do("赵1", open_poll, polled, 1)
        with pytest.raises(Refusal, match="A vote by phone runs"):
            village.do("clerk", mark, polled, [Mark(number=number(village, "钱30"), status=Presence.PRESENT)])
        with pytest.raises(Refusal, match="Count that vote; hands are added there"):
            village.do("clerk", enter_tally, polled, 1, "hands", yes=1, no=0, abstain=0, sheets=[sheet(2)])
        with pytest.raises(Refusal, match="Count that vote first"):
            village.do("clerk", defer_item, polled, 1, "时间太晚了")
        with pytest.raises(Refusal, match="says so before"):
            village.do("clerk", stand_aside, polled, 1, number(village, "钱3"), "我弟弟承包")
        with pytest.raises(Refusal, match="decided in this meeting already"):
            village.do("clerk", convert, polled)


def test_not_before_the_roll_is_called_to_the_end_and_enough_are_there(village: Village) -> None:
    ref = opened(village, called(village, councils(village)), tellers=["钱30"])
    with clock.at(EVENING):
        village.do("clerk", mark, ref, [Mark(number=number(village, name), status=Presence.PRESENT) for name in NO])
        with pytest.raises(Refusal, match="Of 36 on the roll it is not said"):
            village.do("赵1", open_poll, ref, 1)
        village.do("clerk", mark_rest, ref)
        with pytest.raises(Refusal, match="4 are here, 27 are needed"):
            village.do("赵1", open_poll, ref, 1)


def test_not_on_what_is_only_discussed_nor_what_is_counted(village: Village) -> None:
    topics = [Topic("discuss", title="卫生评比"), Topic("decide", title="修路")]
    ref = opened(village, called(village, councils(village), topics), tellers=["钱30"])
    there(village, ref, THIRTY)
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="only discussed"):
            village.do("赵1", open_poll, ref, 1)
        village.do("clerk", enter_tally, ref, 2, "hands", yes=30, no=0, abstain=0, sheets=[sheet(2)])
        with pytest.raises(Refusal, match="voted on already"):
            village.do("赵1", open_poll, ref, 2)


# ── voting ──


@pytest.mark.parametrize(
    ("who", "says"), [("stranger", "not marked as present"), ("钱30", "not marked"), ("clerk", "not marked")]
)
def test_whoever_is_not_there_has_no_vote(village: Village, polled: str, who: object, says: str) -> None:
    with clock.at(minute(1)):
        with pytest.raises(Refusal, match=says):
            village.do(who, vote, polled, 1, "for")
        with pytest.raises(SignInFirst):
            village.do(None, vote, polled, 1, "for")
        with pytest.raises(Refusal, match="choose one of these"):
            village.do("钱1", vote, polled, 1, "perhaps")
        with pytest.raises(Refusal, match="not marked"):  # somebody else's voice
            village.do("钱1", vote, polled, 1, "for", number=number(village, "钱2"))


def test_whoever_stands_aside_has_no_vote_and_is_not_asked(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        village.do("clerk", stand_aside, ref, 1, number(village, "钱3"), "我弟弟承包")
        village.do("赵1", open_poll, ref, 1)
        assert village.last()["facts"]["present"] == 29
        with pytest.raises(Refusal, match="stand aside"):
            village.do("钱3", vote, ref, 1, "for")
    asked = {name: village.read(polls_waiting, [village.members[name]]) for name in ("钱2", "钱3", "钱30")}
    assert [bool(polls) for polls in asked.values()] == [True, False, False]
    assert (asked["钱2"][0].ref, asked["钱2"][0].title) == (ref, "修水渠")


def test_g50_the_last_one_counts_and_the_ballot_stays_the_same(village: Village, polled: str) -> None:
    send(village, polled, "against", "钱1")
    send(village, polled, "for", "钱2", after=2)
    send(village, polled, "for", "钱1", after=3)
    votes = [entry for entry in village.entries() if entry["act"] == "meeting.vote"]
    assert [(one["actor"], one["facts"]["ballot"]) for one in votes] == [("present", 1), ("present", 2), ("present", 1)]
    assert all(list(one["sealed"]) == ["choice"] for one in votes)
    assert item(village, polled).poll.voted == 2  # type: ignore[union-attr]
    count(village, polled)
    assert village.last()["facts"]["ballots"][0]["entry"] == votes[2]["seq"]
    assert item(village, polled).tally.yes == 2  # type: ignore[union-attr]


def test_there_is_no_vote_before_nor_after(village: Village, ref: str) -> None:
    with pytest.raises(Refusal, match="not voted on by phone at this moment"):
        send(village, ref, "for", "钱1")
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="not voted on by phone"):
            village.do("clerk", count_poll, ref, 1)
        village.do("赵1", open_poll, ref, 1)
    send(village, ref, "for", "钱1")
    count(village, ref)
    with pytest.raises(Refusal, match="Voting has closed"):
        send(village, ref, "against", "钱1", after=10)


# ── counting ──


def test_from_the_phones_to_the_verdict(village: Village, polled: str) -> None:
    all_send(village, polled)
    with pytest.raises(Refusal, match="photo of the sheet"):
        count(village, polled, yes=1)
    with pytest.raises(Refusal, match="only 30 of those present"):
        count(village, polled, yes=5, sheets=[sheet(2)])
    count(village, polled, yes=1, no=2, sheets=[sheet(2)])
    facts = village.last()["facts"]
    assert {name: facts[name] for name in ("method", "yes", "no", "abstain", "hand_yes", "hand_no", "present")} == {
        "method": "phones", "yes": 21, "no": 6, "abstain": 2, "hand_yes": 1, "hand_no": 2, "present": 30,
    }  # fmt: skip
    assert [one["ballot"] for one in facts["ballots"]] == list(range(1, 27))
    with clock.at(minute(10)):
        with pytest.raises(Refusal, match="not those that were entered"):  # the phones are counted by the server
            village.do("钱30", confirm, polled, 1, present=30, yes=21, no=6, abstain=2)
        with pytest.raises(Refusal):
            village.do("clerk", confirm, polled, 1, present=30, yes=1, no=2, abstain=0)
        village.do("钱30", confirm, polled, 1, present=30, yes=1, no=2, abstain=0)
    assert closed(village, polled, at=minute(11)) == "passed"
    ended(village, polled)
    assert not village.look(lambda db: verify_kept(db, village.id)).faults
    told = [entry for entry in village.entries() if entry["act"] in ("meeting.poll", "meeting.vote")]
    for lang in ("", "/en"):
        pages = [village.client().get(f"{lang}{village.url}/record/{entry['seq']}").text for entry in told[:2]]
        assert not [page for page in pages if "%(" in page or ">meeting." in page]


@pytest.mark.parametrize("who", ["stranger", "钱1", "赵1", "钱30"])
def test_only_the_clerk_counts(village: Village, polled: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the clerk"):
        count(village, polled, who)
    assert item(village, polled).poll.runs  # type: ignore[union-attr]


def test_counted_anew_only_the_hands_change(village: Village, polled: str) -> None:
    all_send(village, polled)
    count(village, polled, yes=1, sheets=[sheet(2)])
    with clock.at(minute(10)):
        village.do("钱30", confirm, polled, 1, present=30, yes=1, no=0, abstain=0)
    count(village, polled, no=1)
    tally = item(village, polled).tally
    assert tally is not None
    assert (tally.yes, tally.no, tally.by_hand, tally.confirmed_at) == (20, 5, (0, 1, 0), None)
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


# ── one account, several voices ──


def test_a_household_has_one_vote_by_whoever_came_for_it(village: Village) -> None:
    stand(village, "committee", people("赵", 5))
    homes = stand(village, "assembly_households", people("李", 12, households=6), chair=None)
    ref = opened(village, called(village, homes, sent_on=date(2026, 11, 1)))
    with clock.at(EVENING):
        came = [number(village, f"李{n}") for n in (7, 2, 3, 4, 5)]  # 李7 for the household of 李1
        village.do("clerk", mark, ref, [Mark(number=each, status=Presence.PRESENT) for each in came])
        village.do("clerk", mark_rest, ref)
        village.do("赵1", open_poll, ref, 1)
        village.do("李7", vote, ref, 1, "for")
        for other in ("李1", "李8", "李6"):
            with pytest.raises(Refusal, match="not marked as present"):
                village.do(other, vote, ref, 1, "against")
        page = village.client("李7").get(f"{village.url}/meetings/{ref}/items/1/ballot").text
    assert "李户1" in page
    count(village, ref)
    assert item(village, ref).tally.yes == 1  # type: ignore[union-attr]
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_whoever_was_sent_votes_for_themselves_and_for_who_sent_them(village: Village) -> None:
    stand(village, "supervisory", people("吴", 3))
    body = stand(village, "collective", people("郑", 18, households=9), chair=1)
    ref = opened(village, called(village, body, sent_on=date(2026, 11, 1)), tellers=["吴1"])
    sent = Mark(
        number=number(village, "郑10"), status=Presence.PRESENT, channel=Channel.DELEGATE, delegate="郑1",
        delegate_number=number(village, "郑1"), relation=Relation.CHILD, mandate=sheet(7),
    )  # fmt: skip
    rest = [Mark(number=number(village, f"郑{n}"), status=Presence.PRESENT) for n in range(1, 18) if n != 10]
    with clock.at(EVENING):
        village.do("clerk", mark, ref, [sent, *rest])
        village.do("clerk", mark_rest, ref)
        village.do("郑1", open_poll, ref, 1)
    found = record(village, ref)
    voices = village.look(lambda db: voices_of(db, village.id, found, found.items[0], village.accounts["郑1"]))
    assert [voice.person.name for voice in voices] == ["郑1", "郑10"]
    with clock.at(minute(1)):
        with pytest.raises(Refusal, match="not marked as present"):
            village.do("郑10", vote, ref, 1, "for")
        client, at = village.client("郑1"), f"{village.url}/meetings/{ref}/items/1/ballot"
        page = client.get(at).text
        assert "郑10" in page
        for each, choice in (("郑1", "for"), ("郑10", "against")):
            look = client.submit(f"{at}?number={number(village, each)}", {"choice": choice}, form="confirm")
            assert each in look.text
            form = next(f for f in document(look.text).iter("form") if (f.get("action") or "").endswith("/ballot"))
            fields = {i.get("name") or "": i.get("value") or "" for i in form.iter("input")}
            done = client.post(form.get("action") or "", data=fields)
            assert "收到" in done.text
            assert each in done.text
        assert village.read(polls_waiting, [village.members["郑1"]]) == []
    count(village, ref)
    tally = item(village, ref).tally
    assert tally is not None
    assert (tally.yes, tally.no) == (1, 1)


# ── nobody sees it before ──

OWN = re.compile(
    r"yunxi[0-9a-f]{8}|云溪县[0-9a-f]{8}|柳桥[0-9a-f]{8}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|<svg[^>]*qr.*?</svg>"
    r"|(?:[0-9A-F]{4}-){3}[0-9A-F]{4}|[0-9a-f]{32,}",
    re.DOTALL,
)
ADDRESSES = (
    "", "/meetings", "/meetings.json", "/meetings/2026-11-16", "/meetings/2026-11-16.json", "/desk",
    "/desk/meetings/2026-11-16", "/desk/meetings/2026-11-16/items/1", "/meetings/2026-11-16/items/1/ballot",
    "/meetings/2026-11-16/items/1/ballot/receipt", "/record", "/record.json", "/verify",
)  # fmt: skip
ONE: Mapping[str, tuple[str, str]] = {"钱1": ("for", "for"), "钱2": ("for", "against"), "钱4": ("abstain", "for")}
OTHER: Mapping[str, tuple[str, str]] = {"钱1": ("against", "for"), "钱2": ("for", "for"), "钱4": ("for", "abstain")}


def world(found: Callable[..., Village], chosen: Mapping[str, tuple[str, str]]) -> Village:
    village = found()
    with clock.at(FOUNDED):
        body = councils(village)
    ref = opened(village, called(village, body), tellers=["钱30", "钱31"])
    there(village, ref, THIRTY)
    with clock.at(EVENING):
        village.do("赵1", open_poll, ref, 1)
    for step in (0, 1):
        for name, choices in chosen.items():
            send(village, ref, choices[step], name, after=1 + step)
    return village


def pages(village: Village, who: object, addresses: Iterable[str] = ADDRESSES) -> dict[str, str]:
    client, seen = village.client(who), {}
    for address in addresses:
        answer = client.get(village.url + address)
        seen[address] = f"{answer.status_code} " + OWN.sub("#", answer.text)
    return seen


@pytest.mark.parametrize("who", [None, "钱1", "赵1", "钱30", "clerk", "stranger"])
def test_nothing_tells_two_meetings_apart_before_the_count(
    found: Callable[..., Village], who: object, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = world(found, ONE), world(found, OTHER)
    caplog.clear()
    with clock.at(minute(5)):
        ours, said = pages(one, who), [OWN.sub("#", line) for line in caplog.messages]
        caplog.clear()
        theirs, also_said = pages(other, who), [OWN.sub("#", line) for line in caplog.messages]
    assert [address for address in ADDRESSES if ours[address] != theirs[address]] == []
    assert said == also_said
    for village in (one, other):
        count(village, "2026-11-16")
        with clock.at(minute(10)):
            village.do("钱30", confirm, "2026-11-16", 1, present=30, yes=0, no=0, abstain=0)
        closed(village, "2026-11-16", at=minute(11))
    with clock.at(minute(12)):
        at = "/meetings/2026-11-16"
        assert pages(one, who, [at]) != pages(other, who, [at]), "the pages that were compared show what was counted"


def test_the_books_differ_only_in_what_is_sealed(found: Callable[..., Village]) -> None:
    def masked(village: Village) -> list[str]:
        return [OWN.sub("#", str({**entry, "sealed": sorted(entry["sealed"])})) for entry in village.entries()]

    assert masked(world(found, ONE)) == masked(world(found, OTHER))


def test_a_phone_from_the_choice_to_the_receipt_and_no_choice_in_an_address(village: Village, polled: str) -> None:
    at = f"{village.url}/meetings/{polled}/items/1/ballot"
    with clock.at(minute(1)):
        client = village.client("钱5")
        assert "修水渠" in client.get("/me").text
        confirm_page = client.submit(at, {"choice": "against"}, form="confirm")
        assert "反对" in confirm_page.text
        mine = {"choice": "against", "number": str(number(village, "钱5"))}
        receipt = client.post(at, data={"event": "ab" * 16, **mine})
        assert client.post(at, data={"event": "ab" * 16, **mine}).url == receipt.url  # sent twice by a poor line
        assert "反对" in receipt.text
        assert client.get(at + "/confirm").url.path == at
        assert "已经投过" in client.get(at).text
        assert "修水渠" not in client.get("/me").text
        assert village.client("钱30").get(at + "/receipt").url.path == at
        page = village.client("clerk").get(f"{village.url}/desk/meetings/{polled}/items/1").text
        assert "30 人到会，1 人已用手机投票" in page or "1" in page
    for answer in (confirm_page, receipt, *receipt.history):
        assert not re.search("against|for=|abstain", str(answer.url))
        assert answer.is_redirect or answer.headers["cache-control"] == "no-store"
    assert [entry["act"] for entry in village.entries()].count("meeting.vote") == 1
    count(village, polled)
    with clock.at(minute(10)):
        assert client.get(at).status_code == 200
        late = client.post(at, data={"event": "cd" * 16, **mine, "choice": "for"})
    assert late.status_code == 422
    assert "没有投出去" in late.text or "结束" in late.text


def test_who_leads_and_the_clerk_go_through_the_pages(village: Village, ref: str) -> None:
    at = f"{village.url}/desk/meetings/{ref}/items/1"
    with clock.at(EVENING):
        assert "/poll" not in village.client("clerk").get(at).text
        done = village.client("赵1").submit(at, form="/poll")
        assert "到会的人可以用手机投票了" in done.text
    send(village, ref, "for", *YES)
    with clock.at(minute(5)):
        clerk, teller = village.client("clerk"), village.client("钱30")
        done = clerk.submit(at, {"yes": "0", "no": "0", "abstain": "0"}, form="/count")
        assert done.status_code == 200
        done = teller.submit(at, {"present": "30", "yes": "0", "no": "0", "abstain": "0"}, form="/confirm")
        assert "核对好了" in done.text
        done = village.client("赵1").submit(at, form="items/1/close")
        assert "实得 20 票" in done.text
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


# ── forged books and tables ──


@pytest.fixture
def counted(village: Village, polled: str) -> str:
    all_send(village, polled)
    send(village, polled, "against", "钱1", after=2)
    count(village, polled, yes=1, sheets=[sheet(2)])
    return polled


def test_a_count_that_the_seals_do_not_give_is_found(village: Village, counted: str) -> None:
    community, told = str(village.id), checked(village)
    assert not replay(told, community)
    facts = next(entry for entry in told if entry.act == "meeting.tally").facts
    first, *others = facts["ballots"]
    forgeries: dict[str, dict[str, Any]] = {
        "not the one that was sealed": {"ballots": [{**first, "choice": "against"}, *others]},
        "not the last one of each": {"ballots": others},
        "not that of the votes and the hands": {"yes": facts["yes"] + 1},
    }
    for says, more in forgeries.items():
        forged = [replace(e, facts={**e.facts, **more}) if e.act == "meeting.tally" else e for e in told]
        assert any(says in str(fault.reason) for fault in replay(forged, community)), says


def test_votes_that_could_not_be_are_found(village: Village, counted: str) -> None:
    community, told = str(village.id), checked(village)
    without = [entry for entry in told if entry.act != "meeting.poll"]
    assert any("when none was open" in str(fault.reason) for fault in replay(without, community))
    late = [e for e in told if e.act != "meeting.tally"]
    at = next(i for i, e in enumerate(late) if e.act == "meeting.vote")
    tally = next(e for e in told if e.act == "meeting.tally")
    assert replay([*late[:at], tally, *late[at:]], community)
    far = [replace(e, facts={**e.facts, "ballot": 99}) if e.act == "meeting.vote" else e for e in told]
    assert any("does not follow the others" in str(fault.reason) for fault in replay(far, community))


ATTACKS = {
    "a choice is changed without an entry": "UPDATE phone_vote SET choice = 'against' WHERE community_id = :c",
    "a vote moves to somebody else": "UPDATE phone_vote SET ballot = 77, entry = entry + 900 WHERE community_id = :c"
    " AND ballot = 1",
    "a vote is removed": "DELETE FROM phone_vote WHERE community_id = :c AND ballot = 1",
    "a second vote for one": "INSERT INTO phone_vote (community_id, meeting_id, position, membership_id, ballot,"
    " choice, salt, entry, sent_at) SELECT community_id, meeting_id, position, membership_id, 80, 'for', salt,"
    " entry + 900, sent_at FROM phone_vote WHERE community_id = :c AND ballot = 1",
    "a poll is removed": "DELETE FROM poll WHERE community_id = :c",
}
AFTER = {
    "a vote comes after the count": "UPDATE phone_vote SET choice = 'against', entry = entry + 900"
    " WHERE community_id = :c AND ballot = 1",
    "a poll runs again": "UPDATE poll SET ended_at = NULL WHERE community_id = :c",
}


@pytest.mark.parametrize("what", ATTACKS)
def test_the_database_refuses_while_it_runs(village: Village, polled: str, what: str) -> None:
    send(village, polled, "for", "钱1", "钱2")
    attack(village, ATTACKS[what])


@pytest.mark.parametrize("what", AFTER)
def test_the_database_refuses_after_the_count(village: Village, counted: str, what: str) -> None:
    attack(village, AFTER[what])


def attack(village: Village, statement: str) -> None:
    own = {"c": village.id.hex if village.db.lite else village.id}
    with pytest.raises(DBAPIError), village.db.writing.connect() as connection, connection.begin():
        connection.execute(text(statement), own)

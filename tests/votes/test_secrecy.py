"""Twin worlds: two villages where everything is alike but what was chosen. Before the deadline nothing tells them
apart, to nobody, on any page; one second later everything may."""

import re
from collections.abc import Callable

import pytest

from council.kit import clock
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, SECOND, opened, send

ADDRESSES = (
    "", ".json", "/motions", "/motions.json", "/motions?state=voting", "/motions/2026-1", "/motions/2026-1.json",
    "/seats", "/seats.json", "/record", "/record.json", "/record/5", "/record/5.json", "/record/9", "/verify", "/rules",
    "/motions/2026-1/vote", "/motions/2026-1/ballot", "/motions/2026-1/versions", "/motions/2026-1/recusal", "/desk",
)  # fmt: skip
OWN = re.compile(
    r"yunxi[0-9a-f]{8}|云溪县[0-9a-f]{8}|柳桥[0-9a-f]{8}"  # each village has its own county
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # ids
    r"|<svg[^>]*qr.*?</svg>"  # the address once more
    r"|(?:[0-9A-F]{4}-){3}[0-9A-F]{4}|[0-9a-f]{32,}",  # check codes, hashes, seals, event ids
    re.DOTALL,
)
ONE = {8: ("for", "for"), 9: ("for", "against"), 10: ("for", "for"), CHAIR: ("abstain", "for")}
OTHER = {8: ("against", "abstain"), 9: ("against", "against"), 10: ("abstain", "for"), CHAIR: ("for", "for")}


def world(found: Callable[..., Village], choices: dict[int, tuple[str, str]]) -> Village:
    village = found()
    ref = opened(village)
    for step in (0, 1):
        for seat, chosen in choices.items():
            send(village, seat, ref, chosen[step], OPENED + DAY * (1 + step))
    return village


def pages(village: Village, who: object) -> dict[str, str]:
    client = village.client(who)
    seen = {}
    for address in ADDRESSES:
        answer = client.get(village.url + address)
        seen[address] = f"{answer.status_code} " + OWN.sub("#", answer.text)
    return seen


@pytest.mark.parametrize("who", [None, 8, CHAIR, "clerk", "stranger"])
def test_nothing_tells_two_worlds_apart_before_the_deadline(
    found: Callable[..., Village], who: object, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = world(found, ONE), world(found, OTHER)
    caplog.clear()
    with clock.at(CLOSES - SECOND):
        ours, said = pages(one, who), [OWN.sub("#", line) for line in caplog.messages]
        caplog.clear()
        theirs, also_said = pages(other, who), [OWN.sub("#", line) for line in caplog.messages]
    assert [address for address in ADDRESSES if ours[address] != theirs[address]] == []
    assert said == also_said
    assert "200 " in ours["/motions/2026-1"]


def test_once_the_deadline_has_passed_the_pages_do_tell(found: Callable[..., Village]) -> None:
    one, other = world(found, ONE), world(found, OTHER)
    with clock.at(CLOSES):
        assert pages(one, None)["/motions/2026-1"] != pages(other, None)["/motions/2026-1"]


def test_the_books_differ_only_in_what_is_sealed(found: Callable[..., Village]) -> None:
    one, other = world(found, ONE), world(found, OTHER)

    def masked(village: Village) -> list[str]:
        return [OWN.sub("#", str({**entry, "sealed": sorted(entry["sealed"])})) for entry in village.entries()]

    assert masked(one) == masked(other)


def test_no_choice_is_ever_in_an_address(found: Callable[..., Village]) -> None:
    village = found()
    ref = opened(village)
    page = f"{village.url}/motions/{ref}/ballot"
    with clock.at(OPENED + DAY):
        client = village.client(8)
        confirm = client.submit(page, {"choice": "against"}, form="confirm")
        receipt = client.post(page, data={"event": "ab" * 16, "choice": "against", "seat": "8", "round": "1"})
    for answer in (confirm, receipt, *receipt.history):
        assert not re.search("against|for=|abstain", str(answer.url))
        assert not re.search("against|abstain", answer.headers.get("location", ""))
        assert answer.is_redirect or answer.headers["cache-control"] == "no-store"

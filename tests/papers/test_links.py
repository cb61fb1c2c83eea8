"""Where a clerk looks for a paper there is a link to it, and it leads to one."""

import re

import pytest

from council.kit import clock
from tests.papers.scene import BEGUN, DECIDED, NOW, council_posted, published
from tests.procedure.hall import notice, through
from tests.procedure.scene import begun
from tests.village import Village

PAPERS = re.compile(
    r'href="(/[^"]*(?:/case|/resolution|/register|/sign-in|/ballots|/minutes/paper|/notice/(?:slips|\w+/\d+/a[34]))'
    r'(?:\?as=word)?)"'
)


def papers_on(village: Village, path: str, who: object = None) -> list[str]:
    """The papers that a page leads to; each of them is there for whoever sees the page."""
    client = village.client(who)
    with clock.at(NOW):
        found = sorted(set(PAPERS.findall(client.get(village.url + path).text)))
        for each in found:
            assert client.get(each).status_code == 200, each
    return [each.removeprefix(village.url) for each in found]


@pytest.fixture
def ref(village: Village) -> str:
    return published(village)


def test_the_motions_page_leads_to_what_everyone_may_print(village: Village, ref: str) -> None:
    own = f"/motions/{ref}"
    assert papers_on(village, own) == [f"{own}/case", f"{own}/notice/resolution/1/a4", f"{own}/resolution"]


def test_a_councils_motion_leads_to_the_same(village: Village) -> None:
    own = f"/motions/{council_posted(village)}"
    assert papers_on(village, own) == [f"{own}/case", f"{own}/notice/resolution/1/a4", f"{own}/resolution"]


def test_before_a_decision_there_is_no_link_to_one(village: Village) -> None:
    own = f"/motions/{begun(village, at=BEGUN)}"
    assert papers_on(village, own) == [f"{own}/case"]
    assert papers_on(village, "/desk" + own, "clerk") == [f"/desk{own}/register", f"{own}/case"]


def test_the_desk_of_a_matter_leads_to_its_register(village: Village, ref: str) -> None:
    found = papers_on(village, f"/desk/motions/{ref}", "clerk")
    assert found == [f"/desk/motions/{ref}/register", f"/motions/{ref}/case", f"/motions/{ref}/resolution"]


@pytest.mark.parametrize("page", ["/notice", "/notice/desk"])
def test_a_notice_leads_to_its_sheets_and_slips(village: Village, ref: str, page: str) -> None:
    own = f"/motions/{ref}/notice"
    found = papers_on(village, f"/motions/{ref}{page}", "clerk")
    assert found == [
        f"{own}/resolution/1/a3",
        f"{own}/resolution/1/a4",
        f"{own}/resolution/1/a4?as=word",
        f"{own}/slips",
    ]


def test_a_meeting_leads_to_its_papers(village: Village) -> None:
    ref = begun(village, at=BEGUN)
    through(village, ref, "proposal", "consultation", "review", begin=BEGUN)
    meeting = notice(village, ref, "resolution", DECIDED)
    own = f"/desk/meetings/{meeting}"
    assert papers_on(village, own, "clerk") == [f"{own}/items/1/ballots", f"{own}/sign-in"]


def test_a_meeting_that_was_held_leads_to_its_minutes(village: Village, ref: str) -> None:
    own = "/desk/meetings/2026-10-29"
    assert papers_on(village, own, "clerk") == [f"{own}/minutes/paper", f"{own}/sign-in"]
    assert papers_on(village, f"{own}/minutes", "clerk") == [f"{own}/minutes/paper"]
    assert ref

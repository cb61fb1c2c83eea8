"""Matters of the village in tests/midst.py that are on their way: each stands where another form is used."""

from datetime import datetime, timedelta

from council.kit import clock
from council.meetings.acts import Topic, Wanted
from council.motions.cataloguing import add_matter
from council.people.acts import appoint
from council.procedure.acts import begin, call_meeting, choose_path, merge
from council.rules.walk import Result
from tests.bodies import people, stand
from tests.meetings.scene import closed, counted, ended, opened, there
from tests.motions.words import lights
from tests.procedure.scene import step, walked, walked_to
from tests.village import Village

DAY = timedelta(days=1)
HEAD, BRANCH = "委一", ["委一", "钱书记2", "钱书记3"]  # one person is secretary and director


def found_bodies(village: Village) -> None:
    """What the four discussions need beside the committee, the council and those who watch."""
    stand(village, "party_branch", ["委一", *people("钱书记", 3)[1:]])
    stand(village, "two_committees")
    stand(village, "party_members", [*BRANCH, *people("孙党员", 2)])
    stand(village, "representatives", people("李代表", 5, women=2))
    stand(village, "assembly_adults", people("赵村民", 3), chair=None, accounts=False)


def set_out(village: Village, now: datetime) -> dict[str, str]:
    """Each matter's number, by the place in the tests' addresses that it fills. From nine days ago to four days ago."""
    then = now - 9 * DAY

    def begun(title: str) -> str:
        with clock.at(then):
            return village.do("clerk", begin, "relief_lists", None, "cadres", lights(title=title))

    found = {name: begun(title) for name, title in TITLES.items()}
    with clock.at(then):
        village.do("clerk", merge, found["merged"], "consultation", "书记、主任一人兼")
    walked(village, found["onward"], "proposal", at=then)
    walked(village, found["unread"], "proposal", "consultation", at=then)
    for path, name, stage in (
        ("four_two_township", "reviewed", "township_review"),
        ("five_discussions", "evaluated", "evaluation"),
    ):
        with clock.at(then):
            village.do("clerk", choose_path, path, "街道〔2026〕3号")
        found[name] = begun("发给困难户的米")
        walked_to(village, found[name], stage, at=then)
    with clock.at(then):
        village.do("clerk", add_matter, "祠堂怎么用", ["representatives"], "村规民约第十二条")
        found["bookkeeper"] = str(village.do("clerk", appoint, "bookkeeper", name="何会计", phone="19900004444"))
    step(village, found["shelved"], "proposal", Result.REJECTED, now - 8 * DAY)
    _agreed_on(village, found["agreed"], now)
    return found


TITLES = {
    "fresh": "低保名单一", "merged": "低保名单二", "onward": "低保名单三", "unread": "低保名单四",
    "shelved": "低保名单五", "agreed": "低保名单六",
}  # fmt: skip


def _agreed_on(village: Village, ref: str, now: datetime) -> None:
    """The Party branch has met on it and signed its minutes; only the step is not entered."""
    evening = now - 4 * DAY
    wanted = Wanted(
        body="party-branch", held_on=clock.day_of(evening), starts="19:30", place="村委会二楼会议室",
        sent_on=clock.day_of(now - 8 * DAY), sent_by=("board",),
    )  # fmt: skip
    with clock.at(now - 8 * DAY):
        meeting = village.do("clerk", call_meeting, wanted, [Topic("decide", motion=ref)], None).ref
    opened(village, meeting, at=evening)
    there(village, meeting, BRANCH, at=evening)
    counted(village, meeting, 3, second="监一", at=evening)
    closed(village, meeting, chair=HEAD, at=evening)
    ended(village, meeting, at=evening + timedelta(hours=1))

"""Bad input to every form and every address, by nobody, a stranger, a member, the chair and the clerk.

A clear Chinese sentence, what was typed kept, nothing changed, no 5xx. A form that is not in FORMS fails the suite.
"""

import base64
import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from starlette.routing import Route

from council.app import create_app, routes
from council.config import Settings
from council.hall.verification import verify_kept
from council.kit import clock, web
from council.kit.db import Database
from council.kit.ids import new_id
from council.people import passwords
from tests.asgi import Answer, Wire, multipart
from tests.judge import LATIN, judge
from tests.midst import CHAIR, PROPOSER, VOTER, Midst, opened, served_midst, standing_midst, stored_midst
from tests.motions.words import typed
from tests.openness.test_calendar import OF_2027
from tests.seats.paper import as_csv
from tests.test_addresses import ADDRESSES, V, filled
from tests.village import ORIGIN

__all__ = ["served_midst", "standing_midst", "stored_midst"]

MEMBER = 8
EVERYONE = (None, "stranger", MEMBER, CHAIR, "clerk")
SEATED = frozenset({*range(1, 14), "clerk"})
ALL = frozenset({*EVERYONE, *SEATED})
CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")
HEX = re.compile(r"[0-9a-f]{32}")
TAME = re.compile(r"[\w .:,'=?%/-]*")  # cannot break a page out of a link
LINKS = re.compile(r'(?:href|value|action)="[^"]*"')
TAGS = re.compile(r"<[^>]+>")
Headers = Mapping[str, str]
NONE: Headers = {}
PLAIN: Headers = {"Content-Type": "application/x-www-form-urlencoded"}
IN_PARTS: Headers = {"Content-Type": "multipart/form-data; boundary=b"}

ROSTER = as_csv(
    ["理事会名称", "姓名", "职务", "联系电话"],
    *[("柳桥社区西山组村民理事会", name, "理事", "") for name in ("王建国", "李桂芳", "赵明", "周国平", "吴长林")],
)


@dataclass(frozen=True)
class Sent:
    """A form as it may be sent. `may` are those for whom it may be done; `first` tries every field by itself."""

    path: str
    data: dict[str, str] = field(default_factory=dict)
    may: Collection[object] = frozenset({"clerk"})
    first: object = "clerk"
    event: bool = True
    keeps: bool = True  # what was typed is shown again
    optional: bool = False  # every field may be missing
    anything: bool = False  # a draft: whatever is typed is kept, for whoever types it
    file: bytes | None = None


SEAT = V + "/desk/seats/yishihui/"
MEETING = V + "/desk/meetings/{meeting}"
PERSON = {"category": "new", "name": "孙小美", "sex": "female", "phone": "19900005555"}
BALLOT = {"choice": "for", "seat": "4", "round": "1"}
PASSWORD = "老坝村口三棵树啊"
OWN = frozenset({PROPOSER, "clerk"})
CODE = "K3M97XQ2"
YEAR = {"year": "2027", "source": "国办发明电〔2026〕9号", "text": OF_2027}
FORMS: dict[str, Sent] = {
    "people.sign_in": Sent(
        "/login", {"name": "13900000000", "password": PASSWORD, "next": "/me"}, ALL, None, False, keeps=False
    ),
    "people.log_out": Sent("/logout", {"next": "/"}, ALL, VOTER, False, optional=True),
    "people.look": Sent("/settings/look", {"size": "l", "theme": "dark", "next": "/help"}, ALL, None, False),
    "people.end_sessions": Sent("/settings/sessions", {"others": "yes"}, ALL - {None}, VOTER, False),
    "people.new_password": Sent(
        "/settings/password", {"old": PASSWORD, "new": PASSWORD + "一", "again": PASSWORD + "一"}, ALL - {None}, VOTER,
        False, keeps=False,
    ),
    "votes.confirm": Sent(V + "/motions/{running}/ballot/confirm", BALLOT, {4}, 4, False),
    "votes.cast_ballot": Sent(V + "/motions/{running}/ballot", BALLOT, {4}, 4),
    "votes.open_vote": Sent(V + "/motions/{put}/vote/open", {"closes_at": "{later}"}, {CHAIR}, CHAIR),
    "votes.void_vote": Sent(V + "/motions/{running}/vote/void", {"reason": "会场停电了，改天再议"}, {CHAIR}, CHAIR),
    "votes.stand_aside": Sent(V + "/motions/{put}/recusal", {"seat": "4", "reason": "是我亲戚家"}, {4, "clerk"}, 4),
    "votes.come_back": Sent(V + "/motions/{put}/recusal/return", {"seat": "5"}, {5, "clerk"}, 5),
    "votes.vacate_seat": Sent(SEAT + "9/vacate", {"reason": "身体不好，书面辞去"}),
    "motions.propose_it": Sent(V + "/motions/new", {**typed(), "matter": "lighting", "body": "yishihui"}, SEATED, 7),
    "motions.redraft_it": Sent(V + "/motions/drafts/{draft}", {**typed(), "matter": "lighting"}, OWN, PROPOSER),
    "motions.put_it": Sent(V + "/motions/drafts/{draft}/put", {}, OWN, PROPOSER),
    "motions.drop_it": Sent(V + "/motions/drafts/{draft}/drop", {}, OWN, PROPOSER),
    "motions.amend_it": Sent(V + "/motions/{put}/amend", {**typed(), "change": "改成路灯了"}, OWN, PROPOSER),
    "motions.withdraw_it": Sent(V + "/motions/{put}/withdraw", {"why": "街道已经安排了"}, OWN, PROPOSER),
    "works.begin_it": Sent(V + "/works/{cleared}/begin", {"due": "2098-12-01", "person_1": "1"}),
    "works.report_it": Sent(V + "/works/{working}/report", {"line": "装好了灯头", "milestone": "1"}),
    "works.contract_it": Sent(V + "/works/{working}/desk/contract", {"party": "青桥照明公司", "amount": "30000"}),
    "works.extend_it": Sent(
        V + "/works/{working}/desk/later", {"position": "0", "until": "2098-12-01", "why": "下了三天雨"}
    ),
    "works.add_money_it": Sent(V + "/works/{working}/desk/money", {"allowed_by": "{decided}"}),
    "works.answer_it": Sent(V + "/works/{working}/desk/answer", {"number": "1", "text": "补立了三根，请再来看"}),
    "works.accept_it": Sent(V + "/works/{finished}/desk/accept", {"line": "都亮了"}),
    "works.rate_it": Sent(
        V + "/works/{accepted}/rating",
        {"content": "mostly", "finished": "partly", "text": "还差一盏", "number": "1", "code": CODE}, ALL, None,
    ),
    "works.rating_by_code": Sent(
        V + "/works/{accepted}/rating/objector", {"number": "1", "code": CODE}, ALL, None, False
    ),
    "works.enter_it": Sent(
        V + "/works/{accepted}/rating/enter",
        {"filed_on": "{today}", "content": "mostly", "finished": "partly", "text": "还差一盏", "number": "1",
         "code": CODE},
    ),
    "works.clear_it": Sent(V + "/works/{accepted}/answers/1", {"text": "有一盏不亮"}, {"监一"}, "监一"),
    "works.look_it": Sent(V + "/works/{working}/look", {"holds": "true", "text": "看过，是这样"}, {"监一"}, "监一"),
    "oversight.remind_them": Sent(V + "/works/{working}/remind", {}, {"officer"}, "officer"),
    "oversight.use_it": Sent(
        "/county/{county}/slip",
        {"no": "{new_officer}", "code": "{officer_code}", "password": PASSWORD, "again": PASSWORD}, ALL, None, False,
        keeps=False,
    ),
    "openness.object_it": Sent(
        V + "/motions/{posted}/objections/new", {"text": "灯太亮了，睡不着", "category": "new", "phone": "13900001111"},
        ALL, None,
    ),
    "openness.follow": Sent(V + "/objections", {"number": "{posted}-1", "code": CODE}, ALL, None, False, keeps=False),
    "openness.follow_one": Sent(
        V + "/motions/{posted}/objections/1/follow", {"code": CODE}, ALL, None, False, keeps=False
    ),
    "openness.hand_it_on": Sent(
        V + "/motions/{posted}/objections/1/hand-on", {"code": CODE, "why": "还是太亮"}, ALL, None, keeps=False
    ),
    "openness.post_it": Sent(
        V + "/motions/{decided}/notice/desk/post",
        {"about": "resolution", "posted_on": "{today}", "days": "7", "place": "村口公告栏", "phone": "0571-87654321",
         "unknown": "yes"},
    ),
    "openness.photograph_it": Sent(V + "/motions/{posted}/notice/desk/photo", {"about": "resolution"}),
    "openness.take_it_down": Sent(
        V + "/motions/{posted}/notice/desk/down", {"about": "resolution", "on": "{today}", "why": "刮大风，吹掉了"},
    ),
    "openness.enter_it": Sent(
        V + "/desk/objections",
        {"motion": "{posted}", "channel": "paper", "filed_on": "{today}", "text": "灯太亮了，睡不着",
         "category": "new"},
    ),
    "openness.reply_it": Sent(V + "/motions/{posted}/objections/2/reply", {"reply": "灯头会加上遮光罩。"}),
    "openness.read_year": Sent(V + "/desk/calendar/read", YEAR, event=False),
    "openness.enter_days": Sent(V + "/desk/calendar", YEAR),
    "openness.clear_it": Sent(
        V + "/supervise/{posted}/objections/2/clear", {"text": "建议亮灯到早上六点"}, {"监一"}, "监一"
    ),
    "openness.judge_it": Sent(
        V + "/supervise/{posted}/objections/1/judge", {"judged": "not_upheld", "opinion": "位置已经改了"}, {"监一"},
        "监一",
    ),
    "openness.check_it": Sent(
        V + "/supervise/{posted}/check", {"step": "resolution", "holds": "true", "opinion": "看过，贴着"}, {"监一"},
        "监一",
    ),
    "hall.use": Sent(
        V + "/slip", {"no": "{alternate}", "code": "{code}", "password": PASSWORD, "again": PASSWORD, "next": "/me"},
        ALL, None, False, keeps=False,
    ),
    "hall.print_slips": Sent(V + "/desk/slips", {"m1": "yes"}, keeps=False),
    "hall.appoint_clerk": Sent(V + "/desk/people", {"name": "沈小云", "phone": "19900005556"}),
    "hall.lay_down": Sent(V + "/desk/people/end", {"number": "90"}),
    "meetings.notice": Sent(MEETING + "/notice"),
    "meetings.cancel_it": Sent(V + "/desk/meetings/{called}/cancel", {"why": "台风要来了，改天再开"}),
    "meetings.convert_it": Sent(MEETING + "/convert"),
    "meetings.open_it": Sent(V + "/desk/meetings/{due}/open"),
    "meetings.hands": Sent(MEETING + "/hands", {"host": "13", "recorder": "90", "teller": "2"}, optional=True),
    "meetings.report": Sent(MEETING + "/report", {"many": "3"}),
    "meetings.observe": Sent(MEETING + "/observers", {"name": "何建国", "post": "街道办事处干部"}),
    "meetings.take_up": Sent(
        MEETING + "/items", {"title": "村口种一棵樟树", "kind": "discuss", "consent": "10", "about": "neither"}
    ),
    "meetings.close": Sent(MEETING + "/close", {"ends": "21:00"}),
    "meetings.from_sheet": Sent(MEETING + "/roll/sheet", {"numbers": "11 12"}, optional=True),
    "meetings.rest": Sent(MEETING + "/roll/rest", {"status": "absent"}),
    "meetings.tick": Sent(MEETING + "/roll/11/tick", {"status": "present", "after": "0", "q": ""}),
    "meetings.mark_one": Sent(MEETING + "/roll/11", {"status": "absent", "reason": "ill", "note": "在县医院住院"}),
    "meetings.say_it": Sent(
        MEETING + "/items/1/speeches", {"who": "3", "stance": "for", "gist": "孩子常在池塘边玩"}
    ),
    "meetings.defer": Sent(MEETING + "/items/3/defer", {"why": "时间太晚了"}),
    "meetings.aside": Sent(MEETING + "/items/3/aside", {"number": "4", "reason": "施工队是我弟弟的"}),
    "meetings.tally": Sent(
        MEETING + "/items/1/tally", {"method": "hands", "yes": "7", "no": "2", "abstain": "1", "spoiled": "0"}
    ),
    "meetings.confirm": Sent(
        MEETING + "/items/1/confirm", {"present": "10", "yes": "8", "no": "1", "abstain": "1", "spoiled": "0"},
        {1, 2, CHAIR}, 1,
    ),
    "meetings.close_it": Sent(MEETING + "/items/1/close", {}, {CHAIR}, CHAIR),
    "meetings.approve": Sent(V + "/desk/meetings/{held}/minutes/approve", {}, {*range(1, 11), CHAIR, "clerk"}, 3),
    "meetings.sign": Sent(V + "/desk/meetings/{held}/minutes/sign", {"numbers": "1 2 3"}),
    "meetings.correct_it": Sent(V + "/desk/meetings/{held}/minutes/correct", {"text": "护栏应当长五十米"}),
    "meetings.confirm_it": Sent(V + "/desk/meetings/{held}/minutes/corrections/1", {}, {CHAIR}, CHAIR),
    "meetings.enter": Sent(
        V + "/desk/meetings/{due}/paper",
        {"absent": "12 在县医院住院", "teller": "2", "observers": "何建国 街道干部"},
    ),
    "meetings.give": Sent(
        V + "/desk/delegations",
        {"from_body": "assembly", "to_body": "representatives", "decided_on": "2026-01-05", "begins": "2026-01-05",
         "ends": "2030-12-31", "matter_public_works": "yes"},
    ),
    "meetings.end": Sent(
        V + "/desk/delegations/end", {"number": "1", "ended_on": "{today}", "why": "村民会议收回了"}
    ),
    "meetings.poll": Sent(MEETING + "/items/3/poll", {}, {CHAIR}, CHAIR),
    "meetings.count": Sent(
        V + "/desk/meetings/{polled}/items/1/count", {"yes": "0", "no": "0", "abstain": "0"}, optional=True
    ),
    "meetings.confirm_ballot": Sent(
        V + "/meetings/{polled}/items/1/ballot/confirm", {"choice": "for", "number": "4"}, {4}, 4, False
    ),
    "meetings.send": Sent(V + "/meetings/{polled}/items/1/ballot", {"choice": "for", "number": "4"}, {4}, 4),
    "procedure.begin_it": Sent(
        V + "/desk/motions/new", {"matter": "relief_lists", "origin": "cadres", "path": "five_discussions", **typed()}
    ),
    "procedure.revise_it": Sent(V + "/desk/motions/{onward}/text", {**typed(), "change": "少两户"}),
    "procedure.send_it_back": Sent(V + "/desk/motions/{onward}/back", {"to": "proposal", "why": "名单里漏了两户"}),
    "procedure.review_it": Sent(
        V + "/desk/motions/{reviewed}/review",
        {"result": "cleared", "done_on": "{today}", "by": "青桥街道办事处", "opinion": "报价三家，预算合适，同意。"},
    ),
    "procedure.evaluate_it": Sent(
        V + "/desk/motions/{evaluated}/evaluate", {"yes": "30", "no": "2", "silent": "3", "done_on": "{today}"}
    ),
    "procedure.finish_it": Sent(V + "/desk/motions/{agreed}/finish", optional=True),
    "procedure.papers_out": Sent(V + "/desk/motions/{unread}/papers", {"papers_on": "{today}"}),
    "procedure.merge_it": Sent(V + "/desk/motions/{fresh}/merge", {"why": "书记、主任一人兼"}),
    "procedure.part_it": Sent(V + "/desk/motions/{merged}/part", optional=True),
    "procedure.again_it": Sent(V + "/desk/motions/{shelved}/again", optional=True),
    "procedure.choose": Sent(V + "/desk/path", {"path": "four_two", "citation": "街道〔2026〕9号"}),
    "procedure.call_it": Sent(
        V + "/desk/meetings/new?body=party-branch",
        {"body": "party-branch", "held_on": "{later_day}", "starts": "19:30", "place": "村委会二楼",
         "sent_on": "{today}", "by-board": "yes", "motion-{fresh}": "yes"},
    ),
    "people.keep": Sent(
        V + "/desk/kept?form=matter", {"title": "半句话"}, SEATED, event=False, optional=True, anything=True
    ),
    "motions.add": Sent(
        V + "/desk/matters", {"name": "池塘承包", "by_representatives": "yes", "why": "村规民约第九条"}
    ),
    "motions.end": Sent(V + "/desk/matters/end", {"key": "own-1"}),
    "hall.appoint_bookkeeper": Sent(V + "/desk/people/bookkeeper", {"name": "沈会计", "phone": "19900005558"}),
    "hall.end_bookkeeper": Sent(V + "/desk/people/bookkeeper/end", {"number": "{bookkeeper}"}),
    "seats.change": Sent(
        V + "/desk/seats/jianwei/charter", {"charter": "supervisory_zhejiang", "why": "按省里的办法"}
    ),
    "seats.declare": Sent(V + "/desk/seats/jianwei/2/relatives", {"none_at_all": "yes"}),
    "seats.seat_declared": Sent(
        V + "/desk/seats/jianwei/3/seat", {**PERSON, "category": "member", "none_at_all": "yes"}),
    "seats.fill": Sent(SEAT + "12/fill", PERSON),
    "seats.correct": Sent(SEAT + "8/correct", {"name": "金伟梓子", "phone": "19900005557"}),
    "seats.office": Sent(SEAT + "8/office", {"office": "vice_chair"}),
    "seats.review": Sent(SEAT + "10/review", {"category": "established"}),
    "seats.keep": Sent(SEAT + "11/keep"),
    "seats.call": Sent(SEAT + "12/call"),
    "seats.add_alternate": Sent(SEAT + "alternates", PERSON),
    "seats.desk_preview": Sent(V + "/desk/import/preview", {}, event=False, file=ROSTER),
    "seats.import_roster": Sent(
        V + "/desk/import",
        {"file": base64.b64encode(ROSTER).decode(), "filename": "名册.csv", "county": "{county_name}",
         "township": "青桥街道", "name": "柳桥社区"},
        keeps=False,
    ),
    "places.set_them": Sent(
        V + "/desk/contacts", {"phone": "0571-87654321", "office": "祠堂东边", "hours": "每天上午"}, optional=True
    ),
}  # fmt: skip

BAD_ANYWHERE = ["", " \u3000 ", "\0", "路\0灯", "\x1b[31m红\x07", "\ue000", "\ufffd", "灯" * 3000, "x" * 70_000]
BAD_WORDS = ["<script>alert(1)</script>", '="><img src=x>{{7*7}}\u202e😀']
"""Many a text may hold them: then they stand there as text."""
BAD_VALUES = [
    "-1", "0", "9" * 18, "9" * 40, "1e309", "NaN", "[]", "../../etc/passwd", "' OR 1=1 --", "\ufeff\u200b", "２０２６",
    "0" * 32, "//evil.cn", "/\\evil.cn", "javascript:alert(1)", "2026-02-30", "9999-12-31T23:59", "2026-11-22T20:00",
    "\r\nSet-Cookie: x=1", "yes", "chair",
]  # fmt: skip
FEW_VALUES = ["\0", "<script>alert(1)</script>", "=1+1", "9" * 30, "x" * 70_000, "路灯"]
FEW_PARTS = ["%00", "路灯😀", "9" * 30, "0" * 32, "%2e%2e%2fx"]
BAD_PARTS = [
    "%00", "x%00y", "x" * 5000, "路灯😀", "..", "%2e%2e%2fx", "'%20OR%201=1--", "9" * 30, "-1", "%20", "%7Bx%7D", "%ff",
    "%C2%85", "%EF%BF%BF", "%0d%0aX:1", "0" * 32, "２", "%zz", "%",
]  # fmt: skip


class Ground:
    """The village in a copy of its database, with a wire to it; a fresh copy after something was done."""

    def __init__(self, midst: Midst, database: Callable[[], Database], *, whole: bool = True):
        """Unless `whole`, only a 5xx is looked for."""
        self.whole, self.stored, self.database = whole, midst, database
        self.onlooker = sqlite3.connect(":memory:")
        self.judged: set[bytes] = set()
        self.faults: list[str] = []
        self.midst = midst.on(database())
        self.app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", tick_seconds=3600), self.midst.village.db)
        self.wire = Wire(self.app)
        self._look_around()

    def renew(self) -> None:
        self.midst = self.stored.on(self.database())
        self.app.state.site = replace(self.app.state.site, db=self.midst.village.db)
        self._look_around()

    def _look_around(self) -> None:
        self.before = self.midst.kept()
        self.onlooker.close()
        self.onlooker = sqlite3.connect(
            self.midst.village.db.url.removeprefix("sqlite:///") if self.whole else ":memory:"
        )
        self.seen = self.version()

    def version(self) -> int:
        """Another number after anybody else has written."""
        return int(self.onlooker.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self.onlooker.close()
        self.wire.close()

    def send(self, who: object, method: str, target: str, headers: Headers = NONE, body: bytes = b"") -> Answer:
        cookie = {} if who is None else {"Cookie": f"council={self.midst.village.secrets[who]}"}
        return self.wire.send(method, target, headers={"Origin": ORIGIN, **cookie, **headers}, body=body)

    def attack(
        self, name: str, who: object, method: str, target: str, headers: Headers = NONE, body: bytes = b"",
        *, may: bool = False,
    ) -> Answer | None:  # fmt: skip
        """Send it and look at what comes back. What is wrong with it is gathered, so that one run tells all."""
        try:
            answer = self.send(who, method, target, headers, body)
            self._look_at(name, who, answer, may, headers)
        except Exception as error:
            said = str(error).strip().split("\n")[0]
            self.faults.append(f"{who} · {name[:60]!r} · {method} {target[:90]} · {type(error).__name__}: {said}"[:500])
            self.renew()
            return None
        return answer

    def post(self, name: str, who: object, form: "Sent", /, *, may: bool = False, **changed: str) -> Answer | None:
        """Send a form as a browser does, some of its fields changed."""
        headers, body = self.encoded(form, self.data(form, **changed))
        return self.attack(name, who, "POST", self.filled(form.path), headers, body, may=may)

    def encoded(self, form: "Sent", data: Mapping[str, str]) -> tuple[Headers, bytes]:
        if form.file:
            return IN_PARTS, multipart(data.items(), ("名册.csv", form.file))
        return PLAIN, urlencode(data).encode()

    def _look_at(self, name: str, who: object, answer: Answer, may: bool, headers: Headers) -> None:
        assert answer.status < 500, answer.status
        if not self.whole:
            return
        if answer.status == 303:
            to = urlsplit(answer.headers["location"])
            assert not to.netloc, f"leads away: {to}"
            assert to.path.startswith("/"), to
            assert "\\" not in to.path, to
        self.judge(answer, name, part="HX-Request" in headers and "HX-Boosted" not in headers)
        if self.version() == self.seen or (after := self.midst.kept()) == self.before:
            return
        changed = [name for name in after if after[name] != self.before.get(name)]
        assert may, f"{answer.status}, and changed are {changed}"
        assert answer.status in (200, 303), f"{answer.status}, and changed are {changed}"
        self._after_it_was_done(name, who, answer)
        self.renew()

    def _after_it_was_done(self, name: str, who: object, answer: Answer) -> None:
        """Whoever may put markup into the book finds it there as text; and the book is right."""
        village = self.midst.village
        assert not village.look(lambda db: verify_kept(db, village.id)).faults
        while answer.status == 303:
            answer = self.send(who, "GET", answer.headers["location"])
        self.judge(answer, name)
        for page in ("", "/record"):
            assert not came_through(self.send(None, "GET", village.url + page).text)

    def judge(self, answer: Answer, name: str, *, part: bool = False) -> None:
        """Judge a page, unless one that differs in its links alone was judged for the same attack."""
        if not answer.is_html or not answer.body:
            return
        assert not came_through(answer.text)
        attack = "" if TAME.fullmatch(name) else name
        same = hashlib.sha256(f"{attack}{LINKS.sub('', answer.text)}".encode()).digest()
        if same in self.judged:
            return
        self.judged.add(same)
        english = '<html lang="en"' in answer.text
        assert part or english or CHINESE.search(TAGS.sub("", answer.text)), "no Chinese sentence"
        foreign = english or LATIN.search(name[:80]) or answer.status == 200  # someone's own words stand there
        judge(answer.text, whole=not part, lang="en" if foreign else "zh_CN", where="")

    def filled(self, text: str) -> str:
        midst, village = self.midst, self.midst.village
        return text.format(
            url=village.url, county=village.county, draft=midst.draft, decided=midst.decided, put=midst.put,
            posted=midst.posted,
            running=midst.running, withdrawn=midst.withdrawn, alternate=midst.alternate, code=midst.slip.code,
            paper=midst.paper, link=midst.link, meeting=midst.meeting, called=midst.called, held=midst.held,
            polled=midst.polled, due=midst.due, **midst.matters,
            county_name=f"云溪县{village.county.removeprefix('yunxi')}",
            today=clock.today().isoformat(),
            later_day=clock.day_of(clock.now() + timedelta(days=9)).isoformat(),
            later=(clock.now() + timedelta(days=4)).astimezone(clock.CHINA).strftime("%Y-%m-%dT%H:%M"),
        )  # fmt: skip

    def data(self, form: Sent, /, **changed: str) -> dict[str, str]:
        whole = {name: value if "{{" in value else self.filled(value) for name, value in form.data.items()}
        return {**({"event": new_id().hex} if form.event else {}), **whole, **changed}


def came_through(page: str) -> list[str]:
    """Markup or a template of someone's that works on a page."""
    return [sign for sign in ("<script>alert", "<img src=x", '"&gt;49') if sign in page]


@pytest.fixture(scope="module", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Hundreds of passwords are hashed here: cheaply."""
    quick = passwords.SCHEME.using(argon2__memory_cost=8, argon2__time_cost=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "SCHEME", quick)
        patch.setattr(passwords, "NOBODY", quick.hash("nobody"))
        yield


@pytest.fixture(scope="module")
def whole_ground(stored_midst: tuple[Midst, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    midst, file = stored_midst
    folder, databases = tmp_path_factory.mktemp("ground"), list[Database]()

    def fresh() -> Database:
        for database in databases[-1:]:
            database.close()
        databases.append(opened(Path(shutil.copy(file, folder / f"{len(databases)}.db"))))
        return databases[-1]

    ground = Ground(midst, fresh)
    yield ground
    ground.close()
    databases[-1].close()


@pytest.fixture
def ground(whole_ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """Each test begins on ground that is as it was. Whoever waits is not told so: the machine may be loaded."""
    monkeypatch.setattr(web, "PATIENCE", 60.0)
    whole_ground.faults.clear()
    return whole_ground


NO_FORM = {"people.sendings"}  # takes no form: tests/people/test_sendings.py does the same to it


def posts() -> Iterator[Route]:
    found = (route for route in routes() if isinstance(route, Route) and "POST" in (route.methods or ()))
    return (route for route in found if route.name not in NO_FORM)


# ── forms ──


def test_every_form_is_attacked() -> None:
    assert {route.name for route in posts()} == set(FORMS), "a form is not tried, or is no more"


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_wrong_as_a_whole(ground: Ground, name: str) -> None:
    form = FORMS[name]
    path = ground.filled(form.path)
    for who in dict.fromkeys((form.first, *EVERYONE)):
        ground.post("right", who, form, may=who in form.may)
        for wrong, (headers, body) in wrongs(ground, form).items():
            if wrong in EASILY_TOLD and who not in (form.first, None):
                continue
            done = who in form.may and (form.anything or as_good_as_right(form, wrong))
            answer = ground.attack(wrong, who, "POST", path, headers, body, may=done)
            if "elsewhere" in wrong and answer:
                assert answer.status == 403
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        ground.attack("by another method", form.first, method, path)
    assert not ground.faults, "\n".join(ground.faults)


EASILY_TOLD = {"nothing", "nonsense", "of no kind", "as json", "cut off", "too large", "a bad event"}


def as_good_as_right(form: Sent, wrong: str) -> bool:
    """A form cut off behind its last field is whole; one in ASCII alone is the same in every charset."""
    if wrong == "in another charset":
        return not any(CHINESE.search(value) for value in form.data.values())
    if wrong in ("nothing", "nonsense", "of no kind", "as json"):
        return form.optional and not form.event and wrong != "nonsense"
    return wrong == "cut off" or (wrong == "all missing" and form.optional)


def wrongs(ground: Ground, form: Sent) -> dict[str, tuple[Headers, bytes]]:
    good = ground.data(form)
    right = ground.encoded(form, good)
    sent = {
        "an unknown field": ground.encoded(form, {**good, "is_admin": "1"}),
        "another's id": ground.encoded(form, {**good, "asker": str(new_id()), "community": "1", "self": "1"}),
        "nothing": (PLAIN, b""),
        "nonsense": (PLAIN, bytes(range(256))),
        "of no kind": (NONE, right[1]),
        "as json": ({"Content-Type": "application/json"}, json.dumps(good).encode()),
        "cut off": (IN_PARTS, multipart(good.items(), end="--b\r\nContent-Di")),
        "too large": (IN_PARTS, multipart({**good, "more": "x" * 3_000_000}.items())),
        "a bad event": ground.encoded(form, {**good, "event": "x"}),
        "from elsewhere": ({**right[0], "Origin": "https://evil.cn"}, right[1]),
        "fetched elsewhere": ({**right[0], "Sec-Fetch-Site": "cross-site"}, right[1]),
    }
    if good:
        sent["twice"] = (PLAIN, urlencode([*good.items(), *list(good.items())[:2]]).encode())
    if form.data:
        sent["all missing"] = (PLAIN, urlencode({"event": new_id().hex}).encode())
        sent["in another charset"] = (PLAIN, urlencode(good, encoding="gb18030").encode())
    if form.event:
        without = {key: value for key, value in good.items() if key != "event"}
        sent["without its event"] = ground.encoded(form, without)
        sent["another act's event"] = ground.encoded(form, {**good, "event": some_event(ground)})
    return sent


def some_event(ground: Ground) -> str:
    entries = ground.before["ledger_entry"]
    return next(value for value in entries[-1] if isinstance(value, str) and HEX.fullmatch(value))


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.data])
def test_a_field_that_is_wrong_by_itself(ground: Ground, name: str) -> None:
    form = FORMS[name]
    for field_name, right in form.data.items():
        for value in [*BAD_ANYWHERE, *BAD_WORDS, *([] if CHINESE.search(right) else BAD_VALUES)]:
            answer = ground.post(f"{field_name}={value}", form.first, form, may=True, **{field_name: value})
            if form.keeps and answer and answer.status == 422:
                page, others = unescape(answer.text), ground.data(form, **{field_name: ""}).values()
                if lost := [other for other in others if CHINESE.search(other) and other not in page]:
                    ground.faults.append(f"{field_name}={value[:60]!r}: what was typed is lost: {lost}")
    assert not ground.faults, "\n".join(ground.faults)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_full_of_it_by_anyone(ground: Ground, name: str) -> None:
    form = FORMS[name]
    for who in EVERYONE:
        for value in FEW_VALUES:
            full = replace(form, file=value.encode() * 3 if form.file else None)
            ground.post(value, who, full, may=who in form.may, **dict.fromkeys(form.data, value))
    assert not ground.faults, "\n".join(ground.faults)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_to_an_address_that_is_none(ground: Ground, name: str) -> None:
    form = FORMS[name]
    for bad in FEW_PARTS:
        for path in spoilt(form.path, bad):
            answer = ground.post(bad, form.first, replace(form, path=path))
            assert answer is None or answer.status in (303, 404, 405, 422)
    assert not ground.faults, "\n".join(ground.faults)


def spoilt(path: str, bad: str) -> Iterator[str]:
    """The address with each of its parts replaced in turn."""
    parts = path.replace(V, "/{county}/liuqiao").split("/")[1:]
    for at in range(len(parts)):
        yield "/" + "/".join([*parts[:at], bad, *parts[at + 1 :]])


# ── pages ──

QUERIES = ("q", "after", "before", "state", "year", "code", "about", "seat", "body", "no", "next", "township", "done")


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_asked_for_with_anything(ground: Ground, name: str) -> None:
    address = ADDRESSES[name]
    path = filled(ground.midst, address)
    for value in [*BAD_ANYWHERE, *BAD_WORDS, *BAD_VALUES]:
        query = "?" + urlencode(dict.fromkeys(QUERIES, value))
        ground.attack(value, address.who, "GET", path + query)
        if address.public and value in FEW_VALUES:
            ground.attack(value, None, "GET", path + ".json" + query)
            ground.attack(value, None, "GET", path + query, {"HX-Request": "true"})
    for query in ("?%", "?%ff=%zz&&&=", "?q=1&q=2&q=" + "x" * 9000, "?" + "&".join(["after=1"] * 500)):
        for who in dict.fromkeys((address.who, *EVERYONE)):
            ground.attack(query, who, "GET", path + query)
    for cookie in BAD_COOKIES:
        ground.attack(cookie, None, "GET", path, {"Cookie": cookie})
    assert not ground.faults, "\n".join(ground.faults)


BAD_COOKIES = ["look=l.dark.x; council=x", "look=" + "x" * 3000, 'look="<script>"; council="', "council=%00", ";;=;",
               "council=\xff\xfe", "council=" + "0" * 64, "council=" + "9" * 10_000]  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_none(ground: Ground, name: str) -> None:
    address = ADDRESSES[name]
    for bad in BAD_PARTS:
        for path in spoilt(address.path, bad):
            for who in dict.fromkeys((address.who, None)):
                ground.attack(bad, who, "GET", ground.filled(path))
    assert not ground.faults, "\n".join(ground.faults)


# ── PostgreSQL takes other things amiss ──

WIDE = ["\0", "路\0灯", "9" * 18, "9" * 40, "-" + "9" * 18, "\ufffd", "😀", "x" * 70_000, "%", "0001-01-01"]


@pytest.fixture(scope="module")
def served(served_midst: Midst) -> Iterator[Ground]:
    ground = Ground(served_midst, lambda: served_midst.village.db, whole=False)
    yield ground
    ground.close()


@pytest.mark.parametrize("name", FORMS)
def test_no_form_upsets_postgresql(served: Ground, name: str) -> None:
    form = FORMS[name]
    served.faults.clear()
    for value in WIDE:
        served.post(value, form.first, form, may=True, **dict.fromkeys(form.data, value))
        for field_name in form.data:
            served.post(f"{field_name}={value}", form.first, form, may=True, **{field_name: value})
    for bad in FEW_PARTS:
        for path in spoilt(form.path, bad):
            served.post(bad, form.first, replace(form, path=path), may=True)
    assert not served.faults, "\n".join(served.faults)


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_address_upsets_postgresql(served: Ground, name: str) -> None:
    address = ADDRESSES[name]
    served.faults.clear()
    for value in WIDE:
        served.attack(
            value, address.who, "GET", f"{served.filled(address.path)}?{urlencode(dict.fromkeys(QUERIES, value))}"
        )
    for bad in BAD_PARTS:
        for path in spoilt(address.path, bad):
            served.attack(bad, address.who, "GET", served.filled(path))
    assert not served.faults, "\n".join(served.faults)


# ── what only a wire carries ──

TARGETS = ["//", "///", "/%", "/%zz", "/%u0000", "/\\", "/;", "/.", "/..", "/../../etc/passwd", "*", "/?%", "/?&&==&",
           "//evil.cn/", "http://evil.cn/", "/en", "/en/", "/en/en", "/en//", "/.json", "/en/.json", "/.json.json",
           "/static/%00", "/static/" + "x" * 5000, "/static/..%2f..%2fetc/passwd", "/" + "x" * 100_000, "/x" * 20_000,
           "/%F0%9F%98%80/%ED%A0%80", "/%C0%AE%C0%AE/x"]  # fmt: skip
ODD_HEADERS: list[Headers] = [
    {"Host": "["}, {"Host": ""}, {"Host": "evil.cn"}, {"X-Forwarded-Host": "evil.cn"}, {"X-Forwarded-Proto": "https"},
    {"Accept-Language": "en;q=x, ;;,=" + ",en" * 3000}, {"Accept-Language": "\xff"}, {"Range": "bytes=0-,-1,x"},
    {"If-None-Match": "W/\x00"}, {"If-Modified-Since": "x"}, {"Referer": "http://["}, {"User-Agent": "\xff" * 5000},
    {"Cookie": "\xff=\xfe; look=l"}, {"HX-Request": "x", "HX-Boosted": "x"}, {"Content-Length": "-1"},
    {"Content-Type": "multipart/form-data; boundary="}, {"Accept": "application/json"},
]  # fmt: skip


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "路"]
)
def test_any_target_gets_an_answer(ground: Ground, method: str) -> None:
    for target in TARGETS:
        answer = ground.attack(target, None, method, target, PLAIN, b"x=1" if method == "POST" else b"")
        assert answer is None or answer.status in (200, 303, 400, 403, 404, 405)
    assert not ground.faults, "\n".join(ground.faults)


@pytest.mark.parametrize("path", ["/", "/login", "/settings", "/static/council.css", V, V + "/motions/{running}"])
def test_any_header_gets_an_answer(ground: Ground, path: str) -> None:
    for headers in ODD_HEADERS:
        answer = ground.attack(str(headers), None, "GET", ground.filled(path), headers)
        if answer and answer.status < 400:
            assert "evil" not in answer.text
    assert not ground.faults, "\n".join(ground.faults)

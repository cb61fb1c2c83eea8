"""The notice for the board (公示): one sheet of A4 or A3, whatever the length of its texts.

Where it would not fit, the type grows a step smaller to keep the picture; where that is not enough the picture goes,
and then the type grows smaller again; never the counts, the days, the telephone
or the room for the seal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from council.hall.paper_chart import ink_chart
from council.hall.paper_facts import BLANK, Tally
from council.hall.paper_room import STEPS, fits
from council.kit import words
from council.kit.document import (
    Band,
    Beside,
    Boxed,
    Cell,
    Code,
    Document,
    Foot,
    Grid,
    Lines,
    Part,
    Picture,
    Sheet,
    SignOff,
    Title,
    Ways,
    Words,
)
from council.kit.marks import plain, strong
from council.ledger.telling import Say
from council.rules.capitals import in_capitals
from council.rules.refusal import N_

About = Literal["plan", "resolution", "result"]
TITLES = {
    "plan": N_("Notice of the plan: %(title)s"),
    "resolution": N_("Notice of the resolution: %(title)s"),
    "result": N_("Notice of the result: %(title)s"),
}
BANDS = (N_("%(community)s: village affairs in the open"), N_("%(community)s: residents' affairs in the open"))
"""In a village, in a neighbourhood."""


@dataclass(frozen=True)
class Notice:
    """What a notice says. `lead` is its paragraph, `facts` are (label, value); texts are said already."""

    about: About
    community: str
    number: str  # 柳塘议〔2026〕11号
    step: str  # 决议公开（第五步，共六步）
    title: str  # of the motion
    lead: str
    facts: Sequence[tuple[str, str]]
    first: date  # of the days it hangs that count: the day after it was posted
    last: date
    days: int
    phone: str
    reply_days: int
    link: str  # the whole address that the code holds
    signed: str  # whose seal it bears
    posted: date
    entry: int  # in the public record
    code: str  # its check code
    supervisor: str
    supervisor_phone: str
    tally: Tally | None = None
    notes: Sequence[str] = ()  # under the counts: the arithmetic, the blocs
    moved: bool = False  # the last day fell on a day off
    open_end: bool = False  # nobody knows yet whether the last day is one
    late: date | None = None  # the day on which it was entered after it was posted
    ended: str = ""  # why this posting does not count any more
    lang: str = "zh_CN"


def notice(one: Notice, say: Say, *, large: bool = False) -> Document:
    """The sheet: A3 if `large`, else A4, which is the same at seven tenths of the size."""
    title = say(TITLES[one.about], title=one.title.removeprefix("关于"))
    ways = [*((0, True), (1, True)), *((tight, False) for tight in range(len(STEPS)))]
    for tight, picture in ways if one.tally else ways[2:]:
        parts = _parts(one, title, picture, say)
        if fits(parts, tight):
            break
    return Document(plain(title), [Sheet(parts, tight)], look="wall", format="a3" if large else "a4")


def _parts(one: Notice, title: str, picture: bool, say: Say) -> list[Part]:
    return [
        Band(say(BANDS["社区" in one.community], community=one.community), _beside(one, say)),
        Title(title),
        Words(say(N_("To all residents:")), first=True),
        Words(one.lead),
        Grid((18, 82), [(Cell(label, head=True), Cell(value)) for label, value in one.facts]),
        *_counts(one, say, picture),
        _period(one, say),
        SignOff(one.signed, words.full_day(one.lang, one.posted)),
        _foot(one, say),
    ]


def _beside(one: Notice, say: Say) -> Sequence[str]:
    late = say(N_("Entered later, on %(day)s"), day=words.full_day(one.lang, one.late)) if one.late else ""
    return [line for line in (one.number, one.step, late, one.ended) if line]


def _counts(one: Notice, say: Say, picture: bool) -> Sequence[Part]:
    tally = one.tally
    if tally is None:
        return []
    lines = [f"{sign} {word} {tally.count(strong(number), say)}".strip() for sign, word, number in tally.answers(say)]
    if picture:
        return [Beside(Picture(ink_chart(tally, say)), Lines(lines, one.notes))]
    return [Lines(["\u3000".join(lines)], one.notes)]


def _period(one: Notice, say: Say) -> Boxed:
    first, last = words.days_from_to(one.lang, one.first, one.last)
    days = N_("On display: %(first)s to %(last)s (%(days)s days)")
    if one.open_end:
        days = N_("On display: %(first)s to at least %(last)s (%(days)s days; longer if the last is a day off)")
    elif one.moved:
        days = N_("On display: %(first)s to %(last)s (%(days)s days, longer because the last would be a day off)")
    until = N_("You may object until the end of %(last)s:")
    if one.open_end:
        until = N_("You may object until the end of %(last)s at least:")
    return Boxed(
        say(days, first=first, last=last, days=one.days),
        [
            Words(say(until, last=strong(last)), first=True),
            Ways([
                say(N_("Scan the code")),
                say(N_("Ring %(phone)s"), phone=strong(one.phone)),
                say(N_("Put a slip in the box")),
            ]),
            Words(
                say(N_("Answered within %(days)s days; the answers hang here too."), days=one.reply_days), first=True
            ),
        ],
        Code(one.link, say(N_("Scan to object"))),
    )  # fmt: skip


def _foot(one: Notice, say: Say) -> Foot:
    left = [
        say(N_("Public record no. %(entry)s · posted by: %(blank)s at: %(blank)s"), entry=one.entry, blank=BLANK),
        say(N_("Supervision: %(who)s %(phone)s"), who=one.supervisor, phone=one.supervisor_phone).rstrip(),
    ]
    right = [
        say(N_("Check code %(code)s"), code=strong(one.code)),
        say(N_("The page that you scan must show the same number and code")),
    ]
    return Foot(left, right)


# ── what it says ──


def resolution_lead(body: str, held: date, tally: Tally, how: str, say: Say, lang: str) -> str:
    """What was decided, with all its counts. `how`: 记名, 无记名, 举手."""
    facts = {
        "day": words.full_day(lang, held), "body": body, "how": how, "all": tally.count(tally.total, say),
        "counts": tally.said(say), "needed": tally.needed,
    }  # fmt: skip
    outcome = strong(say(N_("the motion is carried") if tally.passed else N_("the motion is not carried")))
    return say(
        N_("On %(day)s, %(body)s voted on this motion (%(how)s). Of %(all)s: %(counts)s. %(needed)s in favour were"
           " needed: %(outcome)s. What was resolved:"),
        **facts, outcome=outcome,
    )  # fmt: skip


def cost_said(fen: int, who_pays: str, say: Say, lang: str) -> str:
    """38,400 元（叁万捌仟肆佰元整），村集体出."""
    if fen == 0:
        return say(N_("Costs nothing"))
    amount = words.money(lang, fen)
    if lang != "en":
        amount += f"（{in_capitals(fen)}）"
    return say(N_("%(amount)s, from %(who)s"), amount=amount, who=who_pays) if who_pays else amount

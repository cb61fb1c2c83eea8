"""Papers for the files: the minutes of a meeting (会议记录) and a resolution (决议), laid out after GB/T 9704."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from council.hall.paper_facts import Tally, Turnout
from council.kit import words
from council.kit.document import Cell, Document, Grid, Heading, Part, Sheet, SignOff, Title, Words
from council.ledger.telling import Say
from council.rules.refusal import N_

STANCES = {"for": N_("in favour"), "against": N_("against"), "neutral": N_("neither for nor against")}


@dataclass(frozen=True)
class Speech:
    """What someone said, in its gist. `stance`: for, against, neutral."""

    name: str
    gist: str
    stance: str = "neutral"


@dataclass(frozen=True)
class Item:
    """An item of the agenda as it went."""

    title: str
    explained: str = ""  # the plan, as it was laid before the meeting
    speeches: Sequence[Speech] = ()
    tally: Tally | None = None
    method: str = ""  # 举手, 纸质, 手机
    tellers: Sequence[str] = ()
    outcome: str = ""  # said already, with its arithmetic
    resolved: str = ""
    recused: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Minutes:
    body: str
    meeting: str
    held: date
    begun: str
    ended: str
    place: str
    host: str
    recorder: str
    turnout: Turnout
    present: Sequence[str]
    absent: Sequence[tuple[str, str]] = ()  # name, reason
    observers: Sequence[tuple[str, str]] = ()  # name, post
    items: Sequence[Item] = ()
    late: date | None = None
    corrections: Sequence[tuple[date, str]] = ()
    entry: int = 0
    code: str = ""
    signing: Sequence[str] = ()  # who has to sign, with room for it
    lang: str = "zh_CN"


def minutes(one: Minutes, say: Say) -> Document:
    """The minutes, as entered, with room for the signatures of those present."""
    title = say(N_("Minutes of %(body)s"), body=one.body)
    parts: list[Part] = [Title(title, above=one.meeting), Grid((18, 32, 18, 32), _head(one, say)), *_late(one, say)]
    for at, item in enumerate(one.items, 1):
        parts += _item(one, at, item, say)
    parts += _corrections(one, say)
    signing = one.signing or _signers(one, say)
    parts.append(Grid((34, 66), [[Cell(name, head=True), Cell(tall=14)] for name in signing], keep=not one.signing))
    if one.code:
        told = N_("Public record no. %(entry)s, check code %(code)s")
        parts.append(Words(say(told, entry=one.entry, code=one.code), first=True))
    return Document(f"{title} {one.meeting}", [Sheet(parts)])


def _head(one: Minutes, say: Say) -> list[list[Cell]]:
    time = say(
        N_("%(day)s, %(begun)s to %(ended)s"),
        day=words.full_day(one.lang, one.held), begun=one.begun, ended=one.ended,
    )  # fmt: skip
    came = say(N_("Due %(due)s, came %(came)s (%(share)s). %(verdict)s"), due=one.turnout.due, came=one.turnout.came,
               share=one.turnout.ratio, verdict=one.turnout.verdict(say))  # fmt: skip
    rows = [
        _pair(say(N_("Time")), time, say(N_("Place")), one.place),
        _pair(say(N_("Host")), one.host, say(N_("Recorder")), one.recorder),
        _row(say(N_("Turnout")), came),
        _row(say(N_("Present")), words.names(one.lang, one.present)),
    ]
    for label, some in ((N_("Absent, and why"), one.absent), (N_("Observers, with their posts"), one.observers)):
        if some:
            rows.append(_row(say(label), people(some)))
    return rows


def _row(label: str, value: str) -> list[Cell]:
    return [Cell(label, head=True), Cell(value, span=3)]


def _pair(label: str, value: str, other: str, more: str) -> list[Cell]:
    return [Cell(label, head=True), Cell(value), Cell(other, head=True), Cell(more)]


def people(some: Sequence[tuple[str, str]]) -> str:
    """王建国（外出务工）；李桂芳（生病）."""
    return "；".join(f"{name}（{more}）" if more else name for name, more in some)


def _late(one: "Minutes | Resolution", say: Say) -> Sequence[Part]:
    if one.late is None:
        return []
    return [Words(say(N_("Entered later, on %(day)s"), day=words.full_day(one.lang, one.late)), first=True)]


def _item(one: Minutes, at: int, item: Item, say: Say) -> list[Part]:
    parts: list[Part] = [Heading(f"{numeral(one.lang, at)}{item.title}")]
    parts += [Words(text) for text in item.explained.split("\n") if text]
    if item.recused:
        parts.append(Words(say(N_("Stood aside: %(who)s."), who=people(item.recused))))
    if item.speeches:
        parts.append(Heading(say(N_("What was said")), level=2))
    for speech in item.speeches:
        who = say(N_("%(name)s (%(stance)s): %(gist)s"), name=speech.name, stance=say(STANCES[speech.stance]),
                  gist=speech.gist)  # fmt: skip
        parts.append(Words(who))
    if item.tally:
        parts += [Heading(say(N_("How it was voted")), level=2), Words(_voted(one, item, item.tally, say))]
    parts += [Words(text) for text in (item.outcome, item.resolved) if text]
    return parts


def _voted(one: Minutes, item: Item, tally: Tally, say: Say) -> str:
    said = say(N_("%(method)s: %(counts)s; %(needed)s in favour were needed."), method=item.method,
               counts=tally.said(say), needed=tally.needed)  # fmt: skip
    tellers = say(N_("Tellers: %(names)s."), names=list(item.tellers)) if item.tellers else ""
    return f"{said}{' ' if one.lang == 'en' else ''}{tellers}".rstrip()


def numeral(lang: str, number: int) -> str:
    """一、 二、 … 十一、; 1. 2."""
    if lang == "en":
        return f"{number}. "
    tens, ones = divmod(number, 10)
    said = ("十" if tens == 1 else f"{words.CHINESE_DIGITS[tens]}十") if tens else ""
    return f"{said}{words.CHINESE_DIGITS[ones] if ones else ''}、"


def _corrections(one: Minutes, say: Say) -> list[Part]:
    """The minutes stay as they were; what was corrected stands below them, with its day."""
    if not one.corrections:
        return []
    told = [Words(f"{words.full_day(one.lang, day)}　{text}") for day, text in one.corrections]
    return [Heading(say(N_("Corrected afterwards"))), *told]


def _signers(one: Minutes, say: Say) -> list[str]:
    return [say(N_("Host (signature)")), say(N_("Recorder (signature)")), say(N_("Those present (signatures)"))]


# ── a resolution ──


@dataclass(frozen=True)
class Resolution:
    """What a body decided. `since`: the first day of a vote by window, for which nobody met."""

    body: str
    community: str
    number: str
    title: str
    held: date
    turnout: Turnout
    tally: Tally
    method: str
    text: str
    facts: Sequence[tuple[str, str]]
    basis: str  # the rule, said already: 村民委员会组织法第二十四条
    signed: str
    entry: int
    code: str
    since: date | None = None
    late: date | None = None
    lang: str = "zh_CN"


MET = N_(
    "On %(day)s %(body)s met; %(due)s were due, %(came)s came, as %(basis)s asks. The vote (%(method)s):"
    " %(counts)s; %(needed)s in favour were needed. It resolved:"
)
MET_AND_REFUSED = N_(
    "On %(day)s %(body)s met; %(due)s were due, %(came)s came, as %(basis)s asks. The vote (%(method)s):"
    " %(counts)s; %(needed)s in favour were needed. This is not passed:"
)
VOTED = N_(
    "From %(since)s to %(day)s %(body)s voted, as %(basis)s asks; of %(due)s who could vote %(came)s did. The vote"
    " (%(method)s): %(counts)s; %(needed)s in favour were needed. It resolved:"
)
VOTED_AND_REFUSED = N_(
    "From %(since)s to %(day)s %(body)s voted, as %(basis)s asks; of %(due)s who could vote %(came)s did. The vote"
    " (%(method)s): %(counts)s; %(needed)s in favour were needed. This is not passed:"
)


def resolution(one: Resolution, say: Say) -> Document:
    """What a body resolved, with the numbers that carried it and room for its seal."""
    title = say(N_("Resolution of %(body)s on %(title)s"), body=one.body, title=one.title.removeprefix("关于"))
    parts: list[Part] = [
        Title(title, above=one.number),
        *_late(one, say),
        Words(say(_lead(one), **_lead_facts(one, say))),
    ]
    colon = ": " if one.lang == "en" else "："
    for at, (label, value) in enumerate(one.facts, 1):
        parts.append(Words(f"{numeral(one.lang, at)}{label}{colon}{value}"))
    parts += [Words(text) for text in one.text.split("\n") if text]
    parts.append(SignOff(one.signed, words.full_day(one.lang, one.held)))
    told = N_("Public record no. %(entry)s, check code %(code)s")
    parts.append(Words(say(told, entry=one.entry, code=one.code), first=True))
    return Document(title, [Sheet(parts)])


def _lead(one: Resolution) -> str:
    if one.since is None:
        return MET if one.tally.passed else MET_AND_REFUSED
    return VOTED if one.tally.passed else VOTED_AND_REFUSED


def _lead_facts(one: Resolution, say: Say) -> dict[str, object]:
    return {
        "day": words.full_day(one.lang, one.held), "body": one.body, "due": one.turnout.due, "came": one.turnout.came,
        "basis": one.basis, "method": one.method, "counts": one.tally.said(say), "needed": one.tally.needed,
        "since": words.full_day(one.lang, one.since) if one.since else "",
    }  # fmt: skip

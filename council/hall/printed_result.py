"""What a notice of the result says of the work: its cost against what was allowed, its days, what was found on site."""

from collections.abc import Iterator

from council.kit import words
from council.ledger.telling import Say
from council.rules.refusal import N_
from council.works.result import Result

MOST = 120  # characters of a text that is only to be read in passing; the page has it whole


def result_said(result: Result, say: Say, lang: str) -> list[tuple[str, str]]:
    """The rows of its table: label and value."""
    return [
        (say(N_("What it cost")), (" " if lang == "en" else "").join(_cost(result, say, lang))),
        (say(N_("How long it took")), _days(result, say, lang)),
        (say(N_("Accepted")), _short(result.line)),
        (say(N_("Seen on site")), _seen(result, say)),
        (say(N_("Your say")), _asks(result, say, lang)),
    ]


def _cost(result: Result, say: Say, lang: str) -> Iterator[str]:
    facts = {"sum": words.money(lang, result.cost_fen), "budget": words.money(lang, result.budget_fen)}
    yield say(N_("%(sum)s; resolved were %(budget)s."), **facts)
    for each in result.added:
        more = words.money(lang, each.amount_fen)
        yield say(N_("Motion no. %(number)s of %(year)s allowed %(sum)s more."), number=each.number, year=each.year,
                  sum=more)  # fmt: skip
    if result.over_fen:
        yield say(N_("No resolution allows %(sum)s of it."), sum=words.money(lang, result.over_fen))


def _days(result: Result, say: Say, lang: str) -> str:
    day = words.full_day(lang, result.on)
    return say(N_("%(days)s days, planned were %(planned)s; accepted on %(day)s"), days=result.days,
               planned=result.days_planned, day=day)  # fmt: skip


def _seen(result: Result, say: Say) -> str:
    look = result.last_look
    if look is None:
        return say(N_("The supervisory committee has entered no look on site."))
    sentence = N_("The supervisory committee: %(confirmed)s times as reported, %(untrue)s times not so, all answered.")
    found = say(sentence, confirmed=result.confirmed, untrue=result.untrue)  # fmt: skip
    text = look.answer.text if look.answer else look.text
    return f"{found}{_short(text)}" if text else found


def _asks(result: Result, say: Say, lang: str) -> str:
    if result.asked_until is None:
        return say(N_("Scan the code: photographs, and your answer."))
    day = words.full_day(lang, result.asked_until)
    return say(
        N_("Scan the code for the photographs, and say it there until %(day)s; or put a slip in the box."), day=day
    )


def _short(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]}…"

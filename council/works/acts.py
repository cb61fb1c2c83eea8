"""What may be done about works: begin, report, agree, extend, allow money, look on site, answer, accept; say whether it
is really done, which may open it again."""

from council.works.accepting import accept, may_accept
from council.works.beginning import Planned, Wanted, begin, may_begin
from council.works.changing import add_money, contract, extend
from council.works.clearing import clear_line, may_clear
from council.works.rating import Answer, enter, rate
from council.works.rating_who import Objector, may_rate
from council.works.reporting import Said, may_work, report
from council.works.supervising import answer, look, may_answer, may_look

__all__ = [
    "Answer", "Objector", "Planned", "Said", "Wanted", "accept", "add_money", "answer", "begin", "clear_line",
    "contract", "enter", "extend", "look", "may_accept", "may_answer", "may_begin", "may_clear", "may_look", "may_rate",
    "may_work", "rate", "report",
]  # fmt: skip

"""What may be done about works: begin, report, agree, extend, allow money, look on site, answer, accept."""

from council.works.accepting import accept, may_accept
from council.works.beginning import Planned, Wanted, begin, may_begin
from council.works.changing import add_money, contract, extend
from council.works.reporting import Said, may_work, report
from council.works.supervising import answer, look, may_answer, may_look

__all__ = [
    "Planned", "Said", "Wanted", "accept", "add_money", "answer", "begin", "contract", "extend", "look", "may_accept",
    "may_answer", "may_begin", "may_look", "may_work", "report",
]  # fmt: skip

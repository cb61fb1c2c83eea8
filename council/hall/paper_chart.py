"""How a vote ended, drawn in ink for paper: every seat a mark, in a horseshoe, and the line where it passed.

No names and no colours: on the wall nobody is shown how they voted, and a copier knows no green.
"""

from collections.abc import Iterator

from markupsafe import Markup

from council.hall.paper_facts import Tally
from council.ledger.telling import Say
from council.rules.refusal import N_
from council.seats.horseshoe import point, spots
from council.seats.shown import VACANT_MARK

MOST = 100  # seats; more of them are drawn as a bar
ONE_ROW = 19
INK, GREY = "#1d1d1d", "#555"
ORDER = ("yes", "abstain", "no", "silent", "recused", "vacant")
SIGNS = {
    "yes": "M-6.1.2l4.4 4.6 7.9-9.5",
    "no": "M-5-5l10 10m0-10l-10 10",
    "abstain": "M-6 0h12",
    "recused": "M-5 5l10-10",
}
"""Drawn for a seat of radius 15.5."""


def ink_chart(tally: Tally, say: Say) -> Markup:
    """The picture; its words stand beside it."""
    drawn = _horseshoe(tally, say) if 2 <= tally.total <= MOST else _bar(tally)
    return Markup(
        '<svg viewBox="10 18 342 196" width="342" height="196" aria-hidden="true">{}'
        '<text class="count" x="180" y="150" font-size="54" text-anchor="middle" font-weight="700">{}</text>'
        '<text x="180" y="176" font-size="16" text-anchor="middle">{}</text>'
        '<text x="180" y="203" font-size="19" text-anchor="middle" font-weight="700">{}</text></svg>'
    ).format(
        Markup("").join(drawn), tally.yes, say(N_("in favour, of %(all)s"), all=tally.count(tally.total, say)),
        say(N_("Passed") if tally.passed else N_("Not passed")),
    )  # fmt: skip


def _horseshoe(tally: Tally, say: Say) -> Iterator[Markup]:
    (places,), size = spots((tally.total,))
    states = [state for state in ORDER for _ in range(getattr(tally, state))]
    for state, place in zip(states, places, strict=True):
        yield Markup('<g transform="translate({} {})">{}{}</g>').format(
            *place.xy, _mark(state, size), _letter(say(VACANT_MARK.reason), size) if state == "vacant" else ""
        )
    if tally.total <= ONE_ROW and 0 < tally.needed < tally.total:
        yield _line((places[tally.needed - 1].angle + places[tally.needed].angle) / 2, tally, say)


def _mark(state: str, size: float) -> Markup:
    """Full and ticked, ringed and crossed, dashed or dotted: told apart without colour."""
    wide = 0.0 if state == "yes" else 3 if state == "no" else 1.5
    dashes = {"vacant": "1.5 3.5", "silent": "5 3"}.get(state)
    ring = Markup('<circle r="{}" fill="{}" stroke="{}" stroke-width="{}"{}/>').format(
        round(size - wide / 2, 1), INK if state == "yes" else "#fff", INK if state == "no" else GREY, wide,
        Markup(' stroke-dasharray="{}"').format(dashes) if dashes else "",
    )  # fmt: skip
    if state not in SIGNS:
        return ring
    return ring + Markup(
        '<path d="{}" transform="scale({})" fill="none" stroke="{}" stroke-width="2.8" stroke-linecap="round"'
        ' stroke-linejoin="round"/>'
    ).format(SIGNS[state], round(size / 15.5, 3), "#fff" if state == "yes" else INK)


def _letter(text: str, size: float) -> Markup:
    return Markup('<text y="{}" font-size="{}" text-anchor="middle" font-weight="600">{}</text>').format(
        round(size * 0.3, 1), round(size * 0.8, 1), text
    )


def _line(angle: float, tally: Tally, say: Say) -> Markup:
    """Between the last vote that is needed and the next."""
    (x1, y1), (x2, y2), (x, y) = point(angle, 121), point(angle, 170), point(angle, 176)
    return Markup(
        '<path d="M{} {}L{} {}" stroke="{}" stroke-width="3" stroke-linecap="round"/>'
        '<text x="{}" y="{}" font-size="14" font-weight="700" text-anchor="{}">{}</text>'
    ).format(
        x1, y1, x2, y2, INK, x, y, "start" if angle < 90 else "end", say(N_("%(needed)s pass"), needed=tally.needed)
    )  # fmt: skip


def _bar(tally: Tally) -> Iterator[Markup]:
    """For hundreds: one bar, black for those in favour, and the line where it passed."""
    left, wide, top, high = 20.0, 322.0, 62, 34
    yield Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="#fff" stroke="{}" stroke-width="1.6"/>').format(
        left, top, wide, high, INK
    )
    fills = {"yes": INK, "abstain": "#bbb", "no": "#777"}
    at = left
    for state, fill in fills.items():
        part = round(wide * getattr(tally, state) / max(tally.total, 1), 1)
        yield Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
            round(at, 1), top, part, high, fill
        )
        at += part
    x = round(left + wide * min(tally.needed, tally.total) / max(tally.total, 1), 1)
    yield Markup('<path d="M{x} {y1}V{y2}" stroke="{}" stroke-width="3"/>').format(
        INK, x=x, y1=top - 10, y2=top + high + 6
    )

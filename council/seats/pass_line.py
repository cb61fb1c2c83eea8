"""The pass line (通过线): every seat a cell, and the line that the cells for must reach. Above sixty: one bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

ORDER = ("for", "silent", "abstain", "against", "recused", "vacant")  # what can no longer become "for" stands right
SIGNS = {
    "for": "M-5 .5l3.6 3.9 6.4-7.8",
    "against": "M-4.4-4.4l8.8 8.8m0-8.8l-8.8 8.8",
    "abstain": "M-5 0h10",
    "recused": "M-5 5l10-10",
}
WIDTH, TOP, HIGH, GAP = 360, 26, 30, 3
MOST_CELLS = 60


@dataclass(frozen=True, slots=True)
class PassLine:
    """`counts` is {state: cells} over ORDER; `need` is how many must be for; labels are in the page's language."""

    counts: dict[str, int]
    need: int
    need_label: str
    total_label: str
    title: str

    @property
    def cells(self) -> Sequence[str]:
        return [state for state in ORDER for _ in range(self.counts.get(state, 0))]


def pass_line(line: PassLine) -> Markup:
    """The cells, from those for to the vacant ones, with the line after cell `need`. The words are beside it."""
    cells = line.cells
    wide = WIDTH / max(len(cells), 1)
    gap = GAP if len(cells) <= MOST_CELLS else 0
    if gap:
        drawn = [_cell(state, i * wide, wide - gap) for i, state in enumerate(cells)]
    else:  # a part for each state, however many they are
        drawn = [
            _cell(state, cells.index(state) * wide, cells.count(state) * wide, sign=False)
            for state in dict.fromkeys(cells)
        ]
    x = round(min(line.need, len(cells)) * wide - gap / 2, 1)
    anchor, label_x = ("end", x + 4) if x > 110 else ("start", max(x - 4, 0))
    total = "" if x > 250 else escape(line.total_label)
    return Markup(
        '<svg class="chart passline" viewBox="0 0 360 64" width="360" height="64" role="img" '
        f'aria-label="{escape(line.title)}">{"".join(drawn)}'
        f'<path class="pass" d="M{x} 22V62"/><path class="pass-head" d="M{x} 27l-5-7h10z"/>'
        f'<text class="pass-label" x="{label_x}" y="14" text-anchor="{anchor}">{escape(line.need_label)}</text>'
        f'<text class="line" x="360" y="14" text-anchor="end">{total}</text></svg>'
    )


def _cell(state: str, x: float, wide: float, *, sign: bool = True) -> str:
    signed = ""
    if sign and state in SIGNS and wide >= 16:
        at = f"{round(x + wide / 2, 1)} {TOP + HIGH / 2}"
        signed = f'<path class="sign" transform="translate({at})" d="{SIGNS[state]}"/>'
    left, across = round(x + 0.8, 1), round(max(wide - 1.6, 0.5), 1)
    rect = f'<rect x="{left}" y="{TOP}" width="{across}" height="{HIGH}" rx="{3 if wide > 8 else 0}"/>'
    return f'<g class="cell cell--{state}">{rect}{signed}</g>'

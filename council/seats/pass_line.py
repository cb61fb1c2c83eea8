"""The pass line (通过线): every seat a cell, and the line that the cells for must reach. Above sixty: one bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

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
        drawn = [_cell(state, cells.index(state) * wide, cells.count(state) * wide) for state in dict.fromkeys(cells)]
    x = round(min(line.need, len(cells)) * wide - gap / 2, 1)
    anchor, label_x = ("end", x + 4) if x > 110 else ("start", max(x - 4, 0))
    return Markup(
        '<svg class="chart passline" viewBox="0 0 360 64" width="360" height="64" role="img" aria-label="{}">{}'
        '<path class="pass" d="M{x} 22V62"/><path class="pass-head" d="M{x} 27l-5-7h10z"/>'
        '<text class="pass-label" x="{lx}" y="14" text-anchor="{anchor}">{}</text>'
        '<text class="line" x="360" y="14" text-anchor="end">{}</text></svg>'
    ).format(
        line.title, Markup("").join(drawn), line.need_label, "" if x > 250 else line.total_label,
        x=x, lx=label_x, anchor=anchor,
    )  # fmt: skip


def _cell(state: str, x: float, wide: float) -> Markup:
    sign = Markup("")
    if state in SIGNS and wide >= 16:
        sign = Markup('<path class="sign" transform="translate({} {})" d="{}"/>').format(
            round(x + wide / 2, 1), TOP + HIGH / 2, SIGNS[state]
        )
    return Markup('<g class="cell cell--{}"><rect x="{}" y="{}" width="{}" height="{}" rx="{}"/>{}</g>').format(
        state, round(x + 0.8, 1), TOP, round(max(wide - 1.6, 0.5), 1), HIGH, 3 if wide > 8 else 0, sign
    )

"""The seat chart (席位图): a table where every seat weighs the same, and a vacant seat is drawn, never hidden.

Pure: what is given comes already in the page's language. Colours are classes (static/css/chart.css), so that dark
mode and paper need no second drawing; every state has a shape or a mark of its own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from council.seats.horseshoe import OUTER, Spot, arc, point, spots

BAND, GAUGE, PLATE = OUTER + 24, OUTER - 40, OUTER - 20.5  # radii of the bloc's band, the gauge, the name plates
LONG = 8  # signs of a bloc's name that fit at the usual size
STATES = ("seated", "for", "against", "abstain", "silent", "voted", "waiting", "recused", "vacant")
MARKS = {
    "for": "M-3.2 .3l2.2 2.4 4-4.8",
    "against": "M-2.6-2.6l5.2 5.2m0-5.2l-5.2 5.2",
    "abstain": "M-3.2 0h6.4",
    "recused": "M-3.4 3.4l6.8-6.8",
}


@dataclass(frozen=True, slots=True)
class ChartSeat:
    mark: str  # the sign in the seat: a surname, or that it is vacant
    state: str  # of STATES
    bloc: str  # the key of its category


@dataclass(frozen=True, slots=True)
class SeatChart:
    """`blocs` is {key: (name, how many)} in the charter's order; `big`, `line` and `verdict` stand in the middle."""

    seats: Sequence[ChartSeat]
    blocs: dict[str, tuple[str, str]]
    title: str
    desc: str
    big: str
    line: str
    verdict: str = ""
    tone: str = ""  # "passed", "failed"
    yes: int | None = None  # draws the gauge, once the vote is over
    need: int | None = None
    need_label: str = ""


def surname_marks(names: Sequence[str | None], vacant: str) -> list[str]:
    """One sign for each seat: the surname; for two of one surname the last sign of the given name."""
    times = Counter(name[0] for name in names if name)
    return [vacant if not name else name[0] if times[name[0]] == 1 else name[-1] for name in names]


def seat_chart(chart: SeatChart, prefix: str) -> Markup:
    """The horseshoe. Three blocs of which one is a single seat: that one is the keystone at the top."""
    keys = _order(chart)
    sizes = [sum(seat.bloc == key for seat in chart.seats) for key in keys]
    places, size = spots(sizes)
    long = any(len(name) > LONG for name, _count in chart.blocs.values())
    parts = [_patterns(prefix)]
    for at, (key, bloc) in enumerate(zip(keys, places, strict=True)):
        parts.append(_band(bloc, list(chart.blocs).index(key), prefix))
        parts.append(_label(chart.blocs[key], at, len(keys), long))
        own = [seat for seat in chart.seats if seat.bloc == key]
        parts += [_seat(seat, spot, size, prefix) for seat, spot in zip(own, bloc, strict=True)]
    if chart.yes is not None:
        parts.append(_gauge(chart.yes, chart.need or 0, len(chart.seats), chart.need_label))
    parts.append(_middle(chart))
    return Markup(
        '<svg class="chart" viewBox="0 0 360 222" width="360" height="222" role="img" '
        'aria-labelledby="{0}-title {0}-desc"><title id="{0}-title">{1}</title><desc id="{0}-desc">{2}</desc>{3}</svg>'
    ).format(prefix, chart.title, chart.desc, Markup("").join(parts))


def seat_strip(seats: Sequence[ChartSeat], label: str, prefix: str) -> Markup:
    """The same seats in a line, for a card; two lines above twenty."""
    across = len(seats) if len(seats) <= 20 else -(-len(seats) // 2)
    drawn = [
        _circle(seat, (14 + 26.0 * (i % across), 14 + 28.0 * (i // across)), 11, prefix) for i, seat in enumerate(seats)
    ]
    wide, high = 26 * across + 2, 28 * (-(-len(seats) // across) if seats else 1)
    return Markup(
        '<svg class="chart chart--strip" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">'
        "{3}{4}</svg>"
    ).format(wide, high, label, _patterns(prefix), Markup("").join(drawn))


def _order(chart: SeatChart) -> list[str]:
    keys = [key for key in chart.blocs if any(seat.bloc == key for seat in chart.seats)]
    single = [key for key in keys if sum(seat.bloc == key for seat in chart.seats) == 1]
    if len(keys) == 3 and len(single) == 1:
        others = [key for key in keys if key != single[0]]
        return [others[0], single[0], others[1]]
    return keys


def _patterns(prefix: str) -> Markup:
    """Stripes and dots for the second and third bloc, a hatch for abstaining."""
    return Markup(
        '<defs><pattern id="{0}-stripes" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="bloc1 weak" d="M0 0h7v7h-7z"/>'
        '<path class="bloc1" d="M0 0h3.6v7h-3.6z"/></pattern>'
        '<pattern id="{0}-dots" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<path class="bloc2 weak" d="M0 0h5v5h-5z"/><circle class="bloc2" cx="2.5" cy="2.5" r="1.7"/></pattern>'
        '<pattern id="{0}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<path class="hatch" d="M0 0h1.6v5h-1.6z"/></pattern></defs>'
    ).format(prefix)


def _band(bloc: Sequence[Spot], number: int, prefix: str) -> Markup:
    """The bloc's arc outside of its seats: solid, striped, dotted, then solid again and thinner."""
    angles = [spot.angle for spot in bloc]
    stroke = {0: "var(--bloc-a)", 1: f"url(#{prefix}-stripes)", 2: f"url(#{prefix}-dots)"}.get(number, "var(--edge)")
    path = arc(max(angles) + 5.6, min(angles) - 5.6, BAND)
    return Markup('<path class="band" d="{}" stroke="{}"/>').format(path, stroke)


def _label(words: tuple[str, str], at: int, blocs: int, long: bool) -> Markup:
    """Left, above the keystone, right; more than three blocs are told by the legend alone. Long names stand smaller,
    the keystone's above the others."""
    name, count = words
    size = " label--long" if long else ""
    if blocs > 3:
        return Markup("")
    if blocs == 1 or (blocs == 3 and at == 1):
        return Markup(
            '<text class="label{0}" x="180" y="{1}" text-anchor="middle">{2} <tspan class="count">{3}</tspan></text>'
        ).format(size, 10 if long else 16, name, count)
    x, anchor = (4, "start") if at == 0 else (356, "end")
    return Markup(
        '<text class="label{0}" x="{1}" y="{2}" text-anchor="{3}">{4}</text>'
        '<text class="count{0}" x="{1}" y="{5}" text-anchor="{3}">{6}</text>'
    ).format(size, x, 27 if long else 20, anchor, name, 41 if long else 37, count)


def _seat(seat: ChartSeat, spot: Spot, size: float, prefix: str) -> Markup:
    drawn = _circle(seat, spot.xy, size, prefix)
    mark = MARKS.get(seat.state)
    if mark and size > 12:
        x, y = point(spot.angle, PLATE)
        drawn += Markup(
            '<g class="plate plate--{}" transform="translate({} {})"><circle r="6.4"/><path d="{}"/></g>'
        ).format(seat.state, x, y, mark)
    return drawn


def _circle(seat: ChartSeat, at: tuple[float, float], size: float, prefix: str) -> Markup:
    x, y = at
    rim = Markup("")
    if seat.state == "abstain":
        rim = Markup('<circle cx="{}" cy="{}" r="{}" fill="url(#{}-hatch)"/>').format(x, y, size, prefix)
    text = Markup("")
    if size >= 10:
        text = Markup('<text class="sign" x="{}" y="{}" font-size="{}" text-anchor="middle">{}</text>').format(
            x, round(y + size * 0.36, 1), round(size, 1), seat.mark
        )
    return Markup('<g class="seat seat--{}"><circle class="body" cx="{}" cy="{}" r="{}"/>{}{}</g>').format(
        seat.state, x, y, size - 0.8, rim, text
    )


def _gauge(yes: int, need: int, seats: int, label: str) -> Markup:
    """As many segments as seats, filled from the left by the votes for, with the line they must pass."""
    step, gap = 180 / seats, min(2.2, 60 / seats)
    parts = [
        Markup('<path class="gauge{}" d="{}"/>').format(
            " gauge--full" if i < yes else "", arc(180 - i * step - gap / 2, 180 - (i + 1) * step + gap / 2, GAUGE)
        )
        for i in range(seats)
    ]
    if 0 < need <= seats:
        angle = 180 - need * step
        (x1, y1), (x2, y2), (x, y) = point(angle, GAUGE - 11), point(angle, GAUGE + 8), point(angle, GAUGE - 25)
        parts.append(
            Markup(
                '<path class="pass" d="M{} {}L{} {}"/>'
                '<text class="pass-label" x="{}" y="{}" text-anchor="middle">{}</text>'
            ).format(x1, y1, x2, y2, x, y + 4, label)
        )
    return Markup("").join(parts)


def _middle(chart: SeatChart) -> Markup:
    return Markup(
        '<text class="big" x="180" y="168" text-anchor="middle">{}</text>'
        '<text class="line" x="180" y="190" text-anchor="middle">{}</text>'
        '<text class="verdict{}" x="180" y="213" text-anchor="middle">{}</text>'
    ).format(chart.big, chart.line, f" verdict--{chart.tone}" if chart.tone else "", chart.verdict)

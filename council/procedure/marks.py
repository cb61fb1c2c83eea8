"""The stations of the rail as small pictures: round for what is discussed, square for what is published, a diamond for
what is reviewed, a small ring for carrying out. The form alone tells which is which; every state has its own sign."""

from markupsafe import Markup

from council.rules.path import Kind, Stage
from council.rules.stations import Sign

ROUND, SQUARE, DIAMOND, SMALL = "round", "square", "diamond", "small"
CHECK = (
    '<path d="M15.3 23.3l5.6 5.9 10.1-12" fill="none" stroke="var(--on-pine)" stroke-width="4"'
    ' stroke-linecap="round" stroke-linejoin="round"/>'
)
PLUS = '<path d="M23 14.5v17M14.5 23h17" stroke="var(--pine)" stroke-width="3.6" stroke-linecap="round"/>'
BARS = '<path d="M18.5 15.5v15M27.5 15.5v15" stroke="var(--cin)" stroke-width="4.4" stroke-linecap="round"/>'
BACK = (
    '<path d="M15.2 19.4A9 9 0 1 1 14 24.6" fill="none" stroke="var(--pine)" stroke-width="3.2"'
    ' stroke-linecap="round"/><path d="M13.6 12.6l1.2 7.4 7.2-1.6" fill="none" stroke="var(--pine)"'
    ' stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>'
)
LATE = (
    '<path d="M23 5.5L42 39.5H4z" fill="var(--cin)" stroke="var(--cin)" stroke-width="3.4" stroke-linejoin="round"/>'
    '<path d="M23 17v11" stroke="var(--card)" stroke-width="4" stroke-linecap="round"/>'
    '<circle cx="23" cy="34.4" r="2.5" fill="var(--card)"/>'
)
HOLLOW = '<circle cx="23" cy="23" r="7" fill="var(--card)" stroke="var(--edge)" stroke-width="2.5"/>'
BLOCK = '<rect x="9" y="9" width="28" height="28" rx="2" fill="var(--ink)"/>'
UNDER_WAY = '<path d="M16 23h.01M23 23h.01M30 23h.01" stroke="var(--ochre)" stroke-width="4.6" stroke-linecap="round"/>'


def shape_of(stage: Stage) -> str:
    """The form of a stage's station."""
    if stage.kind is Kind.PUBLICATION:
        return SQUARE
    return {Kind.REVIEW: DIAMOND, Kind.WORKS: SMALL}.get(stage.kind, ROUND)


def mark(sign: Sign, shape: str, number: int | None) -> Markup:
    """One station, 46 × 46; the words beside it say the same."""
    return Markup(
        f'<svg class="rail__mark" viewBox="0 0 46 46" aria-hidden="true">{_inside(sign, shape, number)}</svg>'
    )


def _inside(sign: Sign, shape: str, number: int | None) -> str:
    match sign:
        case Sign.DONE:
            return _form(shape, 20, "var(--pine)") + CHECK
        case Sign.MERGED:
            return _form(shape, 18.5, "var(--card)", "var(--pine)", 3) + PLUS
        case Sign.NOW if shape == SMALL:
            return _form(shape, 18.5, "var(--card)", "var(--ochre-mid)", 4) + UNDER_WAY
        case Sign.NOW:
            return _form(shape, 20, "var(--card)", "var(--cin)", 5) + _number(number, "var(--cin)", bold=True)
        case Sign.PAUSED:
            return _form(shape, 20, "var(--card)", "var(--cin)", 5) + BARS
        case Sign.OVERDUE:
            return LATE
        case Sign.SENT_BACK:
            return _form(shape, 18.5, "var(--card)", "var(--pine)", 3) + BACK
        case Sign.STOPPED:
            return BLOCK
        case Sign.NOT_NEEDED:
            return HOLLOW
    return _form(shape, 19, "var(--card)", "var(--edge)", 2.5) + _number(number, "var(--ink-2)")


def _form(shape: str, reach: float, fill: str, stroke: str = "", width: float = 0) -> str:
    """The outline; `reach` is from the middle to its edge."""
    line = f' stroke="{stroke}" stroke-width="{width:g}"' if stroke else ""
    if shape == SQUARE:
        at, side = 23 - reach, 2 * reach
        return f'<rect x="{at:g}" y="{at:g}" width="{side:g}" height="{side:g}" rx="6" fill="{fill}"{line}/>'
    if shape == DIAMOND:
        side = 1.5 * reach
        at = 23 - side / 2
        turned = 'transform="rotate(45 23 23)"'
        return f'<rect x="{at:g}" y="{at:g}" width="{side:g}" height="{side:g}" rx="5" fill="{fill}"{line} {turned}/>'
    return f'<circle cx="23" cy="23" r="{reach if shape == ROUND else reach - 4:g}" fill="{fill}"{line}/>'


def _number(number: int | None, fill: str, *, bold: bool = False) -> str:
    if number is None:
        return ""
    size = 'font-size="19" font-weight="700"' if bold else 'font-size="18"'
    return f'<text x="23" y="29.6" {size} text-anchor="middle" fill="{fill}">{number}</text>'

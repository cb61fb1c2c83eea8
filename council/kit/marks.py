"""What stands out in the texts of a paper, and boxes that are ticked in them."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

BEGIN, END = "\ue000", "\ue001"  # signs that no form lets through
MARKED = re.compile(f"{BEGIN}([^{END}]*){END}")
YES, NO = "☑", "☐"


def strong(text: object) -> str:
    """Text that stands out within a sentence: it may be given to one as a fact."""
    return f"{BEGIN}{str(text).replace(BEGIN, '').replace(END, '')}{END}"


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text piece by piece, and whether each stands out."""
    for at, piece in enumerate(MARKED.split(text)):
        if plain := piece.replace(BEGIN, "").replace(END, ""):
            yield plain, at % 2 == 1


def plain(text: str) -> str:
    """The text without what marks it."""
    return text.replace(BEGIN, "").replace(END, "")


def marked(text: str) -> Markup:
    """The text as a page draws it."""
    pieces = (Markup("<b>{}</b>").format(piece) if stands_out else escape(piece) for piece, stands_out in runs(text))
    return Markup("").join(pieces).replace("\n", Markup("<br>"))


def ticks(options: Sequence[tuple[str, bool]]) -> str:
    """Boxes to tick, side by side; the chosen ones are ticked."""
    return "\u3000".join(f"{YES if chosen else NO} {words}" for words, chosen in options)

"""What the demo's clerk photographs: sheets that were signed, and the board. Drawn, and plainly no real paper."""

from io import BytesIO
from itertools import count
from random import Random

from PIL import Image, ImageDraw

from council.kit.pictures import Prepared, prepared

PAPER, INK, RED, WOOD = "#f7f4ea", "#6a6a66", "#b3382c", "#8a6a48"


class Camera:
    """Takes one photograph after the other, no two alike."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def sheet(self) -> Prepared:
        """A signed sheet: a heading, rows, and a hand's lines in them."""
        picture = Image.new("RGB", (480, 640), "#d9d4c6")
        _paper(ImageDraw.Draw(picture), (24, 20, 456, 620), next(self._numbers))
        return _taken(picture)

    def board(self) -> Prepared:
        """The board at the village's entrance with a notice on it."""
        picture = Image.new("RGB", (640, 480), "#a9b7a0")
        draw = ImageDraw.Draw(picture)
        draw.rectangle((60, 40, 580, 420), fill=WOOD)
        draw.rectangle((76, 56, 564, 404), fill="#c9b48f")
        draw.rectangle((76, 56, 564, 92), fill=RED)
        number = next(self._numbers)
        _paper(draw, (110, 110, 310, 390), number)
        _paper(draw, (340, 120, 530, 380), number + 1000)
        return _taken(picture)


def _paper(draw: ImageDraw.ImageDraw, frame: tuple[int, int, int, int], number: int) -> None:
    left, top, right, bottom = frame
    draw.rectangle(frame, fill=PAPER, outline=INK)
    hand, width = Random(number), right - left
    draw.rectangle((left + width // 4, top + 18, right - width // 4, top + 34), fill=RED)
    for y in range(top + 58, bottom - 20, 26):
        draw.line((left + 16, y, right - 16, y), fill="#c4c0b4")
        end = left + 24 + hand.randrange(width // 3, width - 48)
        draw.line([(x, y - 6 - hand.randrange(9)) for x in range(left + 24, end, 9)], fill=INK, width=2)


def _taken(picture: Image.Image) -> Prepared:
    into = BytesIO()
    picture.save(into, "JPEG", quality=80)
    return prepared(into.getvalue())

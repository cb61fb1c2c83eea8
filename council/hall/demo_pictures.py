"""What the demo's people photograph: sheets that were signed, the board, a site. Drawn, and plainly nothing real."""

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

    def site(self, done: int) -> Prepared:
        """A place where something is built: of six posts along a road, so many stand and have their heads."""
        picture, hand = Image.new("RGB", (640, 480), "#c3d1d8"), Random(next(self._numbers))
        draw = ImageDraw.Draw(picture)
        ridge = [(x, 250 - hand.randrange(60)) for x in range(0, 721, 80)]
        draw.polygon([(0, 480), *ridge, (640, 480)], fill=hand.choice(("#7d937a", "#8a9a6f", "#6f8a86")))
        draw.rectangle((0, 300, 640, 480), fill=hand.choice(("#b59a72", "#a78d6b", "#bba98a")))
        draw.polygon([(150, 480), (300, 300), (350, 300), (560, 480)], fill="#8e8a82")
        for place in range(6):
            x, foot, high = 60 + place * 100, 430 - place * 18, 230 - place * 26
            if place < done:
                draw.rectangle((x, foot - high, x + 9 - place, foot), fill=INK)
                draw.ellipse((x - 14, foot - high - 14, x + 22 - place, foot - high + 6), fill=PAPER, outline=INK)
            else:
                draw.ellipse((x - 18, foot - 10, x + 26, foot + 10), fill=WOOD)
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

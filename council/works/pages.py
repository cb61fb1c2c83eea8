"""The pages of works: the list and one work, the committee's forms, the look on site, and whether it is really done."""

from council.kit.web import Room
from council.works import answer_pages, desk_pages, look_pages, on_board, public_pages, rating_pages

__all__ = ["on_board", "room"]  # what works say on the board enters itself there

room = Room()
for part in (desk_pages, look_pages, rating_pages, answer_pages, public_pages):
    room.routes += part.room.routes

"""The pages of openness: the board and its notices, objecting, the clerk's desk, the supervisory committee's."""

from council.kit.web import Room
from council.openness import board, desk_pages, object_pages, supervise_pages

room = Room()
for part in (board, object_pages, desk_pages, supervise_pages):
    room.routes += part.room.routes

"""The pages of works: the list and one work, the committee's forms, the look on site, and whether it is really done."""

from council.kit.web import Room
from council.works import answer_pages, desk_pages, look_pages, public_pages, rating_pages

room = Room()
for part in (desk_pages, look_pages, rating_pages, answer_pages, public_pages):
    room.routes += part.room.routes

"""The pages of works: the list and one work, the committee's forms, the supervisory committee's look on site."""

from council.kit.web import Room
from council.works import desk_pages, look_pages, public_pages

room = Room()
for part in (desk_pages, look_pages, public_pages):
    room.routes += part.room.routes

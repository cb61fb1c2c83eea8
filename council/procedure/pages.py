"""What is shown of the way of matters, and the forms by which they are led along it."""

from council.kit.web import Room
from council.procedure import desk_pages, matter_pages, meeting_pages, path_pages, step_pages

room = Room()
for part in (matter_pages, step_pages, desk_pages, path_pages, meeting_pages):  # /desk/motions/new before /{no}
    room.routes += part.room.routes

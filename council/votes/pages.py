"""What is shown of a vote, and the forms by which it is acted on."""

from council.kit.web import Room
from council.votes import ballot, chair, recusal, vacancy

room = Room()
for part in (ballot, chair, recusal, vacancy):
    room.routes += part.room.routes

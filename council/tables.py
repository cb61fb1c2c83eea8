"""Every room's tables, gathered once for the migrations and the tests that judge them."""

from sqlmodel import SQLModel

import council.ledger.tables
import council.meetings.poll_tables
import council.meetings.tables
import council.motions.catalogue
import council.motions.tables
import council.openness.tables
import council.oversight.tables
import council.people.drafts
import council.people.sendings
import council.people.tables
import council.places.links
import council.places.tables
import council.procedure.tables
import council.seats.kin
import council.seats.tables
import council.votes.tables
import council.works.rating_tables
import council.works.tables  # noqa: F401

metadata = SQLModel.metadata

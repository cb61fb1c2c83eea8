"""What public pages stand on: the version of a community or a county, and when its pages change by themselves.

Every act of a community makes one entry in its book, so the head of the book is the version of all its public pages;
its root tells two books of one length apart, such as before and after a restore. The pages of a county list the
communities that stand in it, and those only ever grow more; no name or address of one changes.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import bindparam, func, null, select
from sqlmodel import col

from council.kit.cache import Source
from council.ledger.tables import LedgerHead
from council.openness.notices import NOTICE, hangs
from council.places.tables import CommunitySlug
from council.votes.tables import Vote

_in_county = col(CommunitySlug.county_slug) == bindparam("county")
_here = (_in_county, col(CommunitySlug.slug) == bindparam("community"))
_slug = col(CommunitySlug.community_id)

_head = (
    select(col(LedgerHead.size), col(LedgerHead.root))
    .join(CommunitySlug, _slug == col(LedgerHead.community_id))
    .where(*_here)
)
_vote_closes = select(func.min(col(Vote.closes_at))).where(
    col(Vote.community_id) == col(LedgerHead.community_id), col(Vote.ended_at).is_(None)
)
_notice_ends = select(func.min(NOTICE.ends_on)).where(NOTICE.community_id == col(LedgerHead.community_id), hangs())
_count = select(func.count()).select_from(CommunitySlug).where(_in_county)
_due = (col(LedgerHead.community_id), _vote_closes.scalar_subquery(), _notice_ends.scalar_subquery())

COMMUNITY = Source(version=_head, standing=_head.add_columns(*_due))
COUNTY = Source(version=_count, standing=_count.add_columns(null(), null(), null()))

SOURCES: Mapping[frozenset[str], Source] = MappingProxyType(
    {frozenset({"county", "community"}): COMMUNITY, frozenset({"county"}): COUNTY}
)
"""By the parts of an address. The front page and the help have none: they are drawn each time."""

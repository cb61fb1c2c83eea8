"""The clerk enters whom residents may ring about the community's affairs, where, and when."""

from sqlalchemy import insert, select, update
from sqlmodel import col

from council.kit.act import Act
from council.ledger.acts import record
from council.people.acts import need_clerk
from council.places.tables import Contacts
from council.rules.refusal import Refusal


def set_contacts(act: Act, *, phone: str, office: str, hours: str) -> None:
    """Set the supervision telephone, the office and its hours; an empty one is not shown. Only the clerk may.

    The book says which of them are given, not what they are: no telephone number or address enters it, a public one
    neither, so that nobody has to ask which kind a number in the book is.
    """
    actor = need_clerk(act)
    new = {"phone": phone, "office": office, "hours": hours}
    of_community = col(Contacts.community_id) == act.community
    columns = (col(Contacts.phone), col(Contacts.office), col(Contacts.hours))
    standing = act.db.execute(select(*columns).where(of_community)).first()
    if (tuple(standing) if standing else ("", "", "")) == tuple(new.values()):
        raise Refusal("Nothing is different from what stands.")
    if standing:
        act.db.execute(update(Contacts).where(of_community).values(**new))
    else:
        act.db.execute(insert(Contacts).values(community_id=act.community, **new))
    record(act, "contacts.set", actor=actor, facts={name: int(bool(value)) for name, value in new.items()})

"""A web feed as any reader takes it: Atom (RFC 4287).

The standard library writes it: the feed is one flat list, and the libraries for it bring lxml or readers of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, however it is escaped (XML 1.0, 2.2)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. Its `id` is a URI that stays with it for ever, wherever the site moves."""

    id: str
    title: str
    updated: datetime
    page: str  # its address, whole
    about: str | None = None  # the address of what it concerns
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and its newest entries. `updated` is the moment of the newest; where there is none, of its beginning."""

    id: str
    title: str
    author: str
    lang: str  # as in BCP 47
    updated: datetime
    own: str  # its own address, whole
    page: str  # of the page that it follows
    items: Sequence[Item]


def atom(feed: Feed) -> bytes:
    """The document, in UTF-8. A sign that XML cannot hold becomes U+FFFD."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.lang})
    _heading(root, feed.id, feed.title, feed.updated)
    _text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=feed.own)
    SubElement(root, "link", rel="alternate", type="text/html", hreflang=feed.lang, href=feed.page)
    for item in feed.items:
        entry = SubElement(root, "entry")
        _heading(entry, item.id, item.title, item.updated)
        SubElement(entry, "link", rel="alternate", type="text/html", hreflang=feed.lang, href=item.page)
        if item.about:
            SubElement(entry, "link", rel="related", type="text/html", hreflang=feed.lang, href=item.about)
        if item.kind:
            SubElement(entry, "category", term=item.kind)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _heading(element: Element, id_: str, title: str, updated: datetime) -> None:
    """The three elements that a feed and each of its entries must have."""
    _text(element, "id", id_)
    _text(element, "title", title)
    _text(element, "updated", updated.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))


def _text(element: Element, name: str, text: str) -> None:
    SubElement(element, name).text = NO_CHARACTER.sub("\ufffd", text)

"""A feed as a strict reader takes it: what RFC 4287 requires is there, or the test fails."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ORDER_FREE = {"author", "category", "id", "link", "title", "updated", "entry"}


@dataclass
class Read:
    """An entry, or a feed with its entries."""

    id: str
    title: str
    updated: datetime
    links: dict[str, str]
    kind: str = ""
    entries: "list[Read] | None" = None


def read(answer: Any) -> Read:
    """The feed that was answered, judged."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    root = fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") in ("zh-CN", "en")
    feed = _one(root)
    authors = root.findall(f"{ATOM}author")
    assert len(authors) == 1, "an author of all entries (4.1.1)"
    assert authors[0].findtext(f"{ATOM}name")
    assert feed.links["self"] == str(answer.url)
    feed.entries = [_one(entry) for entry in root.findall(f"{ATOM}entry")]
    ids = [feed.id, *(entry.id for entry in feed.entries)]
    assert len(ids) == len(set(ids)), "no two the same id"
    if feed.entries:
        assert feed.updated == max(entry.updated for entry in feed.entries)
    return feed


def _one(element: Element) -> Read:
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= ORDER_FREE
    for required in ("id", "title", "updated"):
        assert names.count(required) == 1, f"exactly one {required} (4.1.1, 4.1.2)"
    said = {name: element.findtext(ATOM + name) or "" for name in ("id", "title", "updated")}
    assert URN.fullmatch(said["id"])
    assert MOMENT.fullmatch(said["updated"]), "a date-time of RFC 3339 with its T and Z (3.3)"
    assert said["title"].strip()
    links = {link.get("rel", ""): link.get("href", "") for link in element.findall(f"{ATOM}link")}
    assert len(links) == len(element.findall(f"{ATOM}link")), "one alternate of a kind and language (4.1.1, 4.1.2)"
    assert all(href.startswith(("http://", "https://")) for href in links.values())
    assert "alternate" in links, "an entry without content has its page (4.1.2)"
    category = element.find(f"{ATOM}category")
    kind = category.get("term", "") if category is not None else ""
    return Read(said["id"], said["title"], datetime.fromisoformat(said["updated"]), links, kind)

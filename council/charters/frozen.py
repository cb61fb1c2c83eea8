"""What is decided under a charter, frozen when it opens: rule, seat plan and citations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from council.rules.book import canonical
from council.rules.charter import PROVISIONS, Charter, Source
from council.rules.refusal import Name
from council.rules.share import Base, share
from council.rules.threshold import Outcome, Rule, Verdict


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of seat as the charter had it then; `seats` is its quota, if it has one."""

    key: str
    name: Name
    seats: int | None


@dataclass(frozen=True, slots=True)
class Law:
    """The charter as far as something is decided under it. A later charter never rejudges that."""

    charter: str
    name: Name
    rule: Rule
    plan: tuple[Kind, ...]
    sources: Mapping[str, Source]

    def kind(self, key: str) -> Name | str:
        """What this kind of seat is called."""
        return next((kind.name for kind in self.plan if kind.key == key), key)

    def lapsed(self, on: date) -> dict[str, Source]:
        """The sources no longer in force on that day, by provision; what was decided keeps them (case G47)."""
        return {key: source for key, source in self.sources.items() if not source.in_force(on)}


def freeze(charter: Charter) -> str:
    """What is decided under this charter from now on, as canonical JSON."""
    return canonical(law_facts(charter)).decode()


def law_facts(charter: Charter) -> dict[str, object]:
    """The charter as far as something is decided under it, as plain values."""
    return {
        "charter": charter.key,
        "name": name_facts(charter.name),
        "rule": charter.rule.facts(),
        "plan": [{"key": kind.key, "name": name_facts(kind.name), "seats": kind.seats} for kind in charter.categories],
        "sources": {key: source_facts(source) for key, source in charter.sources.items()},
    }


@lru_cache(maxsize=256)
def thaw(text: str) -> Law:
    """The law that `freeze` wrote; what a meeting adds to it is its own to read."""
    kept = json.loads(text)
    return Law(
        charter=kept["charter"],
        name=Name(**kept["name"]),
        rule=Rule.from_facts(kept["rule"]),
        plan=tuple(Kind(kind["key"], Name(**kind["name"]), kind["seats"]) for kind in kept["plan"]),
        sources=MappingProxyType(
            {key: source_from(kept["sources"][key]) for key in PROVISIONS if key in kept["sources"]}
        ),
    )


def source_dates(charter: Charter) -> dict[str, dict[str, object]]:
    """From when to when the source of each provision is in force, for the book's facts."""
    return {
        key: {name: day for name, day in source_facts(source).items() if name != "text"}
        for key, source in charter.sources.items()
    }


def sources_text(charter: Charter) -> str:
    """What each provision rests on, a line each, in the language of the law: for the book to seal and open."""
    return "\n".join(
        f"{PROVISIONS[key].zh}：{charter.sources[key].text.zh}" for key in PROVISIONS if key in charter.sources
    )


def verdict_of(facts: Mapping[str, Any]) -> Verdict:
    """The verdict that `Verdict.facts` wrote."""
    quorum: dict[str, Any] = {}
    if "quorum_base" in facts:
        quorum = {
            "quorum_base": Base(facts["quorum_base"]),
            "quorum_of": facts["quorum_of"],
            "quorum_share": share(facts["quorum_share"]),
            "quorum_strict": facts["quorum_compare"] == "more_than",
            "quorum_needed": facts["quorum_needed"],
        }
    return Verdict(
        outcome=Outcome(facts["outcome"]),
        base=Base(facts["base"]),
        share=share(facts["share"]),
        strict=facts["compare"] == "more_than",
        **{number: facts[number] for number in ("yes", "no", "abstain", "silent", "present", "of", "needed")},
        **quorum,
    )


def name_facts(name: Name) -> dict[str, str]:
    """A name as plain values."""
    return {"zh": name.zh, "en": name.en}


def source_facts(source: Source) -> dict[str, object]:
    """A source as plain values."""
    until = source.effective_to
    return {
        "text": name_facts(source.text),
        "from": source.effective_from.isoformat(),
        "until": until.isoformat() if until else None,
    }


def source_from(kept: dict[str, Any]) -> Source:
    """The source that `source_facts` wrote."""
    until = kept["until"]
    return Source(
        Name(**kept["text"]),
        date.fromisoformat(kept["from"]),
        date.fromisoformat(until) if until else None,
    )

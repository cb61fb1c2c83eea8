"""What a notice hangs under, frozen into it when it was posted: its days, the days to reply, and their sources."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from council.rules.book import canonical
from council.rules.charter import Source
from council.rules.refusal import Name

PROVISIONS = ("publicity_days", "reply_days")


@dataclass(frozen=True, slots=True)
class Law:
    """A publication as its path has it: least days on the board, days to answer an objection, and their sources."""

    stage: str
    name: Name
    days: int
    reply_days: int
    sources: Mapping[str, Source]

    @property
    def cited(self) -> str:
        """What the two numbers rest on, a line each, in the language of the law: for the book to seal and open."""
        return "\n".join(dict.fromkeys(self.sources[key].text.zh for key in PROVISIONS))


def freeze(law: Law) -> str:
    """The law of a notice posted now, as canonical JSON."""
    return canonical(
        {
            "stage": law.stage,
            "name": _name(law.name),
            "days": law.days,
            "reply_days": law.reply_days,
            "sources": {key: _source(law.sources[key]) for key in PROVISIONS},
        }
    ).decode()


def thaw(text: str) -> Law:
    """The law that `freeze` wrote."""
    kept = json.loads(text)
    return Law(
        stage=kept["stage"],
        name=Name(**kept["name"]),
        days=kept["days"],
        reply_days=kept["reply_days"],
        sources={key: _source_of(kept["sources"][key]) for key in PROVISIONS},
    )


def _name(name: Name) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def _source(source: Source) -> dict[str, object]:
    until = source.effective_to
    return {
        "text": _name(source.text),
        "from": source.effective_from.isoformat(),
        "until": until.isoformat() if until else None,
    }


def _source_of(kept: Mapping[str, Any]) -> Source:
    until = kept["until"]
    return Source(Name(**kept["text"]), date.fromisoformat(kept["from"]), date.fromisoformat(until) if until else None)

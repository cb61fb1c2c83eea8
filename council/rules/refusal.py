"""What every "no" is made of, and a name that is said in two languages."""

from dataclasses import dataclass


def N_(sentence: str) -> str:
    """Mark a sentence as a message key where no page is at hand to translate it."""
    return sentence


@dataclass(frozen=True, slots=True)
class Name:
    """A bilingual name that data carry: a charter, a category, an organ, a matter."""

    zh: str
    en: str

    def said(self, lang: str) -> str:
        """The name in `lang`: 'zh_CN' (Chinese is the default) or 'en'."""
        return self.en if lang == "en" else self.zh


class Refusal(Exception):
    """A "no": an English message key, the facts it names, and a note for each field of a form.

    It is a value (`may_<verb>` returns it) and an exception (an act raises it).
    Facts may be Name, str, int, date, datetime, Fraction or another Refusal; the page says them.
    """

    def __init__(self, reason: str, /, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts: dict[str, object] = facts
        self.notes: dict[str, Refusal] = {}

    def with_notes(self, /, **notes: "Refusal") -> "Refusal":
        """The same refusal with a note beside each named field of the form."""
        noted = Refusal(self.reason, **self.facts)
        noted.notes = {**self.notes, **notes}
        return noted

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Refusal):
            return NotImplemented
        return (self.reason, self.facts, self.notes) == (other.reason, other.facts, other.notes)

    def __hash__(self) -> int:
        return hash(self.reason)

    def __str__(self) -> str:
        return self.reason % {
            name: fact.said("en") if isinstance(fact, Name) else fact for name, fact in self.facts.items()
        }

    def __repr__(self) -> str:
        facts = "".join(f", {name}={fact!r}" for name, fact in self.facts.items())
        return f"Refusal({self.reason!r}{facts})"

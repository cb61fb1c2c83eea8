"""The Chinese of every sentence, read from messages.po as `council words` writes it.

Babel, which writes the file, is not asked to read it: a server would hold its tables of all languages for ever after.
"""

import re
from gettext import NullTranslations

PART = re.compile(r'(?:(msgid|msgid_plural|msgstr|msgstr\[\d\]) )?"(.*)"')
ESCAPED = re.compile(r"\\(.)")
SIGNS = {"n": "\n", "t": "\t", "r": "\r"}


class Sentences(NullTranslations):
    """A catalog of a language in which a sentence reads the same for one and for many."""

    def __init__(self, said: dict[str, str]):
        super().__init__()
        self.said = said

    def gettext(self, message: str) -> str:
        return self.said.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.said.get(msgid1) or super().ngettext(msgid1, msgid2, n)


def read(text: str) -> Sentences:
    """The sentences of a catalog that have their Chinese."""
    said: dict[str, str] = {}
    for entry in text.split("\n\n"):
        parts: dict[str, str] = {}
        part = ""
        for line in entry.splitlines():
            if found := PART.fullmatch(line):
                part = found[1] or part
                parts[part] = parts.get(part, "") + ESCAPED.sub(_sign, found[2])
        key, chinese = parts.get("msgid"), parts.get("msgstr") or parts.get("msgstr[0]")
        if key and chinese:
            said[key] = chinese
    return Sentences(said)


def _sign(escaped: re.Match[str]) -> str:
    return SIGNS.get(escaped[1], escaped[1])

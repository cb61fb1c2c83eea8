"""From TOML to the rules of meetings that are no deliberation council."""

from dataclasses import dataclass

from council.charters.charter_file import part_words
from council.charters.reading import Table, built, source
from council.rules.charter import Source
from council.rules.refusal import Name
from council.rules.share import part_from
from council.rules.threshold import Quorum, RecusalMode, Rule, Threshold


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rule one kind of meeting decides under, and the article it rests on."""

    key: str
    name: Name
    rule: Rule
    source: Source


def read_rule_sets(file: Table) -> dict[str, RuleSet]:
    """Each table of the file is one rule set."""
    return file.done({key: _rule_set(key, file.table(key)) for key in list(file.values)})


def _rule_set(key: str, table: Table) -> RuleSet:
    return table.done(RuleSet(key, table.name("name"), _rule(table), source(table.table("source"))))


def _rule(table: Table) -> Rule:
    quorum = None
    if table.has("quorum"):
        present = table.table("quorum")
        quorum = built(present.at, lambda: present.done(Quorum(*part_from(part_words(present), ""))))
    yes = table.table("threshold")
    threshold = built(yes.at, lambda: yes.done(Threshold(*part_from(part_words(yes), ""))))
    mode = table.text("recusal")
    return Rule(threshold, quorum, built(table.field("recusal"), lambda: RecusalMode(mode)))

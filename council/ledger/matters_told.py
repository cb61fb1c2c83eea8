"""How entries about matters on their path are told: their sentences, choices in words, and what each fact is called."""

from council.rules.refusal import N_

ACTS = {
    "path.choose": N_("%(who)s chose how weighty matters go here: %(path)s. It rests on: %(citation)s"),
    "case.papers": N_("%(who)s noted that every member had the plan of %(motion)s on %(papers_on)s."),
    "case.finish": N_("“%(stage)s” of %(motion)s ended by the meeting of %(on_day)s: %(result)s."),
    "case.merge": N_("%(who)s has two steps of %(motion)s held together: %(why)s"),
    "case.part": N_("%(who)s has the steps of %(motion)s held apart after all."),
    "case.back": N_("%(who)s sent %(motion)s back to “%(to)s”: %(why)s"),
    "case.again": N_("%(who)s brought %(motion)s up again. It goes on from “%(to)s”."),
    "case.review": N_("%(who)s entered what %(by)s says of %(motion)s, “%(stage)s”: %(opinion)s"),
    "case.evaluate": N_(
        "%(who)s entered what residents think of %(motion)s: content %(content)s, not content %(not_content)s,"
        " no opinion %(no_opinion)s."
    ),
}

WORDS = {
    "members_masses": N_("Party members and residents asked for it"),
    "cadres": N_("The village's officers proposed it"), "superior": N_("The authorities above arranged it"),
    "cleared": N_("went through"), "amended": N_("text changed"), "sent_back": N_("sent back"),
    "again": N_("once more"), "anew": N_("to be decided anew"), "meeting": N_("a meeting"), "vote": N_("a vote"),
    "publication": N_("a notice"), "review": N_("a written opinion"), "evaluation": N_("an evaluation"),
    "works": N_("carrying out"), "back": N_("back to an earlier step"), "stop": N_("it is shelved"),
    "end": N_("it ends"),
}  # fmt: skip

LABELS = {
    "origin": N_("Whose idea it was"), "path": N_("Path"), "citation": N_("Rests on"),
    "again_days": N_("Days before it may come again"), "stages": N_("Steps"), "stage": N_("Step"), "key": N_("Step"),
    "attempt": N_("Attempt"), "result": N_("What came of it"), "does": N_("What happens"), "organs": N_("Who acts"),
    "ask_days": N_("Days until it is asked again"), "answer_days": N_("Days to answer"),
    "reopens": N_("Noes that open it again"),
    "publicity_days": N_("Days on the board"), "reply_days": N_("Days to reply"), "if_rejected": N_("After a no"),
    "back_to": N_("Back to"), "if_amended": N_("After a change"), "into": N_("Held with"), "with": N_("Held with"),
    "decides": N_("What it decides"), "on_day": N_("Day on the paper"), "papers_on": N_("Plan with every member"),
    "due": N_("To come"), "meeting": N_("Meeting"), "steps": N_("Steps"), "by": N_("Who says it"),
    "opinion": N_("Opinion"), "content": N_("Content"), "not_content": N_("Not content"),
    "no_opinion": N_("No opinion"),
}  # fmt: skip

FINE_PRINT = {
    "discussion", "openness", "about", "resolves", "may_merge_into", "same_chair", "papers_days", "within_days",
    "report_days", "required", "only_for", "needed", "carries",
}  # fmt: skip
"""What of a path stands in the text of its entry and in no table."""

"""How entries about works are told: their sentences, and what each fact is called."""

from council.rules.refusal import N_

ACTS = {
    "work.begin": N_("%(who)s began to carry out %(motion)s. It is to be done by %(due_day)s."),
    "work.report": N_("%(who)s reported from the site of %(motion)s: %(line)s"),
    "work.contract": N_("%(who)s entered a contract for %(motion)s with %(party)s."),
    "work.extend": N_("%(who)s let a part of %(motion)s be later, until %(until_day)s: %(why)s"),
    "work.money": N_("%(who)s entered that %(allowed_by)s allows more money for %(motion)s."),
    "work.look": N_("%(who)s looked at %(motion)s on site. What was reported is %(holds)s."),
    "work.answer": N_("%(who)s answered finding %(number)s on %(motion)s: %(reply)s"),
    "work.rate": N_("%(who)s said what they think of %(motion)s: %(rated)s, %(finished)s."),
    "work.reopen": N_(
        "%(who)s said that %(motion)s is not done. With that, the number of noes is full, %(noes)s: it is carried out"
        " again."
    ),
    "work.clear": N_("%(who)s took the names out of answer %(number)s on %(motion)s. Everyone can read it now."),
    "work.accept": N_("%(who)s accepted what was done for %(motion)s: %(line)s"),
}
WORDS = {
    "satisfied": N_("content"),
    "mostly": N_("mostly content"),
    "dissatisfied": N_("not content"),
    "finished": N_("it is done"),
    "partly": N_("a little is missing"),
    "unfinished": N_("it is not done"),
    "reopened": N_("carried out again"),
}
LABELS = {
    "begun_on": N_("Begun on"), "due_day": N_("To be done by"), "until_day": N_("New day"),
    "report_days": N_("Days between reports"),
    "milestones": N_("Milestones"), "milestone": N_("Milestone"), "weight": N_("Share of the whole"),
    "paid_fen": N_("Paid"),
    "percent": N_("Percent done"), "corrects": N_("Stands instead of report"),
    "photos": N_("Photographs"),
    "asked_on": N_("Asked once more from"), "asked_until": N_("Answers until"),
    "rated": N_("How content"), "finished": N_("Whether it is done"), "noes": N_("Noes"),
    "objection": N_("Objection"),
    "invoice": N_("Invoice"), "line": N_("In one line"), "party": N_("With whom"), "allowed_by": N_("Allowed by"),
}  # fmt: skip

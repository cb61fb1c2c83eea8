"""How entries about reminders are told: their sentence, who sent it, and what each fact is called."""

from council.rules.refusal import N_

ACTS = {
    "oversight.remind": N_("%(authority)s (%(name)s) reminded those who carry out %(motion)s, because it is late."),
}
WHO = {"officer": N_("An officer (no. %(number)s)")}
LABELS = {
    "authority": N_("Authority"), "days_overdue": N_("Days past what was due"),
    "days_silent": N_("Days without the report that was due"),
}  # fmt: skip

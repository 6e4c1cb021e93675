"""How long a test waits for what is to come, and the program within it: long enough on the busiest machine, and never waited out where all is well."""

from consultation.services import placement, rounds

SECONDS = 60.0
"""Within which whatever a test waits for is there."""


def waits_for_placements() -> None:
    """Let who sends a form wait until a placement is at hand. A test about what takes longer sets its own seconds."""
    for where in (placement, rounds):
        vars(where)["AT_HAND_SECONDS"] = SECONDS


def waits_for_forms() -> None:
    """Let a form take its time, and open as it is. Where Slack's three seconds matter a test sets its own."""
    from handlers.slack import answers, slow_forms  # not where nothing of Slack is tested

    answers.FORM_SECONDS = slow_forms.AT_ONCE_SECONDS = SECONDS

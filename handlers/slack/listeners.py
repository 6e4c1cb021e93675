"""Which listener does each act, takes in each form, and answers to each button in one, by name."""

from collections.abc import Mapping

from consultation.model.panel import Act
from handlers.slack import (
    captures,
    digest,
    drafts,
    erasures,
    library,
    mandates,
    moderation,
    moves,
    people,
    placement,
    poll_control,
    polls,
    rooms,
    rounds,
    sessions,
    statements,
    summaries,
    surveys,
    verdicts,
)
from handlers.slack.reception import ActListener, FormListener, FoundListener

ACTS: Mapping[Act, ActListener] = {
    **sessions.ACTS,
    **people.ACTS,
    **erasures.ACTS,
    **placement.ACTS,
    **moves.ACTS,
    **rooms.ACTS,
    **rounds.ACTS,
    **polls.ACTS,
    **poll_control.ACTS,
    **statements.ACTS,
    **surveys.ACTS,
    **mandates.ACTS,
    **library.ACTS,
    **captures.ACTS,
    **drafts.ACTS,
    **summaries.ACTS,
    **verdicts.ACTS,
    **digest.ACTS,
}
"""What does each act, whether a button asks for it or a command."""

FORMS: Mapping[str, FormListener] = {
    **sessions.FORMS,
    **people.FORMS,
    **erasures.FORMS,
    **placement.FORMS,
    **moves.FORMS,
    **rooms.FORMS,
    **rounds.FORMS,
    **polls.FORMS,
    **poll_control.FORMS,
    **statements.FORMS,
    **surveys.FORMS,
    **mandates.FORMS,
    **library.FORMS,
    **moderation.FORMS,
    **captures.FORMS,
    **drafts.FORMS,
    **summaries.FORMS,
    **verdicts.FORMS,
    **digest.FORMS,
}
"""What takes in each form, by its callback id."""

IN_FORMS: Mapping[str, FormListener] = {
    **placement.BUTTONS,
    **polls.BUTTONS,
    **surveys.BUTTONS,
    **moves.BUTTONS,
    **rounds.BUTTONS,
}
"""What each button inside a form does, by its name."""

FOUND: Mapping[str, FoundListener] = {
    **captures.FOUND,
    **drafts.FOUND,
    **verdicts.FOUND,
    **digest.FOUND,
}
"""What each button about notes and findings does, by its verb."""

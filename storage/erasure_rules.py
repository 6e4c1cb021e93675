"""What becomes of each thing that tells of a person, when that person is forgotten: one line for each column."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from sqlalchemy import Column, ColumnElement, Table, and_, not_, or_, select

from consultation.model.sessions import Phase
from consultation.model.statements import Standing
from storage.poll_tables import ballots, polls, questions
from storage.schema import organisers, sessions
from storage.statement_tables import conversations, statements
from storage.survey_tables import survey_questions, surveys
from storage.workings import metadata


class Fate(Enum):
    """What becomes of a row, or of one thing in it."""

    GOES = "the row goes"
    UNLINKED = "the row stays, under a name that leads to nobody"
    EMPTIED = "the row stays without it"
    FOLLOWS = "it goes where its row goes"
    STAYS = "it stays"


@dataclass(frozen=True, slots=True)
class Rule:
    """`once_over` is what becomes of it where what it belongs to is over (`is_over`)."""

    fate: Fate
    once_over: Fate | None = None


GOES, UNLINKED, EMPTIED = Rule(Fate.GOES), Rule(Fate.UNLINKED), Rule(Fate.EMPTIED)
FOLLOWS, STAYS = Rule(Fate.FOLLOWS), Rule(Fate.STAYS)
COUNTED = Rule(Fate.GOES, once_over=Fate.UNLINKED)
"""It goes while it may still be changed, and stays counted afterwards: what is closed keeps its numbers."""

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "ballots.person": COUNTED,
        "opinions.person": COUNTED,
        "statements.person": COUNTED,
        "reviews.person": COUNTED,
        "action_votes.person": COUNTED,
        "organisers.person": COUNTED,
        "suggestions.person": GOES,
        "credits_asked.person": GOES,
        "notes.credit": FOLLOWS,  # a note that bears the person's name goes as if its message were deleted
        "taggings.person": UNLINKED,  # what two people keep weighs more
        "revisions.person": UNLINKED,
        "judgements.person": UNLINKED,
        "templates.person": UNLINKED,
        "poll_plans.person": UNLINKED,
        "polls.opened_by": UNLINKED,
        "surveys.opened_by": UNLINKED,
        "conversations.opened_by": UNLINKED,
        "poll_record.person": EMPTIED,
        "survey_record.person": EMPTIED,
        "rooms.facilitator": EMPTIED,
        "mandates.lead": EMPTIED,
        "mandates.delegate": EMPTIED,
        "mandates.organisation": STAYS,  # the name of an organisation, as an organiser typed it
        "sessions.guest": STAYS,  # a name that an organiser typed, without an id: /consult edit changes it
        "seats.person": COUNTED,
        "attendances.person": COUNTED,
        "placed_people.person": GOES,
        "placed_groups.person": GOES,
        "plan_groups.person": GOES,
        "step_people.person": GOES,
        "troubles.person": GOES,
        "rankings.person": GOES,
        "sign_ups.role": EMPTIED,
        "sign_ups.organisation": EMPTIED,
        "sign_ups.person": COUNTED,
        "notices.text": GOES,
        "cards.place": GOES,
        "cards.subject": GOES,
        "handouts.place": GOES,
        "intake.body": EMPTIED,
    }
)
"""By table and column. What is marked as personal in the tables is here, and what may hold a person's id among other words."""

TOLD = sorted({name.partition(".")[0] for name in RULES})
"""Tables that tell of people."""

NOBODYS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("programmes", "themes", "steps", "plans", "plan_themes", "placements"), "how it is set up"
        ),
        **dict.fromkeys(
            ("questions", "options", "survey_questions", "legends"), "what was asked, or how notes are tagged"
        ),
        **dict.fromkeys(("editions", "edition_parts", "summaries"), "what was published is frozen"),
        **dict.fromkeys(
            ("processes", "leaders", "operations", "deadlines", "envelope_keys"), "the machinery's own ids"
        ),
        "deleted_messages": "the place and the moment of a message, without its words or author",
        "erasures": "that somebody was forgotten, and not who",
    }
)
"""Tables that tell of nobody, and what they are about."""


def is_over(table: Table) -> ColumnElement[bool]:
    """Whether what a row belongs to is over, for the tables with a rule of their own then."""
    return _OVER[table.name](table)


def _question_closed(table: Table) -> ColumnElement[bool]:
    of_poll = select(questions.c.id).join(polls, polls.c.id == questions.c.poll_id)
    of_survey = select(survey_questions.c.question_id).join(
        surveys, surveys.c.id == survey_questions.c.survey_id
    )
    return or_(
        table.c.question_id.in_(of_poll.where(polls.c.closed_at.is_not(None))),
        table.c.question_id.in_(of_survey.where(surveys.c.closed_at.is_not(None))),
    )


def _conversation_closed(table: Table) -> ColumnElement[bool]:
    closed = select(conversations.c.id).where(conversations.c.closed_at.is_not(None))
    return table.c.conversation_id.in_(closed)


def _others_see_it(table: Table) -> ColumnElement[bool]:
    return and_(table.c.standing != Standing.WAITING)


def _session_over(table: Table) -> ColumnElement[bool]:
    over = select(sessions.c.id).where(sessions.c.phase.in_([Phase.CLOSED, Phase.PUBLISHED]))
    return table.c.session_id.in_(over)


def _nobody_else(table: Table) -> ColumnElement[bool]:
    other = organisers.alias()
    there = select(1).where(other.c.session_id == table.c.session_id, other.c.person != table.c.person)
    return not_(there.correlate(table).exists())


_OVER = {
    ballots.name: _question_closed,
    "opinions": _conversation_closed,
    statements.name: _others_see_it,
    "reviews": _session_over,
    "action_votes": _session_over,
    "seats": _session_over,
    "attendances": _session_over,
    "sign_ups": _session_over,
    organisers.name: _nobody_else,
}


def column_of(name: str) -> tuple[Table, Column[str]]:
    """The table and the column of a rule."""
    table, _, column = name.partition(".")
    found = metadata.tables[table]
    return found, found.c[column]


_PARENTS = (
    ("poll_id", "polls", "id"),
    ("survey_id", "surveys", "id"),
    ("room_id", "rooms", "id"),
    ("note_id", "notes", "id"),
    ("step_id", "steps", "id"),
    ("placement", "placements", "number"),
)


def belongs(table: Table, scope: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a row belongs to one of the sessions for which `scope`, a condition on sessions, holds."""
    among = select(sessions.c.id).where(scope)
    if "session_id" in table.c:
        return table.c.session_id.in_(among)
    if table.name == sessions.name:
        return scope
    if table.name == "templates":
        programmes = select(sessions.c.programme_id).where(scope, sessions.c.programme_id.is_not(None))
        return or_(table.c.scope.in_(among), table.c.scope.in_(programmes))
    if "question_id" in table.c:
        of_poll = select(questions.c.id).join(polls, polls.c.id == questions.c.poll_id)
        of_survey = select(survey_questions.c.question_id).join(
            surveys, surveys.c.id == survey_questions.c.survey_id
        )
        return or_(
            table.c.question_id.in_(of_poll.where(polls.c.session_id.in_(among))),
            table.c.question_id.in_(of_survey.where(surveys.c.session_id.in_(among))),
        )
    if "conversation_id" in table.c:
        of_it = select(conversations.c.id).where(conversations.c.session_id.in_(among))
        return table.c.conversation_id.in_(of_it)
    name, parent, key = next(one for one in _PARENTS if one[0] in table.c)
    above = metadata.tables[parent]
    return table.c[name].in_(select(above.c[key]).where(belongs(above, scope)))

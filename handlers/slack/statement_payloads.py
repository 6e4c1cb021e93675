"""Presses on statements and surveys, as typed values."""

from dataclasses import dataclass

from consultation.model.references import StatementId, SurveyId
from consultation.model.statements import Opinion, OpinionVote
from handlers.slack import raw
from handlers.slack.ids import DEED_PATTERN, OPINION_PATTERN, SURVEY_PATTERN, Deed, SurveyDeed
from handlers.slack.payloads import Asker, asker_of
from handlers.slack.raw import Json, Unreadable


@dataclass(frozen=True, slots=True)
class OpinionPress:
    """Somebody presses what they think of a statement."""

    asker: Asker
    vote: OpinionVote


@dataclass(frozen=True, slots=True)
class StatementPress:
    """Somebody presses another button about statements. `subject` is the id of what it is about, `page` counts from 0."""

    asker: Asker
    deed: Deed
    subject: str
    page: int = 0
    trigger_id: str = ""


@dataclass(frozen=True, slots=True)
class SurveyPress:
    """Somebody presses a button of a survey. `number` is a page, counted from 0, or the minutes that it gives, or 1 where it stands on the panel."""

    asker: Asker
    deed: SurveyDeed
    survey: SurveyId
    number: int = 0
    trigger_id: str = ""


def opinion_of(body: Json) -> OpinionPress:
    """A press on an opinion. Raises Unreadable."""
    found = OPINION_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("opinion")
    asker, order = asker_of(body), raw.text(body, "actions", 0, "action_ts")
    vote = OpinionVote(asker.actor, StatementId(found["statement"]), Opinion(found["opinion"]), order)
    return OpinionPress(asker, vote)


def deed_of(body: Json) -> StatementPress:
    """A press on another button about statements. Raises Unreadable."""
    found = DEED_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("deed")
    trigger = raw.text(body, "trigger_id")
    return StatementPress(
        asker_of(body), Deed(found["deed"]), found["subject"], int(found["page"] or 0), trigger
    )


def survey_press_of(body: Json) -> SurveyPress:
    """A press on a button of a survey. Raises Unreadable."""
    found = SURVEY_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("survey")
    trigger, number = raw.text(body, "trigger_id"), int(found["number"] or 0)
    return SurveyPress(asker_of(body), SurveyDeed(found["deed"]), SurveyId(found["survey"]), number, trigger)


def is_opinion(body: Json) -> bool:
    """Whether this is a press on what one thinks of a statement."""
    return OPINION_PATTERN.match(raw.text(body, "actions", 0, "action_id")) is not None

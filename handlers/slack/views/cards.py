"""Cards: each kind drawn as a message."""

from consultation.model.cards import (
    Card,
    CreditCard,
    DigestCard,
    MandateCard,
    NoticeCard,
    OverviewCard,
    PointsCard,
    PollCard,
    ProgrammeCard,
    ProgressCard,
    RankingCard,
    ReminderCard,
    RoomCard,
    StatementsCard,
    SurveyCard,
    SurveyReminderCard,
    SurveyWarningCard,
    WarningCard,
    WelcomeCard,
)
from handlers.slack.blocks import Message
from handlers.slack.views.captures import credit_card
from handlers.slack.views.digest import digest_message
from handlers.slack.views.mandates import mandate_card
from handlers.slack.views.notices import notice_card
from handlers.slack.views.poll_desk import overview_card, warning_card
from handlers.slack.views.polls import poll_card, reminder_card
from handlers.slack.views.programme import programme_message
from handlers.slack.views.rooms import progress_card, room_card, welcome_card
from handlers.slack.views.sessions import sign_up_card
from handlers.slack.views.statements import statements_card
from handlers.slack.views.surveys import reminder, survey_card, warning
from handlers.slack.views.verdicts import points_card, ranking_card


def draw(card: Card, team: str, *, charts: bool = False) -> Message:  # noqa: C901, PLR0911 - one line for each kind of card
    """A card as a message. `team` is the workspace's id, `charts` whether it draws charts by itself."""
    if isinstance(card, RoomCard):
        return room_card(card, team)
    if isinstance(card, PollCard | OverviewCard | WarningCard | ReminderCard):
        return _of_polls(card, charts=charts)
    if isinstance(card, StatementsCard):
        return statements_card(card)
    if isinstance(card, SurveyCard):
        return survey_card(card)
    if isinstance(card, SurveyReminderCard):
        return reminder(card)
    if isinstance(card, SurveyWarningCard):
        return warning(card)
    if isinstance(card, ProgressCard):
        return progress_card(card)
    if isinstance(card, DigestCard):
        return digest_message(card.part, card.files, superseded=card.superseded)
    if isinstance(card, WelcomeCard):
        return welcome_card(card)
    if isinstance(card, MandateCard):
        return mandate_card(card)
    if isinstance(card, NoticeCard):
        return notice_card(card)
    if isinstance(card, PointsCard | RankingCard | ProgrammeCard | CreditCard):
        return _of_findings(card)
    return sign_up_card(card)


def _of_polls(card: PollCard | OverviewCard | WarningCard | ReminderCard, *, charts: bool) -> Message:
    if isinstance(card, PollCard):
        return poll_card(card, chart=charts)
    if isinstance(card, OverviewCard):
        return overview_card(card)
    return warning_card(card) if isinstance(card, WarningCard) else reminder_card(card)


def _of_findings(card: PointsCard | RankingCard | ProgrammeCard | CreditCard) -> Message:
    if isinstance(card, PointsCard):
        return points_card(card)
    if isinstance(card, RankingCard):
        return ranking_card(card)
    return programme_message(card.found) if isinstance(card, ProgrammeCard) else credit_card(card)

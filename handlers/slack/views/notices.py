"""Notices: what an organiser has to know."""

from consultation.model.cards import NoticeCard
from handlers.slack.blocks import Message, context, message, section
from handlers.slack.views.wording import words


def notice_card(card: NoticeCard) -> Message:
    """One sentence for an organiser, in private, with the session that it is about."""
    return message(
        section("notice", f":warning: {words(card.text, 1000)}"),
        context("session", words(card.session.question, 200)),
    )

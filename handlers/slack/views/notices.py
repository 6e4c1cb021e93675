"""Notices: what an organiser has to know."""

import re

from consultation.model.cards import NoticeCard
from consultation.model.references import PersonRef
from handlers.slack.blocks import Message, context, message, section
from handlers.slack.texts import mention
from handlers.slack.views.wording import words

_PERSON = re.compile(r"\{([UW][A-Z0-9]*)\}")


def notice_card(card: NoticeCard) -> Message:
    """One sentence for an organiser, in private, with the session that it is about."""
    return message(
        section("notice", f":warning: {_with_names(words(card.text, 1000))}"),
        context("session", words(card.session.question, 200)),
    )


def _with_names(text: str) -> str:
    return _PERSON.sub(lambda found: mention(PersonRef(found[1])), text)

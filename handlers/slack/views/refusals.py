"""One private sentence for what can't be done."""

from handlers.slack.blocks import Message, message, section
from handlers.slack.texts import escape


def refusal(sentence: str) -> Message:
    """An answer of one sentence, which says what is the matter and what to do next."""
    return message(section("refusal", escape(sentence)))

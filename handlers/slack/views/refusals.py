"""One private sentence for what can't be done."""

from handlers.slack.blocks import Message, button, message, section
from handlers.slack.texts import escape


def refusal(sentence: str, again: tuple[str, str] = ("", "")) -> Message:
    """An answer of one sentence, which says what is the matter and what to do next. `again` is the button that asks once more."""
    return message(section("refusal", escape(sentence), button("Try again", *again) if again[0] else None))

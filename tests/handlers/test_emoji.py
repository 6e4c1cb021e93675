"""Emoji in what people said, as characters."""

import pytest

from handlers.slack.emoji import NAMES, drawn
from reports.words import printable


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("More time :bulb: please", "More time \U0001f4a1 please"),
        (":+1::skin-tone-4: and :v::skin-tone-2:", "\U0001f44d\U0001f3fd and \u270c\U0001f3fb"),
        ("at 10:30:15, see :our-own-logo:", "at 10:30:15, see :our-own-logo:"),
        ("a: b: c", "a: b: c"),
    ],
)
def test_named_emoji_become_characters_and_the_rest_stays(said: str, read: str) -> None:
    assert drawn(said) == read


def test_every_emoji_that_is_known_can_be_printed() -> None:
    signs = NAMES.read_text("utf-8").split()[1::2]
    assert [sign for sign in signs if "[" in printable(sign)] == []

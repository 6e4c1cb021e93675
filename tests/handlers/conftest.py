"""Fixtures of the tests of the edges."""

import pytest

from handlers.slack.platform import SlackPlatform
from tests.support.slack import FakeSlack, in_rooms, slack

__all__ = ["in_rooms", "slack"]


@pytest.fixture
def platform(slack: FakeSlack) -> SlackPlatform:
    """Slack as the consultation sees it."""
    return slack.platform

"""Fixtures of the tests of the edges."""

from tests.support.slack import in_rooms, slack

__all__ = ["in_rooms", "slack"]

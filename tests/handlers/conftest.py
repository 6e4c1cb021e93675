"""Fixtures of the tests of the edges."""

from tests.support.slack import slack

__all__ = ["slack"]

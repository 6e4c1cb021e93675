"""Fixtures that every folder of tests may use."""

import os

import pytest
from hypothesis import settings

# No deadline: speed is measured in the benches. In continuous integration the same examples each time, so that red means a change.
settings.register_profile("plenary", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
# With --hypothesis-profile thorough, tests that ask a database try as many as the others.
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("plenary")

pytest_plugins = ["tests.support.consultation", "tests.support.storage", "tests.support.browser"]

LONG = ("wire", "browser")
"""What waits for children and browsers of its own: a file of such tests takes the longest."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take the longest: at the end the short ones fill what is left of each core."""
    long = {item.path for item in items if any(item.get_closest_marker(mark) for mark in LONG)}
    items.sort(key=lambda item: item.path not in long)

"""Fixtures that every folder of tests may use."""

import os

from hypothesis import settings

# No deadline: speed is measured in the benches. In continuous integration the same examples each time, so that red means a change.
settings.register_profile("plenary", deadline=None, derandomize=bool(os.environ.get("CI")))
# With --hypothesis-profile thorough, tests that ask a database try as many as the others.
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("plenary")

pytest_plugins = ["tests.support.consultation", "tests.support.storage", "tests.support.browser"]

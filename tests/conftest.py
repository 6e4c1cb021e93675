"""Fixtures that every folder of tests may use."""

pytest_plugins = ["tests.support.consultation", "tests.support.storage", "tests.support.browser"]

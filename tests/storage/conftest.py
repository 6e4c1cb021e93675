"""Everything about storage is tested on both engines, but for what only one of them has."""

import pytest

from tests.support.storage import ENGINES


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found

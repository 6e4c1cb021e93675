"""Slack loses answers, hands out our names, and changes rooms under our hands (`./run soak faults` has the long ones)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from soak.kills import trial
from soak.troubled import CREATING, evening, in_mid_session, mixed_list, name_taken

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.wire


async def test_a_room_and_a_message_whose_answer_was_lost_are_there_once(tmp_path: Path) -> None:
    async with trial(8, tmp_path, rooms=2) as tried:
        outcomes = [
            await evening(tried, {"fault": "lost", "method": method, "every": 2}) for method in CREATING
        ]
    assert [outcome.wrong for outcome in outcomes] == [[], []]
    assert sum(outcome.hits for outcome in outcomes) >= 6


async def test_what_others_do_to_channels_is_noticed_and_told(tmp_path: Path) -> None:
    async with trial(28, tmp_path) as tried:
        assert await name_taken(tried) == []
        seated, named, told = await mixed_list(tried, tmp_path)
        assert (seated, told) == (25, named)
        _, wrong = await in_mid_session(tried)
    assert wrong == []

"""The program ended at hooks on its way to the rooms, and started again: nothing is lost and nothing is there twice."""

from __future__ import annotations

import asyncio
from random import Random
from typing import TYPE_CHECKING

import pytest

from soak.kills import spread, trial
from soak.town import until
from tests.rehearsal.patiently import PATIENT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.wire


async def test_who_looks_and_acts_in_turn_hears_that_there_is_nobody_to_act_any_more() -> None:
    ended = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(ended.set_result, -9)
    for _ in range(10):
        await until(lambda: True)
    assert ended.done()


async def test_an_end_at_any_hook_leaves_everybody_in_one_room_and_every_message_there_once(
    tmp_path: Path,
) -> None:
    async with trial(12, tmp_path, rooms=2, timing=PATIENT) as tried:
        whole = await tried.evening()
        assert whole.violations == []
        chance = Random(1)  # noqa: S311 - repeatable, not secret
        points = spread(whole.hooks, whole.hooks // 45, chance)
        wrong = {
            point: outcome.violations
            for point in points
            if (outcome := await tried.evening(point)).violations
        }
    assert wrong == {}

"""The program killed or stopped while hundreds press: what it acknowledged is counted once (`./run soak votes` has the thousands)."""

from __future__ import annotations

from signal import SIGTERM
from typing import TYPE_CHECKING

import pytest

from soak.bursts import crowd
from soak.held import held_back
from soak.reactions import cut_reactions
from soak.votes import STOP_SECONDS, cut_votes, ended_before_it_acts
from tests.rehearsal.patiently import PATIENT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.wire


async def test_no_acknowledged_vote_is_lost_or_doubled_by_a_kill_or_a_stop(tmp_path: Path) -> None:
    async with crowd(500, tmp_path, rooms=1, timing=PATIENT) as there:
        killed = await cut_votes(there, [120, 380])
        stopped = await cut_votes(there, [250], SIGTERM)
        effects, _ = await ended_before_it_acts(there)
    assert (killed.wrong, killed.codes) == ([], {-9})
    assert (stopped.wrong, stopped.codes) == ([], {0})
    assert max(stopped.seconds) < STOP_SECONDS  # platforms kill what takes longer: no measure of speed
    assert effects == 1


async def test_the_same_holds_over_http(tmp_path: Path) -> None:
    async with crowd(100, tmp_path, rooms=1, http=True, timing=PATIENT) as there:
        killed = await cut_votes(there, [45])
        stopped = await cut_votes(there, [55], SIGTERM)
    assert (killed.wrong, killed.codes) == ([], {-9})
    assert (stopped.wrong, stopped.codes) == ([], {0})


async def test_every_reaction_acts_once_delivered_often_around_a_kill_or_held_back(tmp_path: Path) -> None:
    async with crowd(1, tmp_path, rooms=1, timing=PATIENT) as there:
        assert (await cut_reactions(there, 40, [20])).wrong == []
        # The same town, since making one takes longer than what is tried in it.
        assert await held_back(there) == (1, [])

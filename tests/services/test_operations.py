"""What makes something new on a platform is made once, whatever gets lost on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from consultation.ports.platform import PlatformRefusal, PlatformSilence
from consultation.services.operations import TRIES, Operations
from tests.support.consultation import Consultation


@dataclass
class Maker:
    """Makes things, and may lose answers: "lost" makes it and stays silent, "silent" makes nothing, "refused" says no."""

    fates: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    looked_since: list[datetime] = field(default_factory=list)
    unseen: bool = False

    async def call(self) -> str:
        fate = self.fates.pop(0) if self.fates else "well"
        if fate == "refused":
            raise PlatformRefusal("It would not.")
        if fate != "silent":
            self.made.append(f"thing {len(self.made) + 1}")
        if fate != "well":
            raise PlatformSilence(fate)
        return self.made[-1]

    async def find(self, since: datetime) -> str | None:
        self.looked_since.append(since)
        if self.unseen:
            raise PlatformSilence("no look-up")
        return self.made[-1] if self.made else None


@pytest.fixture
def operations(consultation: Consultation) -> Operations:
    return Operations(consultation.storage, consultation.clock)


@pytest.mark.parametrize(
    ("fates", "things"),
    [([], 1), (["lost"], 1), (["silent"], 1), (["silent", "lost"], 1), (["silent", "silent"], 1)],
)
async def test_whatever_becomes_of_the_answer_one_thing_is_made(
    operations: Operations, fates: Sequence[str], things: int
) -> None:
    maker = Maker(list(fates))
    assert await operations.make("k1", maker.call, maker.find) == "thing 1"
    assert len(maker.made) == things


async def test_a_lasting_silence_is_said_so_and_the_next_try_begins_with_a_look(
    operations: Operations,
) -> None:
    maker = Maker(["silent"] * TRIES)
    with pytest.raises(PlatformSilence):
        await operations.make("k1", maker.call, maker.find)
    maker.made.append("thing made late")
    assert await operations.make("k1", maker.call, maker.find) == "thing made late"


async def test_after_a_crash_the_thing_is_looked_for_from_the_moment_of_the_first_call(
    consultation: Consultation, operations: Operations
) -> None:
    maker, begun = Maker(), consultation.clock.now()
    async with consultation.storage.work() as work:
        await work.operations.begin("k1", begun)
    maker.made.append("thing of the earlier run")
    consultation.clock.passes(hours=1)
    assert await operations.make("k1", maker.call, maker.find) == "thing of the earlier run"
    assert maker.looked_since == [begun]


async def test_while_nobody_knows_nothing_is_made(operations: Operations) -> None:
    maker = Maker(["lost"], unseen=True)
    for _ in range(3):
        with pytest.raises(PlatformSilence):
            await operations.make("k1", maker.call, maker.find)
    assert len(maker.made) == 1


async def test_a_refusal_is_an_answer_and_the_next_try_is_a_first_one(operations: Operations) -> None:
    maker = Maker(["refused"])
    with pytest.raises(PlatformRefusal):
        await operations.make("k1", maker.call, maker.find)
    assert await operations.make("k1", maker.call, maker.find) == "thing 1"
    assert maker.looked_since == []


async def test_what_is_known_is_neither_made_nor_looked_for(
    consultation: Consultation, operations: Operations
) -> None:
    maker = Maker()
    made = await operations.make("k1", maker.call, maker.find)
    async with consultation.storage.work() as work:
        await work.operations.finish("k1", made)
    assert await operations.make("k1", maker.call, maker.find) == made
    assert (len(maker.made), maker.looked_since) == (1, [])

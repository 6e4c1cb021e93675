import asyncio

import pytest

from handlers.slack.errands import Errands
from handlers.slack.outline import outline
from tests.support.slack_errors import refused


async def test_an_errand_goes_on_beside_and_is_held() -> None:
    errands, done = Errands(), asyncio.Event()

    async def errand() -> None:
        await asyncio.sleep(0)
        done.set()

    errands.start(errand())
    assert not done.is_set()
    await errands.idle()
    assert done.is_set()


async def test_errands_that_errands_start_are_waited_for_too() -> None:
    errands, done = Errands(), asyncio.Event()

    async def second() -> None:
        done.set()

    async def first() -> None:
        await asyncio.sleep(0)
        errands.start(second())

    errands.start(first())
    await errands.drain()
    assert done.is_set()


async def test_a_failure_is_logged_with_its_place_and_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    errands = Errands()

    async def errand() -> None:
        raise ValueError("somebody's words")

    errands.start(errand())
    await errands.idle()
    assert "errand failed: ValueError" in caplog.text
    assert "test_errands.py" in caplog.text
    assert "somebody's words" not in caplog.text


async def test_what_does_not_end_is_given_up_when_leaving(caplog: pytest.LogCaptureFixture) -> None:
    errands = Errands()
    given_up = asyncio.Event()

    async def errand() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    errands.start(errand())
    await errands.drain(0.01)
    assert given_up.is_set()
    assert "errands not finished: 1" in caplog.text


def fails() -> None:
    try:
        dict[str, str]()["secret"]
    except KeyError as cause:
        raise RuntimeError("secret") from cause


def test_an_outline_tells_what_led_to_what() -> None:
    with pytest.raises(RuntimeError) as failure:
        fails()
    line = outline(failure.value)
    assert line.startswith("RuntimeError at test_errands.py:")
    assert "after KeyError at test_errands.py:" in line
    assert "secret" not in line
    assert "\n" not in line


def test_an_outline_of_a_refusal_has_slacks_word_for_it() -> None:
    assert outline(refused("is_archived")).startswith("SlackApiError (is_archived) at")

import asyncio

import pytest

from handlers.slack.background import BackgroundTasks
from handlers.slack.outline import outline
from tests.support.slack_errors import refused


async def test_a_task_goes_on_beside_and_is_held() -> None:
    background, done = BackgroundTasks(), asyncio.Event()

    async def task() -> None:
        await asyncio.sleep(0)
        done.set()

    background.start(task())
    assert not done.is_set()
    await background.idle()
    assert done.is_set()


async def test_tasks_that_tasks_start_are_waited_for_too() -> None:
    background, done = BackgroundTasks(), asyncio.Event()

    async def second() -> None:
        done.set()

    async def first() -> None:
        await asyncio.sleep(0)
        background.start(second())

    background.start(first())
    await background.drain()
    assert done.is_set()


async def test_a_failure_is_logged_with_its_place_and_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    background = BackgroundTasks()

    async def task() -> None:
        raise ValueError("somebody's words")

    background.start(task())
    await background.idle()
    assert "task failed: ValueError" in caplog.text
    assert "test_background.py" in caplog.text
    assert "somebody's words" not in caplog.text


async def test_what_does_not_end_is_given_up_when_leaving(caplog: pytest.LogCaptureFixture) -> None:
    background = BackgroundTasks()
    given_up = asyncio.Event()

    async def task() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    background.start(task())
    await background.drain(0.01)
    assert given_up.is_set()
    assert "background tasks not finished: 1" in caplog.text


def fails() -> None:
    try:
        dict[str, str]()["secret"]
    except KeyError as cause:
        raise RuntimeError("secret") from cause


def test_an_outline_tells_what_led_to_what() -> None:
    with pytest.raises(RuntimeError) as failure:
        fails()
    line = outline(failure.value)
    assert line.startswith("RuntimeError at test_background.py:")
    assert "after KeyError at test_background.py:" in line
    assert "secret" not in line
    assert "\n" not in line


def test_an_outline_of_a_refusal_has_slacks_word_for_it() -> None:
    assert outline(refused("is_archived")).startswith("SlackApiError (is_archived) at")

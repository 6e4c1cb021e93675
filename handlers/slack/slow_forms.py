"""Forms that take a while: opened at once with how far it is, and brought up to date until what they show is there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from consultation.errors import ConsultationError
from handlers.slack.answers import CALM
from handlers.slack.blocks import View, answerable
from handlers.slack.outline import outline
from handlers.slack.pacer import code_of
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import Reception
from handlers.slack.views.refusals import refusal

log = logging.getLogger(__name__)

AT_ONCE_SECONDS = 1.5
"""What is there by then opens as it is; the trigger of a form lives three seconds."""

PACE_SECONDS = 3.0
"""Between two words on how far it is."""


@dataclass(frozen=True, slots=True)
class Slow:
    """A view that takes a while: `finish` makes it, `waiting` is what stands there meanwhile, `told` says why it can't be."""

    finish: Callable[[], Awaitable[View]]
    waiting: Callable[[], View]
    told: Callable[[str], View]


def open_slowly(here: Reception, press: Press, slow: Slow) -> None:
    """Open a form as soon as it is there, or what stands there meanwhile."""
    here.background.start(_open(here, press, slow))


def update_slowly(here: Reception, form: Submission, slow: Slow) -> None:
    """Show something else in a form that is open."""
    here.background.start(_update(here, form, slow))


def replace_form(here: Reception, form: Submission, view: View) -> None:
    """Show another view, which is there already, in a form that is open."""

    async def made() -> View:
        return view

    update_slowly(here, form, Slow(made, lambda: view, lambda _: view))


async def _open(here: Reception, press: Press, slow: Slow) -> None:
    making = asyncio.ensure_future(slow.finish())
    await asyncio.wait([making], timeout=AT_ONCE_SECONDS)
    view: View = {}
    try:
        if making.done():
            here.answers.open_form(press, making.result())
            return
        view = answerable(slow.waiting(), press.asker.response_url)
        opened = await here.answers.platform.client.views_open(trigger_id=press.trigger_id, view=view)
        await _follow(here, opened["view"]["id"], press.asker.response_url, slow, making)
    except ConsultationError as problem:
        here.answers.privately(press.asker, refusal(problem.sentence))
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        making.cancel()
        await here.answers.not_opened(press, view, error)
    except Exception as failure:  # noqa: BLE001 - whoever pressed is told, whatever it was
        log.error("a form could not be made: %s", outline(failure))  # noqa: TRY400 - a traceback may quote texts
        here.answers.privately(press.asker, refusal(CALM, press.asker.again))


async def _update(here: Reception, form: Submission, slow: Slow) -> None:
    making = asyncio.ensure_future(slow.finish())
    await asyncio.wait([making], timeout=AT_ONCE_SECONDS)
    try:
        await _follow(here, form.view, form.asker.response_url, slow, making)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        # Whoever closed the form has seen enough.
        log.info("a form was not brought up to date: %s", code_of(error))
        making.cancel()


async def _follow(
    here: Reception, view_id: str, reply: str, slow: Slow, making: asyncio.Future[View]
) -> None:
    async def show(view: View) -> None:
        await here.answers.platform.client.views_update(view_id=view_id, view=answerable(view, reply))

    while not making.done():
        await show(slow.waiting())
        await asyncio.wait([making], timeout=PACE_SECONDS)
    try:
        view = making.result()
    except ConsultationError as problem:
        view = slow.told(problem.sentence)
    except Exception as failure:  # noqa: BLE001 - a form that waits must not wait for good
        log.error("a form could not be made: %s", outline(failure))  # noqa: TRY400 - a traceback may quote texts
        view = slow.told(CALM)
    await show(view)

"""A session with the real bot, as people live it in the page: join, tag, vote, read the digest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from rehearsal import child
from rehearsal.cast.scenes.sessions import make_sessions
from rehearsal.options import Options
from rehearsal.stage import Stage, set_stage
from tests.rehearsal.patiently import BOT, PATIENT
from tests.support.browser import MARKS, Opener, act_as, choose, shot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Locator, Page

pytestmark = [*MARKS, pytest.mark.wire]


MODELS = "Future models of general practice"


class Silent:
    """Progress that nobody watches."""

    def scene(self, title: str, steps: int) -> None: ...

    def step(self) -> None: ...


@pytest_asyncio.fixture(loop_scope="session")
async def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """The real bot on the workspace, with session 1 open for sign-up."""
    monkeypatch.setattr(child, "BOT", BOT)
    async with set_stage(Options(headless=True, out=tmp_path), Silent(), tmp_path, PATIENT) as stage:
        await make_sessions(stage.company)
        yield stage


def last(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text).last


def button(where: Locator, words: str) -> Locator:
    """A button by the words on it; to a screen reader it says more."""
    return where.get_by_role("button").filter(has_text=re.compile(f"^{words}$"))


def form(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def types(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name=re.compile("^Message "))
    await box.fill(text)
    await page.keyboard.press("Escape")  # the list of commands
    await box.press("Enter")


async def begins_to_join(page: Page) -> None:
    await button(page.get_by_role("log"), "Join").last.click()
    await choose(page, "First choice", MODELS)


async def finishes_joining(page: Page) -> None:
    await form(page).get_by_role("button", name="Join", exact=True).click()
    await expect(form(page)).to_have_count(0)


async def sends(page: Page, command: str, button: str) -> None:
    await types(page, command)
    await form(page).get_by_role("button", name=re.compile(button)).click()
    await expect(form(page)).to_have_count(0)


async def joins_with_an_error_first(page: Page) -> None:
    await begins_to_join(page)
    await choose(page, "Second choice", MODELS)
    await form(page).get_by_role("button", name="Join", exact=True).click()
    second = page.get_by_role("combobox", name="Second choice")
    await expect(second).to_have_accessible_description(
        re.compile("You chose this theme as number 1 already")
    )
    await shot(page, "evening-1-form-with-an-error")
    await choose(page, "Second choice", "Additional roles in general practice")
    await finishes_joining(page)


async def offers_to_lead(page: Page) -> None:
    await begins_to_join(page)
    await page.get_by_role("checkbox", name="I can facilitate").check()
    await finishes_joining(page)


async def says_and_tags(page: Page, words: str) -> None:
    await types(page, words)
    said = last(page, words)
    await said.hover()
    await said.get_by_role("button", name="Add a reaction").click()
    await page.keyboard.type("bulb")
    await page.keyboard.press("Enter")
    await expect(said.get_by_role("button", name=re.compile("^bulb: 1"))).to_be_visible()
    await shot(page, "evening-3-a-tagged-message")


async def votes(page: Page, question: str) -> None:
    # The private answer to a vote names the poll, too; its card alone has the buttons.
    with_buttons = page.get_by_role("article").filter(
        has=page.get_by_role("button").filter(has_text=re.compile("^Agree$"))
    )
    poll = with_buttons.filter(has_text=question).last
    await button(poll, "Agree").click()
    await expect(poll).to_contain_text("100 % agree or strongly agree")
    await shot(page, "evening-4-a-live-poll")


async def test_a_session_is_lived_in_the_page_from_join_to_digest(evening: Stage, open_page: Opener) -> None:
    company = evening.company
    organiser, host, guest = company.organiser, company.facilitators[0], company.participants[0]
    page = await open_page(f"{evening.page}#{company.plenary}")

    await act_as(page, guest.name)
    await joins_with_an_error_first(page)
    await act_as(page, host.name)
    await offers_to_lead(page)

    await act_as(page, organiser.name)
    await sends(page, "/consult place", "^Place 1 person")
    await sends(page, "/consult rooms", "Open 1 room")
    await shot(page, "evening-2-rooms-opening")

    await act_as(page, host.name)
    await page.get_by_role("link", name=re.compile("future-models")).first.click()
    await says_and_tags(page, "Keep remote consultations.")

    await act_as(page, organiser.name)
    await page.get_by_role("link", name=re.compile("big-gp")).first.click()
    await types(page, '/consult poll "Will it help?"')
    await act_as(page, guest.name)
    await votes(page, "Will it help?")

    await act_as(page, organiser.name)
    await sends(page, "/consult digest", "Publish")
    await expect(last(page, "Keep remote consultations.")).to_be_visible()
    await expect(last(page, "Next sessions")).to_contain_text("Will it help?: 100 % agree, 1 answer")
    await shot(page, "evening-5-the-digest")

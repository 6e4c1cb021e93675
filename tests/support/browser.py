"""A real Chromium for tests of the page: found on this machine, started once, never downloaded."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, async_playwright, expect

Opener: TypeAlias = Callable[..., Awaitable[Page]]
"""``await open_page(url, width=…, height=…, dark=…)``: a fresh page that has forgotten all others."""

MARKS = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
"""``pytestmark = MARKS`` in a file that uses these fixtures: one browser serves them all, so they share its loop."""

SCREENSHOTS = Path(__file__).parents[2] / "out" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "No Chromium was found: install one, or name it with CHROMIUM=/path/to/chromium."
# --no-sandbox: continuous integration runs as root, where Chromium refuses its sandbox.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 60_000
"""How long a page may take over anything: long enough for two busy cores, and never waited for where all is well."""


def find_chromium() -> str | None:
    """Return the browser's path: what ``CHROMIUM`` says, else the first of the usual names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a browser where none is: from one place, so that pytest reports one line for all of it."""
    if item.get_closest_marker("browser") is None or find_chromium() is not None:
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests; each gets pages of its own from ``open_page``."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[Opener]:
    """Pages for one test. Afterwards: no script failed in them, and none asked another machine for anything."""
    trouble: list[str] = []
    contexts = []

    async def opened(url: str, *, width: int = 1280, height: int = 800, dark: bool = False) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page = await context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: trouble.extend(_elsewhere(request)))
        await page.goto(url)
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert trouble == []


def _elsewhere(request: Request) -> list[str]:
    address = urlsplit(request.url)
    near = address.scheme in {"data", "blob"} or address.hostname in {"127.0.0.1", "localhost"}
    return [] if near else [f"asked for {request.url}"]


async def shot(page: Page, name: str) -> None:
    """Keep a screenshot as ``out/screenshots/NAME.png``."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / f"{name}.png")


async def choose(page: Page, label: str, option: str) -> None:
    """Choose an option in a menu of the page by its label, as a person with a mouse does."""
    await page.get_by_role("combobox", name=label).click()
    await page.get_by_role("option", name=option).click()


async def act_as(page: Page, name: str) -> None:
    """Become someone else by the switch of the page, as a person with a keyboard does."""
    await page.get_by_role("button", name="Acting as").click()
    await page.get_by_role("combobox", name="Act as").fill(name)
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name=f"Acting as {name}").wait_for()

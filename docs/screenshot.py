"""Takes the picture that the README shows (``./run screenshot``): plays a rehearsal, and photographs its digest."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.support.browser import ARGUMENTS, MISSING, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PICTURE = Path(__file__).with_name("rehearsal.png")
PLAY = [sys.executable, "-m", "rehearsal", "--speed", "30"]
OVER = re.compile(r"The play is over\. The page stays open: (\S+)\?as=(\S+)")
CHANNEL = "big-gp"
APPLAUSE = ["clap"] * 7 + ["raised_hands"] * 3

# The same letters on every machine that has one of these, whatever its own font is.
LETTERS = ':root { --sans: Inter, "Noto Sans", "Liberation Sans", Arial, "DejaVu Sans", sans-serif, "Noto Color Emoji"; }'


@contextmanager
def rehearsal() -> Iterator[tuple[str, str]]:
    """Play a whole session and give its address and the organiser's id once it is over."""
    with subprocess.Popen(PLAY, stdout=subprocess.PIPE, text=True) as playing:
        try:
            assert playing.stdout is not None
            over = next(filter(None, map(OVER.search, playing.stdout)), None)
            if over is None:
                sys.exit("The play did not come to its end: see ./run rehearse --headless.")
            yield over[1], over[2]
        finally:
            playing.terminate()
            playing.communicate()


def digest(address: str, organiser: str) -> str:
    """Return the address of the digest's first message, once some have applauded it."""
    state = asked(f"{address}control/state?as={organiser}")
    place = next(channel["id"] for channel in state["channels"] if channel["name"] == CHANNEL)
    posts = [post for post in state["messages"][place] if post.get("bot_id") and "*Digest*" in post["text"]]
    if not posts:
        sys.exit("There is no digest to photograph.")
    readers = [person["id"] for person in state["people"] if not person["is_bot"]][20:]
    for name, reader in zip(APPLAUSE, readers, strict=False):
        act = {"as": reader, "do": "react", "channel": place, "ts": posts[0]["ts"], "name": name}
        asked(f"{address}control/act", act)
    return f"{address}page/?as={organiser}#{place}/{posts[0]['ts']}"


def asked(where: str, body: object = None) -> dict[str, Any]:
    """Return the answer of the control API."""
    data = None if body is None else json.dumps(body).encode()
    with urlopen(where, data) as answer:  # noqa: S310 -- our own address, from our own output
        result: dict[str, Any] = json.load(answer)
    return result


def opened(browser: Browser, where: str) -> Page:
    """Open the page with nothing marked, hovered or focused."""
    page = browser.new_page(
        viewport={"width": 1280, "height": 800}, locale="en-GB", reduced_motion="reduce", bypass_csp=True
    )
    page.goto(where)
    page.add_style_tag(content=LETTERS)
    page.locator(".message.found").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.locator(".message.found").wait_for(state="detached")
    return page


def main() -> None:
    """Write the picture."""
    chromium = find_chromium() or sys.exit(MISSING)
    with rehearsal() as (address, organiser), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        opened(browser, digest(address, organiser)).screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE} has {PICTURE.stat().st_size // 1000} kB.")  # noqa: T201 -- a command talks to its person


if __name__ == "__main__":
    main()

"""The organiser keeps the actions, closes the session, looks at the digest and publishes it."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import TYPE_CHECKING

from rehearsal.cast import shown
from rehearsal.cast.window import NotSeen

if TYPE_CHECKING:
    from rehearsal.cast.company import Company
    from rehearsal.cast.window import Post

LOOKS = 100
"""How often, once a second, the organiser looks at the panel until everything tagged is counted there.

Long enough for Slack to deliver again, after a minute, what a busy bot did not acknowledge at first.
"""

POSTING = 180.0
"""Seconds for the digest to be posted."""
MAKING = 600.0
"""Seconds for its files: most of what a rehearsal asks of a processor, which others may want as well."""

_KEPT = re.compile(r"Kept so far\D+(\d[\d,]*)")
_PART = re.compile(r"^(\d+) of (\d+)$")


async def close(company: Company) -> None:
    """Post and tag the actions, wait until all is kept, close the session."""
    company.progress.scene("The actions are kept", len(company.golden.actions) + 1)
    for action in company.golden.actions:
        ts = await company.organiser.says(company.plenary, action.typed)
        await company.pace.breath(0.5, 1.5)
        await company.organiser.reacts(company.plenary, ts, company.legend["action"])
        company.progress.step()
        await company.pace.breath(1, 3)
    await company.attempt(partial(_sees_all_kept, company))
    panel = await company.desk.asks("/consult", company.plenary, "Close session")
    await company.organiser.presses_primary(on=panel)
    company.progress.step()


async def _sees_all_kept(company: Company) -> None:
    """Look at the panel until it counts every note, headline and action; the bot hears of an emoji a moment later."""
    wanted = company.golden.notes + len(company.golden.rooms) + len(company.golden.actions)
    kept = 0
    for _ in range(LOOKS):
        panel = await company.desk.asks("/consult", company.plenary)
        match = _KEPT.search("\n".join(shown.read_lines(panel.blocks)))
        kept = int(match[1].replace(",", "")) if match else 0
        if kept >= wanted:
            return
        await asyncio.sleep(1)
    raise NotSeen(f"the panel to count {wanted} notes (it counts {kept})", LOOKS)


async def sum_up(company: Company) -> None:
    """Write the key themes and the next steps."""
    company.progress.scene("The key themes are written", 1)
    themes = [
        line
        for theme in company.golden.themes
        for line in (theme.title, *(f"- {one}" for one in theme.statements))
    ]
    await company.desk.types("/consult summary", company.plenary)
    await company.desk.form("Key themes")
    await company.pace.breath(4, 8)
    steps = "\n".join(company.small_talk["next_steps"])
    await company.desk.fills_in("Key themes", {"Key themes": "\n".join(themes), "Next steps": steps})
    company.progress.step()


async def publish(company: Company) -> list[Post]:
    """Look at the preview, publish, and return the messages of the digest once all are there."""
    company.progress.scene("The digest is published", 3)
    await company.organiser.says(company.plenary, company.small_talk["goodbye"])
    panel = await company.desk.asks("/consult", company.plenary, "Publish digest")
    await company.organiser.presses_primary(on=panel)
    await company.desk.form("Publish digest")
    await company.pace.breath(3, 6)
    company.progress.step()
    await company.desk.fills_in("Publish digest", {})
    before = panel.ts
    parts = await company.desk.window.until(
        f"the whole digest in #{company.plenary_name}", lambda: _parts(company, before), POSTING
    )
    company.progress.step()
    await company.attempt(partial(_sees_the_files, company, parts[-1].ts))
    company.progress.step()
    return _parts(company, before) or parts


async def _sees_the_files(company: Company, after: str) -> None:
    files = await company.desk.window.until(
        f"the report in #{company.plenary_name}", lambda: _files(company, after), MAKING
    )
    company.files = files.files


def _files(company: Company, after: str) -> Post | None:
    """Return the message with the report's files, which follows the digest."""
    posts = company.desk.window.posts(company.plenary)
    return next(
        (post for post in posts if post.files and post.by_app and float(post.ts) > float(after)), None
    )


def _parts(company: Company, after: str) -> list[Post] | None:
    """Return the digest's messages, each marked "2 of 6" in its last line, once the last of them is there."""
    found: dict[int, Post] = {}
    of = 0
    for post in company.desk.window.posts(company.plenary):
        last = next(reversed(shown.read_lines(post.blocks)), "")
        match = _PART.match(last)
        if match and post.by_app and not post.private and float(post.ts) > float(after):
            found[int(match[1])] = post
            of = int(match[2])
    return [found[number] for number in sorted(found)] if of and len(found) == of else None

"""Slack's way of writing: people's words made safe for it, and its messages turned into plain words."""

import re
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo
from html import unescape

from consultation.model.references import PersonRef, PlaceRef
from consultation.texts import ELLIPSIS, cut

FULL, EMPTY = "█", "░"

ZONE: ContextVar[tzinfo] = ContextVar("zone", default=UTC)
"""The time zone that reports tell times in; Slack's messages tell it where a reader's own isn't known (notifications, screen readers)."""

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_FENCE = re.compile("`{3,}")
_TOKEN = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_NOT_AN_ID = re.compile(r"[^0-9A-Za-z_-]")


def escape(text: str) -> str:
    """People's words for a mrkdwn field: shown as typed, so that no mention, link or date can be written into them.

    Escapes the three characters Slack gives a meaning. A fence of three backticks would swallow the lines after it and
    becomes apostrophes; other markers reach no further than the line they are in and stay as typed.
    """
    return _FENCE.sub(lambda fence: "'" * len(fence.group()), text).translate(_ENTITIES)


def mention(person: PersonRef) -> str:
    """The person's name as Slack shows it to each reader."""
    return f"<@{_NOT_AN_ID.sub('', person)}>"


def channel(place: PlaceRef) -> str:
    """The channel's name as a link."""
    return f"<#{_NOT_AN_ID.sub('', place)}>"


def date(when: datetime) -> str:
    """A moment in each reader's own time zone; in that of the reports where Slack can't tell it."""
    local = when.astimezone(ZONE.get())
    fallback = f"{local:%A} {local.day} {local:%B %Y} at {local:%H:%M} {local.tzname()}"
    return f"<!date^{int(when.timestamp())}^{{date_long_pretty}} at {{time}}|{fallback}>"


def time_of_day(when: datetime) -> str:
    """A time in each reader's own zone; where that can't be shown, in that of the reports."""
    local = when.astimezone(ZONE.get())
    return f"<!date^{int(when.timestamp())}^{{time}}|{local:%H:%M} {local.tzname()}>"


def link(url: str, label: str) -> str:
    """A link with these words; the words alone where the address is not one of the web."""
    if not url.startswith(("https://", "http://")):
        return escape(label)
    address = url.translate(_ENTITIES).replace("|", "%7C").replace(" ", "%20")
    return f"<{address}|{escape(label).replace('|', '¦')}>"


def bar(percent: float, width: int = 10) -> str:
    """A share as a bar of `width` cells, rounded to the nearest; empty only for nothing and full only for all."""
    cells = round(percent * width / 100)
    if 0 < percent < 100:  # noqa: PLR2004 - per cent
        cells = min(max(cells, 1), width - 1)
    cells = min(max(cells, 0), width)
    return FULL * cells + EMPTY * (width - cells)


def cut_markup(text: str, most: int) -> str:
    """Formatted text in at most `most` characters, never cut inside a link, a mention, a date or an escaped character."""
    if len(text) <= most:
        return text
    kept = cut(text, most).removesuffix(ELLIPSIS)
    for opening, closing in (("<", ">"), ("&", ";")):
        start = kept.rfind(opening)
        if start > kept.rfind(closing):
            kept = kept[:start]
    return (kept.rstrip() + ELLIPSIS)[: max(most, 0)]


def plain(mrkdwn: str) -> str:
    """The words of a Slack message: links as their label, people and channels by name, dates as text, entities undone."""
    return unescape_entities(_TOKEN.sub(_words_of, mrkdwn))


def unescape_entities(text: str) -> str:
    """The three escaped characters as themselves again, each once."""
    return re.sub("&(?:amp|lt|gt);", lambda entity: unescape(entity.group()), text)


def _words_of(token: re.Match[str]) -> str:
    target, label = token.group(1), token.group(2) or ""
    if target.startswith("@"):
        return "@" + (label.removeprefix("@") or "someone")
    if target.startswith("#"):
        return "#" + (label.removeprefix("#") or "channel")
    if target.startswith("!date^"):
        return label
    if target.startswith("!"):
        return _call(target[1:], label)
    return label or target.removeprefix("mailto:")


def _call(name: str, label: str) -> str:
    """What `<!channel>` and `<!subteam^S1|@team>` read as, without calling anybody."""
    return "@" + (label.removeprefix("@") or name.partition("^")[0].replace("subteam", "group"))

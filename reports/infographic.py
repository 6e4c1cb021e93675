"""The infographic: one page as PNG and PDF from data alone, with a text alternative that carries everything on it."""

from dataclasses import dataclass

from reports.brand import Brand
from reports.document import Chart
from reports.picture import Panel, Picture, Tile, alternative, strip
from reports.typesetting import said, typeset
from reports.words import bound, printable

PIXELS_PER_POINT = 2
"""The page is as wide as a phone in points (390): at two pixels each its letters are sharp on one."""


@dataclass(frozen=True, slots=True)
class Infographic:
    """The picture in both formats, and in words."""

    png: bytes
    pdf: bytes
    alternative: str


def infographic(shown: Picture, brand: Brand) -> Infographic:
    """Draw the picture. Blocking: call it in a thread. Raises ReportNotMade."""
    return Infographic(png(shown, brand), pdf_of(shown, brand), alternative(shown))


def png(shown: Picture, brand: Brand) -> bytes:
    """The picture as PNG, 780 pixels wide."""
    return typeset("infographic.typ", _data(shown, brand), brand, "png", 72 * PIXELS_PER_POINT)


def pdf_of(shown: Picture, brand: Brand) -> bytes:
    """The picture as PDF/UA-1, one page as long as it needs to be."""
    return typeset("infographic.typ", _data(shown, brand), brand, "pdf")


def _data(shown: Picture, brand: Brand) -> dict[str, object]:
    language, _, region = brand.language.partition("-")
    return {
        "title": said(shown.title),
        "programme": said(shown.programme),
        "about": list(map(said, shown.about)),
        "facts": [{"figure": figure, "name": name} for figure, name in shown.facts],
        "panels": list(map(_panel, shown.panels)),
        "polls": list(map(_poll, shown.polls)),
        "tiles": list(map(_tile, shown.tiles)),
        "most": shown.most,
        "actions": [{"text": said(bound(text)), "rooms": rooms} for text, rooms in shown.actions],
        "more": list(shown.more),
        "footer": said(bound(shown.footer)),
        "organisation": said(printable(brand.name)),
        "language": language,
        "region": region or None,
    }


def _panel(panel: Panel) -> dict[str, object]:
    return {
        "title": said(panel.title),
        "statements": [{"text": said(bound(text)), "rooms": rooms} for text, rooms in panel.statements],
    }


def _poll(poll: Chart) -> dict[str, object]:
    leading = max((bar.share or 0 for bar in poll.bars), default=0)
    return {
        "title": said(poll.title),
        "share": poll.share,
        "length": poll.share if poll.share is not None else leading,
        "finding": said(poll.finding),
        "base": poll.base,
        "note": poll.note,
        "drawn": any(bar.share is not None for bar in poll.bars),
        "rooms": strip(poll.rooms),
    }


def _tile(tile: Tile) -> dict[str, object]:
    return {
        "title": tile.title,
        "theme": said(bound(tile.theme)),
        "bars": [{"name": name, "notes": notes} for name, notes in tile.bars],
    }

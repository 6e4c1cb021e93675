"""How an organisation's files look: its name, colours, logo, typefaces and its own words on method and responsibility."""

import re
from dataclasses import dataclass
from pathlib import Path

CONTRAST_LEAST = 4.5
"""WCAG 2.2, 1.4.3: letters against the white page."""

DISCLAIMER = "This report gives the views of the people who took part. They are not necessarily those of the organisation or of the people who wrote it up."

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class UnreadableColour(ValueError):
    """A brand's colour can't be read on white."""

    def __init__(self, colour: str) -> None:
        super().__init__(
            f"The colour {colour} can't be read on a white page. Choose a darker one, written like #0b5563."
        )


class LogoNotUsable(ValueError):
    """A brand's logo is no picture that can be printed."""

    def __init__(self) -> None:
        super().__init__("The logo is not a PNG, JPEG or SVG picture of at most 500 kB. Choose another file.")


@dataclass(frozen=True, slots=True)
class Brand:
    """What an organisation may set. `folder` holds its typefaces (TTF or OTF), `body` and `heading` name their families.

    `accent` is `#rrggbb` and dark enough for letters on white, else UnreadableColour; `logo` is PNG, JPEG or SVG, else LogoNotUsable,
    and `logo_alt` says what it shows. Characters that an own typeface lacks are drawn with ours.
    """

    name: str = ""
    accent: str = "#0b5563"
    logo: bytes = b""
    logo_alt: str = ""
    body: str = "Source Sans 3"
    heading: str = "Source Serif 4"
    folder: Path | None = None
    language: str = "en-GB"
    disclaimer: str = DISCLAIMER
    method: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.accent) or contrast(self.accent) < CONTRAST_LEAST:
            raise UnreadableColour(self.accent)
        if self.logo and (len(self.logo) > LOGO_MOST or not self.logo_format):
            raise LogoNotUsable

    @property
    def logo_format(self) -> str:
        """`png`, `jpg` or `svg`; empty where it is none of them."""
        head = self.logo[:512].lstrip()
        known = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"<svg", "svg"), (b"<?xml", "svg"))
        return next((name for start, name in known if head.startswith(start)), "")

    @property
    def logo_words(self) -> str:
        """What stands for the logo where it isn't seen."""
        return self.logo_alt or f"Logo of {self.name or 'the organisation'}"


LOGO_MOST = 500_000


def contrast(colour: str) -> float:
    """How much a colour stands out from white, from 1 to 21 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def tint(colour: str, least: float) -> str:
    """The palest tint of a colour that still stands out from white by `least`."""
    for white in range(80, -1, -2):
        channels = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        paler = "#" + "".join(f"{channel + (255 - channel) * white // 100:02x}" for channel in channels)
        if contrast(paler) >= least:
            return paler
    return colour


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= _DARK else ((value + 0.055) / 1.055) ** 2.4)


_DARK = 0.04045
"""Below this, sRGB is linear (WCAG 2.2, relative luminance)."""

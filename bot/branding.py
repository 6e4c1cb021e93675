"""How an organisation's files look, from the settings."""

from dataclasses import replace
from pathlib import Path

from bot.settings import BadSetting, Settings
from reports.brand import Brand, LogoNotUsable, UnreadableColour


def brand_of(settings: Settings) -> Brand:
    """The brand that the settings ask for. Raises BadSetting."""
    try:
        logo = Path(settings.report_logo).read_bytes() if settings.report_logo else b""
        brand = Brand(name=settings.report_name, logo=logo)
        return replace(brand, accent=settings.report_colour) if settings.report_colour else brand
    except OSError:
        raise BadSetting(f"REPORT_LOGO names {settings.report_logo}, which can't be read.") from None
    except UnreadableColour as problem:
        raise BadSetting(f"REPORT_COLOUR can't be used: {problem}") from None
    except LogoNotUsable as problem:
        raise BadSetting(f"REPORT_LOGO can't be used: {problem}") from None

"""What axe-core finds on a page as it stands: the rules that people with a screen reader or poor sight depend on."""

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # the package has no types
from playwright.async_api import Page

if TYPE_CHECKING:
    from playwright.async_api import ViewportSize

DESKTOP: "ViewportSize" = {"width": 1280, "height": 800}
PHONE: "ViewportSize" = {"width": 390, "height": 844}

GRAVE = {"serious", "critical"}

# Targets of 24 px are a rule of WCAG 2.2 that axe checks on request only.
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}


async def grave(page: Page, part: str = "html", options: dict[str, Any] = EVERYTHING) -> list[str]:
    """Return one line for each serious or critical finding in a part of the page: which rule, where, what it asks for."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = await page.evaluate("(given) => axe.run(...given)", [part, options])
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


async def nothing_grave(page: Page, part: str = "html") -> None:
    """Fail where a part of the page (a CSS selector) has a grave finding at desktop or phone width, in the light or dark.

    Only colours differ between light and dark.
    """
    found: list[str] = []
    for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
        await page.set_viewport_size(size)
        await page.emulate_media(color_scheme="light")
        found += [f"{width}, light: {line}" for line in await grave(page, part)]
        await page.emulate_media(color_scheme="dark")
        found += [f"{width}, dark: {line}" for line in await grave(page, part, COLOURS)]
    await page.set_viewport_size(DESKTOP)
    assert found == []

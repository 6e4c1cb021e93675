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
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


async def grave(page: Page) -> list[str]:
    """Return one line for each serious or critical finding: which rule, where, what it asks for."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = await page.evaluate("(options) => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


async def nothing_grave(page: Page) -> None:
    """Fail where the page as it stands has a grave finding at desktop or phone width, in the light or in the dark."""
    found: list[str] = []
    for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
        await page.set_viewport_size(size)
        await page.emulate_media(color_scheme="light")
        found += [f"{width}, light: {line}" for line in await grave(page)]
        await page.emulate_media(color_scheme="dark")
        found += [f"{width}, dark: {line}" for line in await grave(page)]
    await page.set_viewport_size(DESKTOP)
    assert found == []

"""Makes pictures of what a rehearsal wrote, to be looked at page by page (``./run pages``): the PDF, and the web page on two screens."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # the package has no types
from playwright.sync_api import sync_playwright

from tests.support.browser import ARGUMENTS, MISSING, find_chromium

SCALE = 1.5
"""Pixels for each point of a PDF's page: letters are sharp enough to be judged."""

SCREENS = {"phone": 390, "desktop": 1280}


def pdf_pages(report: Path, folder: Path) -> list[Path]:
    """Write each page of a PDF as PNG, and return the files in the order of the pages."""
    pictures = []
    for number, page in enumerate(pypdfium2.PdfDocument(report), start=1):
        picture = folder / f"{report.stem}-{number:02}.png"
        page.render(scale=SCALE).to_pil().save(picture)
        pictures.append(picture)
    return pictures


def web_pages(report: Path, folder: Path, chromium: str) -> list[Path]:
    """Write a web page as PNG for each screen, as long as it is, and return the files."""
    pictures = []
    with sync_playwright() as playing:
        browser = playing.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, width in SCREENS.items():
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(report.absolute().as_uri())
            picture = folder / f"{report.stem}-{name}.png"
            page.screenshot(path=picture, full_page=True)
            pictures.append(picture)
        browser.close()
    return pictures


def main(out: Path) -> int:
    """Make all pictures of a rehearsal's folder and say where they are."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit(MISSING)
    if not (out / "report.pdf").exists():
        sys.exit(f"There is no report in {out}/: run ./run rehearse --headless first.")
    folder = out / "pages"
    folder.mkdir(exist_ok=True)
    made = [*pdf_pages(out / "report.pdf", folder), *web_pages(out / "report.html", folder, chromium)]
    print(f"{len(made)} pictures are in {folder}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out")))

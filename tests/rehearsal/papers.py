"""What a rehearsal left in its folder, read as somebody reads it who compares it with another report."""

import csv
import json
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

from lxml import html  # type: ignore[import-untyped]  # the package has no types

from tests.reports.reading import bookmarks, text_of


@dataclass(frozen=True, slots=True)
class Papers:
    """The files of one rehearsal."""

    folder: Path

    @property
    def sections(self) -> list[str]:
        """The headings of the PDF's first level, in its order."""
        return bookmarks((self.folder / "report.pdf").read_bytes())

    @property
    def pdf(self) -> str:
        """All words of the PDF."""
        return text_of((self.folder / "report.pdf").read_bytes())

    @property
    def infographic(self) -> list[str]:
        """The infographic in words, line by line."""
        return (self.folder / "infographic.txt").read_text(encoding="utf-8").splitlines()

    def table(self, name: str) -> list[dict[str, str]]:
        """A table of the data."""
        with ZipFile(self.folder / "data.zip") as data, data.open(f"{name}.csv") as file:
            return list(csv.DictReader(TextIOWrapper(file, "utf-8-sig")))

    def lines(self, anchor: str) -> list[str]:
        """The lines of lists under a heading of the web page, without what stands beside them in small letters."""
        return ["".join(one.xpath("./text()")).strip() for one in self._section(anchor).iter("li")]

    def headings(self, anchor: str) -> list[str]:
        """The headings under a heading of the web page."""
        return [one.text_content() for one in self._section(anchor).iter("h3")]

    def rows(self, anchor: str) -> list[list[str]]:
        """The rows of tables under a heading of the web page."""
        rows = self._section(anchor).xpath(".//tbody/tr")
        return [[cell.text_content() for cell in row] for row in rows]

    @property
    def charts(self) -> dict[str, str]:
        """By question what came out, with its base."""
        found = self._section("polls").find_class("finding")
        return {one.getprevious().text_content(): " ".join(one.text_content().split()) for one in found}

    @property
    def alternatives(self) -> dict[str, str]:
        """What screen readers are told of each file in the channel."""
        told = json.loads((self.folder / "files.json").read_text(encoding="utf-8"))
        return {name: one["alternative"] for name, one in told.items()}

    def _section(self, anchor: str) -> html.HtmlElement:
        page = html.fromstring((self.folder / "report.html").read_bytes())
        return page.get_element_by_id(anchor).getparent()

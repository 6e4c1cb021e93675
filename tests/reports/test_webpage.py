"""The report as a web page: whole, quiet, and for everybody."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from typing_extensions import override

from reports.brand import Brand
from reports.document import Document
from reports.webpage import webpage
from tests.reports.conftest import TEAM
from tests.reports.golden import golden_report
from tests.reports.test_pdf import LOGO
from tests.support.axe import grave
from tests.support.browser import Opener, shot


class Read(HTMLParser):
    """Every start tag with its attributes, and all words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @override
    def handle_data(self, data: str) -> None:
        self.words += f" {data}"

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def test_the_page_asks_nobody_for_anything(golden: Document, hostile: Document) -> None:
    for document in (golden, hostile):
        read = Read(webpage(document, Brand(name="Hub", logo=LOGO)))
        assert read.named("script", "link", "iframe", "object", "form", "base") == []
        assert [str(one["src"])[:5] for one in read.named("img")] == ["data:"]
        policy = str(next(one for one in read.named("meta") if "http-equiv" in one)["content"])
        assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_what_people_wrote_is_never_a_tag_an_attribute_or_a_style(hostile: Document) -> None:
    page = webpage(hostile, TEAM)
    read = Read(page)
    known = {
        "lang",
        "dir",
        "class",
        "id",
        "href",
        "aria-label",
        "aria-labelledby",
        "aria-hidden",
        "role",
        "scope",
        "data-name",
        "x",
    }
    known |= {"width", "height", "fill", "charset", "name", "content", "http-equiv"}
    assert {name for _, attributes in read.tags for name in attributes} <= known
    assert page.count("<style>") == 1
    assert "<script>alert(1)</script>" in read.words
    assert not [one for one in read.named("a") if not str(one["href"]).startswith("#")]


def test_every_note_action_and_figure_is_on_the_page(golden: Document) -> None:
    words = Read(webpage(golden, TEAM)).words
    report = golden_report()
    for text in (
        *(note.text for room in report.rooms for note in room.notes),
        *(one.text for one in report.actions),
    ):
        assert text in words
    assert words.count("% agree or strongly agree") or "74 %" in words


def test_headings_go_down_one_step_and_every_link_in_the_page_leads_somewhere(golden: Document) -> None:
    read = Read(webpage(golden, TEAM))
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    ids = [one["id"] for _, one in read.tags if "id" in one]
    assert len(ids) == len(set(ids))
    assert {str(one["href"])[1:] for one in read.named("a")} <= {str(one) for one in ids}


def test_words_written_from_the_right_are_marked(hostile: Document) -> None:
    assert {"ar", "he"} <= {
        str(one.get("lang")) for _, one in Read(webpage(hostile, TEAM)).tags if one.get("dir") == "rtl"
    }


def test_bars_fill_their_line_whatever_rounding_left_over(golden: Document) -> None:
    """The shares of one poll come to 100 per cent, of another to 99: both lines are as long."""
    stacks = re.findall(r'<svg class="stack".*?</svg>', webpage(golden, TEAM))
    ends = [re.findall(r'x="([0-9.]+)%" width="([0-9.]+)%"', stack)[-1] for stack in stacks]
    assert len(ends) == 3
    assert all(abs(float(start) + float(width) - 100) < 0.3 for start, width in ends)


def test_short_words_and_times_are_never_parted_in_a_table(golden: Document) -> None:
    page = webpage(golden, TEAM)
    assert '<th role="rowheader" scope="row" class="whole">20 March 2022 at\u00a019:30</th>' in page


def test_two_words_with_a_stroke_are_parted_there_and_not_inside(golden: Document) -> None:
    assert "(Primary/<wbr>secondary care interface" in webpage(golden, TEAM)


def test_a_table_of_words_names_each_cell_and_stays_a_table_where_its_cells_stand_under_each_other(
    golden: Document,
) -> None:
    page = webpage(golden, TEAM)
    (table,) = re.findall(r'<table class="wordy".*?</table>', page, re.DOTALL)
    assert 'data-name="Guest"' in table
    tags = re.findall(r"<(table|thead|tbody|tr|th|td)\b([^>]*)>", table)
    assert all('role="' in attributes for _, attributes in tags)
    assert 'class="wordy"' not in page.replace(table, "")


def test_what_the_page_shows_otherwise_is_only_read_out(golden: Document) -> None:
    page = webpage(golden, TEAM)
    assert '<caption><span class="unseen">Answers to “PCNs”</span></caption>' in page
    assert '<th scope="col" class="bar"><span class="unseen">Bar</span></th>' in page


@contextmanager
def served(content: bytes) -> Iterator[str]:
    """The address of a page on this machine, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(content)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("name", ["golden", "hostile", "look_back"])
@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_axe_finds_nothing_and_a_phone_needs_no_sideways_scrolling(
    name: str, request: pytest.FixtureRequest, open_page: Opener
) -> None:
    content = webpage(request.getfixturevalue(name), TEAM).encode()
    with served(content) as address:
        page = await open_page(address, width=320)
    assert await page.evaluate("() => document.documentElement.scrollWidth") <= 320
    await shot(page, f"report-{name}-phone")
    assert await grave(page) == []

"""A report as other engines make it: one child process each, so that every one is cold. Prints seconds as JSON."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise

from reports.document import Bar, Block, Chart, Document, Items, Lead, Paragraph, Section, Table

Line = tuple[str, str | tuple[Bar, ...]]
Renderer = Callable[[Document], bytes]


def ours() -> Renderer:
    """Typst with our template and typefaces: tagged, PDF/UA-1."""
    from reports.brand import Brand
    from reports.pdf import pdf

    return lambda document: pdf(document, Brand())


def picture() -> Renderer:
    """Our infographic as PNG; the document is not used."""
    from bench.reports import golden
    from reports.brand import Brand
    from reports.infographic import png
    from reports.picture import picture as shown

    report = golden()
    return lambda _: png(shown(report, Brand()), Brand())


def weasyprint() -> Renderer:
    """Our web page through WeasyPrint: the same content with system typefaces."""
    from weasyprint import HTML

    from reports.brand import Brand
    from reports.webpage import webpage

    return lambda document: bytes(HTML(string=webpage(document, Brand())).write_pdf(pdf_variant="pdf/ua-1"))


def reportlab() -> Renderer:
    """ReportLab's flowing layout: headings, paragraphs, tables with drawn bars; untagged, Latin-1."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    styles = getSampleStyleSheet()

    def render(document: Document) -> bytes:
        file = BytesIO()
        story = []
        for kind, content in lines(document):
            if isinstance(content, tuple):
                story.append(Grid([[bar.label, "|" * (bar.share or 0), bar.figure] for bar in content]))
            else:
                story.append(Flowing(content, styles["Heading1" if kind == "heading" else "BodyText"]))
        SimpleDocTemplate(file, pagesize=A4).build(story)
        return file.getvalue()

    return render


def matplotlib() -> Renderer:
    """Matplotlib: text placed line by line and bars as axes; untagged."""
    import matplotlib as mpl

    mpl.use("pdf")
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    def render(document: Document) -> bytes:
        file = BytesIO()
        with PdfPages(file) as pages:
            for page in paged(list(lines(document))):
                figure = Figure(figsize=(8.27, 11.69))
                for place, (_kind, content) in enumerate(page):
                    top = 0.95 - place * 0.022
                    if isinstance(content, tuple):
                        axes = figure.add_axes((0.3, top - 0.02, 0.5, 0.04))
                        axes.barh([bar.label for bar in content], [bar.share or 0 for bar in content])
                    else:
                        figure.text(0.1, top, content[:110], fontsize=9)
                pages.savefig(figure)
        return file.getvalue()

    return render


def paged(content: list[Line], most: int = 40) -> Iterator[list[Line]]:
    """As many lines as a page holds."""
    for start in range(0, len(content), most):
        yield content[start : start + most]


def lines(document: Document) -> Iterator[Line]:
    """The document as headings, lines and bars."""
    yield "heading", document.title
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Line]:
    yield "heading", section.title
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part)


def _block(block: Block) -> Iterator[Line]:
    match block:
        case Lead(text) | Paragraph(text):
            yield "line", text
        case Items():
            yield from (("line", f"{item.text} {item.ref} {item.detail}") for item in block.items)
        case Table():
            yield from (("line", " | ".join(row)) for row in block.rows)
        case Chart():
            yield from (
                ("line", block.title),
                ("line", block.finding),
                ("bars", _drawn(block.bars)),
                ("bars", _drawn(block.rooms)),
            )


def _drawn(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    return bars or (Bar("All", 0, ""),)


ENGINES = {one.__name__: one for one in (ours, picture, weasyprint, reportlab, matplotlib)}


def main(name: str) -> None:
    """Time one engine: its import, its first file, its second."""
    from bench.reports import golden_document

    document, marks = golden_document(), [time.perf_counter()]
    try:
        render = ENGINES[name]()
    except (ImportError, OSError) as error:
        print(json.dumps({"absent": str(error).splitlines()[0]}))
        return
    marks.append(time.perf_counter())
    before = time.process_time()
    size = len(render(document))
    busy = time.process_time() - before
    marks.append(time.perf_counter())
    render(document)
    marks.append(time.perf_counter())
    took = [after - before for before, after in pairwise(marks)]
    print(json.dumps({"import": took[0], "cold": took[1], "warm": took[2], "cpu": busy, "bytes": size}))


if __name__ == "__main__":
    main(sys.argv[1])

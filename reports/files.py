"""All files of a report, made off the event loop: what others call."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from consultation.disclosure import Reach
from consultation.model.documents import Document
from consultation.model.report import Report
from reports.brand import Brand
from reports.bundle import write_whole, zipped
from reports.compose import compose
from reports.data import data_files
from reports.docx import docx
from reports.infographic import infographic
from reports.markdown import markdown
from reports.pdf import pdf
from reports.picture import picture
from reports.tables import tables
from reports.webpage import webpage


async def make_files(report: Report, brand: Brand, reach: Reach = Reach.WITHIN) -> tuple[Document, ...]:
    """Every file of a report, without holding up the event loop. Raises ReportNotMade."""
    return await asyncio.to_thread(all_files, report, brand, reach)


def all_files(report: Report, brand: Brand, reach: Reach = Reach.WITHIN) -> tuple[Document, ...]:
    """Every file of a report. Blocking. Data is always made to leave the organisation, the others as far as `reach` goes."""
    return (*report_files(report, brand, reach), *infographic_files(report, brand, reach), data_file(report))


def report_files(report: Report, brand: Brand, reach: Reach = Reach.WITHIN) -> tuple[Document, ...]:
    """The report as PDF, HTML, Markdown and DOCX: one document in four formats."""
    document = compose(report, brand, reach)
    about = f"Report: {document.title}. {document.description}"
    return (
        Document("report.pdf", f"Report: {document.title}", about, pdf(document, brand)),
        Document("report.html", "The report as a web page", about, webpage(document, brand).encode()),
        Document("report.md", "The report as plain text", about, markdown(document).encode()),
        Document("report.docx", "The report to edit", about, docx(document, brand)),
    )


def infographic_files(report: Report, brand: Brand, reach: Reach = Reach.WITHIN) -> tuple[Document, ...]:
    """The infographic as PNG and PDF, and its words."""
    shown = picture(report, brand, reach)
    drawn = infographic(shown, brand)
    title = f"Infographic: {shown.title}"
    return (
        Document("infographic.png", title, drawn.alternative, drawn.png),
        Document("infographic.pdf", title, drawn.alternative, drawn.pdf),
        Document(
            "infographic.txt", "The infographic in words", drawn.alternative, drawn.alternative.encode()
        ),
    )


def data_file(report: Report) -> Document:
    """The data as one zip: CSV, JSON and the codebook."""
    held = tables(report)
    rows = ", ".join(f"{len(table.rows):,} rows of {table.name}" for table in held)
    return Document(
        "data.zip",
        "The data, with its codebook",
        f"Data with its codebook: {rows}.",
        zipped(data_files(held)),
    )


def store(files: Iterable[Document], folder: Path) -> None:
    """Write files into a folder, each whole."""
    for file in files:
        write_whole(folder / file.name, file.content)

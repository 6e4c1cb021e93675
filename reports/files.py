"""All files of a report, made off the event loop: what others call."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from consultation.disclosure import Reach
from consultation.model.documents import Document
from consultation.model.programme import ProgrammeReport
from consultation.model.report import Report
from reports.brand import Brand
from reports.bundle import write_whole, zipped
from reports.compose import compose
from reports.data import data_files
from reports.document import Document as Composed
from reports.docx import docx
from reports.infographic import infographic
from reports.look_back import compose_programme
from reports.markdown import markdown
from reports.pdf import pdf
from reports.phrases import count
from reports.picture import picture
from reports.tables import tables
from reports.webpage import webpage


async def make_files(
    report: Report | ProgrammeReport, brand: Brand, reach: Reach = Reach.WITHIN
) -> tuple[Document, ...]:
    """Every file of a report, without holding up the event loop. Raises ReportNotMade."""
    return await asyncio.to_thread(all_files, report, brand, reach)


def all_files(
    report: Report | ProgrammeReport, brand: Brand, reach: Reach = Reach.WITHIN
) -> tuple[Document, ...]:
    """Every file of a report. Blocking. Data is always made to leave the organisation, the others as far as `reach` goes."""
    if isinstance(report, ProgrammeReport):
        return written_files("programme", compose_programme(report, brand), brand)
    return (*report_files(report, brand, reach), *infographic_files(report, brand, reach), data_file(report))


def report_files(report: Report, brand: Brand, reach: Reach = Reach.WITHIN) -> tuple[Document, ...]:
    """The report as PDF, HTML, Markdown and DOCX: one document in four formats."""
    return written_files("report", compose(report, brand, reach), brand)


def written_files(name: str, document: Composed, brand: Brand) -> tuple[Document, ...]:
    """A composed document in four formats, with a name for all of them."""
    about = f"Report: {document.title}. {document.description}"
    return (
        Document(f"{name}.pdf", f"Report: {document.title}", about, pdf(document, brand)),
        Document(f"{name}.html", "The report as a web page", about, webpage(document, brand).encode()),
        Document(f"{name}.md", "The report as plain text", about, markdown(document).encode()),
        Document(f"{name}.docx", "The report to edit", about, docx(document, brand)),
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
    rows = ", ".join(f"{count(len(table.rows), 'row')} of {table.name}" for table in held)
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

"""Composing the report of a whole programme: its sessions, what came back, how answers moved."""

from collections.abc import Iterator

from consultation.model.programme import Moved, ProgrammeReport, SessionFinding
from consultation.report import TO_BE_ANNOUNCED, written
from reports.brand import Brand
from reports.document import Block, Document, Item, Items, Kind, Paragraph, Section, Table
from reports.phrases import count, listed
from reports.words import cut, printable

TEXT_MOST = 600


def compose_programme(report: ProgrammeReport, brand: Brand) -> Document:
    """The programme as a document, complete with sentences for what is missing."""
    found = report.found
    notes, actions = sum(one.notes for one in found.sessions), sum(len(one.actions) for one in found.sessions)
    to_come = f" {count(found.still_to_come, 'session')} still to publish." if found.still_to_come else ""
    told = f"{count(len(found.sessions), 'session')} published their digests.{to_come}"
    return Document(
        title=f"{printable(found.name)}: what we found",
        organisation=printable(brand.name),
        programme=printable(found.name),
        about=(told,),
        facts=tuple(
            (f"{number:,}", name if number != 1 else name[:-1])
            for number, name in ((len(found.sessions), "sessions"), (notes, "notes"), (actions, "actions"))
        ),
        sections=(
            _overview(report, told),
            *_sessions(report),
            _came_back(report),
            _moved(report),
            _method(brand),
        ),
        description=f"What {count(len(found.sessions), 'session')} found, what came back, and how answers moved.",
        language=brand.language,
    )


def _overview(report: ProgrammeReport, told: str) -> Section:
    rows = tuple(
        (
            f"{number}. {printable(one.question)}",
            f"{one.participants:,}",
            f"{one.notes:,}",
            f"{len(one.actions):,}",
        )
        for number, one in enumerate(report.found.sessions, start=1)
    )
    header = ("Session", "Participants", "Notes", "Actions")
    table = Table("Sessions, and what was kept in each", header, rows, frozenset({1, 2, 3}))
    said = "People may have come to several sessions: the participants of all are not added up."
    return Section(
        "Overview", (Paragraph(told), table, Paragraph(said, quiet=True)), anchor="overview", whole=True
    )


def _sessions(report: ProgrammeReport) -> Iterator[Section]:
    for number, one in enumerate(report.found.sessions, start=1):
        when = written(one.starts_at, report.zone) if one.starts_at else TO_BE_ANNOUNCED
        yield Section(
            f"Session {number}: {printable(one.question)}",
            (Paragraph(when, quiet=True), *_findings(one)),
            kind=Kind.ROOM,
            anchor=f"session-{number}",
            whole=True,
        )


def _findings(one: SessionFinding) -> Iterator[Block]:
    if one.headlines:
        yield Items(tuple(map(_item, one.headlines)), "What the rooms would say first")
    if one.actions:
        yield Items(tuple(map(_item, one.actions)), "Actions", numbered=True)
    if not one.headlines and not one.actions:
        yield Paragraph("No headlines and no actions were kept in this session.")


def _item(text: str) -> Item:
    return Item(cut(printable(text), TEXT_MOST))


def _came_back(report: ProgrammeReport) -> Section:
    items = tuple(
        Item(
            cut(printable(one.text), TEXT_MOST),
            detail=f"Sessions {listed([str(number) for number in one.sessions])}",
        )
        for one in report.found.came_back
    )
    blocks: tuple[Block, ...] = (
        (Items(items),) if items else (Paragraph("Nothing was said alike in two sessions."),)
    )
    return Section("What came back", blocks, anchor="came-back", whole=True)


def _moved(report: ProgrammeReport) -> Section:
    rows = tuple(row for one in report.found.moved for row in _rows(one))
    table = Table(
        "Agree or strongly agree", ("Question", "Session", "Answers", "Share"), rows, frozenset({1, 2, 3})
    )
    blocks: tuple[Block, ...] = (table,) if rows else (Paragraph("No question was asked in two sessions."),)
    return Section("How answers moved", blocks, anchor="moved")


def _rows(one: Moved) -> Iterator[tuple[str, ...]]:
    for number, share, answers in one.shares:
        yield printable(one.question), str(number), f"{answers:,}", f"{share} %"


def _method(brand: Brand) -> Section:
    how = (
        "This looks at what was published and at nothing else. What came back is found by its words: points of different sessions that "
        "share rare ones. It is worth reading both before quoting them. Shares are of those who answered, and those were different people "
        "from session to session; questions that fewer than five answered are left out."
    )
    disclaimer = Section("Disclaimer", (Paragraph(printable(brand.disclaimer)),), anchor="disclaimer")
    return Section("Method and limits", (Paragraph(how),), (disclaimer,), anchor="method")

"""The report as Markdown, for wikis and repositories: the same sentences and figures, nothing that people wrote taken for markup."""

import re
from collections.abc import Iterable

from reports.document import Bar, Block, Chart, Document, Item, Items, Lead, Paragraph, Section, Table

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")


def markdown(document: Document) -> str:
    """The document as CommonMark with tables (GFM)."""
    about = [plain(line) for line in (document.programme, *document.about, document.organisation) if line]
    lines = [
        f"# {plain(document.title)}",
        *about,
        " · ".join(f"**{figure}** {name}" for figure, name in document.facts),
    ]
    for section in document.sections:
        lines += _section(section, 2)
    return "\n\n".join(filter(None, lines)) + "\n"


def plain(text: str) -> str:
    """People's words, so that no sign in them is markup."""
    safe = _MARKUP.sub(r"\\\1", text)
    return _OPENING.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", safe)


def _section(section: Section, level: int) -> Iterable[str]:
    yield f"{'#' * level} {plain(section.title)}"
    for block in section.blocks:
        yield from _block(block, level + 1)
    for part in section.parts:
        yield from _section(part, level + 1)


def _block(block: Block, level: int) -> Iterable[str]:
    match block:
        case Lead(text):
            yield f"> {plain(text)}"
        case Paragraph(text):
            yield plain(text)
        case Items():
            yield from _items(block, level)
        case Table():
            yield f"**{plain(block.caption)}**"
            yield _table(block.header, block.rows, block.numbers)
        case Chart():
            yield from _chart(block, level)


def _items(items: Items, level: int) -> Iterable[str]:
    if items.title:
        yield f"{'#' * level} {plain(items.title)}"
    marks = (f"{place}." if items.numbered else "-" for place in range(1, len(items.items) + 1))
    yield "\n".join(f"{mark} {_item(item)}" for mark, item in zip(marks, items.items, strict=True))


def _item(item: Item) -> str:
    ref = plain(item.ref)
    linked = (
        f" [{ref}](<{item.link.replace('>', '%3E').replace('<', '%3C')}>)"
        if item.link and ref
        else f" ({ref})"
        if ref
        else ""
    )
    return f"{plain(item.text)}{linked}{f' *{plain(item.detail)}*' if item.detail else ''}"


def _table(header: Iterable[str], rows: Iterable[Iterable[str]], numbers: frozenset[int]) -> str:
    heads = list(header)
    rule = ["---:" if place in numbers else "---" for place in range(len(heads))]
    lines = [heads, rule, *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _chart(chart: Chart, level: int) -> Iterable[str]:
    yield f"{'#' * level} {plain(chart.title)}"
    yield f"**{plain(chart.finding)}** ({chart.base})"
    if any(bar.share is not None for bar in chart.bars):
        yield _bars("Answer", chart.bars)
    if chart.rooms:
        yield "Agree or strongly agree, by room:"
        yield _bars("Room", chart.rooms)
    if chart.note:
        yield f"*{chart.note}*"


def _bars(name: str, bars: Iterable[Bar]) -> str:
    rows = (
        (bar.label, "not shown" if bar.answers is None else f"{bar.answers:,}", bar.figure) for bar in bars
    )
    return _table((name, "Answers", "Share"), rows, frozenset({1, 2}))

"""The report as a document: sections of plain blocks, from which each format is drawn. All texts are clean, none is escaped."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence that stands out: what a room would say first."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain words. `quiet` ones are set smaller: bases, notes on method."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: `ref` names it, `link` leads to where it was said, `detail` says more in small letters."""

    text: str
    ref: str = ""
    link: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not, under a small heading where it has one."""

    items: tuple[Item, ...]
    title: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. Columns whose place is in `numbers` are figures and stand to the right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


class Scale(StrEnum):
    """What the bars of a chart are: answers that stand beside each other, or steps from agreement to disagreement."""

    CHOICES = "choices"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its share in per cent (None where it may not be told) and the figure as it is written."""

    label: str
    share: int | None
    figure: str
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A poll's outcome. `summary` says all of it in a sentence or two, for those who don't see the bars; `base` is the n."""

    title: str
    scale: Scale
    share: int | None
    finding: str
    base: str
    summary: str
    bars: tuple[Bar, ...]
    rooms: tuple[Bar, ...] = ()
    note: str = ""


Block = Lead | Paragraph | Items | Table | Chart


class Kind(StrEnum):
    """What a section is about, where a page is laid out by it."""

    TEXT = "text"
    ROOM = "room"
    THEMES = "themes"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks, on a new page where it has one of its own; a `whole` one is not parted where it is short.

    `parts` are headed parts of it.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()
    kind: Kind = Kind.TEXT
    anchor: str = ""
    own_page: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report: what stands on the cover (`facts` are figures with their names), and its sections. `language` is a BCP 47 tag."""

    title: str
    organisation: str
    programme: str
    about: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    description: str
    language: str = "en-GB"

"""What the infographic shows, chosen from the report, and the same in words for those who don't see it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consultation.disclosure import Reach
from consultation.model.report import Report, ReportPoll, ReportRoom
from reports.brand import Brand
from reports.charts import ROUNDED, based, chart
from reports.cover import facts
from reports.document import Bar, Chart
from reports.phrases import count, rooms_named
from reports.words import cut, printable

THEMES_MOST, STATEMENTS_MOST, POLLS_MOST, ROOMS_MOST, ACTIONS_MOST = 4, 3, 6, 12, 9
"""More than this is no picture: the rest is in the report, and the picture says so."""
STATEMENT_MOST, TITLE_MOST, THEME_MOST, SOURCE_MOST = 240, 160, 80, 60
TAGS = (("concern", "Concerns"), ("opportunity", "Opportunities"), ("proposal", "Proposals"))
KIND_MOST = 18
"""Letters of the name of a programme's own kind of note, beside its number in half a phone's width."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A theme of the picture with its statements, each with the rooms that said it."""

    title: str
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One room among the small multiples: its name and how many notes of each kind it kept."""

    title: str
    theme: str
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The infographic before it is drawn. `more` are sentences on what there was no place for; `most` is the longest bar of the tiles."""

    title: str
    programme: str
    about: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    polls: tuple[Chart, ...]
    tiles: tuple[Tile, ...]
    actions: tuple[tuple[str, str], ...]
    more: tuple[str, ...]
    footer: str

    @property
    def most(self) -> int:
        """The most notes of one kind in one room."""
        return max((notes for tile in self.tiles for _, notes in tile.bars), default=0)


def picture(report: Report, brand: Brand, reach: Reach = Reach.WITHIN) -> Picture:
    """The picture of a report: its themes, polls, rooms and actions as far as there is place."""
    rooms = [room for room in report.rooms if room.number]
    kinds = tuple(_kinds(rooms))
    return Picture(
        title=cut(printable(report.question), TITLE_MOST),
        programme=printable(report.programme or ""),
        about=tuple(
            filter(None, (printable(report.when), report.guest and f"With {printable(report.guest)}"))
        ),
        facts=tuple(facts(report, reach)),
        panels=tuple(_panels(report, len(rooms))),
        polls=tuple(_chart(poll, reach) for poll in report.polls[:POLLS_MOST]),
        tiles=tuple(_tile(room, kinds) for room in rooms[:ROOMS_MOST]),
        actions=tuple(
            (cut(printable(one.text), STATEMENT_MOST), rooms_named(one.rooms, len(rooms)))
            for one in report.actions[:ACTIONS_MOST]
        ),
        more=(*_more(report, len(rooms)), *((ROUNDED,) if reach is Reach.OUTSIDE and report.polls else ())),
        footer=printable(brand.disclaimer),
    )


def alternative(shown: Picture) -> str:
    """Everything that the picture shows, as text to read out."""
    return "\n".join(_told(shown))


def _chart(poll: ReportPoll, reach: Reach) -> Chart:
    """A poll's chart, with where it was asked if that was in a survey."""
    drawn = chart(poll, reach)
    asked = "" if poll.source == "Poll" else f" · {cut(printable(poll.source), SOURCE_MOST)}"
    return replace(drawn, base=f"{drawn.base}{asked}")


def _panels(report: Report, rooms: int) -> Iterator[Panel]:
    for theme in report.themes[:THEMES_MOST]:
        said = (
            (cut(printable(one.text), STATEMENT_MOST), rooms_named(one.rooms, rooms))
            for one in theme.statements[:STATEMENTS_MOST]
        )
        yield Panel(cut(printable(theme.title), THEME_MOST), tuple(said))


def _kinds(rooms: Sequence[ReportRoom]) -> Sequence[tuple[str, str]]:
    """The kinds of notes that the tiles count: our own, or the commonest of a programme that has others."""
    counts = Counter(note.tags[0] for room in rooms for note in room.notes if note.tags)
    if not counts or any(counts[tag] for tag, _ in TAGS):
        return TAGS
    return [(tag, cut(printable(tag).capitalize(), KIND_MOST)) for tag, _ in counts.most_common(len(TAGS))]


def _tile(room: ReportRoom, kinds: Sequence[tuple[str, str]]) -> Tile:
    counts = Counter(tag for note in room.notes for tag in note.tags)
    bars = tuple((name, counts[tag]) for tag, name in kinds)
    return Tile(f"Room {room.number}", cut(printable(room.theme), THEME_MOST), bars)


def _more(report: Report, rooms: int) -> Iterator[str]:
    left = (
        (len(report.themes) - THEMES_MOST, "theme"),
        (len(report.polls) - POLLS_MOST, "poll"),
        (rooms - ROOMS_MOST, "room"),
        (len(report.actions) - ACTIONS_MOST, "action"),
    )
    missing = [count(number, noun) for number, noun in left if number > 0]
    if missing:
        yield f"The report has more: {', '.join(missing)}."


def _told(shown: Picture) -> Iterator[str]:
    yield " · ".join(filter(None, (shown.programme, shown.title, *shown.about)))
    yield ", ".join(f"{figure} {name}" for figure, name in shown.facts) + "."
    for panel in shown.panels:
        yield f"Theme: {panel.title}"
        yield from (_with(text, rooms) for text, rooms in panel.statements)
    for poll in shown.polls:
        asked = poll.base.partition(" · ")[2] or "Poll"
        yield f"{asked}: {poll.title}: {poll.summary}"
        yield from filter(None, (poll.note,))
    for tile in shown.tiles:
        yield f"{tile.title}, {tile.theme}: {', '.join(f'{name.lower()} {notes}' for name, notes in tile.bars)}."
    for place, (text, rooms) in enumerate(shown.actions, start=1):
        yield f"Action {place}: {_with(text, rooms)}"
    yield from (*shown.more, shown.footer)


def _with(text: str, rooms: str) -> str:
    return f"{text} ({rooms})" if rooms else text


def strip(bars: Iterable[Bar]) -> list[dict[str, object]]:
    """Bars by room as the template draws them."""
    return [{"label": bar.label, "share": bar.share, "figure": based(bar)} for bar in bars]

"""Composing the report: cover, introduction, findings, themes, a page a room, polls, actions, next steps, method and limits."""

from collections.abc import Iterable, Iterator, Sequence

from consultation.disclosure import Reach
from consultation.model.report import (
    Report,
    ReportAction,
    ReportPoint,
    ReportPoll,
    ReportRoom,
    ReportWritings,
)
from consultation.texts import quoted
from reports.brand import Brand
from reports.charts import ROUNDED, chart
from reports.cover import facts, figure, people, people_of, seated, shown
from reports.document import (
    Block,
    Document,
    Item,
    Items,
    Kind,
    Lead,
    Paragraph,
    Section,
    Table,
)
from reports.phrases import count, listed, rooms_named
from reports.words import TEXT_MOST, cut, printable
from reports.writings import written

TAG_TITLES = {
    "concern": "Concerns",
    "opportunity": "Opportunities",
    "proposal": "Proposals",
    "quote": "In their words",
    "action": "Actions",
    "question": "Questions",
}
NO_GUEST = "None named"
NO_WORDS = "(no words)"
NO_NOTES = "No notes were kept in this room."
SEVERAL_ROOMS = "Some sat in several rooms, one after the other: they are counted in each of these, and once in the session."


def compose(report: Report, brand: Brand, reach: Reach = Reach.WITHIN) -> Document:
    """The report as a document, complete with sentences for what is missing."""
    sections = (
        _introduction(report, reach),
        _findings(report, reach),
        *_themes(report),
        *_rooms(report, reach),
        *_polls(report, reach),
        _actions(report),
        _next_steps(report),
        _method(report, brand, reach),
    )
    return Document(
        title=printable(report.question),
        organisation=printable(brand.name),
        programme=printable(report.programme or ""),
        about=tuple(_about(report)),
        facts=tuple(facts(report, reach)),
        sections=sections,
        description=f"What {people(report.participants, reach)} found: themes, rooms, polls and actions.",
        language=brand.language,
    )


def _about(report: Report) -> Iterator[str]:
    if report.when:
        yield printable(report.when)
    if report.guest:
        yield f"With {printable(report.guest)}"
    if report.version > 1:
        yield f"Version {report.version}"


def _introduction(report: Report, reach: Reach) -> Section:
    rooms = sum(1 for room in report.rooms if room.number)
    where = f" in {count(rooms, 'room') if rooms > 1 else 'one room'}" if rooms else ""
    kept = count(report.notes, "note") if report.notes else "no notes"
    programme = f" of {printable(report.programme)}" if report.programme else ""
    took = f"{people(report.participants, reach).capitalize()} took part in this session{programme}."
    talked = f" They discussed {quoted(printable(report.question))}{where}; facilitators kept {kept} of what was said."
    rows = tuple((printable(one.name), figure(one.n, reach), one.unit) for one in report.sources)
    blocks: list[Block] = [Paragraph(took + talked)]
    if report.changes:
        blocks.append(Paragraph(f"What is new in version {report.version}: {printable(report.changes)}"))
    if rows:
        blocks.append(Table("What this report is drawn from", ("Source", "n", "Unit"), rows, frozenset({1})))
    return Section("Introduction", tuple(blocks), anchor="introduction")


def _findings(report: Report, reach: Reach) -> Section:
    if not report.rooms:
        return Section(
            "Findings",
            (Paragraph("No rooms were opened in this session."),),
            anchor="findings",
            whole=True,
        )
    there = seated(report, reach)
    rows = tuple(
        (
            room.title if not room.number else f"{room.number}. {printable(room.theme)}",
            shown(there[room.number]),
            f"{len(room.notes):,}",
        )
        for room in report.rooms
    )
    table = Table(
        "Rooms, and what was kept in each", ("Room", "Participants", "Notes"), rows, frozenset({1, 2})
    )
    said = tuple(
        Item(cut(printable(text), TEXT_MOST), detail=rooms_named((room.number,)))
        for room in report.rooms
        for text in room.headlines[:1]
    )
    headlines = (Items(said, "What each room would say first"),) if said else ()
    several = sum(room.participants for room in report.rooms if room.number) > report.participants
    rounds = (Paragraph(SEVERAL_ROOMS, quiet=True),) if several else ()
    return Section("Findings", (*headlines, table, *rounds), anchor="findings", whole=True)


def _themes(report: Report) -> Iterator[Section]:
    rooms = sum(1 for room in report.rooms if room.number)
    parts = tuple(
        Section(
            printable(theme.title),
            (
                Items(
                    tuple(
                        Item(printable(one.text), detail=rooms_named(one.rooms, rooms))
                        for one in theme.statements
                    )
                ),
            ),
            anchor=f"theme-{place}",
        )
        for place, theme in enumerate(report.themes, start=1)
    )
    if parts:
        yield Section("Key themes", parts=parts, kind=Kind.THEMES, anchor="themes", whole=True)


def _rooms(report: Report, reach: Reach) -> Iterator[Section]:
    there = seated(report, reach)
    for room in report.rooms:
        yield _room(room, people_of(there[room.number], reach), len(there) - (0 in there))


def _room(room: ReportRoom, there: str, rooms: int) -> Section:
    # Where there is none, a sentence says so below.
    told = " · ".join(
        [there, *([f"{count(len(room.notes), 'note')} kept"] if room.notes else [])]
    ).capitalize()
    if room.points and all(point.confirmed is False for point in room.points):
        told += " · not confirmed by the room"
    elif room.points and all(point.confirmed for point in room.points):
        told += " · confirmed by the room"
    blocks: list[Block] = [Paragraph(told, quiet=True)]
    blocks += [Lead(cut(printable(text), TEXT_MOST)) for text in room.headlines]
    blocks += _points(room, rooms)
    if not room.points:
        blocks.append(Paragraph(NO_NOTES))
    title = f"Room {room.number}: {printable(room.theme)}" if room.number else printable(room.theme)
    return Section(title, tuple(blocks), kind=Kind.ROOM, anchor=f"room-{room.number}", own_page=True)


def _points(room: ReportRoom, rooms: int) -> Iterator[Items]:
    """The points by what they are, each once: under its first tag, with the others beside it."""
    links = {note.ref: note.permalink for note in room.notes}
    # Where nothing was confirmed it is said once, above; a mark at each point would say no more.
    mark = any(point.confirmed for point in room.points)
    for tag in dict.fromkeys(point.tags[0] if point.tags else "" for point in room.points):
        here = [point for point in room.points if (point.tags[0] if point.tags else "") == tag]
        title = TAG_TITLES.get(tag, printable(tag).capitalize() or "Notes")
        yield Items(tuple(_point(point, links, rooms, mark=mark) for point in here), title)


def _point(point: ReportPoint, links: dict[str, str], rooms: int, *, mark: bool) -> Item:
    said = [f"also {tag}" for tag in map(printable, point.tags[1:])]
    if len(point.refs) > 1:
        said.append(f"from notes {listed(point.refs)}")
    if len(point.rooms) > 1:
        said.append(rooms_named(point.rooms, rooms).replace("Said", "said", 1))
    if mark and point.confirmed is False:
        said.append("not confirmed by the room")
    ref = point.refs[0] if len(point.refs) == 1 else ""
    return Item(
        cut(printable(point.text), TEXT_MOST) or NO_WORDS, ref, _safe(links.get(ref, "")), " · ".join(said)
    )


def _safe(link: str) -> str:
    """A link that leads to a page; anything else is none."""
    plain = link.isascii() and link.isprintable() and " " not in link
    return link if plain and link.startswith(("https://", "http://")) else ""


def _polls(report: Report, reach: Reach) -> Iterator[Section]:
    asked: list[ReportPoll | ReportWritings] = [*report.polls, *report.writings]
    if not asked:
        return
    parts: list[Section] = []
    for source in dict.fromkeys(one.source for one in asked):
        blocks = (
            *(chart(poll, reach) for poll in report.polls if poll.source == source),
            *(block for one in report.writings if one.source == source for block in written(one, reach)),
        )
        title = "Polls" if source == "Poll" else printable(source)
        parts.append(Section(title, blocks, anchor=f"polls-{len(parts) + 1}"))
    told = (Paragraph(ROUNDED, quiet=True),) if reach is Reach.OUTSIDE else ()
    if len(parts) == 1:
        yield Section("Polls and surveys", (*told, *parts[0].blocks), anchor="polls", own_page=True)
    else:
        yield Section("Polls and surveys", told, tuple(parts), anchor="polls", own_page=True)


def _actions(report: Report) -> Section:
    if not report.actions:
        blocks: tuple[Block, ...] = (Paragraph("No actions were put forward in this session."),)
    else:
        rooms = sum(1 for room in report.rooms if room.number)
        blocks = (Items(tuple(_action(one, rooms) for one in report.actions), numbered=True),)
    return Section("High impact actions", blocks, kind=Kind.ACTIONS, anchor="actions", whole=True)


def _action(action: ReportAction, rooms: int) -> Item:
    votes = [] if action.votes is None else [count(action.votes, "vote")]
    detail = " · ".join([*filter(None, [rooms_named(action.rooms, rooms)]), *votes])
    return Item(cut(printable(action.text), TEXT_MOST), link=_safe(action.permalink), detail=detail)


def _next_steps(report: Report) -> Section:
    blocks: list[Block] = []
    if report.next_steps:
        blocks.append(Items(tuple(Item(printable(text)) for text in report.next_steps)))
    if report.next_sessions:
        # A column of nothing but "none" would say nothing.
        told = 3 if any(one.guest for one in report.next_sessions) else 2
        rows = tuple(
            (printable(one.when), printable(one.question), printable(one.guest or NO_GUEST))[:told]
            for one in report.next_sessions
        )
        blocks.append(Table("Sessions to come", ("When", "Question", "Guest")[:told], rows))
    if not blocks:
        blocks.append(Paragraph("No further session is planned yet."))
    return Section("Next steps", tuple(blocks), anchor="next-steps")


def _method(report: Report, brand: Brand, reach: Reach) -> Section:
    limits = Items(tuple(map(Item, _limits(report, reach))), "Limits")
    blocks: tuple[Block, ...] = (*map(Paragraph, _how(report, brand)), limits)
    disclaimer = Section("Disclaimer", (Paragraph(printable(brand.disclaimer)),), anchor="disclaimer")
    return Section("Method and limits", blocks, (disclaimer,), anchor="method", whole=True)


def _how(report: Report, brand: Brand) -> Iterable[str]:
    names = "without names but where a role or a name may be told" if report.named else "without names"
    yield (
        "People talked in rooms, each on one theme. What mattered was kept by the room’s facilitator from what was written there, word "
        f"for word and {names}, and marked as a concern, an opportunity, a proposal or the like. The number beside a point leads "
        "to the note behind it. Figures are counted; sentences are people’s own."
    )
    yield from map(printable, brand.method)


def _limits(report: Report, reach: Reach) -> Sequence[str]:
    said = [
        "Those who took part chose to. They don’t stand for everybody in their profession or place.",
        "A point that one person made stands beside a point that many made; how often something was said is not how true it is.",
    ]
    if report.polls:
        said.append(
            "Percentages are of those who answered, rounded to whole ones, and may not add up to 100. The base of each is shown."
        )
        small = "Rooms with fewer than 5 answers are not shown apart, nor any from which they could be worked out."
        said.append(ROUNDING if reach is Reach.OUTSIDE else small)
    return said


ROUNDING = (
    "Counts from 1 to 7 are left out and others rounded to 5, so that nobody’s answer can be worked out."
)

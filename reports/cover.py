"""The figures that stand in front: how many people, rooms, notes and actions."""

from collections.abc import Iterator

from consultation.disclosure import Reach, leaving, rounded
from consultation.model.questions import Tally
from consultation.model.report import Report
from reports.phrases import count


def facts(report: Report, reach: Reach) -> Iterator[tuple[str, str]]:
    """The figures that a cover shows, each with its name."""
    rooms = sum(1 for room in report.rooms if room.number)
    for number, name in ((report.participants, "participant"), (rooms, "room"), (report.notes, "note")):
        told = figure(number, reach) if name == "participant" else f"{number:,}"
        yield told, name if told == "1" else f"{name}s"
    if report.actions:
        yield f"{len(report.actions):,}", "action" if len(report.actions) == 1 else "actions"


def people(number: int, reach: Reach) -> str:
    """How many took part, as far as it may be told."""
    return people_of(number if reach is Reach.WITHIN else rounded(number), reach)


def people_of(told: int | None, reach: Reach) -> str:
    """A number of people that was made fit to tell; None is a small one."""
    if told is None:
        return "a few participants"
    return count(told, "participant") if reach is Reach.WITHIN else f"about {count(told, 'participant')}"


def figure(number: int, reach: Reach) -> str:
    """A number of people, as far as it may be told."""
    return shown(number if reach is Reach.WITHIN else rounded(number))


def shown(told: int | None) -> str:
    """A figure that was made fit to tell."""
    return "not shown" if told is None else f"{told:,}"


def seated(report: Report, reach: Reach) -> dict[int, int | None]:
    """How many sat in each room, by its number, as far as it may be told: a small room takes another with it where it must."""
    if reach is Reach.WITHIN:
        return {room.number: room.participants for room in report.rooms}
    rooms = [room for room in report.rooms if room.number]
    told = leaving(Tally(tuple(room.participants for room in rooms))).options if rooms else ()
    return {0: rounded(report.participants), **dict(zip((room.number for room in rooms), told, strict=True))}

"""The figures that stand in front: how many people, rooms, notes and actions."""

from collections.abc import Iterator

from consultation.disclosure import Reach, rounded
from consultation.model.report import Report
from reports.phrases import count


def facts(report: Report, reach: Reach) -> Iterator[tuple[str, str]]:
    """The figures that a cover shows, each with its name."""
    rooms = sum(1 for room in report.rooms if room.number)
    for number, name in ((report.participants, "participant"), (rooms, "room"), (report.notes, "note")):
        shown = figure(number, reach) if name == "participant" else f"{number:,}"
        yield shown, name if shown == "1" else f"{name}s"
    if report.actions:
        yield f"{len(report.actions):,}", "action" if len(report.actions) == 1 else "actions"


def people(number: int, reach: Reach) -> str:
    """How many took part, as far as it may be told."""
    if reach is Reach.WITHIN:
        return count(number, "participant")
    about = rounded(number)
    return "a few participants" if about is None else f"about {count(about, 'participant')}"


def figure(number: int, reach: Reach) -> str:
    """A number of people, as far as it may be told."""
    shown = number if reach is Reach.WITHIN else rounded(number)
    return "not shown" if shown is None else f"{shown:,}"

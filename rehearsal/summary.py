"""What was expected and what was seen, figure by figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from rehearsal.cast.company import Room
    from rehearsal.cast.control import Json
    from rehearsal.cast.golden import Golden
    from rehearsal.published import DigestRead

FILES = ("report.pdf", "report.html", "infographic.png", "infographic.txt", "data.zip")

SLACK_WAITS_MS = 3000

MOST = 60
"""Letters of a column before it is cut."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what the golden session says and what the workspace showed."""

    name: str
    expected: str
    seen: str

    @property
    def holds(self) -> bool:
        """Return whether both are the same."""
        return self.expected == self.seen


def figures(
    golden: Golden,
    rooms: Sequence[Room],
    digest: DigestRead,
    calls: Sequence[Json],
    troubles: Sequence[str],
    files: Sequence[str],
) -> list[Figure]:
    """Return every figure of the golden session; the calls are the bot's, the troubles what people ran into, the files by name."""
    return [
        *_placement(golden, rooms),
        *_notes(golden, digest),
        *_outcomes(golden, digest),
        *_words_above(golden, digest),
        Figure("Files of the report", ", ".join(FILES), ", ".join(files)),
        Figure("Calls of the bot that were refused", "none", _refused(calls)),
        Figure("People who were refused or waited in vain", "none", str(len(troubles) or "none")),
    ]


def _placement(golden: Golden, rooms: Sequence[Room]) -> list[Figure]:
    sizes = [golden.rooms_of] * len(golden.rooms)
    seen = [len(room.participants) for room in rooms]
    return [
        Figure("People placed", str(golden.participants), str(sum(seen))),
        Figure("In each room", _row(sizes), _row(seen)),
        Figure(
            "Facilitators in each room",
            _row([1] * len(sizes)),
            _row(len(room.facilitators) for room in rooms),
        ),
    ]


def _notes(golden: Golden, digest: DigestRead) -> list[Figure]:
    by_theme = {room.theme: room for room in digest.rooms}
    read = [by_theme.get(room.theme) for room in golden.rooms]
    found = Counter(tag for room in digest.rooms for tag, _ in room.notes if tag in golden.notes_per_tag)
    wanted = {
        (room.theme, tag, remark.text)
        for room in golden.rooms
        for remark in room.remarks
        for tag in remark.tags
    }
    standing = {(room.theme, tag, words) for room in digest.rooms for tag, words in room.notes}
    headlines = {room.headline for room in golden.rooms}
    return [
        Figure("Notes", str(golden.notes), str(sum(len(room.remarks) for room in digest.rooms))),
        Figure(
            "Notes in each room",
            _row(golden.notes_per_room),
            _row(len(room.remarks) if room else 0 for room in read),
        ),
        *(
            Figure(f"Notes tagged {tag}", str(number), str(found[tag]))
            for tag, number in golden.notes_per_tag.items()
        ),
        Figure("Words under their room and tag", str(len(wanted)), _of(wanted, standing)),
        Figure(
            "Rooms that confirmed their points",
            str(len(golden.rooms)),
            str(sum(room.confirmed for room in digest.rooms)),
        ),
        Figure(
            "Headlines",
            str(len(headlines)),
            _of(headlines, {line for room in digest.rooms for line in room.headlines}),
        ),
    ]


def _of(wanted: AbstractSet[object], standing: AbstractSet[object]) -> str:
    """Return how many of the wanted stand there, with what stands there and is not wanted."""
    more = len(standing - wanted)
    return f"{len(wanted & standing)}" + (f", and {more} that should not be there" if more else "")


def _outcomes(golden: Golden, digest: DigestRead) -> list[Figure]:
    shown = digest.polls
    return [
        *(
            Figure(
                f"Agree: {statement.text}",
                f"{statement.percent} % of {statement.answers}",
                "{} % of {}".format(*shown[statement.text]) if statement.text in shown else "not there",
            )
            for statement in golden.statements
        ),
        _actions(golden, digest),
        Figure("Next sessions", str(len(golden.later)), str(_announced(golden, digest))),
    ]


def _actions(golden: Golden, digest: DigestRead) -> Figure:
    wanted = {(action.text, action.rooms) for action in golden.actions}
    standing = set(zip(digest.actions, digest.action_rooms, strict=True))
    return Figure("Actions, each of its rooms", str(len(golden.actions)), _of(wanted, standing))


def _words_above(golden: Golden, digest: DigestRead) -> list[Figure]:
    """What was asked before the evening, and what the organiser wrote after it."""
    themes = {(theme.title, one) for theme in golden.themes for one in theme.statements}
    read = {(title, one) for title, statements in digest.themes.items() for one in statements}
    return [
        Figure("Answers to the survey", str(golden.surveyed), _row(digest.surveys.values())),
        Figure("Key themes", str(len(golden.themes)), str(len(digest.themes))),
        Figure("Statements of key themes", str(len(themes)), str(len(themes & read))),
    ]


def _announced(golden: Golden, digest: DigestRead) -> int:
    return sum(any(evening.title in line for line in digest.next_sessions) for evening in golden.later)


def _refused(calls: Iterable[Json]) -> str:
    refused = Counter(
        f"{call['method']}: {call['answer'].get('error')}"
        for call in calls
        if isinstance(call["answer"], dict) and not call["answer"].get("ok")
    )
    return ", ".join(f"{what} ({times})" for what, times in refused.items()) or "none"


def _row(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def promptness(tries: Iterable[Json]) -> str:
    """Return how soon the bot acknowledged what it was sent, beside what Slack allows for."""
    taken = [entry["ms"] for entry in tries if entry["outcome"] == "acknowledged"]
    if not taken:
        return "The bot acknowledged nothing."
    late = sum(one > SLACK_WAITS_MS for one in taken)
    told = f"The bot acknowledged {len(taken):,} deliveries, the slowest after {max(taken) / 1000:.1f} s; Slack waits 3 s."
    if not late:
        return told
    return f"{told} {late:,} took longer than that: this machine is busy with other things."


def table(rows: Sequence[Figure]) -> str:
    """Return the figures as a table for a terminal."""
    cells = [("", "Figure", "Expected", "Seen")]
    cells += [("ok" if row.holds else "NO", row.name, row.expected, row.seen) for row in rows]
    widths = [min(MOST, max(len(line[column]) for line in cells)) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )

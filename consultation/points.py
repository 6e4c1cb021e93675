"""Points from notes: what says the same stands once in its room, with everything behind it, in the order that was chosen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consultation.model.digest import Evidence, Point
from consultation.model.notes import LegendEntry, Note, Tag, TagKind
from consultation.model.references import NoteId, RoomId
from consultation.origins import rooms_said
from consultation.revisions import Standing, head_of

UNTAGGED = "note"
"""The section of notes that were told only what they are about."""

LAST = 1_000_000


def what_of(legend: Sequence[LegendEntry], note: Note) -> tuple[str, ...]:
    """What a note is, apart from what it is about."""
    about = {one.tag for one in legend if one.kind is TagKind.ABOUT}
    return tuple(tag for tag in note.tags if tag not in about) or (UNTAGGED,)


@dataclass(frozen=True, slots=True)
class Book:
    """All notes of a session, in the order said, with how they stand.

    `numbers` are those of the rooms, `about` the tags of themes,
    `wholes` the notes that say the same, by the one that stands for them.
    """

    standings: Mapping[NoteId, Standing]
    notes: tuple[Note, ...]
    numbers: Mapping[RoomId, int]
    about: frozenset[str] = frozenset()
    asked: frozenset[RoomId] = frozenset()
    votes: Mapping[NoteId, int] = field(default_factory=dict)
    wholes: Mapping[NoteId, Sequence[Note]] = field(default_factory=dict)

    def standing(self, note: Note) -> Standing:
        """How a note stands after all changes."""
        return self.standings.get(note.id, Standing())

    def points(self, groups: Sequence[Sequence[Note]], tag: str) -> tuple[Point, ...]:
        """The points of one room under one tag: those put in order first, then what more people kept, then as said."""
        bearing = [group for group in groups if any(tag in self._what(note) for note in group)]
        return tuple(self._point(group) for group in sorted(bearing, key=self._turn))

    def actions(self, notes: Sequence[Note]) -> tuple[Point, ...]:
        """What goes forward: by votes, then by rooms, then in the order chosen.

        What was said in plenary may end with the rooms that it comes from: "(rooms 1 and 3)". They are told, and don't count for the order.
        """
        carried = [
            group
            for group in self.groups(notes)
            if any(Tag.ACTION in note.tags or self.standing(note).carried for note in group)
        ]
        points = [self._point(group) for group in sorted(carried, key=self._turn)]
        ranked = sorted(points, key=lambda point: (-(point.votes or 0), -max(len(point.rooms), 1)))
        return tuple(map(self._of_rooms, ranked))

    def shared(self, notes: Sequence[Note]) -> tuple[Point, ...]:
        """What several rooms said: by rooms, then by notes."""
        points = [self._point(group) for group in self.groups(notes)]
        several = [point for point in points if len(point.rooms) > 1]
        return tuple(sorted(several, key=lambda point: (-len(point.rooms), -len(point.evidence))))

    def groups(self, notes: Iterable[Note]) -> list[list[Note]]:
        """Notes that say the same together, the one that stands for the others first."""
        if not self.standings:
            return [[note] for note in notes]
        groups = wholes_of(notes, self.standings)
        return [sorted(group, key=lambda note: note.id != head) for head, group in groups.items()]

    def _of_rooms(self, point: Point) -> Point:
        text, rooms = rooms_said(point.text)
        if point.rooms or not rooms or not set(rooms) <= set(self.numbers.values()):
            return point
        return replace(point, text=text, rooms=rooms)

    def _what(self, note: Note) -> tuple[str, ...]:
        return tuple(tag for tag in note.tags if tag not in self.about) or (UNTAGGED,)

    def _turn(self, group: Sequence[Note]) -> tuple[int, int]:
        order = self.standing(group[0]).order
        return (LAST if order is None else order, -sum(note.keepers for note in group))

    def _point(self, group: Sequence[Note]) -> Point:
        first, standing = group[0], self.standing(group[0])
        head = head_of(first.id, self.standings)
        whole = self.wholes.get(head, group)
        behind = [note for note in whole if not self.standing(note).away]
        several = len(behind) > 1 or standing.text is not None
        asked = first.room is not None and first.room in self.asked
        return Point(
            first.id,
            first.text if standing.text is None else standing.text,
            first.permalink,
            sum(note.keepers for note in group) if len(group) > 1 else first.keepers,
            tuple(tag for tag in first.tags if tag in self.about),
            # Whoever said yes did so to their own words, and not to what was made of them.
            first.credit if standing.text is None else "",
            tuple(
                sorted(
                    {
                        self.numbers[note.room]
                        for note in behind
                        if note.room is not None and note.room in self.numbers
                    }
                )
            ),
            tuple(map(self._evidence, behind)) if several else (),
            standing.confirmed if asked else None,
            self.votes.get(first.id, 0) if self.votes else None,
        )

    def _evidence(self, note: Note) -> Evidence:
        number = self.numbers.get(note.room, 0) if note.room else 0
        return Evidence(note.id, number, note.text, note.permalink, note.credit)


def wholes_of(notes: Iterable[Note], found: Mapping[NoteId, Standing]) -> dict[NoteId, list[Note]]:
    """Notes that say the same, in all rooms, by the one that stands for them."""
    groups: defaultdict[NoteId, list[Note]] = defaultdict(list)
    for note in notes:
        groups[head_of(note.id, found)].append(note)
    return dict(groups)

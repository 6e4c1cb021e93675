"""A spreadsheet of seats (CSV) read back: what each line says, and why a line can't be taken."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultation.errors import SheetRefused
from consultation.model.arrangement import LineProblem, SeatLine
from consultation.model.placement import FixedSeat, PlacementRequest, RoomKey, ThemeOffer
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.cells import refused, rows_of
from consultation.placement.spreadsheet import one_word, room_label
from consultation.texts import quoted

PROBLEMS_MOST = 20
"""Problems told at once: as many as somebody mends before trying again."""

ROOMS_MOST = 200
SHOWN_MOST = 80
LISTED_MOST = 8
LEADING = ("facilitates", "leads", "facilitator")
"""What the column that says who facilitates may be called."""

_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "0"})
_LOST = re.compile(r"\?+")
_PLACED = re.compile(r"(?P<place>[0-9]{1,3})[.)]?(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Seating:
    """What a sheet says.

    `lines` are those who have a seat in it, `open` those on the list who have none. `locked` is None where it says nothing of locks,
    `names_leaders` False where it has no column for who facilitates.
    """

    lines: tuple[SeatLine, ...]
    open: tuple[PersonRef, ...] = ()
    locked: frozenset[PersonRef] | None = None
    names_leaders: bool = True


def read_sheet(
    data: bytes, request: PlacementRequest, names: Mapping[PersonRef, str], rooms: Sequence[RoomKey] = ()
) -> Seating:
    """The seats in a sheet. People are named by reference, or by a name that only one of them has.

    A room is named as `room_label` does, or by its place among `rooms`, from 1. Raises SheetRefused with the lines that can't be
    taken, the first PROBLEMS_MOST of them; then nothing is taken.
    """
    reader = _Reader(request, names, rooms)
    problems: list[LineProblem] = []
    seats: dict[PersonRef, SeatLine] = {}
    columns: frozenset[str] = frozenset()
    for line, row in rows_of(data):
        columns = columns or _columns(row)
        seat = reader.seat(line, row)
        problem = seat if isinstance(seat, LineProblem) else _clash(reader, seats, seat, line, row)
        if problem is not None:
            problems.append(problem)
        elif isinstance(seat, SeatLine):
            seats[seat.person] = seat
    if problems:
        raise SheetRefused(tuple(problems[:PROBLEMS_MOST]), len(problems))
    if not seats:
        raise refused(1, "There is nobody in the sheet.")
    lines = tuple(seat for seat in seats.values() if seat.room)
    sits = {seat.person for seat in lines}
    return Seating(
        lines=lines,
        open=tuple(wish.person for wish in request.wishes if wish.person not in sits),
        locked=frozenset(seat.person for seat in lines if seat.locked) if "locked" in columns else None,
        names_leaders=bool(columns & set(LEADING)),
    )


def _clash(
    reader: "_Reader", seats: Mapping[PersonRef, SeatLine], seat: SeatLine, line: int, row: Mapping[str, str]
) -> LineProblem | None:
    """Why a seat can't stand beside those of the lines before."""
    if seat.person in seats:
        return LineProblem(line, f"{reader.called(seat.person)} is there twice.")
    if seat.leads and seat.room and any(one.leads and one.room == seat.room for one in seats.values()):
        return LineProblem(
            line, f"Somebody else facilitates {quoted(row.get('room', ''))} already. One does."
        )
    return None


def _columns(row: Mapping[str, str]) -> frozenset[str]:
    columns = frozenset(row)
    if not ({"room", "theme"} & columns and {"person", "name"} & columns):
        raise refused(1, "The first line must name the columns: person or name, and room.")
    return columns


class _Reader:
    """What the cells of a line mean."""

    def __init__(
        self, request: PlacementRequest, names: Mapping[PersonRef, str], rooms: Sequence[RoomKey]
    ) -> None:
        self._people, self._names = {wish.person for wish in request.wishes}, names
        counted = Counter(one_word(names.get(person, "")) for person in self._people)
        self._named = {one_word(names[person]): person for person in self._people if person in names}
        self._many = {name for name, number in counted.items() if number > 1}
        self._offers = {one_word(offer.name or offer.theme): offer for offer in reversed(request.themes)}
        self._by_id = {offer.theme: offer for offer in request.themes}
        self._rooms, self._themes, self._labels = rooms, request.themes, _labels(request.themes)
        self._keys = frozenset(self._labels.values())
        self._in_windows = _in_windows(self._labels)

    def called(self, person: PersonRef) -> str:
        """What a sentence calls somebody."""
        return self._names.get(person, person)

    def seat(self, line: int, row: Mapping[str, str]) -> SeatLine | LineProblem:
        """The seat that a line says, or why it can't be taken. A line without a room is somebody who is to be placed."""
        person = self._person(row)
        if person is None:
            return LineProblem(line, self._stranger(row))
        room, problem = self._room(row)
        if problem:
            return LineProblem(line, problem)
        told = {}
        for column, *others in (LEADING, ("locked",)):
            said = next((row[name] for name in (column, *others) if name in row), "").casefold()
            if said not in _YES | _NO:
                return LineProblem(line, f"{quoted(_short(said))} under {column} is neither yes nor no.")
            told[column] = said in _YES
        if room is None and (told["facilitates"] or told["locked"]):
            return LineProblem(
                line, f"{self.called(person)} needs a room to facilitate it or to be locked there."
            )
        return SeatLine(person, room, told["facilitates"], told["locked"])

    def _person(self, row: Mapping[str, str]) -> PersonRef | None:
        reference, name = PersonRef(row.get("person", "")), one_word(row.get("name", ""))
        if reference:
            return reference if reference in self._people else None
        return None if name in self._many else self._named.get(name)

    def _stranger(self, row: Mapping[str, str]) -> str:
        if not row.get("person") and one_word(row.get("name", "")) in self._many:
            return f"{quoted(_short(row['name']))} is the name of several people. Keep the column person as it was."
        named = row.get("name") or row.get("person")
        return f"{quoted(_short(named))} is not on the list." if named else "Nobody is named."

    def _room(self, row: Mapping[str, str]) -> tuple[RoomKey | None, str]:
        """The room that is named, or why there is none; neither where no room is named."""
        theme, room = row.get("theme", ""), row.get("room", "")
        if theme:
            offer = self._offers.get(one_word(theme)) or self._by_id.get(ThemeId(theme))
            if offer is None:
                return None, f"There is no theme {quoted(_short(theme))}."
            number = int(room) if room.isascii() and room.isdigit() else 0 if room else 1
            key = RoomKey(offer.theme, number)
            return (key, "") if key in self._keys else (None, self._no_room(room))
        if not room:
            return None, ""
        found = self._labels.get(one_word(room)) or self._placed(room) or self._in_windows.get(_windows(room))
        return (found, "") if found else (None, self._no_room(room))

    def _placed(self, room: str) -> RoomKey | None:
        found = _PLACED.fullmatch(room)
        place = int(found["place"]) if found else 0
        return self._rooms[place - 1] if 1 <= place <= len(self._rooms) else None

    def _no_room(self, room: str) -> str:
        known = [
            RoomKey(offer.theme, number)
            for offer in self._themes
            for number in range(1, 1 + (offer.rooms or 1))
        ]
        labels = ", ".join(room_label(key, self._themes) for key in known[:LISTED_MOST])
        more = " and so on" if len(known) > LISTED_MOST else ""
        return f"There is no room {quoted(_short(room))}. There are: {labels}{more}. More are asked for with /consult place."


def _in_windows(labels: Mapping[str, RoomKey]) -> dict[str, RoomKey]:
    """Rooms by what Excel makes of their names where it saves in the Windows alphabet: no emoji, no other script. Only where it is clear."""
    lost = {label: _windows(label) for label in labels if _windows(label) != label}
    counted = Counter(lost.values())
    return {seen: labels[label] for label, seen in lost.items() if counted[seen] == 1}


def _windows(text: str) -> str:
    """With one question mark for all that the Windows alphabet doesn't have, however many are written for it."""
    return _LOST.sub("?", one_word(text).encode("cp1252", "replace").decode("cp1252"))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_MOST else f"{text[:SHOWN_MOST]}…"


def fixed_by_sheet(seating: Seating) -> tuple[FixedSeat, ...]:
    """The seats in a sheet, for placing everybody else around them."""
    return tuple(FixedSeat(seat.person, seat.room, seat.leads) for seat in seating.lines if seat.room)


def _labels(offers: Sequence[ThemeOffer]) -> dict[str, RoomKey]:
    """Every room that may be by what it may be called."""
    keys = [
        RoomKey(offer.theme, number)
        for offer in offers
        for number in range(1, 1 + (ROOMS_MOST if offer.rooms is None else offer.rooms))
    ]
    labels = {
        one_word(f"{offer.name or offer.theme} 1"): RoomKey(offer.theme)
        for offer in offers
        if offer.rooms == 1
    }
    return labels | {one_word(room_label(key, offers)): key for key in reversed(keys)}

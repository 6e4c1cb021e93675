"""A placement as a spreadsheet (CSV), for those who place by hand: out, and in again with every line that can't be taken named."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from consultation.errors import SheetRefused
from consultation.model.arrangement import LineProblem, SeatLine
from consultation.model.placement import PlacedRoom, Placement, PlacementRequest, Proof, RoomKey
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.changes import MOVED
from consultation.placement.figures import figures_of
from consultation.placement.preparation import ranks_of
from consultation.placement.solve import fingerprint

COLUMNS = ("person", "name", "theme", "room", "leads", "reason")
"""The columns of a sheet. In: person or name, and theme; room is 1 and leads no where they are missing; reason is passed over."""

BYTES_MOST = 1_000_000
"""Size of a sheet: about 10,000 lines."""

LINES_MOST = 20_000
"""Lines of a sheet, the first one with the names of the columns aside."""

PROBLEMS_MOST = 20
"""Problems told at once: as many as somebody mends before trying again."""

_YES = frozenset({"yes", "y", "true", "1", "x", "leads"})
_NO = frozenset({"", "no", "n", "false", "0"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(placement: Placement, names: Mapping[PersonRef, str], themes: Mapping[ThemeId, str]) -> str:
    """The placement as CSV with a line for each person, facilitators first. Names that a spreadsheet would take for a formula get a ' before."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for room in placement.rooms:
        people = [(room.facilitator, "yes")] if room.facilitator else []
        people += [(person, "no") for person, _ in room.seats]
        for person, leads in people:
            told = (
                person,
                names.get(person, person),
                themes.get(room.theme, room.theme),
                str(room.number),
                leads,
            )
            writer.writerow([_plain_cell(cell) for cell in (*told, placement.reasons.get(person, ""))])
    return text.getvalue()


def _plain_cell(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def read_sheet(
    data: bytes, names: Mapping[PersonRef, str], themes: Mapping[ThemeId, str]
) -> tuple[SeatLine, ...]:
    """The seats in a sheet, in UTF-8, with commas or semicolons. People are named by reference or by a name that only one of them has.

    Raises SheetRefused with the lines that can't be taken, the first PROBLEMS_MOST of them; then nothing is taken.
    """
    if len(data) > BYTES_MOST:
        raise SheetRefused((LineProblem(1, f"The sheet has {len(data):,} bytes and {BYTES_MOST:,} fit."),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetRefused(
            (LineProblem(1, "The sheet is not in UTF-8. Please save it as CSV UTF-8."),)
        ) from None
    problems: list[LineProblem] = []
    seats: dict[PersonRef, SeatLine] = {}
    reader = _Reader(names, themes)
    for line, row in _rows(text):
        seat = reader.seat(line, row)
        if isinstance(seat, LineProblem):
            problems.append(seat)
        elif seat.person in seats:
            problems.append(LineProblem(line, f"{names.get(seat.person, seat.person)} is there twice."))
        else:
            seats[seat.person] = seat
    if problems:
        raise SheetRefused(tuple(problems[:PROBLEMS_MOST]))
    return tuple(seats.values())


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.split("\n", 1)[0]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    try:
        columns = [cell.strip().casefold() for cell in next(lines, [])]
        if "theme" not in columns or not {"person", "name"} & set(columns):
            raise SheetRefused(
                (LineProblem(1, "The first line must name the columns: person or name, and theme."),)
            )
        for number, row in enumerate(lines, start=1):
            if number > LINES_MOST:
                raise SheetRefused(
                    (LineProblem(lines.line_num, f"The sheet has more than {LINES_MOST:,} lines."),)
                )
            if any(cell.strip() for cell in row):
                yield lines.line_num, dict(zip(columns, (cell.strip() for cell in row), strict=False))
    except csv.Error:
        raise SheetRefused(
            (LineProblem(lines.line_num, "This line is not CSV. A quotation mark may be open."),)
        ) from None


class _Reader:
    """What the cells of a line mean."""

    def __init__(self, names: Mapping[PersonRef, str], themes: Mapping[ThemeId, str]) -> None:
        self._people = set(names)
        self._named: dict[str, list[PersonRef]] = {}
        for person, name in names.items():
            self._named.setdefault(name.casefold(), []).append(person)
        self._themes = {name.casefold(): theme for theme, name in themes.items()} | {
            theme.casefold(): theme for theme in themes
        }

    def seat(self, line: int, row: Mapping[str, str]) -> SeatLine | LineProblem:
        """The seat that a line says, or why it can't be taken."""
        person = self._person(row)
        if person is None:
            named = row.get("person") or row.get("name") or "Nobody"
            many = len(self._named.get(row.get("name", "").casefold(), ())) > 1
            return LineProblem(
                line, f"“{named}” {'is the name of several people' if many else 'is not on the list'}."
            )
        theme = self._themes.get(row.get("theme", "").removeprefix("'").casefold())
        if theme is None:
            return LineProblem(line, f"There is no theme “{row.get('theme', '')}”.")
        number, leads = row.get("room") or "1", row.get("leads", "").casefold()
        if not (number.isascii() and number.isdigit() and int(number)):
            return LineProblem(line, f"“{number}” is no number of a room.")
        if leads not in _YES | _NO:
            return LineProblem(line, f"“{row['leads']}” is neither yes nor no.")
        return SeatLine(person, RoomKey(theme, int(number)), leads in _YES)

    def _person(self, row: Mapping[str, str]) -> PersonRef | None:
        reference = PersonRef(row.get("person", "").removeprefix("'"))
        if reference in self._people:
            return reference
        named = self._named.get(row.get("name", "").removeprefix("'").casefold(), [])
        return named[0] if len(named) == 1 and not reference else None


def placed_by_hand(request: PlacementRequest, seats: Sequence[SeatLine]) -> Placement:
    """The placement that a sheet says, as it stands; `broken_rules` tells what it breaks. Of two who lead one room the first does."""
    themes = {offer.theme: offer for offer in request.themes}
    ranks = {wish.person: ranks_of(wish.ranking, themes) for wish in request.wishes}
    rooms: dict[RoomKey, PlacedRoom] = {}
    for seat in sorted(seats, key=lambda seat: not seat.leads):
        room = rooms.get(seat.room) or PlacedRoom(seat.room.theme, None, (), seat.room.number)
        if seat.leads and room.facilitator is None:
            rooms[seat.room] = replace(room, facilitator=seat.person)
        else:
            rank = ranks.get(seat.person, {}).get(seat.room.theme)
            rooms[seat.room] = replace(room, seats=tuple(sorted((*room.seats, (seat.person, rank)))))
    order = {theme: place for place, theme in enumerate(themes)}
    placed = tuple(sorted(rooms.values(), key=lambda room: (order.get(room.theme, len(order)), room.number)))
    return Placement(
        rooms=placed,
        empty=tuple(theme for theme in themes if all(room.theme != theme for room in placed)),
        reasons=dict.fromkeys((seat.person for seat in seats), MOVED),
        figures=figures_of(request, placed),
        proof=Proof(),
        fingerprint=fingerprint(request),
        seed=request.seed,
    )

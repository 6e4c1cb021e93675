"""A placement as a spreadsheet: it comes back as it was, however it was saved, and every line that can't be taken is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.errors import SheetRefused
from consultation.model.placement import PlacementRequest, RoomKey, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import cells, place
from consultation.placement.rules import broken_rules
from consultation.placement.sheet_lines import PROBLEMS_MOST, Seating, fixed_by_sheet, read_sheet
from consultation.placement.spreadsheet import COLUMNS, placed_by_hand, room_label, write_sheet
from tests.support.placing import crowd

ADA, BEA, BEN, LIV = (PersonRef(name) for name in ("U1", "U2", "U3", "U4"))
NAMES = {ADA: "Ada", BEA: "Bea", BEN: "Bea"}
TEA, SUM = ThemeId("t1"), ThemeId("t2")
OFFERS = (ThemeOffer(TEA, rooms=2, name="Tea"), ThemeOffer(SUM, name="=Sum"))
REQUEST = PlacementRequest(
    OFFERS, (Wish(ADA, (TEA, SUM), role="GP"), Wish(BEA), Wish(BEN), Wish(LIV, observes=True)), 1
)
KEYS = (RoomKey(TEA), RoomKey(TEA, 2), RoomKey(SUM))


def read(text: str | bytes) -> Seating:
    return read_sheet(text if isinstance(text, bytes) else text.encode(), REQUEST, NAMES, KEYS)


def problems(text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(SheetRefused) as refused:
        read(text)
    return [(problem.line, problem.sentence) for problem in refused.value.problems]


def rooms(seating: Seating) -> dict[PersonRef, RoomKey | None]:
    return {line.person: line.room for line in seating.lines}


def test_a_placement_comes_back_from_its_spreadsheet_as_it_was() -> None:
    request = crowd(30, 3, volunteers=3)
    placement = place(request)
    names = {wish.person: f"Name of {wish.person}" for wish in request.wishes}
    locked = frozenset({request.wishes[0].person})
    sheet = write_sheet(request, placement, names, locked)
    assert sheet.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    seating = read_sheet(sheet, request, names)
    assert (seating.open, seating.locked) == ((), locked)
    again = placed_by_hand(request, seating.lines)
    assert (again.rooms, again.figures) == (placement.rooms, placement.figures)
    assert broken_rules(request, again.rooms) == ()


def test_a_room_is_known_when_a_program_saved_its_emoji_as_question_marks_unless_two_look_alike_then() -> (
    None
):
    offers = tuple(
        ThemeOffer(ThemeId(name), name=name) for name in ("Care 🩺 für Ältere", "🎉 Tea", "🩺 Tea", "صحة")
    )
    request = PlacementRequest(offers, (Wish(ADA), Wish(BEA)), 1)
    sheet = "person;room\r\nU1;Care ?? für Ältere\r\nU2;?\r\n".encode("cp1252")
    assert rooms(read_sheet(sheet, request, {})) == {
        ADA: RoomKey(offers[0].theme),
        BEA: RoomKey(offers[3].theme),
    }
    with pytest.raises(SheetRefused, match="There is no room “\\? Tea”"):
        read_sheet(b"person,room\nU1,? Tea\n", request, {})


def test_who_listens_comes_back_as_a_listener_and_who_has_no_seat_stays_open() -> None:
    sheet = write_sheet(REQUEST, None, NAMES).decode("utf-8-sig")
    assert "U4,,,,,listens,,no,no," in sheet
    assert read(sheet).open == (ADA, BEA, BEN, LIV)
    placement = placed_by_hand(REQUEST, read("person,room\nU4,Tea 1\nU1,Tea 1\n").lines)
    assert (placement.rooms[0].observers, placement.rooms[0].seats) == ((LIV,), ((ADA, 1),))


def test_a_sheet_made_by_hand_is_read_with_few_columns() -> None:
    seating = read("\ufeffName;Room;Facilitates\r\nada;TEA 2;yes\r\n\r\n")
    assert [(line.person, line.room, line.leads) for line in seating.lines] == [(ADA, RoomKey(TEA, 2), True)]
    assert seating.open == (BEA, BEN, LIV)
    assert seating.locked is None
    assert fixed_by_sheet(seating)[0].leads


@pytest.mark.parametrize(
    "text",
    [
        "person,name,room\nU1,Ada,Tea 1\n",
        "person;room\nU1;tea  1\n",
        "person\troom\r\nU1\tTea 1\r\n",
        "sep=;\r\nperson;room\r\nU1;Tea 1\r\n",
        "\n\nperson,room\rU1,Tea 1\r",
        "person,theme,room\nU1,Tea,1\n",
        "person,theme\nU1,t1\n",
        "person,room\nU1,1\n",
        'person,room\n"U1","1. Tea"\n',
        "name,room\nADA,Tea 1\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_is_read_however_a_program_saved_it(text: str, encoding: str) -> None:
    assert rooms(read(text.encode(encoding))) == {ADA: RoomKey(TEA)}


def test_every_line_that_cannot_be_taken_is_named() -> None:
    text = (
        "person,name,room,facilitates,locked\nU9,Joe,Tea 1,,\n,Bea,Tea 1,,\nU1,,Coffee,,\nU1,,Tea 3,,\nU1,,7,,\nU1,,Tea 1,maybe,\n"
        "U2,,Tea 1,no,\nU2,,Tea 2,no,\nU3,,,yes,\n,,Tea 1,,\nU1,,=Sum,yes,\nU4,,=Sum,yes,\n"
    )
    known = "There are: Tea 1, Tea 2, =Sum. More are asked for with /consult place."
    assert problems(text) == [
        (2, "“Joe” is not on the list."),
        (3, "“Bea” is the name of several people. Keep the column person as it was."),
        (4, f"There is no room “Coffee”. {known}"),
        (5, f"There is no room “Tea 3”. {known}"),
        (6, f"There is no room “7”. {known}"),
        (7, "“maybe” under facilitates is neither yes nor no."),
        (9, "Bea is there twice."),
        (10, "Bea needs a room to facilitate it or to be locked there."),
        (11, "Nobody is named."),
        (13, "Somebody else facilitates “=Sum” already. One does."),
    ]


def test_lines_are_counted_as_the_spreadsheet_shows_them() -> None:
    assert problems('sep=,\nperson,room,reason\nU1,Tea 1,"over\ntwo lines"\n\nU2,7,\n')[0][0] == 6


def test_a_sheet_that_is_none_or_too_large_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    header = "The first line must name the columns: person or name, and room."
    assert problems("a,b\n1,2\n") == [(1, header)]
    assert problems("") == [(1, "The sheet is empty.")]
    assert problems("person,room\n") == [(1, "There is nobody in the sheet.")]
    for workbook in (b"PK\x03\x04 and so on", b"\x00\x01\x02", b"\xff\xfe\x00"):
        assert problems(workbook) == [(1, cells.NOT_CSV)]
    assert problems('person,room\nU1,"Tea 1\n')[0][1] == "This line is not CSV. A quotation mark may be open."
    assert problems("x" * (cells.BYTES_MOST + 1))[0][1].endswith("4,000,000 fit.")
    monkeypatch.setattr(cells, "LINES_MOST", 1)
    assert problems("person,room\nU1,1\nU2,1\n") == [(3, "The sheet has more than 1 lines.")]


def test_of_many_problems_the_first_are_told_and_all_are_counted() -> None:
    with pytest.raises(SheetRefused) as refused:
        read("person,room\n" + "U9,Tea 1\n" * 100)
    assert (len(refused.value.problems), refused.value.many) == (PROBLEMS_MOST, 100)


def test_two_rooms_are_never_called_alike() -> None:
    offers = (
        ThemeOffer(TEA, rooms=2, name="Tea"),
        ThemeOffer(SUM, name="Tea 2"),
        ThemeOffer(ThemeId("t3"), rooms=None, name="Late"),
    )
    keys = [RoomKey(TEA), RoomKey(TEA, 2), RoomKey(SUM), RoomKey(ThemeId("t3"), 12)]
    labels = [room_label(key, offers) for key in keys]
    assert labels == ["Tea 1", "Tea (2)", "Tea 2", "Late 12"]
    request = PlacementRequest(offers, (Wish(ADA),), 1)
    for key, label in zip(keys, labels, strict=True):
        assert read_sheet(f"person,room\nU1,{label}\n".encode(), request, {}).lines[0].room == key


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1), min_size=1)
)
def test_cells_come_back_as_they_were_and_none_begins_like_a_formula(rows: list[list[str]]) -> None:
    told = [
        [f"{number}x{cell}x" if cell.strip() != cell else cell for cell in row]
        for number, row in enumerate(rows)
    ]
    width = max(map(len, told))
    head = [f"c{number}" for number in range(width)]
    data = cells.csv_of([head, *told])
    read_back = [list(row.values()) for _, row in cells.rows_of(data)]
    assert read_back == [row for row in told if any(cell.strip() for cell in row)]


def test_no_cell_is_taken_for_a_formula() -> None:
    request = PlacementRequest(
        (ThemeOffer(SUM, name="=Sum"),), (Wish(ADA, role="+44"), Wish(BEA, role="'=x")), 1
    )
    sheet = write_sheet(request, place(request), {ADA: '=HYPERLINK("http://x")', BEA: "@Bea"}).decode(
        "utf-8-sig"
    )
    assert 'U1,"\'=HYPERLINK(""http://x"")",\'+44,' in sheet
    assert "U2,'@Bea,''=x," in sheet
    assert all("'=Sum" in line for line in sheet.splitlines()[1:])
    assert len(read_sheet(sheet.encode(), request, {}).lines) == 2

"""Placing by hand with a spreadsheet: sent in private, given back, looked at, used, undone."""

import csv
import io

from tests.handlers.test_moves import placed, room_of, shown
from tests.handlers.test_placement import signed_up
from tests.support.slack import FakeSlack, Person

HEAD = "person,room,facilitates,locked\n"
SWAPPED = (
    HEAD
    + "F0,Care,yes,no\nF1,Futures,yes,no\nU0,Futures,no,no\nU1,Care,no,yes\nU2,Care,no,no\nU3,Futures,no,no\n"
)


async def at_the_form(slack: FakeSlack) -> Person:
    organiser = await placed(slack)
    await organiser.commands("/consult place csv")
    return organiser


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


async def test_the_list_is_sent_to_the_organiser_alone_with_names_and_rooms(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    await organiser.presses_in_form("Send me the spreadsheet")
    assert "The spreadsheet is in our direct messages." in shown(organiser)
    (file,) = slack.api.files.values()
    assert (file.name, file.places) == ("placement.csv", ["DUORG"])
    told = {row["person"]: row for row in rows(file.content)}
    assert (told["F0"]["name"], told["F0"]["room"], told["F0"]["facilitates"]) == (
        "Name of F0",
        "Care",
        "yes",
    )
    assert (told["U1"]["choices"], told["U1"]["room"]) == ("Futures > Care", "Futures")
    assert len(told) == 6


async def test_before_anybody_is_placed_the_sheet_says_what_would_be(slack: FakeSlack) -> None:
    await signed_up(slack)
    organiser = slack.person("UORG")
    await organiser.commands("/consult place")
    await organiser.presses_in_form("Place by hand (CSV)")
    await organiser.presses_in_form("Send me the spreadsheet")
    (file,) = slack.api.files.values()
    assert {row["room"] for row in rows(file.content)} == {"Care", "Futures", "Nobody's theme"}
    await organiser.presses_in_form("Show what it does", file=slack.api.gives("a.csv", file.content, "UORG"))
    await organiser.submits()
    assert "4 people placed in 3 rooms." in organiser.told[-1]


async def test_what_comes_back_is_looked_at_then_used_then_undone(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    given = slack.api.gives("placement.csv", SWAPPED.encode("utf-16"), "UORG")
    await organiser.presses_in_form("Show what it does", file=given)
    assert "2 people would move." in shown(organiser)
    assert "First choices: 2, was 4." in shown(organiser)
    assert await room_of(slack, "U0") == "Care"
    await organiser.submits(file=given)
    assert (await room_of(slack, "U0"), await room_of(slack, "U1")) == ("Futures", "Care")
    await organiser.commands("/consult move")
    assert "Locked: <@U1>." in shown(organiser)
    await organiser.presses_in_form("Undo last change")
    assert (await room_of(slack, "U0"), await room_of(slack, "U1")) == ("Care", "Futures")


async def test_lines_can_be_pasted_and_who_is_left_out_is_placed_around_them(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    await organiser.presses_in_form("Show what it does", lines="person\troom\nU0\tFutures\n")
    assert "5 people without a room in the spreadsheet would be placed around the others." in shown(organiser)
    await organiser.submits(lines="person\troom\nU0\tFutures\n")
    assert await room_of(slack, "U0") == "Futures"
    await slack.person("U0").commands("/consult")


async def test_every_wrong_line_is_named_and_nothing_changes(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    lines = "person,room\nU0,7\nU77,Care\nU1,Care\nU1,Care\n"
    await organiser.presses_in_form("Show what it does", lines=lines)
    assert "Line 2: There is no room “7”. There are: Care, Futures." in shown(organiser)
    assert "Line 3: “U77” is not on the list." in shown(organiser)
    assert "Line 5: Name of U1 is there twice." in shown(organiser)
    assert "See what this does first" in (await organiser.submits(lines=lines)).body
    assert await room_of(slack, "U0") == "Care"


async def test_what_is_missing_or_too_much_is_said(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    given = slack.api.gives("a.csv", b"PK\x03\x04", "UORG")
    for values, sentence in (
        ({}, "Choose a file or paste its lines"),
        ({"file": given, "lines": "person,room\n"}, "Choose a file or paste its lines"),
        ({"file": given, "lines": ""}, "Line 1: This is no CSV."),
        ({"file": slack.api.gives("b.csv", b"x" * 4_000_001, "UORG")}, "That file is too large"),
    ):
        await organiser.presses_in_form("Show what it does", **values)
        assert sentence in shown(organiser)
        assert "Something went wrong" not in shown(organiser)


async def test_another_sheet_than_the_one_looked_at_is_not_used(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    await organiser.presses_in_form("Show what it does", lines=SWAPPED)
    assert "See what this does first" in (await organiser.submits(lines=SWAPPED.replace("yes", "no"))).body
    late = slack.person("U9")
    await late.commands("/consult join")
    await late.submits(choice_1="Care")
    assert "changed since you looked" in (await organiser.submits(lines=SWAPPED)).body


async def test_a_locked_seat_is_moved_only_by_a_sheet_that_says_so(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="lock", people=["U0"])
    await organiser.submits(doing="lock", people=["U0"])
    await organiser.commands("/consult place csv")
    await organiser.presses_in_form("Show what it does", lines="person,room\nU0,Futures\n")
    assert "<@U0> is locked in another seat." in shown(organiser)
    await organiser.presses_in_form("Show what it does", lines="person,room,locked\nU0,Futures,no\n")
    await organiser.submits()
    assert await room_of(slack, "U0") == "Futures"


async def test_what_cannot_be_placed_around_the_sheet_says_why(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.commands("/consult place")
    await organiser.presses_in_form(
        "Look again", rooms="1. Care: 1 room of at most 2\n2. Futures: 1 room of at most 2"
    )
    await organiser.presses_in_form("Place by hand (CSV)")
    lines = "person,room\nU0,Care\nU1,Care\nU2,Care\n"
    await organiser.presses_in_form("Show what it does", lines=lines)
    assert "can't be done" in shown(organiser)
    assert "Use this spreadsheet" in str(organiser.form["submit"])
    assert "See what this does first" in (await organiser.submits(lines=lines)).body


async def test_a_sheet_that_breaks_a_rule_says_which(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    await organiser.presses_in_form("Show what it does", lines=SWAPPED.replace("U3,Futures", "U3,Care"))
    assert "Rooms are not even: one has 3, another 1." in shown(organiser)


async def test_without_a_column_for_it_those_facilitate_who_did(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    lines = "\n".join(["person,room", *(",".join(line.split(",")[:2]) for line in SWAPPED.splitlines()[1:])])
    await organiser.presses_in_form("Show what it does", lines=lines)
    assert "2 people would move." in shown(organiser)
    await organiser.submits()
    await slack.person("F0").commands("/consult")
    assert "You lead room" in slack.person("F0").told[-1]


async def test_only_organisers_are_sent_the_list(slack: FakeSlack) -> None:
    await placed(slack)
    somebody = slack.person("U0")
    await somebody.commands("/consult place csv")
    assert "Only an organiser" in somebody.told[-1]
    assert not slack.api.files


async def test_a_sheet_that_slack_does_not_show_is_told_in_the_form(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    slack.api.refuses("files.getUploadURLExternal", "missing_scope")
    await organiser.presses_in_form("Send me the spreadsheet")
    assert "install it again" in shown(organiser)


async def test_without_names_the_sheet_is_sent_all_the_same(slack: FakeSlack) -> None:
    organiser = await at_the_form(slack)
    slack.api.refuses("users.info", "missing_scope")
    await organiser.presses_in_form("Send me the spreadsheet")
    (file,) = slack.api.files.values()
    assert {row["name"] for row in rows(file.content)} == {""}

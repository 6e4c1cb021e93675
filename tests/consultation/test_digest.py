import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from consultation.digest import PLENARY_NUMBER, Findings, compile_digest
from consultation.model.digest import Digest, NextSession, RoomFinding
from consultation.model.notes import Note, Tag
from consultation.model.polls import Audience, Poll
from consultation.model.questions import AGREEMENT_SCALE, Question, QuestionKind, Tally
from consultation.model.references import (
    MessageRef,
    NoteId,
    PersonRef,
    PlaceRef,
    PollId,
    ProgrammeId,
    QuestionId,
    RoomId,
    SessionId,
    Tenant,
    ThemeId,
)
from consultation.model.rooms import Attendance, Room
from consultation.model.sessions import Phase, Programme, Session, Theme

GOLDEN = Path(__file__).parents[2] / "rehearsal" / "cast" / "golden_session.json"
EVENING = datetime(2022, 2, 9, 19, 30, tzinfo=UTC)
TENANT = Tenant("t")
PROGRAMME = Programme(ProgrammeId("gp"), TENANT, "The Big GP Consultation")


def session(name: str = "s1", day: int | None = 0, phase: Phase = Phase.CLOSED) -> Session:
    return Session(
        id=SessionId(name),
        tenant=TENANT,
        question=f"{name}?",
        place=PlaceRef("plenary"),
        organisers=(PersonRef("olive"),),
        phase=phase,
        seed=1,
        created_at=EVENING - timedelta(days=30),
        programme=PROGRAMME,
        starts_at=None if day is None else EVENING + timedelta(days=day),
        themes=(Theme(ThemeId("t1"), "Workforce"), Theme(ThemeId("t2"), "Estates")),
    )


ROOMS = (
    Room(RoomId("r1"), SessionId("s1"), 1, ThemeId("t1"), PersonRef("fay")),
    Room(RoomId("r2"), SessionId("s1"), 2, ThemeId("t2")),
)


def note(minute: int, *tags: Tag, room: str | None = "r1") -> Note:
    """What was said at this minute of the evening."""
    return Note(
        id=NoteId(f"n{minute}"),
        session=SessionId("s1"),
        room=None if room is None else RoomId(room),
        message=MessageRef(PlaceRef(room or "plenary"), f"{minute:03}"),
        text=f"said at {minute}",
        said_at=EVENING + timedelta(minutes=minute),
        permalink=f"https://chat.example/{minute}",
        tags=tags,
    )


def digest(*notes: Note) -> Digest:
    return compile_digest(Findings(session(), ROOMS, notes=notes))


def texts(finding: RoomFinding, tag: Tag) -> list[str]:
    return [point.text for section in finding.sections if section.tag is tag for point in section.points]


def test_a_room_lists_its_points_by_tag_in_the_order_of_the_legend_and_of_saying() -> None:
    said = digest(
        note(4, Tag.QUOTE),
        note(3, Tag.CONCERN),
        note(2, Tag.PROPOSAL),
        note(1, Tag.CONCERN),
        note(5, Tag.OPPORTUNITY),
    )
    sections = said.rooms[0].sections
    assert [section.tag for section in sections] == [Tag.CONCERN, Tag.OPPORTUNITY, Tag.PROPOSAL, Tag.QUOTE]
    assert texts(said.rooms[0], Tag.CONCERN) == ["said at 1", "said at 3"]
    assert sections[3].points[0].permalink == "https://chat.example/4"


def test_a_note_with_two_tags_stands_under_each_and_is_counted_once() -> None:
    (room, _) = digest(note(1, Tag.CONCERN, Tag.QUOTE)).rooms
    assert room.notes == 1
    assert texts(room, Tag.CONCERN) == texts(room, Tag.QUOTE) == ["said at 1"]


def test_a_headline_is_the_rooms_and_no_note() -> None:
    (room, _) = digest(note(2, Tag.HEADLINE), note(1, Tag.HEADLINE)).rooms
    assert [point.text for point in room.headlines] == ["said at 1", "said at 2"]
    assert room.notes == 0
    assert room.sections == ()


def test_a_headline_that_is_also_a_concern_is_both() -> None:
    (room, _) = digest(note(1, Tag.HEADLINE, Tag.CONCERN)).rooms
    assert (len(room.headlines), room.notes, texts(room, Tag.CONCERN)) == (1, 1, ["said at 1"])


def test_actions_of_rooms_and_plenary_are_listed_together_in_the_order_said() -> None:
    said = digest(
        note(3, Tag.ACTION), note(1, Tag.ACTION, room=None), note(2, Tag.PROPOSAL, Tag.ACTION, room="r2")
    )
    assert [point.text for point in said.actions] == ["said at 1", "said at 2", "said at 3"]
    assert [room.notes for room in said.rooms] == [0, 1]


@pytest.mark.parametrize(
    ("said", "text", "rooms"),
    [
        ("Teach together (rooms 1 and 2).", "Teach together", (1, 2)),
        ("Teach together (room 2)", "Teach together", (2,)),
        ("Teach together (rooms 1 and 7)", "Teach together (rooms 1 and 7)", ()),
        ("Teach (room to breathe)", "Teach (room to breathe)", ()),
    ],
)
def test_an_action_of_the_plenary_tells_the_rooms_that_are_named_behind_it(
    said: str, text: str, rooms: tuple[int, ...]
) -> None:
    (action,) = digest(replace(note(1, Tag.ACTION, room=None), text=said)).actions
    assert (action.text, action.rooms) == (text, rooms)


def test_an_action_said_in_a_room_is_of_that_room_whatever_it_names() -> None:
    (action,) = digest(replace(note(1, Tag.ACTION, room="r2"), text="Teach (room 1)")).actions
    assert (action.text, action.rooms) == ("Teach (room 1)", (2,))


def test_rooms_stand_by_number_with_theme_and_people_even_without_a_note() -> None:
    attended = (
        *(Attendance(PersonRef(f"p{number}"), RoomId("r2" if number else "r1")) for number in range(4)),
        Attendance(PersonRef("fay"), RoomId("r1"), leads=True),
    )
    said = compile_digest(Findings(session(), ROOMS[::-1], attended))
    assert [(room.number, room.theme, room.participants) for room in said.rooms] == [
        (1, "Workforce", 1),
        (2, "Estates", 3),
    ]
    assert (said.participants, said.facilitators, said.notes) == (4, 1, 0)


def test_what_was_kept_in_plenary_is_a_finding_after_the_rooms() -> None:
    attended = (Attendance(PersonRef("p"), RoomId("r1")),)
    notes = (note(1, Tag.CONCERN, room=None), note(2, Tag.HEADLINE, room=None), note(3, Tag.CONCERN))
    said = compile_digest(Findings(session(), ROOMS, attended, notes))
    plenary = said.rooms[-1]
    assert [room.number for room in said.rooms] == [1, 2, PLENARY_NUMBER]
    assert (plenary.theme, plenary.participants, plenary.notes) == ("Plenary", 1, 1)
    assert len(plenary.headlines) == 1
    assert said.notes == 2


def test_a_plenary_with_nothing_but_actions_is_no_finding() -> None:
    assert [room.number for room in digest(note(1, Tag.ACTION, room=None)).rooms] == [1, 2]


def test_notes_of_a_room_that_is_gone_are_not_lost() -> None:
    assert digest(note(1, Tag.CONCERN, room="gone")).rooms[-1].theme == "Plenary"


def test_a_session_without_rooms_has_a_digest() -> None:
    said = compile_digest(Findings(replace(session(), programme=None), siblings=(session("s2", 7),)))
    assert (said.rooms, said.polls, said.actions, said.next_sessions, said.programme) == (
        (),
        (),
        (),
        (),
        None,
    )


def poll(name: str, minute: int, audience: Audience) -> Poll:
    return Poll(
        id=PollId(name),
        session=SessionId("s1"),
        question=Question(QuestionId(name), QuestionKind.AGREEMENT, f"{name}?", AGREEMENT_SCALE),
        audience=audience,
        opened_by=PersonRef("olive"),
        opened_at=EVENING + timedelta(minutes=minute),
    )


def test_polls_stand_in_the_order_of_opening_with_their_tallies() -> None:
    over_all, one, two = Tally((9, 1, 0, 0, 0)), Tally((5, 0, 0, 0, 0)), Tally((4, 1, 0, 0, 0))
    later = (poll("later", 9, Audience.ROOMS), over_all, ((2, two), (1, one)))
    earlier = (poll("earlier", 1, Audience.PLENARY), over_all, ())
    findings = compile_digest(Findings(session(), ROOMS, polls=(later, earlier))).polls
    assert [(found.poll, found.by_room) for found in findings] == [
        ("earlier", ()),
        ("later", ((1, one), (2, two))),
    ]
    assert findings[1].tally.percent_agree == 100


def test_next_sessions_are_later_ones_of_the_programme_by_date_and_undated_last() -> None:
    elsewhere = replace(session("other", 3), programme=Programme(ProgrammeId("x"), TENANT, "Another"))
    siblings = (
        session("undated", None, Phase.DRAFT),
        session("s3", 20, Phase.DRAFT),
        session("s2", 10, Phase.SIGN_UP),
        session("done", 15, Phase.PUBLISHED),
        session("before", -10),
        session(),
        elsewhere,
        replace(session("alone", 5), programme=None),
    )
    said = compile_digest(Findings(session(), siblings=siblings))
    assert said.next_sessions == (
        NextSession("s2?", EVENING + timedelta(days=10), None),
        NextSession("s3?", EVENING + timedelta(days=20), None),
        NextSession("undated?", None, None),
    )


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.CLOSED])
def test_after_a_session_without_a_date_all_unpublished_ones_are_to_come(phase: Phase) -> None:
    siblings = (session("s2", -3, phase), session("s3", -2, Phase.PUBLISHED))
    said = compile_digest(Findings(session(day=None), siblings=siblings))
    assert [coming.question for coming in said.next_sessions] == ["s2?"]


def golden() -> Findings:
    """The golden session as it is stored when its rooms have closed."""
    told = json.loads(GOLDEN.read_text("utf-8"))
    base = replace(
        session(),
        themes=tuple(Theme(ThemeId(f"t{room['n']}"), room["theme"]) for room in told["rooms"]),
    )
    rooms = tuple(
        Room(RoomId(f"r{n}"), base.id, n, ThemeId(f"t{n}"), PersonRef(f"f{n}")) for n in (4, 2, 1, 3)
    )
    attended = tuple(Attendance(PersonRef(f"p{n}"), RoomId(f"r{n % 4 + 1}")) for n in range(120))
    attended += tuple(Attendance(PersonRef(f"f{n}"), RoomId(f"r{n}"), leads=True) for n in range(1, 5))
    minutes = count()
    kept = [
        replace(
            note(next(minutes), *map(Tag, said["tags"]), room=f"r{room['n']}"),
            id=NoteId(said["id"]),
            text=said["text"],
        )
        for room in told["rooms"]
        for said in ({"id": f"H{room['n']}", "text": room["headline"], "tags": ["headline"]}, *room["notes"])
    ]
    actions = [
        replace(note(next(minutes), Tag.ACTION, room=None), text=action["text"]) for action in told["actions"]
    ]
    siblings = tuple(
        replace(
            session(f"s{one['n']}", None if one["date"] is None else 7 * one["n"]),
            question=one["title"],
            phase=Phase.DRAFT,
        )
        for one in told["programme"]["sessions"][1:]
    )
    return Findings(base, rooms, attended, tuple(reversed(kept + actions)), siblings=siblings)


def test_the_golden_session_gives_its_figures() -> None:
    said = compile_digest(golden())
    tags = Counter({section.tag: 0 for room in said.rooms for section in room.sections})
    for room in said.rooms:
        tags.update({section.tag: len(section.points) for section in room.sections})
    assert [room.notes for room in said.rooms] == [22, 19, 19, 18]
    assert said.notes == 78
    assert tags == {Tag.CONCERN: 33, Tag.OPPORTUNITY: 24, Tag.PROPOSAL: 23, Tag.QUOTE: 6}
    assert [room.participants for room in said.rooms] == [30, 30, 30, 30]
    assert (said.participants, said.facilitators, len(said.actions), len(said.next_sessions)) == (
        120,
        4,
        9,
        5,
    )


def test_the_golden_session_lists_every_note_in_its_room_under_its_tags() -> None:
    told = json.loads(GOLDEN.read_text("utf-8"))
    for room, found in zip(told["rooms"], compile_digest(golden()).rooms, strict=True):
        assert found.theme == room["theme"]
        assert [point.text for point in found.headlines] == [room["headline"]]
        for tag in (Tag.CONCERN, Tag.OPPORTUNITY, Tag.PROPOSAL, Tag.QUOTE):
            assert texts(found, tag) == [said["text"] for said in room["notes"] if tag in said["tags"]]

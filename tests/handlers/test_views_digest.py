"""The digest: the look before it, how it is cut, its messages."""

from dataclasses import replace
from itertools import pairwise

import pytest

from consultation.model.digest import (
    Digest,
    DigestPart,
    Evidence,
    NextSession,
    PartKind,
    Point,
    PollFinding,
    RoomFinding,
    Section,
)
from consultation.model.notes import Tag
from consultation.model.questions import AGREEMENT_SCALE, QuestionKind, Tally
from consultation.model.references import NoteId, PollId
from consultation.model.sessions import Phase
from handlers.slack.views.digest import digest_form, digest_message, parts_of
from handlers.slack.views.evidence import points_behind
from tests.handlers.showing import LINK, WHEN, Evening
from tests.support.blockkit import all_texts, payload_of
from tests.support.reading import words_of

EVENING = Evening("Something that was said.")
SIZES = {
    "ordinary": EVENING,
    "empty": Evening("Access", rooms=0, polls=0, others=0),
    "two thousand notes in a room": Evening("Something that somebody said. " * 4, rooms=2, notes=2000),
    "long notes": Evening("On and on. " * 300, rooms=2, notes=40),
    "forty rooms": Evening("Words " * 30, themes=40, rooms=40, polls=12, others=20),
    "ampersands": Evening("&" * 3000, rooms=2, notes=40, polls=40, others=40),
}


@pytest.fixture(params=SIZES, ids=str)
def digest(request: pytest.FixtureRequest) -> Digest:
    return SIZES[request.param].digest


def points_in(parts: tuple[DigestPart, ...], number: int) -> list[Point]:
    told = (part.room for part in parts if part.kind is PartKind.ROOM)
    rooms = [room for room in told if room and room.number == number]
    headlines = [point for room in rooms for point in room.headlines]
    return headlines + [point for room in rooms for section in room.sections for point in section.points]


def test_every_point_stands_in_some_part_in_its_order(digest: Digest) -> None:
    parts = parts_of(digest)
    for room in digest.rooms:
        whole = [*room.headlines, *(point for section in room.sections for point in section.points)]
        assert points_in(parts, room.number) == whole


def test_every_outcome_stands_in_some_part_in_its_order(digest: Digest) -> None:
    outcomes = [part for part in parts_of(digest) if part.kind is PartKind.OUTCOMES]
    assert [poll for part in outcomes for poll in part.polls] == list(digest.polls)
    assert [action for part in outcomes for action in part.actions] == list(digest.actions)
    assert [later for part in outcomes for later in part.next_sessions] == list(digest.next_sessions)


def test_parts_are_numbered_and_all_but_the_first_of_a_room_are_continued(digest: Digest) -> None:
    parts = parts_of(digest)
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    messages = [part for part in parts if part.kind is not PartKind.EVIDENCE]
    assert parts[: len(messages)] == tuple(messages)
    assert {part.of for part in parts} == {len(messages)}
    assert not parts[0].continued
    for before, part in pairwise(messages):
        same = before.kind is part.kind and (before.room and before.room.number) == (
            part.room and part.room.number
        )
        assert part.continued == same


def test_every_points_note_stands_in_the_thread_under_the_message_that_tells_it(digest: Digest) -> None:
    parts = parts_of(digest)
    behind: dict[int, list[Point]] = {}
    for part in parts:
        if part.kind is PartKind.EVIDENCE:
            behind.setdefault(part.under, []).extend(points_behind(part))
    for part in parts:
        if part.kind in (PartKind.ROOM, PartKind.OUTCOMES):
            assert behind.get(part.number, []) == points_behind(part)


def test_every_message_keeps_within_slacks_limits(digest: Digest) -> None:
    for part in parts_of(digest):
        sent = payload_of(digest_message(part))
        blocks = sent["blocks"]
        assert isinstance(blocks, list)
        assert len(blocks) <= 50
        assert sum(map(len, all_texts(blocks))) <= 9500
        assert all(len(text) <= 2900 for text in all_texts(blocks))


def test_no_message_is_left_half_empty_when_the_next_could_go_into_it(digest: Digest) -> None:
    for before, part in pairwise(parts_of(digest)):
        if part.continued and part.room:
            written = sum(map(len, all_texts(payload_of(digest_message(before))["blocks"])))
            assert written > 9500 - 700 - 2600


def test_a_room_without_notes_has_its_line_in_the_overview_only() -> None:
    silent = RoomFinding(5, "Silence", 3, 0, (), ())
    parts = parts_of(replace(EVENING.digest, rooms=(silent,), actions=()))
    assert [part.kind for part in parts] == [PartKind.OVERVIEW, PartKind.OUTCOMES]
    assert "*5. Silence* · 0 notes" in digest_message(parts[0]).text


def test_what_was_kept_in_plenary_has_no_room_number() -> None:
    plenary = replace(EVENING.digest.rooms[0], number=0, theme="Plenary")
    digest = replace(EVENING.digest, rooms=(plenary,))
    overview, room = (digest_message(part) for part in parts_of(digest)[:2])
    assert "*Plenary* · 20 notes" in overview.text
    assert "*Rooms*: 0" in overview.text
    assert room.text.startswith("Plenary\n")


def test_the_overview_tells_the_session_its_counts_and_each_headline() -> None:
    shown = digest_message(parts_of(EVENING.digest)[0])
    assert "*Participants*: 120" in shown.text
    assert "*Notes*: 80" in shown.text
    assert shown.text.count("0 Something that was said.") == 4
    assert f"<{LINK}|↗>" in words_of(shown)


def test_a_room_shows_its_notes_under_their_tags_with_the_way_back() -> None:
    shown = words_of(digest_message(parts_of(EVENING.digest)[1]))
    assert f":warning: *Concern* · 5\n• 0 Something that was said. <{LINK}|↗>" in shown
    titles = [
        shown.index(f"*{tag.capitalize()}*")
        for tag in (Tag.CONCERN, Tag.OPPORTUNITY, Tag.PROPOSAL, Tag.QUOTE)
    ]
    assert titles == sorted(titles)


def test_the_thread_of_a_room_tells_each_note_with_the_way_back() -> None:
    alone = Point(NoteId("n1"), "Said once.", LINK, credit="GP")
    behind = (Evidence(NoteId("n2"), 1, "One way.", LINK), Evidence(NoteId("n3"), 2, "Another.", LINK, "Ada"))
    several = Point(NoteId("n2"), "Both ways.", LINK, evidence=behind)
    sections = (Section(Tag.CONCERN, (alone, several)), Section(Tag.QUOTE, (alone,)))
    room = replace(EVENING.digest.rooms[0], headlines=(), sections=sections)
    digest = replace(EVENING.digest, rooms=(room,), actions=(alone,))
    thread, actions = (part for part in parts_of(digest) if part.kind is PartKind.EVIDENCE)
    shown = words_of(digest_message(thread))
    assert f"*Both ways.*\n• Room 1: One way. <{LINK}|↗>\n• Room 2: Another. — Ada <{LINK}|↗>" in shown
    assert shown.count(f"• Said once. — GP <{LINK}|↗>") == 1
    assert "The notes behind the actions" in words_of(digest_message(actions))


def test_a_section_that_goes_on_in_the_next_message_says_so() -> None:
    parts = parts_of(SIZES["two thousand notes in a room"].digest)
    assert "*Concern* · 500" in words_of(digest_message(parts[1]))
    assert "*Concern*, continued" in words_of(digest_message(parts[2]))
    assert "continued" in digest_message(parts[2]).text.split("\n")[1]


def test_a_note_longer_than_a_section_is_cut_and_leads_to_the_whole() -> None:
    shown = words_of(digest_message(parts_of(SIZES["long notes"].digest)[1]))
    assert f"… <{LINK}|↗>" in shown


def test_a_note_of_many_lines_stays_one_point() -> None:
    point = Point(NoteId("n1"), "First.\n\n• Second.", LINK)
    room = replace(EVENING.digest.rooms[0], headlines=(point,), sections=())
    shown = words_of(digest_message(parts_of(replace(EVENING.digest, rooms=(room,)))[1]))
    assert "*First. • Second.*" in shown


def test_a_point_without_an_address_has_no_arrow() -> None:
    room = replace(EVENING.digest.rooms[0], headlines=(Point(NoteId("n1"), "Said.", ""),), sections=())
    assert "↗" not in words_of(digest_message(parts_of(replace(EVENING.digest, rooms=(room,)))[1]))


def outcomes(*polls: PollFinding, later: tuple[NextSession, ...] = ()) -> str:
    digest = replace(EVENING.digest, rooms=(), polls=polls, actions=(), next_sessions=later)
    return words_of(digest_message(parts_of(digest)[1]))


def agreement(tally: Tally, *by_room: tuple[int, Tally]) -> PollFinding:
    return PollFinding(PollId("p"), "PCNs", QuestionKind.AGREEMENT, AGREEMENT_SCALE, tally, by_room)


def choice(*counts: int) -> PollFinding:
    return PollFinding(PollId("p"), "When?", QuestionKind.CHOICE, ("Now", "Soon", "Never"), Tally(counts))


def test_polls_tell_how_many_agree_of_how_many_answers() -> None:
    assert "• *PCNs*: 77 % agree, 39 answers" in outcomes(agreement(Tally((10, 20, 5, 4, 0))))


def test_polls_in_rooms_tell_each_rooms_share() -> None:
    rooms = ((1, Tally((6, 0, 0, 0, 0))), (2, Tally((0, 3, 3, 0, 0))), (3, Tally((0, 0, 0, 0, 0))))
    assert "By room: 1: 100 %, 2: 50 %" in outcomes(agreement(Tally((6, 3, 3, 0, 0)), *rooms))


def test_rooms_in_which_few_answered_have_no_share() -> None:
    rooms = ((1, Tally((6, 0, 0, 0, 0))), (2, Tally((0, 2, 2, 0, 0))), (3, Tally((5, 0, 0, 0, 0))))
    assert "By room" not in outcomes(agreement(Tally((11, 2, 2, 0, 0)), *rooms))


def test_choices_tell_what_leads() -> None:
    assert "• *When?*: Soon, 60 %, 5 answers" in outcomes(choice(1, 3, 1))
    assert "• *When?*: Now and Soon, 40 % each, 5 answers" in outcomes(choice(2, 2, 1))


def test_a_poll_that_nobody_answered_says_so() -> None:
    assert "• *When?*: no answers" in outcomes(choice(0, 0, 0))


def test_actions_are_numbered_through_all_messages() -> None:
    actions = tuple(Point(NoteId(f"a{index}"), "Do it. " * 100, LINK) for index in range(40))
    parts = parts_of(replace(EVENING.digest, rooms=(), polls=(), actions=actions, next_sessions=()))
    shown = "\n".join(words_of(digest_message(part)) for part in parts)
    assert len(parts) > 2
    assert all(f"*{number}.* Do it." in shown for number in range(1, 41))


def test_next_sessions_come_with_their_dates() -> None:
    shown = outcomes(
        choice(1, 0, 0), later=(NextSession("Next?", WHEN, "Ada"), NextSession("Then?", None, None))
    )
    assert "• *Next?*, with Ada\n   <!date^1796239800^" in shown
    assert "• *Then?*\n   Date to be announced" in shown


def test_the_look_before_says_what_publishing_does() -> None:
    open_still = words_of(digest_form(EVENING.at(Phase.WRAP_UP).session, EVENING.digest))
    closed = words_of(digest_form(EVENING.at(Phase.CLOSED).session, EVENING.digest))
    assert (
        "closes the session and its polls, posts 6 messages and 5 replies in their threads with the notes behind them in <#C0PLENARY>"
        in open_still
    )
    assert "Publishing closes surveys that are still open, posts 6 messages and 5 replies" in closed
    assert "can't be undone" in closed
    assert "minutes" not in closed


def test_the_look_before_says_how_long_a_long_digest_takes() -> None:
    rooms = tuple(replace(EVENING.digest.rooms[0], number=number) for number in range(1, 41))
    digest = replace(EVENING.digest, rooms=rooms)
    told = words_of(digest_form(EVENING.at(Phase.CLOSED).session, digest))
    assert "posts 42 messages and 41 replies in their threads" in told
    assert "That takes about 5 minutes; /consult says how far it is. This can't be undone." in told


def test_the_look_before_warns_of_rooms_without_a_headline() -> None:
    rooms = (replace(EVENING.digest.rooms[0], headlines=()),)
    shown = words_of(digest_form(EVENING.session, replace(EVENING.digest, rooms=rooms)))
    assert ":warning: no headline yet" in shown
    assert "20 notes: concern 5, opportunity 5, proposal 5, quote 5" in shown

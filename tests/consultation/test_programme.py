from dataclasses import replace
from datetime import UTC, datetime

from consultation.model.digest import Digest, Point, PollFinding, RoomFinding, Section
from consultation.model.questions import AGREEMENT_SCALE, QuestionKind, Tally
from consultation.model.references import NoteId, PollId, SessionId
from consultation.programme import programme_digest


def session(number: int, *texts: str, agree: int = 3, question: str = "Will it help?") -> Digest:
    points = tuple(Point(NoteId(f"{number}.{place}"), text, "") for place, text in enumerate(texts))
    room = RoomFinding(1, "Care", 8, len(points), points[:1], (Section("concern", points),))
    tally = Tally((agree, 0, 0, 0, 10 - agree))
    poll = PollFinding(PollId(f"p{number}"), question, QuestionKind.AGREEMENT, AGREEMENT_SCALE, tally)
    when = datetime(2026, number, 1, tzinfo=UTC)
    return Digest(
        SessionId(f"s{number}"), f"Question {number}", "Hub", when, None, 8, 1, (room,), (poll,), (), ()
    )


def test_what_several_sessions_said_came_back_in_the_words_of_the_first() -> None:
    found = programme_digest(
        "Hub",
        [
            session(1, "There are too few quiet rooms in clinics.", "Parking is dear."),
            session(2, "Pay is low."),
            session(3, "Too few quiet rooms in the clinic!", "Too few quiet clinic rooms."),
        ],
    )
    assert [(one.text, one.sessions) for one in found.came_back] == [
        ("There are too few quiet rooms in clinics.", (1, 3))
    ]


def test_how_answers_moved_is_told_of_the_same_question_only() -> None:
    found = programme_digest(
        "Hub",
        [session(1, agree=3), session(2, agree=7, question="will it  help?"), session(3, question="Other?")],
        2,
    )
    (moved,) = found.moved
    assert moved.shares == ((1, 30, 10), (2, 70, 10))
    assert found.still_to_come == 2


def test_each_session_is_told_in_short() -> None:
    (one,) = programme_digest("Hub", [session(1, "Pay is low.")]).sessions
    assert (one.question, one.participants, one.notes, one.headlines) == (
        "Question 1",
        8,
        1,
        ("Pay is low.",),
    )


def test_a_question_that_few_answered_is_not_compared() -> None:
    few = session(2)
    poll = replace(few.polls[0], tally=Tally((2, 0, 0, 0, 1)))
    found = programme_digest("Hub", [session(1), replace(few, polls=(poll,)), session(3)])
    assert [[number for number, *_ in one.shares] for one in found.moved] == [[1, 3]]

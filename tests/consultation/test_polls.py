from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.answers import read_answer
from consultation.errors import InvalidField, InvalidFields, NoSuchThing, PollClosed
from consultation.model.polls import Audience, Poll, PollDraft
from consultation.model.questions import AGREEMENT_SCALE, Chosen, Pressed, Question, QuestionKind
from consultation.model.references import PersonRef, PollId, QuestionId, SessionId
from consultation.polls import draft_poll, read_poll_line, require_open

NOW = datetime(2022, 2, 9, 19, 30, tzinfo=UTC)


def choice(options: str, question: str = "What next?") -> PollDraft:
    return PollDraft(question, QuestionKind.CHOICE, Audience.PLENARY, options)


def agreement(question: str) -> PollDraft:
    return PollDraft(question, QuestionKind.AGREEMENT, Audience.ROOMS)


def judged(draft: PollDraft) -> Poll:
    return draft_poll(
        draft, poll_id=PollId("p"), session=SessionId("s"), opened_by=PersonRef("olive"), opened_at=NOW
    )


def refusal(draft: PollDraft) -> InvalidField:
    with pytest.raises(InvalidField) as refused:
        judged(draft)
    return refused.value


def test_a_choice_takes_an_option_from_each_line() -> None:
    poll = judged(choice(" Yes \n\n No\tway\n Perhaps"))
    assert poll == Poll(
        id=PollId("p"),
        session=SessionId("s"),
        question=Question(QuestionId("p"), QuestionKind.CHOICE, "What next?", ("Yes", "No way", "Perhaps")),
        audience=Audience.PLENARY,
        opened_by=PersonRef("olive"),
        opened_at=NOW,
    )


def test_agreement_takes_the_scale() -> None:
    poll = judged(PollDraft("PCNs help.", QuestionKind.AGREEMENT, Audience.ROOMS, options=" \n"))
    assert (poll.question.options, poll.audience) == (AGREEMENT_SCALE, Audience.ROOMS)


def test_answers_typed_beside_the_scale_are_not_dropped_in_silence() -> None:
    refused = refusal(
        PollDraft("PCNs help.", QuestionKind.AGREEMENT, Audience.ROOMS, options="Records\nRota")
    )
    assert refused.field == "options"
    assert "has five answers" in refused.sentence


@pytest.mark.parametrize("question", ["", "   ", "\n\u200b\u202e"])
def test_a_poll_needs_a_question(question: str) -> None:
    assert refusal(agreement(question)).field == "question"


def test_a_question_of_300_characters_fits_and_one_more_does_not() -> None:
    assert len(judged(agreement("q" * 300)).question.wording) == 300
    too_long = refusal(agreement("q" * 301))
    assert too_long.field == "question"
    assert too_long.sentence == "The question has 301 characters and 300 fit. Please make it shorter."


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("", "at least 2 answers"),
        ("Yes", "at least 2 answers"),
        ("\n".join(map(str, range(11))), "There are 11 answers and 10 fit"),
        ("Yes\n" + "x" * 76, "this one has 76"),
        ("Yes\nNo\nYES", "“YES” is there twice"),
        ("Straße\nSTRASSE", "is there twice"),
    ],
)
def test_a_choice_is_refused_with_what_is_the_matter(options: str, says: str) -> None:
    refused = refusal(choice(options))
    assert refused.field == "options"
    assert says in refused.sentence


def test_a_refusal_never_repeats_a_page_of_text() -> None:
    assert len(refusal(choice("Yes\n" + "x" * 9000)).sentence) < 250


def test_ten_options_of_75_characters_fit() -> None:
    options = [f"{number}".ljust(75, "x") for number in range(10)]
    assert judged(choice("\n".join(options))).question.options == tuple(options)


def test_both_fields_are_told_at_once() -> None:
    with pytest.raises(InvalidFields) as refused:
        judged(choice("only one", question=""))
    assert [problem.field for problem in refused.value.problems] == ["question", "options"]


def test_an_open_poll_takes_answers() -> None:
    require_open(judged(agreement("Fine?")))


def test_a_closed_poll_says_when_it_closed() -> None:
    closed = replace(judged(agreement("Fine?")), closed_at=NOW)
    with pytest.raises(PollClosed) as refused:
        require_open(closed)
    assert refused.value.closed_at == NOW


@pytest.mark.parametrize("option", [0, 4])
def test_an_answer_names_one_of_the_options(option: int) -> None:
    assert read_answer(judged(agreement("Fine?")).question, Pressed(option)) == Chosen((option,))


@pytest.mark.parametrize("option", [-1, 5, 500])
def test_an_option_that_is_not_there_is_refused(option: int) -> None:
    poll = judged(agreement("Fine?"))
    with pytest.raises(NoSuchThing, match="That option is not there"):
        read_answer(poll.question, Pressed(option))


@pytest.mark.parametrize(
    "line",
    [
        '"What next?" "Rest" "More work"',
        "“What next?” “Rest” “More work”",
        "„What next?“ „Rest“ „More work“",
        "«What next?» « Rest » «More work»",
        '"What next?”"Rest”"More work”',
        '“What next?" "Rest” "More work"',
        '  "What next?",  "Rest", "More work"\n',
    ],
)
def test_a_line_is_read_with_the_quotation_marks_that_a_keyboard_makes(line: str) -> None:
    assert read_poll_line(line) == choice("Rest\nMore work")


def test_curly_marks_may_stand_inside_straight_ones() -> None:
    assert read_poll_line('"Is “fair” the word?" "Yes" "No"') == choice("Yes\nNo", "Is “fair” the word?")


def test_a_question_alone_asks_for_the_agreement_scale() -> None:
    assert read_poll_line('"PCNs help."', Audience.ROOMS) == agreement("PCNs help.")


@pytest.mark.parametrize("line", ["", "  ", "\n"])
def test_nothing_typed_is_no_draft(line: str) -> None:
    assert read_poll_line(line) is None


@pytest.mark.parametrize(
    "line", ["What next?", '"What next?', '"What next?" Yes No', '"A" "B', '"', "'A' 'B'"]
)
def test_a_line_that_cannot_be_read_is_answered_with_an_example(line: str) -> None:
    with pytest.raises(InvalidField) as refused:
        read_poll_line(line)
    assert refused.value.field == "question"
    assert '"Shall we meet again?" "Yes" "No"' in refused.value.sentence


def test_a_line_is_judged_like_a_form() -> None:
    draft = read_poll_line('"What next?" "Only one"')
    assert draft is not None
    assert refusal(draft).field == "options"


WORDS = st.text(st.characters(categories=["L", "N", "P"], exclude_characters='"“”„‟«»'), min_size=1)


@given(st.lists(WORDS, min_size=2, max_size=10))
def test_what_is_quoted_comes_back_in_order(words: list[str]) -> None:
    draft = read_poll_line(" ".join(f'"{word}"' for word in words))
    assert draft is not None
    assert len(draft.options.splitlines()) == len(words) - 1


@given(st.text())
def test_any_line_is_read_or_refused(line: str) -> None:
    with suppress(InvalidField):
        draft = read_poll_line(line)
        assert draft is None or draft.audience is Audience.PLENARY

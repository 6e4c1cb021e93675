"""Polls: the form that asks, the card that counts, the private answer to a vote."""

from consultation.answers import name_of
from consultation.model.cards import PollCard
from consultation.model.polls import Audience, Counted, Poll, PollDraft
from consultation.model.questions import QuestionKind
from consultation.model.references import PlaceRef
from consultation.model.sessions import Phase, Session
from consultation.polls import MINUTES
from consultation.questions import OPTION_MOST, OPTIONS_MOST, WORDING_MOST
from handlers.slack.blocks import (
    ACTIONS_MOST,
    Block,
    Element,
    Message,
    Option,
    View,
    actions,
    button,
    context,
    field,
    header,
    message,
    metadata,
    modal,
    radio,
    section,
    select,
    text_input,
)
from handlers.slack.ids import POLL_FORM, vote_id
from handlers.slack.texts import bar, time_of_day
from handlers.slack.views.wording import count, room_title, words

KINDS = (
    Option(
        "How far people agree",
        QuestionKind.AGREEMENT,
        "Five answers, from strongly agree to strongly disagree.",
    ),
    Option("Answers of your own", QuestionKind.CHOICE, "Each person chooses one of them."),
)
PLENARY = Option("The session's channel", Audience.PLENARY)
ROOMS = Option("Every room at once", Audience.ROOMS)
BY_HAND = Option("When I close it", "by hand")
BY_ITSELF = [Option(f"By itself after {count(one, 'minute')}", str(one)) for one in MINUTES]
OPTIONS_HINT = f"An answer a line, {OPTIONS_MOST} at most, of {OPTION_MOST} characters. Leave this empty if people say how far they agree."


def poll_form(session: Session, place: PlaceRef, draft: PollDraft | None) -> View:
    """The form that asks a question. Every field's block bears the name of the draft's field."""
    with_rooms = session.phase in (Phase.IN_ROOMS, Phase.WRAP_UP)
    draft = draft or PollDraft("", QuestionKind.AGREEMENT, Audience.PLENARY)
    audience = draft.audience if with_rooms else Audience.PLENARY
    blocks = [
        field(
            "question",
            "Question",
            text_input(draft.question, most=WORDING_MOST, example="We should share staff between practices."),
        ),
        field("kind", "Answers", radio(KINDS, draft.kind)),
        field(
            "options",
            "Your own answers",
            text_input(draft.options, multiline=True, example="Yes\nNo\nNot sure"),
            hint=OPTIONS_HINT,
            optional=True,
        ),
        field("audience", "Where", select([PLENARY, ROOMS] if with_rooms else [PLENARY], audience)),
        field("minutes", "When it closes", select([BY_HAND, *BY_ITSELF], draft.minutes or BY_HAND.value)),
    ]
    return modal(POLL_FORM, "Ask a question", blocks, submit="Ask", metadata=metadata(session.id, place))


def poll_card(card: PollCard) -> Message:
    """A poll with its live tally, and a button for each option while it is open."""
    poll, tally = card.poll, card.tally
    rows = [_row(card, index) for index in range(len(poll.question.rows))]
    blocks = [header("question", poll.question.wording)]
    if card.room:
        blocks.append(context("room", f"Room {room_title(card.session, card.room)}"))
    blocks.append(section("tally", "\n".join(rows)))
    if poll.question.kind is QuestionKind.AGREEMENT and tally.answers:
        blocks.append(section("agree", f"*{tally.percent_agree} % agree or strongly agree*"))
    buttons = [] if poll.closed_at else _buttons(poll)
    return message(*blocks, *buttons, context("base", _base(card)))


def _row(card: PollCard, index: int) -> str:
    share, answers = card.tally.percent(index), card.tally.counts[index]
    return f"`{bar(share)} {share:>3} %`  {words(card.poll.question.rows[index], 150)} · {answers:,}"


def _buttons(poll: Poll) -> list[Block]:
    buttons: list[Element] = [
        button(option, vote_id(poll.id, index), str(index)) for index, option in enumerate(poll.question.rows)
    ]
    starts = range(0, len(buttons), ACTIONS_MOST)
    return [
        actions(f"vote_{number}", *buttons[start : start + ACTIONS_MOST])
        for number, start in enumerate(starts, start=1)
    ]


def _base(card: PollCard) -> str:
    answers = count(card.tally.answers, "answer") if card.tally.answers else "No answers yet"
    if card.poll.closed_at:
        return f":lock: This poll is closed · {count(card.tally.answers, 'answer')}"
    closes = f" It closes at {time_of_day(card.closes_at)}." if card.closes_at else ""
    return f"{answers} · Press your answer. You can change it until the poll closes.{closes}"


def counted(counted: Counted) -> Message:
    """The private answer to a vote."""
    first = "Your answer is now" if counted.changed else "Your answer is"
    return message(
        section(
            "counted",
            f"{first} *{words(name_of(counted.poll.question, counted.answer), 150)}*. You can change it until the poll closes.",
        )
    )

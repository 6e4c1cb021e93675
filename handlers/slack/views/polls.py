"""Polls: the form that asks, the card that counts, the private answer to a vote."""

from consultation.model.cards import PollCard
from consultation.model.polls import Audience, Poll, PollDraft, PollKind
from consultation.model.references import PlaceRef
from consultation.model.sessions import Phase, Session
from consultation.services.polls import Counted
from handlers.slack.blocks import (
    Block,
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
from handlers.slack.texts import bar
from handlers.slack.views.wording import count, room_title, words

KINDS = (
    Option("Agreement, from strongly agree to strongly disagree", PollKind.AGREEMENT),
    Option("Options of your own", PollKind.CHOICE),
)
HERE = Option("The session's channel", Audience.PLENARY)
ROOMS = Option("Every room", Audience.ROOMS)


def poll_form(session: Session, place: PlaceRef, draft: PollDraft | None) -> View:
    """The form that asks a question. Every field's block bears the name of the draft's field."""
    with_rooms = session.phase in (Phase.IN_ROOMS, Phase.WRAP_UP)
    audience = draft.audience if draft and with_rooms else Audience.PLENARY
    blocks = [
        field("question", "Question", text_input(draft.question if draft else "", most=300)),
        field("kind", "Answers", radio(KINDS, draft.kind if draft else PollKind.AGREEMENT)),
        field(
            "options",
            "Your own options",
            text_input(draft.options if draft else "", multiline=True),
            hint="An option a line. Leave this empty for the agreement scale.",
            optional=True,
        ),
        field("audience", "Where", select([HERE, ROOMS] if with_rooms else [HERE], audience)),
    ]
    return modal(POLL_FORM, "Ask a question", blocks, submit="Ask", metadata=metadata(session.id, place))


def poll_card(card: PollCard) -> Message:
    """A poll with its live tally, and a button for each option while it is open."""
    poll, tally = card.poll, card.tally
    blocks: list[Block] = [header("question", poll.question)]
    rows = [_row(card, index) for index in range(len(poll.options))]
    blocks.append(section("tally", "\n".join(rows)))
    if poll.kind is PollKind.AGREEMENT and tally.answers:
        blocks.append(section("agree", f"*{tally.percent_agree} % agree or strongly agree*"))
    if poll.closed_at is None:
        blocks += _buttons(poll)
    return message(*blocks, context("base", _base(card)))


def _row(card: PollCard, index: int) -> str:
    share, votes = card.tally.percent(index), card.tally.counts[index]
    return f"`{bar(share)}` *{share} %*  {words(card.poll.options[index], 150)} · {votes:,}"


def _buttons(poll: Poll) -> list[Block]:
    buttons = [
        button(option, vote_id(poll.id, index), str(index)) for index, option in enumerate(poll.options)
    ]
    return [
        actions(f"vote_{start // 25}", *buttons[start : start + 25]) for start in range(0, len(buttons), 25)
    ]


def _base(card: PollCard) -> str:
    answers = count(card.tally.answers, "answer")
    state = (
        "This poll is closed." if card.poll.closed_at else "You can change your answer until the poll closes."
    )
    where = f"{room_title(card.session, card.room)} · " if card.room else ""
    return f"{where}{answers} · {state}"


def counted(counted: Counted) -> Message:
    """The private answer to a vote."""
    first = "Your answer is now" if counted.changed else "Counted:"
    return message(
        section(
            "counted", f"{first} *{words(counted.option, 150)}*. You can change it until the poll closes."
        )
    )

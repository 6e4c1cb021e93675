"""Polls: the card that counts, and the private answer to a vote."""

from consultation.answers import name_of
from consultation.disclosure import is_too_few
from consultation.model.cards import PollCard, ReminderCard
from consultation.model.polls import Audience, Counted, Electorate, Poll, Secrecy, Shows
from consultation.polls import are_counts_shown, counts_by_room
from consultation.questions import PRESSED
from consultation.secrecy import PROMISE, counts_are_hidden
from consultation.texts import quoted
from handlers.slack.blocks import (
    ACTIONS_MOST,
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    header,
    message,
    section,
)
from handlers.slack.ids import poll_id, seen_value, vote_id
from handlers.slack.texts import channel, time_of_day
from handlers.slack.views.charts import chart_block
from handlers.slack.views.mandates import hurdle_blocks
from handlers.slack.views.questions import how_to_answer
from handlers.slack.views.records import opened_again
from handlers.slack.views.tallies import base, few_blocks, finding, tally_blocks
from handlers.slack.views.wording import count, listing, named, room_title, words


def poll_card(card: PollCard, *, chart: bool = False) -> Message:
    """A poll with what may be seen of its tally, and a way to answer while it is open; as a chart where there is one."""
    poll = card.poll
    blocks = [header("question", poll.question.wording), *_about(card)]
    if are_counts_shown(poll) and not is_too_few(poll.secrecy, card.tally):
        blocks += [chart_block(poll.question, card.tally)] if chart else []
        blocks += tally_blocks(poll.question, card.tally, over=poll.closed_at is not None, drawn=not chart)
        blocks += _by_room(card)
        blocks += _by_name(card)
    else:
        blocks += few_blocks(poll, card.tally)
    if poll.closed_at is None and not card.together:
        blocks += _buttons(poll)
    blocks += [*_of_organisations(card), *hurdle_blocks(poll, card.outcome)]
    promise = [] if poll.closed_at else [context("secrecy", PROMISE[poll.secrecy])]
    return message(*blocks, context("base", _base(card)), *opened_again(card.reopened), *promise)


def _about(card: PollCard) -> list[Block]:
    where = f"Room {room_title(card.session, card.room)}" if card.room else ""
    where = "All rooms together" if card.together else where
    how = "" if card.poll.closed_at else how_to_answer(card.poll.question)
    said = " · ".join(filter(None, (where, how)))
    return [context("room", said)] if said else []


FEW_IN_ROOMS = "Rooms with fewer than five answers are not told apart, nor what would give them away."


def _by_room(card: PollCard) -> list[Block]:
    lines = [
        f"{room_title(card.session, room)}: {_in_room(card, index)}"
        for index, (room, _) in enumerate(card.by_room)
    ]
    if not lines:
        few = card.together and counts_by_room(card.poll)
        return [context("by_room", FEW_IN_ROOMS)] if few else []
    return listing("by_room", lines, most=2500, title="*By room*")


def _of_organisations(card: PollCard) -> list[Block]:
    if card.poll.electorate is not Electorate.ORGANISATIONS:
        return []
    voted = card.tally.answers + card.tally.unsure
    whole = voted + (card.tally.silent or 0)
    return [context("organisations", f"Each organisation has one vote: {voted:,} of {whole:,} have voted.")]


def _by_name(card: PollCard) -> list[Block]:
    """Who answered what, where names are told."""
    rows = card.poll.question.rows
    lines = [f"{words(rows[row])}: {named(people)}" for row, people in enumerate(card.names) if people]
    lines += [
        f"{words(rows[row])}: {', '.join(words(name) for name in names)}"
        for row, names in enumerate(card.organisations)
        if names
    ]
    return listing("by_name", lines, most=2500, title="*By name*") if lines else []


def _in_room(card: PollCard, index: int) -> str:
    tally = card.by_room[index][1]
    said = finding(card.poll.question, tally)
    return f"{said} · {count(tally.answers, 'answer')}" if said else count(tally.answers, "answer")


def _buttons(poll: Poll) -> list[Block]:
    question = poll.question
    labels = list(question.rows) if question.kind in PRESSED else []
    seen = seen_value(question)
    pressed = [button(label, vote_id(poll.id, row), seen) for row, label in enumerate(labels)]
    if not pressed:
        pressed.append(button("Answer", poll_id("answer", poll.id), poll.id, style="primary"))
    if question.unsure:
        pressed.append(button(question.unsure, vote_id(poll.id, len(question.rows)), seen))
    if poll.is_open_to_options:
        pressed.append(button("Suggest an answer", poll_id("propose", poll.id), poll.id))
    return _in_rows(pressed)


def _in_rows(buttons: list[Element]) -> list[Block]:
    starts = range(0, len(buttons), ACTIONS_MOST)
    return [
        actions(f"vote_{number}", *buttons[start : start + ACTIONS_MOST])
        for number, start in enumerate(starts, start=1)
    ]


WHEN_SHOWN = {
    Shows.LIVE: "",
    Shows.AFTER_VOTING: " You see the results once you have answered, everybody sees them at the close.",
    Shows.AT_CLOSE: " Results are shown when the poll closes.",
}


WITHHELD_HERE = "Fewer than five answered here, or what they said would give others away. See the result of all rooms together."


def _is_withheld(card: PollCard) -> bool:
    """Whether a room's answers may not be told apart: of an anonymous poll nobody knows any more which they were."""
    anonymous = card.poll.secrecy is Secrecy.ANONYMOUS and card.poll.audience is Audience.ROOMS
    alone = card.room is not None and counts_by_room(card.poll)
    return anonymous and alone and not (card.tally.answers + card.tally.unsure)


def _base(card: PollCard) -> str:
    poll = card.poll
    said = base(poll.question, card.tally)
    if card.room is not None and poll.audience is Audience.ROOMS and _counts_all_rooms(poll):
        said = f"In all rooms together: {said}"
    if poll.closed_at and _is_withheld(card):
        return f":lock: This poll is closed · {WITHHELD_HERE}"
    if poll.closed_at:
        return f":lock: This poll is closed · {said if card.tally.answers else 'no answers'}"
    if card.together:
        return f"{said} · The poll is open again: people answer in their rooms."
    closes = f" It closes at {time_of_day(card.closes_at)}." if card.closes_at else ""
    how = "Press your answer" if poll.question.kind in PRESSED else "Press Answer"
    return f"{said} · {how}. You can change it until the poll closes.{closes}{WHEN_SHOWN[poll.shows]}"


def _counts_all_rooms(poll: Poll) -> bool:
    """Whether the card of one room has the numbers of all of them."""
    return counts_are_hidden(poll) or not counts_by_room(poll)


def reminder_card(card: ReminderCard) -> Message:
    """To somebody who has not answered, with the way to answer at once."""
    poll = card.poll
    question = quoted(words(poll.question.wording, 300))
    if poll.closed_at:
        return message(section("reminder", f"{question} is closed by now."))
    whose = "You have not answered"
    if poll.electorate is Electorate.ORGANISATIONS:
        whose = "The organisation whose vote you cast has not answered"
    how = how_to_answer(poll.question)
    return message(
        section("reminder", f"{whose} {question} yet. Answer here, or in {channel(card.place)}."),
        *([context("how", how)] if how else []),
        *_buttons(poll),
        context(
            "private", f"Only you see this, and nobody is told who was reminded. {PROMISE[poll.secrecy]}"
        ),
    )


def counted(counted: Counted) -> Message:
    """The private answer to a vote, with how it stands where that is shown to those who have answered."""
    poll = counted.poll
    first = "Your answer is now" if counted.changed else "Your answer is"
    said = words(name_of(poll.question, counted.answer), 300)
    blocks = [
        section("counted", f"{first} *{said}*. You can change it until the poll closes."),
        context("poll", f"Poll: {words(poll.question.wording, 150)}"),
    ]
    if counted.tally is not None:
        blocks += tally_blocks(poll.question, counted.tally)
        blocks.append(context("so_far", f"So far: {base(poll.question, counted.tally)}"))
    return message(*blocks)

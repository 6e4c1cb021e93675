"""Outcomes of a session, a line each: polls, actions, next steps, later sessions."""

from consultation.change import in_words as change_in_words
from consultation.disclosure import FEW, rooms_to_tell
from consultation.model.digest import NextSession, Point, PollFinding
from consultation.model.questions import Question, QuestionKind, Tally
from consultation.model.references import QuestionId
from consultation.report import COUNTED_ONCE
from consultation.texts import quoted
from consultation.writings import WRITTEN
from handlers.slack.texts import bar, date
from handlers.slack.views.origins import arrow, said_in
from handlers.slack.views.tallies import finding
from handlers.slack.views.wording import QUESTION_MOST, count, words

TEXTS_MOST = 5
POINT_MOST = 2400
"""Characters of one point, so that it fits a section with its link; the link leads to the whole of a longer one."""


def step_line(step: str) -> str:
    """A next step."""
    return f"• {words(step, 450)}"


def action_line(number: int, point: Point, rooms: int = 0) -> str:
    """An action by its rank, among so many rooms."""
    votes = f" · {count(point.votes, 'vote')}" if point.votes else ""
    return f"*{number}.* {words(point.text, POINT_MOST)}{votes}{said_in(point.rooms, rooms)}{arrow(point.permalink)}"


def poll_line(poll: PollFinding) -> str:
    """A poll's outcome: how many agree, or what leads, of how many answers."""
    again = " (closed and opened again)" if poll.reopened else ""
    question, answers = (
        f"• *{words(poll.question, QUESTION_MOST)}*{again}",
        count(poll.tally.answers, "answer"),
    )
    if not poll.tally.answers:
        return f"{question}: no answers"
    if poll.withheld or (poll.survey and poll.tally.answers < FEW):
        return f"{question}: fewer than {FEW} answers, not shown"
    if poll.kind in WRITTEN:
        return "\n".join([f"{question}: {answers}", *_written(poll.tally)])
    if poll.kind is QuestionKind.AGREEMENT:
        agree = poll.tally.percent_agree
        return "\n".join(
            [f"{question}: {agree} % agree, {answers}", _drawn(agree), *_by_room(poll), *_change(poll)]
        )
    if poll.kind not in COUNTED_ONCE:
        # What leads is not a share of people, or not that alone: the poll's own words for it.
        question_of = Question(QuestionId(poll.poll), poll.kind, poll.question, poll.options)
        return f"{question}: {finding(question_of, poll.tally)} {answers}"
    decided = f"\n   {words(poll.decision, 500)}" if poll.decision else ""
    leading = _leading(poll.tally)
    share, names = poll.tally.percent(leading[0]), " and ".join(words(poll.options[one]) for one in leading)
    return f"{question}: {names}, {share} %{' each' if len(leading) > 1 else ''}, {answers}\n{_drawn(share)}{decided}"


def _written(tally: Tally) -> list[str]:
    """What was let through of what people wrote."""
    shown = [f"   {quoted(words(text, 200))}" for text, _ in tally.texts[:TEXTS_MOST]]
    more = len(tally.texts) - TEXTS_MOST
    return [*shown, *([f"   … and {more:,} more"] if more > 0 else [])]


def _drawn(share: int) -> str:
    return f"   `{bar(share, 20)}`"


def _leading(tally: Tally) -> list[int]:
    most = max(tally.counts)
    return [index for index, answers in enumerate(tally.counts) if answers == most]


def _by_room(poll: PollFinding) -> list[str]:
    told = rooms_to_tell(poll.tally, poll.by_room)
    shares = [f"{number}: {tally.percent_agree} %" for number, tally in told]
    return [f"   By room: {', '.join(shares)}"] if len(shares) > 1 else []


def _change(poll: PollFinding) -> list[str]:
    return [f"   {change_in_words(poll.change)}"] if poll.change else []


def next_line(one: NextSession) -> str:
    """A later session: its date, question and guest."""
    starts = date(one.starts_at) if one.starts_at else "Date to be announced"
    guest = f", with {words(one.guest, 150)}" if one.guest else ""
    return f"• *{words(one.question, QUESTION_MOST)}*{guest}\n   {starts}"

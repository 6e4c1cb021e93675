"""What Plenary shows of polls, of every kind, made from an evening's text and sizes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from consultation.model.cards import CardKind, OverviewCard, PollCard, ReminderCard, WarningCard
from consultation.model.library import Planned
from consultation.model.polls import (
    Asking,
    Counted,
    Entry,
    PollDeed,
    PollDraft,
    Secrecy,
    Shows,
    Standing,
    Suggestion,
)
from consultation.model.questions import (
    AGREEMENT_SCALE,
    UNSURE,
    YES_NO,
    Answer,
    Chosen,
    Pile,
    Question,
    QuestionKind,
    Ranked,
    Shared,
    Unsure,
    Value,
    Words,
)
from consultation.model.references import PersonRef, PlaceRef, PollId, QuestionId, SuggestionId
from consultation.model.sessions import Phase
from consultation.model.statements import Standing as Readable
from consultation.model.surveys import SurveyDraft
from consultation.model.writings import Judgement, Writing
from consultation.services.moderation import Asked, Desk
from consultation.services.poll_control import Agenda, PollDesk
from consultation.services.reminders import Reminded
from consultation.tallies import tally
from handlers.slack.views import poll_desk, poll_forms, polls, writings
from handlers.slack.views.charts import has_chart
from tests.handlers.showing_surveys import survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consultation.model.polls import Poll
    from consultation.model.questions import Tally
    from consultation.model.rooms import Room
    from consultation.model.sessions import Session
    from handlers.slack.blocks import Message, View

SOMEBODY = PersonRef("U0PAR")
BOUNDS = {
    QuestionKind.SEVERAL: (1, None),
    QuestionKind.RATING: (0, 10),
    QuestionKind.RANKING: (1, None),
    QuestionKind.POINTS: (None, 10),
    QuestionKind.NUMBER: (-1000, 10**12),
    QuestionKind.SHORT_TEXT: (None, 150),
    QuestionKind.LONG_TEXT: (None, 3000),
}
WITHOUT = frozenset({QuestionKind.NUMBER, QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})


class Evening(Protocol):
    """What an evening tells about its words and sizes."""

    @property
    def text(self) -> str: ...
    @property
    def session(self) -> Session: ...
    @property
    def room_list(self) -> tuple[Room, ...]: ...
    def words(self, most: int) -> str: ...
    def poll(
        self, number: int = 0, kind: QuestionKind = QuestionKind.CHOICE, *, closed: bool = False
    ) -> Poll: ...


def question_of(number: int, kind: QuestionKind, wording: str, labels: tuple[str, ...]) -> Question:
    """A question of this kind in these words."""
    options = {QuestionKind.AGREEMENT: AGREEMENT_SCALE, QuestionKind.YES_NO: YES_NO}.get(kind, labels)
    options = () if kind in WITHOUT else options[:2] if kind is QuestionKind.RATING else options
    least, most = BOUNDS.get(kind, (None, None))
    return Question(QuestionId(f"p{number}"), kind, wording, options, least, most)


def answer_of(question: Question, text: str) -> Answer:
    """An answer that a question of this kind takes."""
    rows = range(len(question.options))
    match question.kind:
        case QuestionKind.RANKING:
            return Ranked(tuple(rows))
        case QuestionKind.POINTS:
            return Shared(tuple(1 for _ in rows))
        case QuestionKind.RATING | QuestionKind.NUMBER:
            return Value(Decimal(7))
        case QuestionKind.SHORT_TEXT | QuestionKind.LONG_TEXT:
            return Words(text[: question.most])
        case QuestionKind.SEVERAL:
            return Chosen(tuple(rows))
    return Chosen((0,))


def polling(evening: Evening) -> Iterator[tuple[str, Message | View]]:
    """Every card, form and answer of polls."""
    yield from _of_every_kind(evening)
    yield from _written(evening)
    session, poll = evening.session, evening.poll()
    asking = Asking(session, evening.room_list, to_come=((Phase.WRAP_UP, "wrap-up starts"),))
    yield "ask", poll_forms.poll_form(asking, PlaceRef("C1"), None)
    yield "ask before rooms", poll_forms.poll_form(Asking(session), PlaceRef("C1"), None)
    for kind in QuestionKind:
        half = PollDraft(evening.words(300), kind, poll.audience, evening.words(3000))
        yield f"ask {kind}", poll_forms.poll_form(asking, PlaceRef("C1"), half)
    again = _desk(evening, poll, _tally(evening, poll))
    yield "open again", poll_desk.reopen_form(again, PlaceRef("C1"))
    yield "polls, none", poll_desk.poll_list(Agenda(session, ()))
    yield "polls", poll_desk.poll_list(_agenda(evening))
    suggestion = Suggestion(SuggestionId("s1"), poll.id, SOMEBODY, evening.words(70), poll.opened_at)
    yield "suggest", poll_desk.suggestion_form(session, poll, PlaceRef("C1"))
    yield "suggested", poll_desk.suggested(suggestion)
    for told in (Reminded(0, 0), Reminded(12, 0), Reminded(0, 3)):
        yield f"reminded {told}", poll_desk.reminded(told)
    for closed in (False, True):
        ended = evening.poll(closed=closed)
        yield (
            f"reminder, {closed}",
            polls.reminder_card(ReminderCard(session, ended, PlaceRef("C0PLENARY"))),
        )
        yield f"warning, {closed}", poll_desk.warning_card(WarningCard(ended, ended.opened_at))
    many = tuple((evening.poll(n), _tally(evening, evening.poll(n))) for n in range(30))
    yield "overview", poll_desk.overview_card(OverviewCard(session, many))
    yield "overview of none", poll_desk.overview_card(OverviewCard(session, ()))


def _agenda(evening: Evening) -> Agenda:
    """Everything that an evening asks and will ask."""
    session, poll = evening.session, evening.poll()
    draft = PollDraft(evening.words(300), QuestionKind.CHOICE, poll.audience, opens_in="in rooms")
    later = SurveyDraft(evening.words(150), opens_in="closed")
    drafts: tuple[PollDraft | SurveyDraft, ...] = (draft, later)
    planned = tuple(Planned(PollId(f"x{n}"), session.id, one, SOMEBODY) for n, one in enumerate(drafts))
    asked = tuple(evening.poll(n, closed=n % 2 == 0) for n in range(30))
    return Agenda(session, asked, planned, tuple(survey(session, evening.text, n, 2) for n in range(12)))


def _written(evening: Evening) -> Iterator[tuple[str, Message | View]]:
    """What people wrote, before whoever lets it through."""
    question = evening.poll(kind=QuestionKind.LONG_TEXT).question
    texts = ((evening.text[:3000], 3), (evening.text[:2999], 1))
    found = tuple(
        Writing(question, f"{len(standing)}a{number}", texts, standing, evening.text[:200])
        for number in range(12)
        for standing in Readable
    )
    record = tuple(
        Judgement(
            question.id, one.mark, one.text, one.standing, SOMEBODY, evening.poll().opened_at, one.reason
        )
        for one in found
    )
    asked = Asked(evening.session, evening.words(300), (question,), CardKind.POLL, "p1", Secrecy.HIDDEN)
    yield "what people wrote", writings.desk(Desk(asked, found, record))
    yield "nothing written", writings.desk(Desk(asked, (), ()))
    yield "hide words", writings.hide_form(found[0], PlaceRef("C1"))


def _of_every_kind(evening: Evening) -> Iterator[tuple[str, Message | View]]:
    session, room = evening.session, next(iter(evening.room_list), None)
    for kind in QuestionKind:
        for closed in (False, True):
            poll = evening.poll(kind=kind, closed=closed)
            said = f"{kind} poll, {'closed' if closed else 'open'}"
            yield f"{said}, empty", polls.poll_card(PollCard(session, poll, tally(poll.question, [])))
            answered = _tally(evening, poll)
            yield f"{said}, answered", polls.poll_card(PollCard(session, poll, answered))
            if has_chart(PollCard(session, poll, answered)):
                yield f"{said}, charted", polls.poll_card(PollCard(session, poll, answered), chart=True)
            yield f"{said}, in a room", polls.poll_card(PollCard(session, poll, answered, room))
            by_room = tuple((one, answered) for one in evening.room_list)
            together = PollCard(session, poll, answered, together=True, by_room=by_room)
            yield f"{said}, together", polls.poll_card(together)
            yield f"{said}, desk", poll_desk.desk(_desk(evening, poll, answered))
        poll = evening.poll(kind=kind)
        answered = _tally(evening, poll)
        unsure = replace(poll.question, unsure=UNSURE)
        hidden = replace(poll, question=unsure, shows=Shows.AFTER_VOTING, is_open_to_options=True)
        yield (
            f"{kind} poll, hidden",
            polls.poll_card(PollCard(session, hidden, answered, closes_at=poll.opened_at)),
        )
        given = answer_of(poll.question, evening.text) if poll.question.rows or kind in WITHOUT else Unsure()
        for standing in (Standing(session, hidden), Standing(session, hidden, given)):
            yield (
                f"answer {kind}, {standing.answer is None}",
                poll_forms.answer_form(standing, PlaceRef("C1")),
            )
        for changed in (False, True):
            yield f"{kind} counted, {changed}", polls.counted(Counted(hidden, given, changed, answered))
            yield f"{kind} not known, {changed}", polls.counted(Counted(hidden, Unsure(), changed))


def _tally(evening: Evening, poll: Poll) -> Tally:
    question = poll.question
    if not question.rows and question.kind not in WITHOUT:
        return tally(question, [], asked=9)
    counted = tally(question, [Pile(answer_of(question, evening.text), 7), Pile(Unsure(), 2)], asked=20)
    return replace(counted, waiting=2, hidden=1) if counted.texts else counted


def _desk(evening: Evening, poll: Poll, answered: Tally) -> PollDesk:
    waiting = tuple(
        Suggestion(SuggestionId(f"s{n}"), poll.id, SOMEBODY, f"{n} {evening.words(70)}", poll.opened_at)
        for n in range(12)
    )
    record = tuple(
        Entry(poll.id, poll.opened_at, deed, SOMEBODY, evening.words(300))
        for deed in PollDeed
        for _ in range(3)
    )
    return PollDesk(evening.session, poll, answered, poll.opened_at, waiting, record)

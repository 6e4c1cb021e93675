"""Polls before whoever leads them: the list, one poll with what can be done about it, a suggestion, the reason for opening again."""

from collections.abc import Sequence

from consultation.disclosure import is_too_few
from consultation.mandates import decision_of
from consultation.model.cards import OverviewCard, WarningCard
from consultation.model.library import Planned
from consultation.model.panel import Act
from consultation.model.polls import Audience, Poll, PollDraft, Secrecy, Suggestion
from consultation.model.references import PlaceRef
from consultation.model.sessions import Session
from consultation.model.surveys import Survey, SurveyDraft
from consultation.pace import NOTE_MOST
from consultation.polls import are_counts_shown
from consultation.questions import OPTION_MOST
from consultation.secrecy import counts_are_hidden
from consultation.services.poll_control import Agenda, PollDesk
from consultation.services.reminders import Reminded
from consultation.surveys import OPENING
from consultation.texts import quoted
from consultation.writings import WRITTEN
from handlers.slack.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    header,
    message,
    modal,
    section,
    text_input,
)
from handlers.slack.ids import REOPEN_FORM, SUGGESTION_FORM, SurveyDeed, poll_id, survey_deed_id
from handlers.slack.texts import date, time_of_day
from handlers.slack.views.acts import act_button, close_poll_button
from handlers.slack.views.poll_forms import about
from handlers.slack.views.records import record_blocks
from handlers.slack.views.tallies import base, few_blocks, finding, tally_blocks
from handlers.slack.views.wording import count, listing, words
from handlers.slack.views.writings import words_button

POLLS_MOST, SURVEYS_MOST = 20, 10
SUGGESTIONS_SHOWN = 8
WHERE = {Audience.PLENARY: "plenary", Audience.ROOM: "one room", Audience.ROOMS: "every room"}


def poll_list(agenda: Agenda) -> Message:
    """All polls and surveys of a session, the newest first, with a way to each."""
    polls, library = (
        agenda.polls,
        actions("acts", *(act_button(act, agenda.session.id) for act in (Act.LIBRARY, Act.MANDATE))),
    )
    if not polls and not agenda.planned and not agenda.surveys:
        none = section("none", "No question has been asked yet. Type /consult poll to ask one.")
        return message(none, library)
    blocks = [section("title", f"*Polls of {quoted(words(agenda.session.question, 150))}*")]
    blocks += [_planned(one) for one in agenda.planned[:POLLS_MOST]]
    blocks += [_survey(one) for one in reversed(agenda.surveys[-SURVEYS_MOST:])]
    blocks += [_listed(poll) for poll in reversed(polls[-POLLS_MOST:])]
    more = len(polls) - POLLS_MOST
    earlier = [context("more", f"… and {count(more, 'earlier poll')}")] if more > 0 else []
    return message(*blocks, *earlier, library)


def _survey(survey: Survey) -> Block:
    stands = ":lock: closed" if survey.closed_at else ":clipboard: open"
    again = " (asked again)" if survey.follows else ""
    spoken = f"Show {survey.title}{again}"
    show = button("Show", survey_deed_id(SurveyDeed.DESK, survey.id), spoken_label=spoken)
    asked = count(len(survey.questions), "question")
    title = f"*{words(survey.title, 150)}*{again}"
    return section(f"survey_{survey.id}", f"{title}\n{stands} · survey, {asked}", show)


def _listed(poll: Poll) -> Block:
    stands = ":lock: closed" if poll.closed_at else ":bar_chart: open"
    show = button("Show", poll_id("desk", poll.id), poll.id, spoken_label=f"Show {poll.question.wording}")
    return section(
        f"poll_{poll.id}", f"*{words(poll.question.wording, 150)}*\n{stands} · {WHERE[poll.audience]}", show
    )


def _planned(planned: Planned) -> Block:
    draft = planned.draft
    survey = isinstance(draft, SurveyDraft)
    title = draft.title if isinstance(draft, SurveyDraft) else draft.question
    what = "survey, opens" if survey else "opens"
    cancel = button(
        "Take off",
        poll_id("cancel", planned.id),
        planned.session,
        style="danger",
        spoken_label=f"Take off {title}",
    )
    return section(
        f"planned_{planned.id}", f"*{words(title, 150)}*\n:alarm_clock: {what} {opening_of(draft)}", cancel
    )


def opening_of(draft: PollDraft | SurveyDraft) -> str:
    """When something that is planned opens."""
    return date(draft.opens_at) if draft.opens_at else WHEN_OPEN.get(draft.opens_in, "later")


WHEN_OPEN: dict[str, str] = {phase: f"when {said}" for phase, said in OPENING}


def desk(standing: PollDesk) -> Message:
    """One poll before whoever leads it: how it stands, whatever others may see, and what can be done."""
    poll = standing.poll
    blocks = [
        header("question", poll.question.wording),
        *_counts(standing),
        context("base", _base(standing)),
        *_suggestions(standing.suggestions),
        actions("deeds", *_deeds(standing)),
        *record_blocks(standing.record),
    ]
    return message(*blocks)


def _counts(standing: PollDesk) -> list[Block]:
    poll, tally = standing.poll, standing.tally
    if counts_are_hidden(poll) or is_too_few(poll.secrecy, tally):
        return few_blocks(poll, tally)
    decided = decision_of(poll, tally)
    return [
        *tally_blocks(poll.question, tally, over=poll.closed_at is not None and not decided),
        *([section("decided", words(decided, 500))] if decided else []),
    ]


def _base(standing: PollDesk) -> str:
    poll = standing.poll
    seen = "" if are_counts_shown(poll) else "Only you see this before the close. "
    closes = f" · closes at {time_of_day(standing.closes_at)}" if standing.closes_at else ""
    closed = " · closed" if poll.closed_at else ""
    return f"{seen}{base(poll.question, standing.tally)}{closes}{closed}"


def _deeds(standing: PollDesk) -> list[dict[str, object]]:
    poll = standing.poll
    files = button("Results as files", poll_id("files", poll.id), poll.id)
    keep = button("Keep as template", poll_id("keep", poll.id), poll.id)
    written = [words_button(poll.question.id)] if poll.question.kind in WRITTEN else []
    if poll.closed_at:
        again = button("Open again", poll_id("reopen", poll.id), poll.id)
        return [*([] if poll.secrecy is Secrecy.ANONYMOUS else [again]), files, *written, keep]
    label = "{} more minutes" if standing.closes_at else "Close in {} minutes"
    more = [
        button(label.format(minutes), poll_id("extend", poll.id, str(minutes)), str(minutes))
        for minutes in (2, 5)
    ]
    remind = button("Remind those who have not answered", poll_id("remind", poll.id), poll.id)
    return [*more, remind, close_poll_button(poll.id, poll.question.wording), files, *written, keep]


def _suggestions(waiting: Sequence[Suggestion]) -> list[Block]:
    blocks: list[Block] = []
    for one in waiting[:SUGGESTIONS_SHOWN]:
        add = button(
            "Add it",
            poll_id("accept", one.poll, one.id),
            one.id,
            style="primary",
            spoken_label=f"Add {one.text}",
        )
        leave = button(
            "Leave it out", poll_id("decline", one.poll, one.id), one.id, spoken_label=f"Leave out {one.text}"
        )
        blocks += [
            section(f"suggested_{one.id}", f"Suggested answer: *{words(one.text, 150)}*"),
            actions(f"settle_{one.id}", add, leave),
        ]
    more = len(waiting) - SUGGESTIONS_SHOWN
    return (
        [*blocks, context("suggested_more", f"… and {count(more, 'more suggestion')}")]
        if more > 0
        else blocks
    )


def reopen_form(standing: PollDesk, place: PlaceRef) -> View:
    """Asks why a poll is opened again."""
    poll, session = standing.poll, standing.session
    note = text_input(most=NOTE_MOST, multiline=True, example="Room 3 had no time to answer.")
    blocks = [
        section("about", f"*{words(poll.question.wording, 300)}*\nAnswers that were given stay as they are."),
        field(
            "note",
            "Why it is opened again",
            note,
            hint="This stays in the poll's record and is said with its results.",
        ),
    ]
    return modal(
        REOPEN_FORM, "Open again", blocks, submit="Open again", metadata=about(session.id, place, poll.id)
    )


def suggestion_form(session: Session, poll: Poll, place: PlaceRef) -> View:
    """Asks for an answer that somebody would add."""
    blocks = [
        field(
            "option",
            "Your answer",
            text_input(most=OPTION_MOST),
            hint="It is shown once it is let through, without your name.",
        )
    ]
    return modal(
        SUGGESTION_FORM,
        "Suggest an answer",
        blocks,
        submit="Send",
        metadata=about(session.id, place, poll.id),
    )


def suggested(suggestion: Suggestion) -> Message:
    """To who suggested an answer."""
    return message(
        section(
            "suggested", f"Thank you. {quoted(words(suggestion.text, 150))} is shown once it is let through."
        )
    )


def reminded(told: Reminded) -> Message:
    """How many were reminded of a poll or survey; nobody learns who."""
    if told.now:
        said = f"{count(told.now, 'person is', 'people are')} reminded privately, once each."
    elif told.before:
        said = "Everybody who has not answered was reminded before, once each. Nobody is written to again."
    else:
        said = "Everybody who was asked has answered, so nobody is reminded."
    return message(section("reminded", said))


def overview_card(card: OverviewCard) -> Message:
    """All open polls at a glance."""
    if not card.polls:
        return message(section("overview", ":bar_chart: No poll is open now."))
    lines = [
        f"• *{words(poll.question.wording, 150)}* · {_so_far(card, index)}"
        for index, (poll, _) in enumerate(card.polls)
    ]
    title = f":bar_chart: *{count(len(card.polls), 'poll')} open*"
    note = "With this many, each poll's own card is brought up to date when it closes."
    return message(*listing("overview", lines, most=6000, title=title), context("note", note))


def _so_far(card: OverviewCard, index: int) -> str:
    poll, tally = card.polls[index]
    said = finding(poll.question, tally) if are_counts_shown(poll) else ""
    return " · ".join(filter(None, (said, base(poll.question, tally))))


def warning_card(card: WarningCard) -> Message:
    """A poll is about to close."""
    question = words(card.poll.question.wording, 300)
    if card.poll.closed_at:
        return message(section("warning", f":lock: {quoted(question)} is closed."))
    closes = f"closes at {time_of_day(card.closes_at)}" if card.closes_at else "is still open"
    return message(
        section(
            "warning", f":hourglass_flowing_sand: {quoted(question)} {closes}. There is still time to answer."
        )
    )

"""Forms of polls: the one that asks a question of any kind, and the one that answers it."""

import json

from consultation.model.mandates import Majority
from consultation.model.polls import Asking, Audience, Electorate, PollDraft, Secrecy, Shows, Standing
from consultation.model.questions import UNSURE, QuestionKind
from consultation.model.references import PlaceRef, RoomId, SessionId
from consultation.pace import MINUTES
from consultation.questions import LABELLED, OPTION_MOST, RATING_MOST, WORDING_MOST, options_most
from handlers.slack.blocks import (
    Block,
    Option,
    View,
    checkbox,
    field,
    modal,
    moment_select,
    select,
    text_input,
)
from handlers.slack.boxes import number_input
from handlers.slack.ids import ANSWER_FORM, POLL_FORM, in_form_id
from handlers.slack.views.library import filled_from, start_from
from handlers.slack.views.questions import question_fields
from handlers.slack.views.wording import count, room_title

KINDS = (
    Option("How far people agree", QuestionKind.AGREEMENT, "Five answers, from strongly agree to disagree."),
    Option("One of your answers", QuestionKind.CHOICE, "Each person presses one."),
    Option("Several of your answers", QuestionKind.SEVERAL, "Each person ticks some."),
    Option("Yes, no or abstain", QuestionKind.YES_NO, "To decide something."),
    Option("A rating", QuestionKind.RATING, "A number on a short scale."),
    Option("Your answers in order", QuestionKind.RANKING, "Each person ranks them, best first."),
    Option("Points to share out", QuestionKind.POINTS, "Each person gives points to your answers."),
    Option("A number", QuestionKind.NUMBER, "People type it."),
    Option("A short text", QuestionKind.SHORT_TEXT, "A line of their own words."),
    Option("A long text", QuestionKind.LONG_TEXT, "Some lines of their own words."),
)
ROOM_PREFIX = "room:"
NOW, BY_HAND = Option("Now", "now"), Option("When I close it", "by hand")
BY_ITSELF = [Option(f"By itself after {count(one, 'minute')}", str(one)) for one in MINUTES]
SHOWN = (
    Option("At any time", Shows.LIVE),
    Option("To those who have answered, to all at the close", Shows.AFTER_VOTING),
    Option("At the close", Shows.AT_CLOSE),
)
SECRECY = (
    Option("Names hidden", Secrecy.HIDDEN, "Nobody is shown who answered what; it could be looked up."),
    Option("Anonymous", Secrecy.ANONYMOUS, "Nobody can find out once it is closed. Shown at the close."),
    Option("Named", Secrecy.NAMED, "Everybody sees who answered what."),
)
MAJORITIES = (
    Option("More yes than no", Majority.SIMPLE),
    Option("Two thirds of yes and no are yes", Majority.TWO_THIRDS),
    Option("More than half of all who may vote say yes", Majority.ABSOLUTE),
)
ELECTORATES = (
    Option("Each person has one", Electorate.PEOPLE),
    Option("Each organisation has one", Electorate.ORGANISATIONS),
)
LABELS = {
    QuestionKind.AGREEMENT: "Your own words for the five answers",
    QuestionKind.YES_NO: "Your own words for yes, no and abstain",
    QuestionKind.RATING: "What the lowest and the highest mean",
}
HINTS = {
    QuestionKind.AGREEMENT: "Five lines, strongest agreement first. Leave this empty for the usual scale.",
    QuestionKind.YES_NO: "Three lines. Leave this empty for Yes, No and Abstain.",
    QuestionKind.RATING: "Two lines, such as Poor and Excellent. You may leave this empty.",
}
BOUNDS = {
    QuestionKind.SEVERAL: ("Choose at least", "Choose at most"),
    QuestionKind.RANKING: (None, "How many places a person may fill"),
    QuestionKind.RATING: ("Lowest number (0 or 1)", f"Highest number (up to {RATING_MOST})"),
    QuestionKind.POINTS: (None, "Points for each person"),
    QuestionKind.NUMBER: ("Lowest number that counts", "Highest number that counts"),
}
OPEN = Option("People may suggest more answers. Each is shown once you let it through.", "open")


def poll_form(asking: Asking, place: PlaceRef, draft: PollDraft | None, template: str = "") -> View:
    """The form that asks a question, with the fields that its kind has. Every field's block bears the name of the draft's field.

    `template` is the id of the one that the draft comes from.
    """
    draft = draft or PollDraft("", QuestionKind.AGREEMENT, Audience.PLENARY)
    kind = field("kind", "Answers", {**select(KINDS, draft.kind), "action_id": in_form_id("poll_kind")})
    blocks = [
        {**kind, "dispatch_action": True},
        field("question", "Question", text_input(draft.question, most=WORDING_MOST, example=EXAMPLE)),
        *_options(draft),
        *_bounds(draft),
        *_boxes(draft),
        *_decision(asking, draft),
        _audience(asking, draft),
        field("shows", "When results are seen", select(SHOWN, draft.shows)),
        field("secrecy", "Who can know what somebody answered", select(SECRECY, draft.secrecy)),
        field("minutes", "When it closes", select([BY_HAND, *BY_ITSELF], draft.minutes or BY_HAND.value)),
        *_opening(asking, draft),
    ]
    blocks = filled_from([*start_from(asking.templates, "poll_template", template), *blocks], template)
    return modal(POLL_FORM, "Ask a question", blocks, submit="Ask", metadata=about(asking.session.id, place))


EXAMPLE = "We should share staff between practices."


def _options(draft: PollDraft) -> list[Block]:
    typed = text_input(draft.options, multiline=True, example="Records\nRota\nRooms")
    if draft.kind in LABELLED:
        hint = f"An answer a line, {options_most(draft.kind)} at most, of {OPTION_MOST} characters."
        return [field("options", "Your answers", typed, hint=hint)]
    if draft.kind in LABELS:
        plain = text_input(draft.options, multiline=True)
        return [field("options", LABELS[draft.kind], plain, hint=HINTS[draft.kind], optional=True)]
    return []


def _bounds(draft: PollDraft) -> list[Block]:
    labels = BOUNDS.get(draft.kind, (None, None))
    typed = (draft.least, draft.most)
    return [
        field(name, label, number_input(value), optional=True)
        for name, label, value in zip(("least", "most"), labels, typed, strict=True)
        if label
    ]


def _boxes(draft: PollDraft) -> list[Block]:
    unsure = checkbox(Option(f"Offer “{UNSURE}”, counted apart.", UNSURE), checked=bool(draft.unsure))
    blocks = [field("unsure", "Who has no answer", unsure, optional=True)]
    if draft.kind in LABELLED:
        box = checkbox(OPEN, checked=draft.is_open_to_options)
        blocks.append(field("is_open_to_options", "More answers", box, optional=True))
    return blocks


def _decision(asking: Asking, draft: PollDraft) -> list[Block]:
    """What a yes needs, where something is to be decided; and whose vote it is, where organisations have one."""
    blocks: list[Block] = []
    if draft.kind is QuestionKind.YES_NO:
        blocks = [
            field("quorum", "Share that has to vote, in per cent", number_input(draft.quorum), optional=True),
            field(
                "majority", "To be carried it needs", select(MAJORITIES, draft.majority or Majority.SIMPLE)
            ),
        ]
    if asking.organisations:
        blocks.append(field("electorate", "Who has a vote", select(ELECTORATES, draft.electorate)))
    return blocks


def _audience(asking: Asking, draft: PollDraft) -> Block:
    session = asking.session
    places = [] if asking.only_rooms else [Option("The session's channel", Audience.PLENARY)]
    rooms = [
        Option(f"Only room {room_title(session, room)}", f"{ROOM_PREFIX}{room.id}") for room in asking.rooms
    ]
    every = [Option("Every room at once", Audience.ROOMS)] if rooms and not asking.only_rooms else []
    options = [*places, *every, *rooms]
    wanted = f"{ROOM_PREFIX}{draft.room}" if draft.room else draft.audience
    chosen = wanted if wanted in {option.value for option in options} else options[0].value
    return field("audience", "Where", select(options, chosen))


def audience_of(chosen: str) -> tuple[Audience, RoomId | None]:
    """What was chosen as the place. Raises ValueError."""
    if chosen.startswith(ROOM_PREFIX):
        return Audience.ROOM, RoomId(chosen.removeprefix(ROOM_PREFIX))
    return Audience(chosen), None


def _opening(asking: Asking, draft: PollDraft) -> list[Block]:
    if asking.only_rooms:
        return []
    phases = [Option(f"When {said}", phase) for phase, said in asking.to_come]
    opens = select([NOW, *phases], draft.opens_in or NOW.value)
    return [
        field("opens_in", "When it opens", opens),
        field("opens_at", "Or at this time", moment_select(draft.opens_at), optional=True),
    ]


def answer_form(standing: Standing, place: PlaceRef) -> View:
    """The form that answers a poll, with what this person answered so far."""
    poll, session = standing.poll, standing.session
    known = about(session.id, place, f"{poll.id} {poll.question.version}")
    blocks = question_fields(poll.question, standing.answer)
    return modal(ANSWER_FORM, "Your answer", blocks, submit="Send", metadata=known)


def about(session: SessionId, place: PlaceRef, poll: str = "") -> str:
    """What a form of a poll carries to come back to."""
    return json.dumps({"session": session, "place": place, "seen": poll})

"""What comes in about polls: a press on one of their buttons, and an answer in a form."""

from dataclasses import dataclass

from consultation.answers import fields_of
from consultation.model.polls import Vote
from consultation.model.questions import Filled, Pressed, Question, QuestionKind
from consultation.model.references import PollId
from handlers.slack import raw
from handlers.slack.ids import CLOSE_POLL_PATTERN, ON_PANEL, POLL_PATTERN, SEEN_PATTERN, VOTE_PATTERN
from handlers.slack.payloads import Asker, Submission, asker_of
from handlers.slack.raw import Json, Unreadable


@dataclass(frozen=True, slots=True)
class VotePress:
    """Somebody presses an option of a poll."""

    asker: Asker
    vote: Vote


@dataclass(frozen=True, slots=True)
class Closing:
    """Somebody presses the button that closes a poll. `on_panel` is True where it stands on the panel, which is then shown again."""

    asker: Asker
    poll: PollId
    on_panel: bool = False


@dataclass(frozen=True, slots=True)
class PollPress:
    """Somebody presses a button of a poll that opens a form or does something with the poll. `doing` is its name, `value` what it bears."""

    asker: Asker
    doing: str
    poll: PollId
    trigger_id: str = ""
    value: str = ""


def vote_of(body: Json) -> VotePress:
    """A press on an option. Raises Unreadable."""
    found = VOTE_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("vote")
    asker = asker_of(body)
    order, seen = (
        raw.text(body, "actions", 0, "action_ts"),
        SEEN_PATTERN.match(raw.text(body, "actions", 0, "value")),
    )
    version = int(seen[1]) if seen else 0
    given = Pressed(int(found["option"]))
    return VotePress(asker, Vote(asker.actor, PollId(found["poll"]), given, order, version))


def closing_of(body: Json) -> Closing:
    """A press on a poll's close. Raises Unreadable."""
    found = CLOSE_POLL_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("poll")
    on_panel = raw.text(body, "actions", 0, "value") == ON_PANEL
    return Closing(asker_of(body), PollId(found["poll"]), on_panel)


def poll_press_of(body: Json) -> PollPress:
    """A press on a button of a poll. Raises Unreadable."""
    found = POLL_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("poll")
    return PollPress(
        asker=asker_of(body),
        doing=found["doing"],
        poll=PollId(found["poll"]),
        trigger_id=raw.text(body, "trigger_id"),
        value=raw.text(body, "actions", 0, "value"),
    )


def filled(form: Submission, question: Question, prefix: str = "") -> Filled:
    """What a form's fields say to a question that was asked by `question_fields`."""
    names = [f"{prefix}{name}" for name in fields_of(question)]
    several = question.kind is QuestionKind.SEVERAL
    said = chosen(form, names[0]) if several else tuple(map(form.text, names))
    return Filled(said, unsure=form.ticked(f"{prefix}unsure"))


def chosen(form: Submission, field: str) -> tuple[str, ...]:
    """The values of everything that is ticked or chosen in a field."""
    element = next(iter(raw.mapping(form.values, field).values()), None)
    options = raw.listing(element, "selected_options")
    return tuple(raw.text(option, "value") for option in options)

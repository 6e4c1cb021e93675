"""What Slack sends, as typed values. Nothing here trusts a payload: what is missing or of another type reads as empty."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from consultation.model.panel import Act
from consultation.model.references import Actor, MessageRef, PersonRef, PlaceRef, SessionId, Tenant
from handlers.slack import raw
from handlers.slack.emoji import drawn
from handlers.slack.ids import ACTS_BY_WORD, BALLOT_PATTERN, MORE, act_id
from handlers.slack.raw import EMPTY, Json, Unreadable
from handlers.slack.texts import unescape_entities


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where they can be answered.

    `place` is empty outside channels. `private` is True when they pressed on a message that only they see, `home` in their App Home.
    `again` is what a button needs to ask for the same once more, an action id and a value; empty where none can.
    """

    actor: Actor
    place: PlaceRef
    response_url: str = ""
    private: bool = False
    home: bool = False
    again: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody asks for an act, by a button or by typing. `text` is what follows the act's word."""

    asker: Asker
    act: Act
    session_id: SessionId | None = None
    text: str = ""
    trigger_id: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody put an emoji on a message or took it off. `order` is Slack's stamp of the act, which sorts as text."""

    actor: Actor
    message: MessageRef
    emoji: str
    present: bool
    order: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A form as it was sent: `fields` are the ids of its blocks that can be filled in, in their order.

    Or as it stands while a button in it is pressed: `button` then names it, and `pressed` is what it stands for. `seen` is what the form told about itself, `view` its own id.
    """

    asker: Asker
    form: str
    session_id: SessionId | None
    fields: tuple[str, ...]
    values: Json
    seen: str = ""
    view: str = ""
    button: str = ""
    pressed: str = ""

    def text(self, field: str) -> str:
        """What was typed, its emoji as characters, or chosen in a field; empty where nothing was."""
        state = raw.only(self.values, field)
        return drawn(raw.text(state, "value")) or raw.text(state, "selected_option", "value")

    def ticked(self, field: str) -> bool:
        """Whether a box of this field is ticked."""
        return bool(raw.listing(raw.only(self.values, field), "selected_options"))

    def people(self, field: str) -> tuple[PersonRef, ...]:
        """The people chosen in a field."""
        chosen = raw.listing(raw.only(self.values, field), "selected_users")
        return tuple(PersonRef(one) for one in chosen if isinstance(one, str))

    def place(self, field: str) -> PlaceRef:
        """The channel chosen in a field."""
        state = raw.only(self.values, field)
        return PlaceRef(raw.text(state, "selected_conversation") or raw.text(state, "selected_channel"))

    def moment(self, field: str) -> datetime | None:
        """The date and time chosen in a field, UTC; None where there is none that a calendar holds."""
        chosen = raw.at(raw.only(self.values, field), "selected_date_time")
        if not isinstance(chosen, int):
            return None
        try:
            return datetime.fromtimestamp(chosen, UTC)
        except (OverflowError, ValueError, OSError):
            return None


def tenant_of(body: Json) -> Tenant:
    """The workspace in which the app is installed, whoever acts there. Raises Unreadable."""
    team = (
        raw.text(body, "view", "app_installed_team_id")
        or raw.text(body, "authorizations", 0, "team_id")
        or raw.text(body, "team", "id")
        or raw.text(body, "team_id")
        or raw.text(body, "user", "team_id")
    )
    if not team:
        raise Unreadable("team")
    return Tenant(f"slack:{team}")


def asker_of(body: Json) -> Asker:
    """Who sends a command, presses a button or submits a form. Raises Unreadable."""
    person = raw.text(body, "user", "id") or raw.text(body, "user_id")
    if not person:
        raise Unreadable("user")
    return Asker(
        actor=Actor(tenant_of(body), PersonRef(person)),
        place=_place(body),
        response_url=raw.text(body, "response_url") or raw.text(_metadata(body), "reply"),
        private=raw.at(body, "container", "is_ephemeral") is True,
        home=raw.text(body, "view", "type") == "home",
        again=_pressed(body),
    )


def command_of(body: Json) -> Press:
    """A slash command; its emoji are characters, but in a note, where they may be tags. Its first word is the act; without one it is STATUS, and an unknown word is HELP with that word as text."""
    word, _, rest = unescape_entities(raw.text(body, "text")).strip().partition(" ")
    act = ACTS_BY_WORD.get(word.lower().strip(".:") or Act.STATUS)
    asker = asker_of(body)
    return Press(
        asker=replace(asker, again=(act_id(act), "")) if act and not rest else asker,
        act=act or Act.HELP,
        text=(rest if act is Act.NOTE else drawn(rest)).strip() if act else word,
        trigger_id=raw.text(body, "trigger_id"),
    )


def press_of(body: Json) -> Press:
    """A button that does an act, or its entry in a menu: its value is the session's id. Raises Unreadable."""
    action, session = _pressed(body)
    act = ACTS_BY_WORD.get(action.removeprefix("act:"))
    if act is None:
        raise Unreadable("act")
    about = SessionId(session) if session else None
    return Press(asker_of(body), act, about, trigger_id=raw.text(body, "trigger_id"))


def place_of(body: Json) -> PlaceRef:
    """Where this happened, as far as it says so."""
    event = raw.mapping(body, "event")
    return PlaceRef(raw.text(event, "item", "channel") or raw.text(event, "channel") or _place(body))


def is_vote(body: Json) -> bool:
    """Whether this is a press on an option of a poll, or on what one thinks of a statement."""
    return BALLOT_PATTERN.match(_action(body, "action_id")) is not None


def is_form(body: Json) -> bool:
    """Whether this is a form that was sent."""
    return raw.text(body, "type") == "view_submission"


def submission_of(body: Json) -> Submission:
    """A form that was sent. Raises Unreadable."""
    blocks = [block for block in raw.listing(body, "view", "blocks") if raw.text(block, "type") == "input"]
    session = raw.text(_metadata(body), "session")
    return Submission(
        asker=asker_of(body),
        form=raw.text(body, "view", "callback_id"),
        session_id=SessionId(session) if session else None,
        fields=tuple(raw.text(block, "block_id") for block in blocks),
        values=raw.mapping(body, "view", "state", "values"),
        seen=raw.text(_metadata(body), "seen"),
        view=raw.text(body, "view", "id"),
        button=_action(body, "action_id").partition(":")[2].partition(":")[0],
        pressed=_action(body, "value"),
    )


def reaction_of(body: Json) -> Reaction | None:
    """An emoji on a message, or None when it is on something else. Raises Unreadable."""
    event = raw.mapping(body, "event")
    place, stamp = raw.text(event, "item", "channel"), raw.text(event, "item", "ts")
    if not (place and stamp):
        return None
    return Reaction(
        actor=Actor(tenant_of(body), PersonRef(raw.needed(event, "user"))),
        message=MessageRef(PlaceRef(place), stamp),
        emoji=raw.text(event, "reaction"),
        present=raw.text(event, "type") == "reaction_added",
        order=raw.needed(event, "event_ts"),
    )


def home_opened_by(body: Json) -> Actor | None:
    """Who looks at their App Home; None when it is another tab. Raises Unreadable."""
    event = raw.mapping(body, "event")
    if raw.text(event, "tab") != "home":
        return None
    return Actor(tenant_of(body), PersonRef(raw.needed(event, "user")))


def event_of(body: Json) -> Json:
    """The event itself, inside its envelope."""
    return raw.mapping(body, "event")


def kind_of(body: Json) -> str:
    """Slack's word for what this is: the type of an event, or of an interaction, or the name of a command."""
    return raw.text(body, "event", "type") or raw.text(body, "type") or raw.text(body, "command")


def delivery_key(body: Json) -> str:
    """The name that all deliveries of one thing bear: an event's id, a form's own id, else what Slack gave to one press.

    A form is named by its view, not by the press on its button: two hurried presses on Submit are one submission.
    """
    event = raw.text(body, "event_id")
    if event:
        return event
    if raw.text(body, "type") == "view_submission":
        return f"{raw.text(body, 'view', 'id')}:{raw.text(body, 'view', 'hash')}"
    return ":".join(filter(None, (raw.text(body, "trigger_id"), _action(body, "action_ts"))))


def _place(body: Json) -> PlaceRef:
    # In a conversation of two there is nobody to be private from, and no channel for a session either.
    name = raw.text(body, "channel", "name") or raw.text(body, "channel_name")
    if name == "directmessage" or name.startswith("mpdm-"):
        return PlaceRef("")
    found = (
        raw.text(body, "channel", "id") or raw.text(body, "channel_id") or raw.text(_metadata(body), "place")
    )
    return PlaceRef(found)


def _metadata(body: Json) -> object:
    try:
        known: object = json.loads(raw.text(body, "view", "private_metadata") or "{}")
    except ValueError:
        return EMPTY
    return known


def _pressed(body: Json) -> tuple[str, str]:
    """The id and value of the button that was pressed, or of the one that an entry of the menu of acts stands for."""
    if _action(body, "action_id") == MORE:
        return raw.text(body, "actions", 0, "selected_option", "value").partition(" ")[::2]
    return _action(body, "action_id"), _action(body, "value")


def _action(body: Json, key: str) -> str:
    return raw.text(body, "actions", 0, key)

"""Presses about notes and findings, and the entry of ours in the menu of each message, as typed values."""

from dataclasses import dataclass

from consultation.model.references import MessageRef, PlaceRef
from handlers.slack import raw
from handlers.slack.blocks import VALUE
from handlers.slack.ids import FOUND_PATTERN
from handlers.slack.payloads import Asker, Submission, asker_of
from handlers.slack.raw import Json, Unreadable


@dataclass(frozen=True, slots=True)
class FoundPress:
    """Somebody presses a button about notes and findings. What `subject` and `value` are depends on the verb."""

    asker: Asker
    verb: str
    subject: str
    value: str = ""
    trigger_id: str = ""


@dataclass(frozen=True, slots=True)
class KeepPress:
    """Somebody chooses "Keep as note" in the menu of a message."""

    asker: Asker
    message: MessageRef
    trigger_id: str


def found_of(body: Json) -> FoundPress:
    """A press about notes and findings. Raises Unreadable."""
    found = FOUND_PATTERN.match(raw.text(body, "actions", 0, "action_id"))
    if found is None:
        raise Unreadable("finding")
    value = raw.text(body, "actions", 0, "value")
    return FoundPress(asker_of(body), found["verb"], found["subject"], value, raw.text(body, "trigger_id"))


def keep_of(body: Json) -> KeepPress:
    """The entry of ours in the menu of a message. Raises Unreadable."""
    place, stamp = raw.needed(body, "channel", "id"), raw.needed(body, "message", "ts")
    return KeepPress(asker_of(body), MessageRef(PlaceRef(place), stamp), raw.text(body, "trigger_id"))


def chosen(form: Submission, field: str) -> tuple[str, ...]:
    """The boxes of a field that are ticked, or the choices of a menu that takes several."""
    options = raw.listing(raw.mapping(form.values, field, VALUE), "selected_options")
    return tuple(value for one in options if (value := raw.text(one, "value")))

"""People, channels and messages that are brought in from outside, in a test's or a person's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import events, membership, posting, reacting
from rehearsal.workspace.channels import checked_name
from rehearsal.workspace.composing import composed
from rehearsal.workspace.errors import SlackError, Unclear
from rehearsal.workspace.people import user_object
from rehearsal.workspace.setup import ChannelSetup, PersonSetup

if TYPE_CHECKING:
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def add(workspace: Workspace, scene: Json) -> Json:
    """Bring in a whole scene and return what came, in the same order; raises as its parts do, or ``Unclear``."""
    if not scene or scene.keys() - {"people", "channels", "messages"}:
        raise Unclear("Give people, channels or messages, or a state as GET /control/dump answers it.")
    messages: list[Message] = []
    return {
        "people": [add_person(workspace, entry) for entry in scene.get("people", ())],
        "channels": [add_channel(workspace, entry) for entry in scene.get("channels", ())],
        "messages": [_said(workspace, messages, entry) for entry in scene.get("messages", ())],
    }


def add_person(workspace: Workspace, entry: Json) -> Json:
    """Let a person in; raises ``ValueError`` where the handle is taken, ``KeyError`` where there is none."""
    keys = {key: str(entry[key]) for key in ("name", "real_name", "title", "tz") if key in entry}
    person = workspace.new_person(PersonSetup(**{"real_name": keys["name"], **keys}))
    workspace.live.tell({"type": "person", "person": person.plain()})
    events.emit(workspace, {"type": "team_join", "user": user_object(person, workspace.team_id)})
    return person.plain()


def add_channel(workspace: Workspace, entry: Json) -> Json:
    """Open a channel with its members (ids, handles or "all"); raises Slack's word for what is wrong with it."""
    members = entry.get("members", "all")
    names = None if members == "all" else tuple(_person(workspace, member).name for member in members)
    creator = next((person.id for person in workspace.people), "")
    setup = ChannelSetup(
        checked_name(entry["name"]), names, entry.get("topic", ""), bool(entry.get("is_private"))
    )
    channel = workspace.new_channel(setup, creator)
    workspace.show_channel(channel)
    if channel.is_public:
        membership.announce(workspace, channel)
    return channel.plain(creator)


def _said(workspace: Workspace, before: list[Message], entry: Json) -> Json:
    """Let someone say something; ``reply_to`` is the place of an earlier message of the scene, from 0."""
    channel = workspace.channels.named(str(entry["channel"])) or workspace.channels.get(str(entry["channel"]))
    person = _person(workspace, str(entry["as"]))
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    thread = before[entry["reply_to"]].ts if "reply_to" in entry else ""
    draft = posting.by_person(workspace, person, composed(workspace, str(entry["text"])), thread)
    message = posting.post(workspace, channel, draft)
    before.append(message)
    for name, people in entry.get("reactions", {}).items():
        for one in people:
            reacting.react(workspace, message, _person(workspace, one).id, name)
    return {"channel": channel.id, "ts": message.ts}


def _person(workspace: Workspace, name: str) -> Person:
    """Return someone by id or handle; raises ``user_not_found``."""
    return workspace.people.get(name) if name in workspace.people else workspace.people.named(name)

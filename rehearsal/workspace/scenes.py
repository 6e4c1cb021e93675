"""People, channels and messages that are brought in from outside, in a test's or a person's own words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from rehearsal.workspace import events, membership, posting, reacting
from rehearsal.workspace.channels import checked_name
from rehearsal.workspace.composing import composed
from rehearsal.workspace.entries import entries, text, texts
from rehearsal.workspace.errors import SlackError, Unclear
from rehearsal.workspace.people import user_object
from rehearsal.workspace.setup import ChannelSetup, PersonSetup

if TYPE_CHECKING:
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

NAME_LENGTH = 80
"""Characters of a handle or a full name (slack.com/help, edit your profile)."""

_HANDLE = re.compile(r"[\w.-]*\w")
"""What an ``@`` finds again in what is typed (composing.py)."""

_PARTS = ("people", "channels", "messages")


def add(workspace: Workspace, scene: Json) -> Json:
    """Bring in a whole scene and return what came, in the same order; raises Slack's word, or ``Unclear``.

    What can't be read is refused before anything is brought in.
    """
    if not scene or scene.keys() - set(_PARTS):
        raise Unclear("Give people, channels or messages, or a state as GET /control/dump answers it.")
    people, channels, said = (entries(scene, name) for name in _PARTS)
    setups = [_person_setup(entry) for entry in people]
    for entry in channels:
        checked_name(text(entry, "name"))
    messages: list[Message] = []
    return {
        "people": [_let_in(workspace, setup) for setup in setups],
        "channels": [add_channel(workspace, entry) for entry in channels],
        "messages": [_said(workspace, messages, entry) for entry in said],
    }


def add_person(workspace: Workspace, entry: Json) -> Json:
    """Let a person in; raises ``Unclear`` where the handle is taken or can't be one."""
    return _let_in(workspace, _person_setup(entry))


def _person_setup(entry: Json) -> PersonSetup:
    name = text(entry, "name")
    if not _HANDLE.fullmatch(name) or len(name) > NAME_LENGTH:
        raise Unclear(
            f"{name!r:.90} is no handle: use letters, digits, dots, dashes and underscores, at most {NAME_LENGTH}."
        )
    real_name = " ".join(text(entry, "real_name", "").split()) or name
    if len(real_name) > NAME_LENGTH:
        raise Unclear(f"The real_name of {name} is longer than {NAME_LENGTH} characters.")
    tz = text(entry, "tz", PersonSetup(name, name).tz)
    if _zones() and tz not in _zones():
        raise Unclear(f"There is no time zone {tz!r:.60}: write it as Europe/London.")
    return PersonSetup(name, real_name, text(entry, "title", ""), tz)


@cache
def _zones() -> frozenset[str]:
    """Return the time zones that this machine knows; some know none."""
    return frozenset(available_timezones())


def _let_in(workspace: Workspace, setup: PersonSetup) -> Json:
    try:
        person = workspace.new_person(setup)
    except ValueError as problem:
        raise Unclear(str(problem)) from problem
    workspace.live.tell({"type": "person", "person": person.plain()})
    events.emit(workspace, {"type": "team_join", "user": user_object(person, workspace.team_id)})
    return person.plain()


def add_channel(workspace: Workspace, entry: Json) -> Json:
    """Open a channel with its members (ids, handles or "all"); raises Slack's word for what is wrong, or ``Unclear``."""
    name, topic = checked_name(text(entry, "name")), text(entry, "topic", "")
    everyone = entry.get("members", "all") == "all"
    names = None if everyone else tuple(_person(workspace, member).name for member in texts(entry, "members"))
    if len(topic) > membership.TOPIC_LENGTH:
        raise SlackError("too_long")
    creator = next((person.id for person in workspace.people), "")
    setup = ChannelSetup(name, names, topic, entry.get("is_private") is True)
    channel = workspace.new_channel(setup, creator)
    workspace.show_channel(channel)
    if channel.is_public:
        membership.announce(workspace, channel)
    return channel.plain(creator)


def _said(workspace: Workspace, before: list[Message], entry: Json) -> Json:
    """Let someone say something; ``reply_to`` is the place of an earlier message of the scene, from 0."""
    place = text(entry, "channel")
    channel = workspace.channels.named(place) or workspace.channels.get(place)
    person = _person(workspace, text(entry, "as"))
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    typed = composed(workspace, text(entry, "text"))
    draft = posting.by_person(workspace, person, typed, _thread(before, entry))
    message = posting.post(workspace, channel, draft)
    before.append(message)
    _reacted(workspace, message, entry)
    return {"channel": channel.id, "ts": message.ts}


def _thread(before: list[Message], entry: Json) -> str:
    """Return the ``ts`` of the message that an entry replies to, or nothing; raises ``Unclear``."""
    if "reply_to" not in entry:
        return ""
    place = entry["reply_to"]
    if not isinstance(place, int) or not 0 <= place < len(before):
        raise Unclear("reply_to must be the place of an earlier message of the scene, from 0.")
    return before[place].ts


def _reacted(workspace: Workspace, message: Message, entry: Json) -> None:
    reactions = entry.get("reactions", {})
    if not isinstance(reactions, dict):
        raise Unclear('reactions must be lists of people by emoji: {"wave": ["ada"]}.')
    for name in reactions:
        for one in texts(reactions, name):
            reacting.react(workspace, message, _person(workspace, one).id, name)


def _person(workspace: Workspace, name: str) -> Person:
    """Return someone by id or handle; raises ``user_not_found``."""
    return workspace.people.get(name) if name in workspace.people else workspace.people.named(name)

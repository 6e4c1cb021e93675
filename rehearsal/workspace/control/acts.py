"""Acting as a person: one function for each ``do`` of ``POST /control/act``."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, TypeAlias

from rehearsal.workspace import membership, posting, reacting, sharing
from rehearsal.workspace.api.conversations import GROUP_SIZE, not_direct
from rehearsal.workspace.composing import composed
from rehearsal.workspace.control.administering import ACTS as ADMINISTERING
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions import clicks, commands, homes, shortcuts, submissions, suggestions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.forms import View
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

    Act: TypeAlias = Callable[[Workspace, Person, Arguments], Awaitable[Json]]


async def act(workspace: Workspace, args: Arguments) -> Json:
    """Do what a person wants and return the answer; a refusal is an answer too."""
    try:
        person = _actor(workspace, args)
        return {"ok": True, **await _act(args.text("do"))(workspace, person, args)}
    except SlackError as refusal:
        return refusal.answer()
    except ValueError as problem:
        return {"ok": False, "error": f"What was given can't be read: {problem}."}


def _actor(workspace: Workspace, args: Arguments) -> Person:
    if "as" not in args:
        raise SlackError("as must be the id of the person who acts: GET /control/state lists them.")
    person = workspace.people.get(args.text("as"))
    if person.is_bot:
        raise SlackError("as must be a person: a bot acts through the Web API.")
    if person.deleted:
        raise SlackError("account_inactive")
    return person


def _act(name: str) -> Act:
    if not name:
        raise SlackError("do must say which act: docs/rehearsal.md lists them.")
    if name not in ACTS:
        raise SlackError(f"There is no act called {name}.")
    return ACTS[name]


async def _say(workspace: Workspace, person: Person, args: Arguments) -> Json:
    channel = _joined(workspace, person, args)
    text = composed(workspace, args.text("text"))
    if not text.strip():
        raise SlackError("no_text")
    draft = posting.by_person(workspace, person, text, args.text("thread_ts"))
    return {"ts": posting.post(workspace, channel, draft).ts}


async def _edit(workspace: Workspace, person: Person, args: Arguments) -> Json:
    message = _own(workspace, person, args, "cant_update_message")
    text = composed(workspace, args.text("text"))
    if not text.strip():
        raise SlackError("no_text")
    posting.edit(workspace, message, posting.by_person(workspace, person, text))
    return {}


async def _delete(workspace: Workspace, person: Person, args: Arguments) -> Json:
    posting.delete(workspace, _own(workspace, person, args, "cant_delete_message"))
    return {}


async def _command(workspace: Workspace, person: Person, args: Arguments) -> Json:
    channel = _seen(workspace, person, args)
    answer = await commands.command(workspace, person, channel, args.text("text"))
    return {"answer": answer} if answer else {}


async def _click(workspace: Workspace, person: Person, args: Arguments) -> Json:
    place = args.text("block_id"), args.text("action_id")
    value = args.given.get("value")
    if "view_id" in args:
        view = _view(workspace, person, args)
        await clicks.click_view(workspace, person, view, place, value, _values(args))
    else:
        channel = _seen(workspace, person, args)
        await clicks.click_message(workspace, person, channel, args.text("ts"), place, value)
    return {}


async def _suggest(workspace: Workspace, person: Person, args: Arguments) -> Json:
    place, words = (args.text("block_id"), args.text("action_id")), args.text("value")
    if "view_id" in args:
        return await suggestions.in_view(workspace, person, _view(workspace, person, args), place, words)
    channel = _seen(workspace, person, args)
    message = workspace.messages.seen(channel.id, args.text("ts"), person.id)
    return await suggestions.in_message(workspace, person, channel, message, place, words)


async def _submit(workspace: Workspace, person: Person, args: Arguments) -> Json:
    errors = await submissions.submit(workspace, person, _view(workspace, person, args), _values(args))
    views = {"views": workspace.forms.shown(person.id)}
    return {"errors": errors, **views} if errors else views


async def _close(workspace: Workspace, person: Person, args: Arguments) -> Json:
    view = _view(workspace, person, args)
    await clicks.close_view(workspace, person, view, every=args.flag("all"))
    return {"views": workspace.forms.shown(person.id)}


async def _shortcut(workspace: Workspace, person: Person, args: Arguments) -> Json:
    callback_id = args.text("callback_id")
    if "ts" in args:
        channel = _seen(workspace, person, args)
        await shortcuts.message_shortcut(workspace, person, callback_id, channel, args.text("ts"))
    else:
        await shortcuts.global_shortcut(workspace, person, callback_id)
    return {}


async def _dm(workspace: Workspace, person: Person, args: Arguments) -> Json:
    others = args.names("users") or [args.text("user")]
    if len(set(others) - {person.id}) > GROUP_SIZE:
        raise SlackError("too_many_users")
    return {"channel": workspace.direct(person.id, *others).id}


async def _home(workspace: Workspace, person: Person, args: Arguments) -> Json:
    return {"view": await homes.open_home(workspace, workspace.apps.get(args.text("app")), person)}


async def _react(workspace: Workspace, person: Person, args: Arguments) -> Json:
    message = workspace.messages.get(_seen(workspace, person, args).id, args.text("ts"))
    reacting.react(workspace, message, person.id, args.text("name"))
    return {}


async def _unreact(workspace: Workspace, person: Person, args: Arguments) -> Json:
    message = workspace.messages.get(_seen(workspace, person, args).id, args.text("ts"))
    reacting.unreact(workspace, message, person.id, args.text("name"))
    return {}


async def _join(workspace: Workspace, person: Person, args: Arguments) -> Json:
    membership.join(workspace, not_direct(_seen(workspace, person, args)), (person.id,))
    return {}


async def _leave(workspace: Workspace, person: Person, args: Arguments) -> Json:
    membership.leave(workspace, not_direct(_seen(workspace, person, args)), person.id)
    return {}


async def _invite(workspace: Workspace, person: Person, args: Arguments) -> Json:
    channel = not_direct(_joined(workspace, person, args))
    people = [workspace.people.get(user) for user in args.names("users")]
    if any(invited.deleted for invited in people):
        raise SlackError("cant_invite")
    membership.join(workspace, channel, [invited.id for invited in people], person.id)
    return {}


async def _upload(workspace: Workspace, person: Person, args: Arguments) -> Json:
    channel = _joined(workspace, person, args) if "channel" in args else None
    content = b64decode(args.text("base64"), validate=True)
    if not content or not args.text("filename"):
        raise SlackError("An upload needs a filename and base64 of at least one byte.")
    file = sharing.promised(workspace, person.id, args.text("filename"), len(content))
    file.content, file.alt_text = content, args.text("alt_text")
    workspace.files.add(file)
    if channel is None:
        return {"file": file.id}
    draft = posting.by_person(
        workspace, person, composed(workspace, args.text("text")), args.text("thread_ts")
    )
    return {"ts": sharing.share(workspace, channel, [file], draft).ts, "file": file.id}


def _seen(workspace: Workspace, person: Person, args: Arguments) -> Channel:
    return workspace.channels.seen(args.text("channel"), person.id)


def _joined(workspace: Workspace, person: Person, args: Arguments) -> Channel:
    channel = _seen(workspace, person, args)
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _own(workspace: Workspace, person: Person, args: Arguments, refusal: str) -> Message:
    message = workspace.messages.seen(_seen(workspace, person, args).id, args.text("ts"), person.id)
    if message.user != person.id:
        raise SlackError(refusal)
    return message


def _view(workspace: Workspace, person: Person, args: Arguments) -> View:
    view = workspace.forms.get(args.text("view_id"))
    if view.person != person.id:
        raise SlackError("not_found")
    return view


def _values(args: Arguments) -> Mapping[str, Mapping[str, object]]:
    typed = args.given.get("values") or {}
    return typed if isinstance(typed, dict) else {}


ACTS: dict[str, Act] = {
    **ADMINISTERING,
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "command": _command,
    "click": _click,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "home": _home,
    "dm": _dm,
    "react": _react,
    "unreact": _unreact,
    "join": _join,
    "leave": _leave,
    "invite": _invite,
    "upload": _upload,
}

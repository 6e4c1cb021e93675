"""Acting as a person: one function for each ``do`` of ``POST /control/act``."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rehearsal.workspace import posting
from rehearsal.workspace.composing import composed
from rehearsal.workspace.control.state import home as home_tab
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.interactions import clicks, commands, shortcuts, submissions

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
        person = workspace.people.get(args.text("as"))
        doing = ACTS.get(args.text("do"))
        if doing is None:
            raise SlackError(f"There is no act called {args.text('do')}.")
        return {"ok": True, **await doing(workspace, person, args)}
    except SlackError as refusal:
        return refusal.answer()


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
    return {"channel": workspace.direct(person.id, args.text("user")).id}


async def _home(workspace: Workspace, person: Person, args: Arguments) -> Json:
    return {"view": home_tab(workspace, args.text("app"), person)}


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
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "command": _command,
    "click": _click,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "home": _home,
    "dm": _dm,
}

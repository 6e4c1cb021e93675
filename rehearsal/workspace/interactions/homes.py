"""Opening the home tab of an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import events
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def open_home(workspace: Workspace, app: Installation, person: Person) -> Json | None:
    """Tell an app that a person has opened its home tab and return what stands there.

    At the first opening nothing stands there yet: then the app is given the time of an acknowledgement to publish.
    """
    if not app.features.home_tab:
        raise SlackError(f"{app.name} has no home tab.")
    before = workspace.forms.home(app.app_id, person.id)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": workspace.direct(person.id, app.bot_user).id,
        "tab": "home",
    }
    if before is not None:
        event["view"] = before.as_slack()
    events.emit_to(workspace, app, "app_home_opened", event)
    if before is None and workspace.deliveries.connected(app.app_id):
        awaited = workspace.forms.awaited_home(app.app_id, person.id)
        await workspace.clock.settled(awaited, workspace.setup.timing.acknowledge)
    view = workspace.forms.home(app.app_id, person.id)
    return view.as_slack() if view else None

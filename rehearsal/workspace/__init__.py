"""The stand-in for Slack itself: state, Web API, Socket Mode and the control API (docs/rehearsal.md).

    workspace = Workspace(Setup(people=(PersonSetup("ada", "Ada Lovelace"),)))
    app = workspace.install(manifest)           # a Slack app manifest of version 2, as a dict
    async with serve(workspace, port=0) as address:
        ...                                     # address.api_url, app.bot_token, app.app_token

``application(workspace)`` is the same for a server of one's own. The same ``Setup.seed`` gives the same ids.
"""

from rehearsal.workspace.apps import Installation
from rehearsal.workspace.budgets import Limits
from rehearsal.workspace.clock import Clock
from rehearsal.workspace.server import Address, application, serve
from rehearsal.workspace.setup import ChannelSetup, GroupSetup, PersonSetup, Setup, Timing
from rehearsal.workspace.workspace import Workspace

__all__ = [
    "Address",
    "ChannelSetup",
    "Clock",
    "GroupSetup",
    "Installation",
    "Limits",
    "PersonSetup",
    "Setup",
    "Timing",
    "Workspace",
    "application",
    "serve",
]

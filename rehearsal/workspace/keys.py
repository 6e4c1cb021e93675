"""Under which key the HTTP application keeps its workspace."""

from __future__ import annotations

from aiohttp import web

from rehearsal.workspace.workspace import Workspace

WORKSPACE: web.AppKey[Workspace] = web.AppKey("workspace", Workspace)

"""What a workspace has when it starts: an app by its manifest, and what was kept or is to be loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearsal.workspace import scenes
from rehearsal.workspace.apps import read_manifest
from rehearsal.workspace.errors import SlackError, Unclear
from rehearsal.workspace.keeping import picture

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Features, Installation
    from rehearsal.workspace.keeping.picture import Picture
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


def furnished(workspace: Workspace, manifest: Json, beginning: Json | None) -> Installation:
    """Bring in a state or a scene, then the app, and return it; raises ``Unclear``.

    An app of the same name that is in the state already keeps its ids and tokens, and does what the manifest says now.
    """
    try:
        features = read_manifest(manifest)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise Unclear(f"The manifest can't be used: {problem!r}.") from problem
    if beginning is not None:
        _begin(workspace, beginning, features)
    known = next((app for app in workspace.apps if app.name == features.name), None)
    return known or _installed(workspace, manifest)


def _begin(workspace: Workspace, beginning: Json, features: Features) -> None:
    if "version" in beginning:
        picture.restore(workspace, _renewed(picture.of(beginning), features))
        return
    try:
        scenes.add(workspace, beginning)
    except SlackError as problem:
        raise Unclear(f"What is to be loaded can't be brought in: {problem}.") from problem


def _renewed(whole: Picture, features: Features) -> Picture:
    """Let an app do what its manifest says now, and be reached so if the manifest has another mind about that."""
    old = next((app for app in whole.apps if app.name == features.name), None)
    if old is None:
        return whole
    new = replace(old, features=features, scopes=old.scopes | features.scopes)
    same = (old.features.socket_mode, old.features.urls) == (features.socket_mode, features.urls)
    return replace(
        whole,
        apps=[new if app is old else app for app in whole.apps],
        ways={app_id: way for app_id, way in whole.ways.items() if same or app_id != old.app_id},
    )


def _installed(workspace: Workspace, manifest: Json) -> Installation:
    app = workspace.install(manifest)
    for channel in workspace.channels:
        if channel.is_public:
            channel.members[app.bot_user] = None
    return app

"""The apps installed in the workspace, each read from its manifest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.grants import Grants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearsal.workspace.ids import Ids
    from rehearsal.workspace.wire import Json


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command with its slash. With ``should_escape``, mentions in its text become ids."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut: ``kind`` is message or global."""

    callback_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class RequestUrls:
    """Where an app is called over HTTP, by what for; ``commands`` by their name with its slash."""

    events: str = ""
    interactivity: str = ""
    options: str = ""
    commands: Mapping[str, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Return whether there is at least one."""
        return bool(self.events or self.interactivity or self.options or any(self.commands.values()))

    def of(self, kind: str, payload: Json) -> str:
        """Return where an envelope of this kind goes; nothing where the app named no URL for it."""
        if kind == "events_api":
            return self.events
        if kind == "slash_commands":
            return self.commands.get(payload["command"], "")
        asks_options = payload["type"] == "block_suggestion"
        return self.options if asks_options and self.options else self.interactivity

    @classmethod
    def at(cls, url: str, commands: Iterator[str]) -> RequestUrls:
        """Return one URL for everything, as the frameworks have it."""
        return cls(url, url, url, dict.fromkeys(commands, url))


@dataclass(frozen=True, slots=True)
class Features:
    """What a manifest asks for, as far as a workspace acts on it."""

    name: str
    bot_name: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    reads_only: bool
    """Whether people can't write to the app: its messages tab is for reading, as Slack calls it."""
    rotates_tokens: bool
    redirect_urls: tuple[str, ...]
    scopes: frozenset[str]
    events: frozenset[str]
    socket_mode: bool = False
    urls: RequestUrls = field(default_factory=RequestUrls)


@dataclass(frozen=True, slots=True)
class Installation:
    """An installed app: its ids, its tokens and what it may do. ``bot_user`` is the ``U…`` id of its account.

    ``scopes`` are those that were granted: first the manifest's; a later consent only ever adds to them.
    """

    app_id: str
    bot_user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    client_id: str
    client_secret: str
    features: Features
    scopes: set[str]

    @property
    def name(self) -> str:
        """Return the app's name."""
        return self.features.name

    def command(self, name: str) -> Command | None:
        """Return the command of that name (with its slash), if the app has it."""
        return next((command for command in self.features.commands if command.command == name), None)


class Apps:
    """The installed apps, by every id under which someone may ask for one."""

    def __init__(self) -> None:
        self.grants = Grants()
        self._all: list[Installation] = []
        self._by_key: dict[str, Installation] = {}

    def __iter__(self) -> Iterator[Installation]:
        return iter(self._all)

    def add(self, app: Installation) -> None:
        """Keep an installed app."""
        self._all.append(app)
        for key in (app.app_id, app.bot_user, app.bot_id, app.client_id):
            self._by_key[key] = app
        for token in (app.bot_token, app.app_token):
            self.grants.add(app.app_id, token)

    def bearer(self, token: str, now: float) -> Installation | None:
        """Return the app whose token this is at unix time ``now``; raises ``token_revoked`` or ``token_expired``."""
        return self._by_key.get(self.grants.find(token, now))

    def find(self, key: str) -> Installation | None:
        """Return the app with this app id, bot id, bot user or client id."""
        return self._by_key.get(key)

    def get(self, key: str) -> Installation:
        """Return the app with this app id, bot id, bot user or client id; raises ``app_not_found``."""
        app = self._by_key.get(key)
        if app is None:
            raise SlackError("app_not_found")
        return app


def read_manifest(manifest: Json) -> Features:
    """Read a manifest of version 2; raises ``KeyError`` where it has no ``display_information.name``."""
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    name = str(manifest["display_information"]["name"])
    home = features.get("app_home", {})
    oauth = manifest.get("oauth_config", {})
    return Features(
        name=name,
        bot_name=str(features.get("bot_user", {}).get("display_name", name)),
        commands=tuple(_command(entry) for entry in features.get("slash_commands", ())),
        shortcuts=tuple(
            Shortcut(entry["callback_id"], entry["name"], entry["type"])
            for entry in features.get("shortcuts", ())
        ),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        reads_only=bool(home.get("messages_tab_read_only_enabled", False)),
        rotates_tokens=bool(settings.get("token_rotation_enabled", False)),
        redirect_urls=tuple(oauth.get("redirect_urls", ())),
        scopes=frozenset(oauth.get("scopes", {}).get("bot", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
        urls=_urls(features, settings),
    )


def _urls(features: Json, settings: Json) -> RequestUrls:
    interactivity = settings.get("interactivity", {})
    return RequestUrls(
        events=str(settings.get("event_subscriptions", {}).get("request_url", "")),
        interactivity=str(interactivity.get("request_url", "")),
        options=str(interactivity.get("message_menu_options_url", "")),
        commands={str(c["command"]): str(c.get("url", "")) for c in features.get("slash_commands", ())},
    )


def _command(entry: Json) -> Command:
    return Command(
        command=str(entry["command"]),
        description=str(entry.get("description", "")),
        usage_hint=str(entry.get("usage_hint", "")),
        should_escape=bool(entry.get("should_escape", False)),
    )


def made(features: Features, ids: Ids) -> Installation:
    """Return a new installation of an app with tokens of Slack's look."""
    return Installation(
        app_id=ids.new("A"),
        bot_user=ids.new("U"),
        bot_id=ids.new("B"),
        bot_token=f"xoxb-{ids.digits('token', 12)}-{ids.digits('token', 13)}-{ids.secret('token', 24)}",
        app_token=f"xapp-1-{ids.new('A')}-{ids.digits('token', 13)}-{ids.secret('token', 40)}",
        signing_secret=ids.secret("signing", 32).lower(),
        verification_token=ids.secret("verification", 24),
        client_id=f"{ids.digits('client', 12)}.{ids.digits('client', 13)}",
        client_secret=ids.secret("client_secret", 32).lower(),
        features=features,
        scopes=set(features.scopes),
    )


def app_object(app: Installation, *, connected: bool) -> Json:
    """Return what the page needs to know of an app."""
    features = app.features
    return {
        "id": app.app_id,
        "name": features.name,
        "bot_user": app.bot_user,
        "connected": connected,
        "home_tab": features.home_tab,
        "reads_only": features.reads_only,
        "commands": [
            {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
            for c in features.commands
        ],
        "message_shortcuts": [
            {"callback_id": s.callback_id, "name": s.name} for s in features.shortcuts if s.kind == "message"
        ],
        "global_shortcuts": [
            {"callback_id": s.callback_id, "name": s.name} for s in features.shortcuts if s.kind == "global"
        ],
    }


def bot_profile(app: Installation, team_id: str, updated: int) -> Json:
    """Return the profile that Slack puts into each message of a bot."""
    return {
        "id": app.bot_id,
        "app_id": app.app_id,
        "name": app.name,
        "icons": {},
        "deleted": False,
        "updated": updated,
        "team_id": team_id,
    }

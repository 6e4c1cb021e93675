"""The app manifest: what Slack has to know about us, ready to paste when the app is made."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urljoin

from consultation.model.panel import Act
from handlers.slack.ids import COMMAND, KEEP_SHORTCUT, PATH

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "commands": f"{COMMAND} itself",
        "chat:write": "cards, polls and the digest; private answers",
        "channels:read": "whether we are in the session's channel",
        "groups:read": "the same for a private channel",
        "channels:join": "posting in the session's channel without being invited",
        "channels:manage": "rooms: making the channel, its topic, asking people in",
        "im:write": "telling people where they sit, and organisers what they have to know",
        "im:history": "finding such a message of ours again after an interruption, so that it comes once",
        "channels:history": "the words of a message that a facilitator tags, and its later edits",
        "groups:history": "the same in a private channel",
        "reactions:read": "tags",
        "files:write": "handing out spreadsheets and reports",
        "files:read": "looking whether such a file is where it should be, and reading a spreadsheet that an organiser sends",
        "users:read": "names in a spreadsheet of the placement, for organisers who place by hand",
    }
)
"""Everything that we ask a workspace for, each with what it is for."""

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "app_home_opened": "",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "reaction_added": "reactions:read",
        "reaction_removed": "reactions:read",
    }
)
"""What Slack tells us of, each with the scope that it needs."""

USAGE = "|".join(act for act in Act)

KEEP = {
    "name": "Keep as note",
    "type": "message",
    "callback_id": KEEP_SHORTCUT,
    "description": "Keep this message as a note of the session",
}
"""Our entry in the menu of each message."""


def manifest(address: str = "") -> dict[str, object]:
    """The manifest, version 2. With the address of the program (https://...) it is for HTTP mode, without for Socket Mode."""
    url = urljoin(address, PATH) if address else ""
    calls = {"request_url": url} if url else {}
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Plenary",
            "description": "Runs a consultation: sign-up, themed rooms, live polls, tagged notes, a digest.",
            "background_color": "#1f4e5f",
        },
        "features": {
            "bot_user": {"display_name": "Plenary", "always_online": True},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "shortcuts": [KEEP],
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": "Where the session stands, and everything that can be done with it",
                    "usage_hint": f"[{USAGE}]",
                    "should_escape": False,
                    **({"url": url} if url else {}),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**calls, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **calls},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }

"""Which scopes the methods about channels ask for, by the kind of channel (any one of them is enough)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Scopes: TypeAlias = Mapping[str, tuple[str, ...]]
"""By ``channel_type``: channel (public), group (private), im, mpim."""

READ: Scopes = {
    "channel": ("channels:read",),
    "group": ("groups:read",),
    "im": ("im:read",),
    "mpim": ("mpim:read",),
}
HISTORY: Scopes = {
    "channel": ("channels:history",),
    "group": ("groups:history",),
    "im": ("im:history",),
    "mpim": ("mpim:history",),
}
WRITE: Scopes = {
    "channel": ("channels:manage", "channels:write"),
    "group": ("groups:write",),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
KICK: Scopes = {"channel": ("channels:manage",), "group": ("groups:write",)}
OPEN: Scopes = {**WRITE, "channel": ("channels:manage",)}
INVITE: Scopes = {
    "channel": ("channels:manage", "channels:write.invites"),
    "group": ("groups:write", "groups:write.invites"),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
TOPIC: Scopes = {
    "channel": ("channels:manage", "channels:write.topic"),
    "group": ("groups:write", "groups:write.topic"),
    "im": ("im:write", "im:write.topic"),
    "mpim": ("mpim:write", "mpim:write.topic"),
}

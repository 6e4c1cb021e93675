"""How often an app may call each method: Slack's tiers, and the figures that we give to its words.

Slack names four tiers by the calls that are "at least" allowed in a minute, to each app in each workspace, and says of bursts
only that they are tolerated: "a small amount" in tier 1, "occasional" and "sporadic" ones in 2 and 3, "generous" in 4
(docs.slack.dev, rate limits). We read that as: a minute's worth at once, in tier 4 two; in tier 1 enough to open ten sockets
and try a few of them again. Where the documentation and Slack's own libraries name different tiers, the lower one holds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many calls a minute, evenly; ``burst`` of them may come at once after a rest."""

    a_minute: float
    burst: int


TIERS = {1: Allowance(1, 15), 2: Allowance(20, 20), 3: Allowance(50, 50), 4: Allowance(100, 200)}

HUNDREDS = Allowance(200, 200)
"""What the documentation calls "hundreds of requests per minute"."""

CHANNEL = Allowance(60, 5)
"""Messages of one app in one channel: one a second, "short bursts" tolerated."""

WORKSPACE = Allowance(300, 100)
"""Messages of one app in all channels: "several hundred messages per minute"."""

POSTING = "chat.postMessage"
"""The method that is measured by channel instead of by tier."""

_METHODS = {
    1: ("apps.connections.open",),
    2: (
        "bookmarks.add",
        "canvases.create",
        "conversations.archive",
        "conversations.canvases.create",
        "conversations.close",
        "conversations.create",
        "conversations.list",
        "conversations.rename",
        "conversations.setPurpose",
        "conversations.setTopic",
        "conversations.unarchive",
        "emoji.list",
        "pins.add",
        "pins.list",
        "pins.remove",
        "reactions.list",
        "reactions.remove",
        "usergroups.list",
        "usergroups.users.list",
        "users.conversations",
        "users.list",
    ),
    3: (
        "apps.manifest.validate",
        "auth.revoke",
        "bots.info",
        "canvases.access.set",
        "canvases.edit",
        "chat.delete",
        "chat.deleteScheduledMessage",
        "chat.scheduleMessage",
        "chat.scheduledMessages.list",
        "chat.update",
        "conversations.history",
        "conversations.info",
        "conversations.invite",
        "conversations.join",
        "conversations.kick",
        "conversations.leave",
        "conversations.open",
        "conversations.replies",
        "files.delete",
        "files.list",
        "oauth.v2.exchange",
        "reactions.add",
        "reactions.get",
        "team.info",
        "users.lookupByEmail",
    ),
    4: (
        "api.test",
        "apps.event.authorizations.list",
        "blocks.validate",
        "chat.postEphemeral",
        "conversations.members",
        "files.completeUploadExternal",
        "files.getUploadURLExternal",
        "files.info",
        "oauth.v2.access",
        "users.info",
        "users.profile.get",
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
    ),
}
_TIER = {method: tier for tier, methods in _METHODS.items() for method in methods}
_SPECIAL = {"auth.test": HUNDREDS, "chat.getPermalink": HUNDREDS}


def allowance(method: str) -> Allowance:
    """Return how often a method may be called; one that is not in the table is taken for tier 2."""
    return _SPECIAL.get(method) or TIERS[_TIER.get(method, 2)]

"""Signed requests, as an app checks them (docs.slack.dev, verifying requests from Slack)."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return ``X-Slack-Signature`` (version 0) for a body sent at a unix time, given as its header spells it."""
    base = f"v0:{timestamp}:".encode() + body
    return f"v0={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}"


def signed(secret: str, now: float, body: bytes) -> dict[str, str]:
    """Return both headers of a signed request sent at unix time ``now``."""
    timestamp = str(int(now))
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }

"""Which tokens are good, for which app and until when; and the refresh tokens that fetch the next ones."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

LIFETIME = 43_200
"""Seconds that a token lives where it is rotated (docs.slack.dev, using token rotation)."""
ACTIVE = 2
"""How many rotated tokens of an app are good at once; the oldest gives way."""


@dataclass(slots=True)
class Grant:
    """One token of an app (by its ``A…`` id), good until ``expires`` (unix time) unless it is ``revoked``."""

    app_id: str
    token: str
    expires: float = inf
    revoked: bool = False


class Grants:
    """Every token that was ever handed out; ``refresh`` are the app ids of the refresh tokens."""

    def __init__(self) -> None:
        self._by_token: dict[str, Grant] = {}
        self.refresh: dict[str, str] = {}

    def __iter__(self) -> Iterator[Grant]:
        return iter(self._by_token.values())

    def put(self, grant: Grant) -> None:
        """Keep a token as it is, revoked or not."""
        self._by_token[grant.token] = grant

    def add(self, app_id: str, token: str, expires: float = inf) -> None:
        """Make a token good; of those that expire, only the two newest of an app are."""
        self._by_token[token] = Grant(app_id, token, expires)
        for old in [grant for grant in self.of(app_id) if grant.expires < inf][:-ACTIVE]:
            old.revoked = True

    def find(self, token: str, now: float) -> str:
        """Return the app id of a good token, or nothing; raises ``token_revoked`` or ``token_expired``."""
        grant = self._by_token.get(token)
        if grant is None:
            return ""
        if grant.revoked:
            raise SlackError("token_revoked")
        if now >= grant.expires:
            raise SlackError("token_expired")
        return grant.app_id

    def of(self, app_id: str, prefix: str = "xox") -> Iterator[Grant]:
        """Give the tokens of an app that nobody has revoked, oldest first; app tokens begin with ``xapp-``."""
        for grant in self._by_token.values():
            if grant.app_id == app_id and not grant.revoked and grant.token.startswith(prefix):
                yield grant

    def revoke(self, token: str) -> None:
        """Make a token useless; one that is unknown already is."""
        if token in self._by_token:
            self._by_token[token].revoked = True

    def allow_refresh(self, refresh_token: str, app_id: str) -> None:
        """Let a refresh token fetch the next token of an app, once."""
        self.refresh[refresh_token] = app_id

    def take_refresh(self, refresh_token: str) -> str:
        """Use a refresh token up and return its app id; raises ``invalid_refresh_token``."""
        app_id = self.refresh.pop(refresh_token, "")
        if not app_id:
            raise SlackError("invalid_refresh_token")
        return app_id

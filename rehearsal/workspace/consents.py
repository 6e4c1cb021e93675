"""What people allowed apps to do: codes on their way to an app."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.workspace.errors import SlackError

CODE_SECONDS = 600
"""How long a code lives (docs.slack.dev, installing with OAuth)."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What one person allowed: the scopes, and where the browser was sent with the code. ``expires`` is unix time."""

    app_id: str
    person: str
    scopes: tuple[str, ...]
    redirect_uri: str
    expires: float


class Consents:
    """The codes that no app has exchanged yet."""

    def __init__(self) -> None:
        self._by_code: dict[str, Consent] = {}

    def add(self, code: str, consent: Consent) -> None:
        """Keep a code until it is exchanged."""
        self._by_code[code] = consent

    def take(self, code: str, app_id: str, redirect_uri: str, now: float) -> Consent:
        """Use a code up; raises ``invalid_code`` or ``bad_redirect_uri``."""
        consent = self._by_code.get(code)
        if consent is None or consent.app_id != app_id or now >= consent.expires:
            raise SlackError("invalid_code")
        if consent.redirect_uri != redirect_uri:
            raise SlackError("bad_redirect_uri")
        return self._by_code.pop(code)

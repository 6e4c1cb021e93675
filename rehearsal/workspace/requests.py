"""The Events API over HTTP: signed requests to an app's request URLs, and what their answers mean."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from rehearsal.workspace.envelopes import NOT_CONNECTED, Acknowledgement, Envelope, Missed, Outcome
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.signing import signed
from rehearsal.workspace.wire import compact, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearsal.workspace.apps import Installation, RequestUrls
    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.ids import Ids

REDIRECTS = 2
"""How many redirects are followed (docs.slack.dev, Events API, responding)."""

CONNECTIONS = 200
"""How many requests to one app are under way at a time; the others wait for their turn."""

LARGEST = 1024 * 1024
"""Bytes of an answer that are read: a form has at most 250 kB."""

UNANSWERED = "Your URL didn't respond with the value of the challenge parameter."

_AGENT = {"User-Agent": "Slackbot 1.0 (rehearsal)", "Accept": "*/*"}
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_OK, _REDIRECTED = 200, (301, 302)


class Requests:
    """The request URLs of one app. Its event URL must have answered a challenge before it gets events."""

    def __init__(self, app: Installation, ids: Ids, clock: Clock, patience: float) -> None:
        self._app = app
        self._ids = ids
        self._clock = clock
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None
        self._verifying = asyncio.Lock()
        self._verified = False
        self.urls: RequestUrls = app.features.urls

    @property
    def connected(self) -> bool:
        """Return whether the app said where it wants to be called; whether it answers shows when it is."""
        return self.urls.any

    async def reachable(self, seconds: float) -> bool:  # noqa: ARG002 -- a URL is there or isn't: nothing to wait for
        """Return whether the app said where it wants its events."""
        return bool(self.urls.events)

    async def carry(self, envelope: Envelope) -> Outcome:
        """Post an envelope to its URL and read the acknowledgement from the HTTP answer."""
        url = self.urls.of(envelope.kind, envelope.payload)
        if not url:
            return NOT_CONNECTED
        if envelope.kind == "events_api" and not await self._is_verified():
            return Missed("http_error")
        kind, body = _body(envelope)
        return await self._post(url, {"Content-Type": kind, **_retry(envelope)}, body, envelope.kind)

    async def move(self, urls: RequestUrls) -> None:
        """Use other URLs from now on; raises ``SlackError`` with the sentence that Slack shows where one fails."""
        if urls.events:
            await self._challenge(urls.events)
        for url in sorted(set(urls.commands.values())):
            await self._check_ssl(url)
        self.urls, self._verified = urls, True

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    async def _is_verified(self) -> bool:
        """Challenge the event URL of a manifest when the first event is due."""
        async with self._verifying:
            if not self._verified:
                try:
                    await self._challenge(self.urls.events)
                except SlackError:
                    return False
                self._verified = True
        return True

    async def _challenge(self, url: str) -> None:
        challenge = self._ids.secret("challenge", 52)
        token = self._app.verification_token
        body = compact({"token": token, "challenge": challenge, "type": "url_verification"}).encode()
        outcome = await self._post(url, {"Content-Type": _JSON}, body, "url_verification")
        if isinstance(outcome, Missed):
            raise SlackError(UNANSWERED, reason=outcome.reason)
        if challenge not in (outcome.payload.get("challenge"), outcome.payload.get("text")):
            raise SlackError(UNANSWERED, reason="challenge_failed")

    async def _check_ssl(self, url: str) -> None:
        body = urlencode({"ssl_check": "1", "token": self._app.verification_token}).encode()
        outcome = await self._post(url, {"Content-Type": _FORM}, body, "ssl_check")
        if isinstance(outcome, Missed):
            raise SlackError(f"{url} did not answer ssl_check=1 with 200.", reason=outcome.reason)

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes, kind: str) -> Outcome:
        """Post and wait as long as Slack would; what is still under way then is dropped."""
        posting = asyncio.ensure_future(self._attempt(url, headers, body, kind))
        try:
            if await self._clock.settled(posting, self._patience):
                return posting.result()
            return Missed("http_timeout")
        finally:
            posting.cancel()

    async def _attempt(self, url: str, headers: Mapping[str, str], body: bytes, kind: str) -> Outcome:
        # Signed at the machine's own time: an app holds it against that, wherever our clock was moved to.
        sent = {**_AGENT, **headers, **signed(self._app.signing_secret, time.time(), body)}
        try:
            return await self._follow(url, sent, body, kind)
        except aiohttp.ClientSSLError:
            return Missed("ssl_error")
        except (aiohttp.ClientConnectionError, ConnectionError):
            return Missed("connection_failed")
        except (aiohttp.ClientError, ValueError):
            return Missed("unknown_error")

    async def _follow(self, url: str, headers: Mapping[str, str], body: bytes, kind: str) -> Outcome:
        where = URL(url)
        for _ in range(REDIRECTS + 1):
            async with self._http().post(
                where, data=body, headers=headers, allow_redirects=False
            ) as response:
                if response.status not in _REDIRECTED:
                    return await _read(response, kind)
                where = where.join(URL(response.headers.get("Location", "")))
        return Missed("too_many_redirects")

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                timeout=aiohttp.ClientTimeout(total=None),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


def _body(envelope: Envelope) -> tuple[str, bytes]:
    """Return content type and body: events are JSON, commands are fields, the rest is one field with JSON in it."""
    if envelope.kind == "events_api":
        return _JSON, compact(envelope.payload).encode()
    if envelope.kind == "slash_commands":
        return _FORM, urlencode(envelope.payload).encode()
    return _FORM, urlencode({"payload": compact(envelope.payload)}).encode()


def _retry(envelope: Envelope) -> dict[str, str]:
    if not envelope.attempt:
        return {}
    return {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": envelope.reason}


async def _read(response: aiohttp.ClientResponse, kind: str) -> Outcome:
    """Return what an answer means: any 2xx acknowledges an event, only 200 the rest, and with a body."""
    wanted = response.ok if kind == "events_api" else response.status == _OK
    if not wanted:
        final = response.headers.get("X-Slack-No-Retry") == "1"
        return Missed("http_error", response.status, final)
    if kind == "events_api":
        return Acknowledgement({})
    content = await response.content.read(LARGEST)
    while not response.content.at_eof() and len(content) < LARGEST:
        content += await response.content.read(LARGEST - len(content))
    return _answer(content.decode(errors="replace"), response.content_type)


def _answer(text: str, content_type: str) -> Acknowledgement | Missed:
    """Return an acknowledgement's body: nothing, JSON, a form (for a challenge), or plain text for people."""
    if not text.strip():
        return Acknowledgement({})
    if content_type == _JSON:
        return _json_answer(text)
    if content_type == _FORM:
        return Acknowledgement(dict(URL.build(query_string=text, encoded=True).query))
    return Acknowledgement({"text": text})


def _json_answer(text: str) -> Acknowledgement | Missed:
    try:
        body = parsed(text)
    except ValueError:
        return Missed("invalid_response")
    return Acknowledgement(body) if isinstance(body, dict) else Acknowledgement({"text": text})

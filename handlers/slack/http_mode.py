"""HTTP mode: signed requests of Slack, for events, presses, forms and commands alike, at one address."""

import asyncio
import logging
from dataclasses import dataclass, field

from aiohttp import web
from slack_bolt.response import BoltResponse
from yarl import URL

from handlers.slack import metrics, raw
from handlers.slack.link import Receive
from handlers.slack.liveness import Liveness
from handlers.slack.raw import Json
from handlers.slack.signing import Replays, is_signed

log = logging.getLogger(__name__)

BODY_MOST = 1024**2
"""Bytes of a body. Slack's own are a tenth of that at most."""
BODY_SECONDS = 2.5
"""How long a body may take to come. Slack itself waits three seconds for the answer."""

OK, UNAUTHORIZED, TIMEOUT, TOO_LARGE = 200, 401, 408, 413
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
SSL_CHECK_MOST = 1000
"""Bytes of Slack's check of the certificate; it is not signed, and has no effect."""


class Refused(Exception):
    """A request that gets nothing but a status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class Requests:
    """Answers Slack's requests. What is not signed, stale or misshapen is refused unread, and no body is ever logged."""

    signing_secret: str
    receive: Receive
    liveness: Liveness = field(default_factory=Liveness)
    replays: Replays = field(default_factory=Replays)

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to one request."""
        try:
            body = await _read(request)
            if _is_ssl_check(body):
                return web.Response()
            timestamp, given = self._judge(request, body)
            return await self._once(timestamp, given, _payload(request, body))
        except Refused as refusal:
            metrics.refused(refusal.status)
            log.warning("a request was refused: %s", refusal.status)
            return web.Response(status=refusal.status)

    def _judge(self, request: web.Request, body: bytes) -> tuple[str, str]:
        timestamp, given = _one(request, TIMESTAMP), _one(request, SIGNATURE)
        if not is_signed(self.signing_secret, timestamp, given, body, self.replays.now()):
            raise Refused(UNAUTHORIZED)
        self.liveness.heard()
        return timestamp, given

    async def _once(self, timestamp: str, given: str, payload: Json) -> web.Response:
        """A copy gets the status of the original, and has no effect."""
        if (original := self.replays.known(given)) is not None:
            return web.Response(status=OK if await asyncio.shield(original) else 503)
        self.replays.begin(given, timestamp)
        taken = False
        try:
            response = await self._respond(payload)
            taken = response.status == OK
        finally:
            self.replays.end(given, taken)
        return response

    async def _respond(self, payload: Json) -> web.Response:
        if raw.text(payload, "type") == "url_verification":
            return web.json_response({"challenge": raw.text(payload, "challenge")})
        return _as_web(await self.receive(payload))


async def _read(request: web.Request) -> bytes:
    if (request.content_length or 0) > BODY_MOST:
        raise Refused(TOO_LARGE)
    try:
        if request.content.is_eof():
            return await request.read()  # it is all there already, as nearly always
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(TOO_LARGE) from None
    except TimeoutError:
        raise Refused(TIMEOUT) from None


def _one(request: web.Request, name: str) -> str:
    """The value of a header that must be there once."""
    values = request.headers.getall(name, [])
    if len(values) != 1:
        raise Refused(UNAUTHORIZED)
    return values[0]


def _is_ssl_check(body: bytes) -> bool:
    return len(body) <= SSL_CHECK_MOST and b"ssl_check=1" in body.split(b"&")


def _payload(request: web.Request, body: bytes) -> Json:
    """What a signed body says. Raises Refused where it is in no form that Slack uses."""
    try:
        if request.content_type == JSON:
            return _object(body)
        if request.content_type != FORM:
            raise Refused(UNAUTHORIZED)
        # In C, where parse_qsl takes a third of all the time that a vote takes (docs/reliability.md).
        fields = URL.build(query_string=body.decode("ascii"), encoded=True).query
        return _object(fields["payload"]) if "payload" in fields else dict(fields)
    except ValueError:
        raise Refused(UNAUTHORIZED) from None


def _object(text: str | bytes) -> Json:
    try:
        found = raw.parsed(text)
    except RecursionError:
        raise Refused(UNAUTHORIZED) from None
    if not isinstance(found, dict):
        raise Refused(UNAUTHORIZED)
    return found


def _as_web(response: BoltResponse) -> web.Response:
    if response.status == OK and not response.body:
        return web.Response()
    headers = {name: values[0] for name, values in response.headers.items() if values}
    return web.Response(status=response.status, body=(response.body or "").encode(), headers=headers)

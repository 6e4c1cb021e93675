"""The way out to Slack: its own client, with every call in its turn."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from json import dumps
from time import perf_counter
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from typing_extensions import override

from handlers.slack import metrics
from handlers.slack.error_rules import Remedy, remedy
from handlers.slack.pacer import Pacer, code_of

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3)
"""Seconds after which a call counts as unanswered."""

ANSWERS_AT_ONCE = 50
"""Private answers on their way side by side: half of the session's connections, so that those of a burst wait here, where no time runs
out for them, and never in the way of other calls."""

BYTES_TIMEOUT = aiohttp.ClientTimeout(total=120, connect=5)
"""Seconds for a file itself: a report with pictures over a slow line takes its time."""

OK = 200
JSON = {"Content-Type": "application/json; charset=utf-8"}
BYTES = {"Content-Type": "application/octet-stream"}


class SlackClient(AsyncWebClient):
    """Slack's Web API, paced. The session is the caller's to close; without one, calls would each open a connection."""

    def __init__(self, token: str, base_url: str, session: aiohttp.ClientSession, pacer: Pacer) -> None:
        # The library's own retries post twice when an answer is lost; the pacer knows which calls may be repeated.
        super().__init__(token=token, base_url=base_url, session=session, timeout=10, retry_handlers=[])
        self.pacer = pacer
        self._answering = asyncio.Semaphore(ANSWERS_AT_ONCE)
        self.locked_out = asyncio.Event()
        """Set once Slack takes our token no more."""

    @override
    async def api_call(
        self,
        api_method: str,
        *,
        http_verb: str = "POST",
        files: dict[str, Any] | None = None,
        data: dict[str, Any] | aiohttp.FormData | None = None,
        params: dict[str, Any] | None = None,
        json: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        auth: dict[str, Any] | None = None,
    ) -> AsyncSlackResponse:
        """Make a call when its turn has come. Raises SlackApiError, aiohttp.ClientError, TimeoutError."""
        asked = perf_counter()

        async def send() -> AsyncSlackResponse:
            metrics.waited(perf_counter() - asked)
            return await super(SlackClient, self).api_call(
                api_method,
                http_verb=http_verb,
                files=files,
                data=data,
                params=params,
                json=json,
                headers=headers,
                auth=auth,
            )

        channel = str((json or params or {}).get("channel", ""))
        with _counted(api_method):
            try:
                return await self.pacer.carry(api_method, channel, send)
            except SlackApiError as error:
                # An app token is judged where it is used; ours is what every other call rests on.
                if (
                    remedy(api_method, code_of(error)) is Remedy.STOP
                    and api_method != "apps.connections.open"
                ):
                    self.locked_out.set()
                raise

    async def respond(self, url: str, body: Mapping[str, object]) -> bool:
        """Answer through the address that came with a press or a command. False when Slack takes it no more."""
        # Not with the library's client for it, which takes twice as long: there is an answer to every vote.
        said = dumps(body)
        async with self._answering:
            with _counted("response_url"):
                async with self._http.request(
                    "POST", url, data=said, headers=JSON, proxy=self.proxy, ssl=self.ssl or True
                ) as answer:
                    return answer.status == OK

    async def upload(self, url: str, content: bytes) -> bool:
        """Send the bytes of a file to the address that Slack gave for it, which takes them once. False when it did not."""
        with _counted("upload_url"), suppress(aiohttp.ClientError, TimeoutError):
            async with self._http.request(
                "POST", url, data=content, headers=BYTES, timeout=BYTES_TIMEOUT
            ) as answer:
                return answer.status == OK
        return False

    async def download(self, url: str, bytes_most: int) -> bytes | None:
        """The bytes of a file, one more at most than asked for. None where Slack hands out a page to sign in instead.

        Raises aiohttp.ClientError, TimeoutError.
        """
        headers = {"Authorization": f"Bearer {self.token}"}
        with _counted("url_private_download"):
            async with self._http.request("GET", url, headers=headers, timeout=BYTES_TIMEOUT) as answer:
                if answer.status != OK or answer.content_type == "text/html":
                    return None
                content = b""
                while len(content) <= bytes_most and (more := await answer.content.read(bytes_most + 1)):
                    content += more
                return content[: bytes_most + 1]

    @property
    def _http(self) -> aiohttp.ClientSession:
        if self.session is None:
            raise RuntimeError("a client without a session")
        return self.session


@contextmanager
def _counted(method: str) -> Iterator[None]:
    try:
        yield
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        metrics.called(method, code_of(error))
        raise
    metrics.called(method, "ok")

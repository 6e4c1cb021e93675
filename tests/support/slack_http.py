"""An HTTP session that ends in a Slack of `slack_api`: as much of aiohttp's as the library and our client use."""

import json
from dataclasses import dataclass, field
from typing import Any, Self

from tests.support.slack_api import FakeApi, SlackSays
from tests.support.slack_lookups import Body


@dataclass
class Reply:
    """An HTTP answer, as much of aiohttp's as the library reads."""

    status: int
    body: Body | str | bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        return "application/json" if isinstance(self.body, dict) else "text/plain"

    @property
    def content(self) -> "Reply":
        return self

    async def read(self, most: int) -> bytes:
        assert isinstance(self.body, bytes)
        part, self.body = self.body[:most], self.body[most:]
        return part

    async def json(self) -> Body:
        assert isinstance(self.body, dict)
        return self.body

    async def text(self) -> str:
        return self.body if isinstance(self.body, str) else json.dumps(self.body)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


class FakeHttp:
    """An HTTP session that ends in a FakeApi."""

    closed = False

    def __init__(self, api: FakeApi) -> None:
        self.api = api

    def request(self, verb: str, url: str, **sent: Any) -> Reply:  # noqa: ANN401 - aiohttp's own arguments
        method = url.partition("/api/")[2]
        try:
            if verb == "GET" and "/files/" in url:
                return Reply(200, self.api.files[url.rpartition("/")[2]].content)
            if "/upload/" in url:
                self.api.takes_bytes(url, sent["data"])
                return Reply(200, "OK")
            if not method:
                self.api.respond(url, json.loads(sent["data"]))
                return Reply(200, "ok")
            arguments = {**(sent.get("params") or {}), **(sent.get("json") or {})}
            return Reply(200, self.api.answer(method, {k: v for k, v in arguments.items() if v is not None}))
        except SlackSays as said:
            return Reply(said.status, said.body, said.headers)

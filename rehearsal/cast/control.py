"""The door to the workspace: the control API over HTTP and its WebSocket (docs/rehearsal.md)."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from types import TracebackType

Json: TypeAlias = dict[str, Any]
"""One JSON object as the workspace spells it."""

PATIENCE = aiohttp.ClientTimeout(total=120)
"""The workspace answers an act within seconds by itself; much more means that it is gone."""


class Control:
    """A client of the control API of one workspace. Use it as an async context manager."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def __aenter__(self) -> Self:
        """Open the connections."""
        self._http = aiohttp.ClientSession(
            self.url, connector=aiohttp.TCPConnector(limit=0), timeout=PATIENCE
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._http.close()

    async def state(self, person: str) -> Json:
        """Return everything that a person can see."""
        return await self._get("/control/state", {"as": person})

    async def log(self) -> list[Json]:
        """Return every call that the apps made, oldest first."""
        async with self._http.get("/control/log") as answer:
            calls: list[Json] = await answer.json()
            return calls

    async def deliveries(self) -> list[Json]:
        """Return the latest deliveries to the apps, each try, oldest first."""
        async with self._http.get("/control/deliveries") as answer:
            tries: list[Json] = await answer.json()
            return tries

    async def file(self, entry: Json) -> bytes:
        """Return what a file holds that somebody was shown."""
        path = "/" + entry["url_private_download"].split("/", 3)[3]
        async with self._http.get(path, headers={"Sec-Fetch-Site": "same-origin"}) as answer:
            return await answer.read()

    async def act(self, person: str, what: str, **arguments: object) -> Json:
        """Do something as a person and return the answer; ``ok`` is false in it where it was refused."""
        return await self._post("/control/act", {"as": person, "do": what, **arguments})

    async def add_people(self, people: Sequence[Json]) -> list[Json]:
        """Bring people into the workspace and return them with their ids, in the same order."""
        answer = await self._post("/control/people", {"people": list(people)})
        added: list[Json] = answer["people"]
        return added

    async def add_channel(self, name: str, members: Sequence[str], topic: str) -> Json:
        """Open a channel with these people in it, by id, and return it."""
        entry = {"name": name, "members": list(members), "topic": topic}
        answer = await self._post("/control/channels", {"channels": [entry]})
        channel: Json = answer["channels"][0]
        return channel

    @asynccontextmanager
    async def live(self, person: str) -> AsyncIterator[AsyncIterator[Json]]:
        """Listen to what a person's page is told, from now on."""
        async with self._http.ws_connect("/control/live", params={"as": person}, max_msg_size=0) as socket:
            yield _frames(socket)

    async def _get(self, path: str, query: dict[str, str]) -> Json:
        async with self._http.get(path, params=query) as answer:
            body: Json = await answer.json()
            return body

    async def _post(self, path: str, body: Json) -> Json:
        async with self._http.post(path, json=body) as answer:
            result: Json = await answer.json()
            return result


async def _frames(socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[Json]:
    async for frame in socket:
        if frame.type is aiohttp.WSMsgType.TEXT:
            yield frame.json()

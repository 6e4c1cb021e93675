"""Published digests in tables: each version once, and what each of its messages says."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.digest import Digest, DigestPart
from consultation.model.references import SessionId
from storage.capture_tables import edition_parts, editions
from storage.digest_json import digest_from_json, digest_to_json, part_from_json, part_to_json


class DigestStore:
    """Implements the port of the same name. Large ones are written and read beside the event loop."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, digest: Digest, parts: Sequence[DigestPart], published_at: datetime) -> None:
        of_version = {"session_id": digest.session, "version": digest.version}
        body = await asyncio.to_thread(digest_to_json, digest)
        await self._connection.execute(
            insert(editions).values(**of_version, published_at=published_at, body=body)
        )
        bodies = await asyncio.to_thread(lambda: [part_to_json(part) for part in parts])
        rows = [
            {**of_version, "number": part.number, "body": body}
            for part, body in zip(parts, bodies, strict=True)
        ]
        if rows:
            await self._connection.execute(insert(edition_parts), rows)

    async def get(self, session_id: SessionId, version: int | None = None) -> Digest | None:
        of_session = editions.c.session_id == session_id
        latest = select(func.max(editions.c.version)).where(of_session).scalar_subquery()
        which = editions.c.version == (latest if version is None else version)
        body = (
            await self._connection.execute(select(editions.c.body).where(of_session, which))
        ).scalar_one_or_none()
        return await asyncio.to_thread(digest_from_json, body) if body is not None else None

    async def part(self, session_id: SessionId, number: int, version: int = 1) -> DigestPart | None:
        of_version = (edition_parts.c.session_id == session_id) & (edition_parts.c.version == version)
        statement = select(edition_parts.c.body).where(of_version, edition_parts.c.number == number)
        body = (await self._connection.execute(statement)).scalar_one_or_none()
        digest = await self.get(session_id, version)
        return part_from_json(body, digest) if body is not None and digest is not None else None

"""Published digests in tables: the digest once, and what each of its messages says."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.digest import Digest, DigestPart
from consultation.model.references import SessionId
from storage.digest_json import digest_from_json, digest_to_json, part_from_json, part_to_json
from storage.schema import digest_parts, digests


class DigestStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, digest: Digest, parts: Sequence[DigestPart], published_at: datetime) -> None:
        await self._connection.execute(
            insert(digests).values(
                session_id=digest.session, published_at=published_at, body=digest_to_json(digest)
            )
        )
        rows = [
            {"session_id": digest.session, "number": part.number, "body": part_to_json(part)}
            for part in parts
        ]
        if rows:
            await self._connection.execute(insert(digest_parts), rows)

    async def get(self, session_id: SessionId) -> Digest | None:
        statement = select(digests.c.body).where(digests.c.session_id == session_id)
        body = (await self._connection.execute(statement)).scalar_one_or_none()
        return digest_from_json(body) if body is not None else None

    async def part(self, session_id: SessionId, number: int) -> DigestPart | None:
        of_session = digest_parts.c.session_id == session_id
        statement = select(digest_parts.c.body).where(of_session, digest_parts.c.number == number)
        body = (await self._connection.execute(statement)).scalar_one_or_none()
        digest = await self.get(session_id)
        return part_from_json(body, digest) if body is not None and digest is not None else None

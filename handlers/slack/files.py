"""Files on Slack: put where they belong and seen to be there, and fetched from where somebody left them."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from consultation.errors import DocumentTooLarge
from consultation.model.documents import Document, DocumentLink
from consultation.model.references import MessageRef, PersonRef, PlaceRef
from consultation.ports.platform import PlatformRefusal, PlatformSilence
from consultation.texts import cut
from handlers.slack.client import SlackClient
from handlers.slack.error_sentences import NO_ANSWER, told_when_final
from handlers.slack.raw import listing, mapping, needed, text
from handlers.slack.texts import escape

LOOKS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 16.0)
"""Seconds before each look whether a file is where it should be: Slack shares it some time after it says so (slack_facts.md, 8.6)."""

UPLOAD_TRIES = 3
CLOCKS_APART = timedelta(minutes=2)
PAGE = 100
WORDS_MOST = 3900
ALTERNATIVE_MOST = 1000

NOT_SHOWN = "Slack took the file but did not show it, so I took it back. Try again in a minute."
WRONG_PLACE = (
    "Slack showed the file in another place than asked, so I deleted it. Please tell whoever runs Plenary."
)
NOT_HANDED_OUT = "Slack would not hand the file out. Ask whoever installed Plenary to install it again, then send it once more."


@dataclass(frozen=True, slots=True)
class SlackFiles:
    """Implements `consultation.ports.documents.Courier` with the three steps of an upload, and a look afterwards."""

    client: SlackClient
    us: PersonRef

    async def deliver(
        self, place: PlaceRef, documents: Sequence[Document], words: str, *, under: MessageRef | None = None
    ) -> Sequence[str]:
        """Upload, share, and look until each file is in this place. One that is anywhere else is deleted at once."""
        where = await self._conversation(place)
        names = [await self._uploaded(document) for document in documents]
        try:
            lost = await self._share(where, names, documents, words, under)
            await self._seen(where, names, lost)
        except (PlatformRefusal, PlatformSilence):
            await self._take_back(names)
            raise
        return names

    async def delivered(self, place: PlaceRef, names: Collection[str], since: datetime) -> Sequence[str]:
        """Files of ours of these names in this place, the newest of each; none unless all are there."""
        oldest = str(int((since - CLOCKS_APART).timestamp()))
        where = await self._conversation(place)
        with told_when_final():
            told = await self.client.files_list(channel=where, user=self.us, ts_from=oldest, count=PAGE)
        found: dict[str, str] = {}
        for one in listing(told.data, "files"):
            if text(one, "name") in names:
                found.setdefault(text(one, "name"), needed(one, "id"))
        return list(found.values()) if set(found) == set(names) else []

    async def links(self, names: Sequence[str]) -> Sequence[DocumentLink]:
        """The addresses at which Slack opens files, with their titles."""
        with told_when_final():
            told = [mapping((await self.client.files_info(file=name)).data, "file") for name in names]
        return [DocumentLink(text(one, "title"), text(one, "permalink")) for one in told]

    async def fetch(self, reference: str, bytes_most: int) -> bytes:
        """A file that somebody left in a form. Without the scope for it Slack hands out a page to sign in, which is none."""
        with told_when_final():
            known = mapping((await self.client.files_info(file=reference)).data, "file")
            url, size = needed(known, "url_private_download"), known.get("size")
            if isinstance(size, int) and size > bytes_most:
                raise DocumentTooLarge(bytes_most)
            content = await self.client.download(url, bytes_most)
        if content is None:
            raise PlatformRefusal(NOT_HANDED_OUT)
        if len(content) > bytes_most:
            raise DocumentTooLarge(bytes_most)
        return content

    async def _conversation(self, place: PlaceRef) -> PlaceRef:
        """The conversation itself, where the place is a person: an upload takes no person for a place."""
        if not place.startswith(("U", "W")):
            return place
        with told_when_final():
            opened = await self.client.conversations_open(users=place)
        return PlaceRef(opened["channel"]["id"])

    async def _uploaded(self, document: Document) -> str:
        """The name of a file that is uploaded and seen by nobody yet. An address takes bytes once: a lost answer wants another one."""
        for pause in range(1, UPLOAD_TRIES + 1):
            with told_when_final():
                promised = await self.client.files_getUploadURLExternal(
                    filename=document.name,
                    length=len(document.content),
                    alt_txt=cut(document.alternative, ALTERNATIVE_MOST) or None,
                )
            if await self.client.upload(needed(promised.data, "upload_url"), document.content):
                return needed(promised.data, "file_id")
            await self.client.pacer.time.sleep(pause)
        raise PlatformSilence(NO_ANSWER)

    async def _share(
        self,
        where: PlaceRef,
        names: Sequence[str],
        documents: Sequence[Document],
        words: str,
        under: MessageRef | None,
    ) -> PlatformSilence | None:
        """Let Slack show the files; a lost answer is answered, since they may be there all the same. Raises PlatformRefusal."""
        thread: dict[str, Any] = {"thread_ts": under.stamp} if under else {}
        titles: list[dict[str, str | None]] = [
            {"id": name, "title": one.title} for name, one in zip(names, documents, strict=True)
        ]
        try:
            with told_when_final():
                await self.client.files_completeUploadExternal(
                    files=titles, channel_id=where, initial_comment=escape(words)[:WORDS_MOST], **thread
                )
        except PlatformSilence as silence:
            return silence
        return None

    async def _seen(self, where: PlaceRef, names: Sequence[str], lost: PlatformSilence | None) -> None:
        """Wait until all files are in this place. Raises when they are not."""
        missing = set(names)
        for pause in LOOKS:
            await self.client.pacer.time.sleep(pause)
            for name in sorted(missing):
                places = await self._places(name)
                if places - {where}:
                    raise PlatformRefusal(WRONG_PLACE)
                if where in places:
                    missing.discard(name)
            if not missing:
                return
        raise lost or PlatformRefusal(NOT_SHOWN)

    async def _places(self, name: str) -> set[str]:
        """Where a file is shown."""
        try:
            with told_when_final():
                told = mapping((await self.client.files_info(file=name)).data, "file")
        except PlatformSilence:
            return set()
        listed = {str(one) for kind in ("channels", "groups", "ims") for one in listing(told, kind)}
        return listed | {place for kind in ("public", "private") for place in mapping(told, "shares", kind)}

    async def _take_back(self, names: Sequence[str]) -> None:
        """Delete files, so that none turns up later. What can't be deleted was shown to nobody who asks for it again."""
        for name in names:
            with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
                await self.client.files_delete(file=name)

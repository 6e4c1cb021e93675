"""Files: promised, uploaded, shared."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json

_PRETTY = {
    "pdf": "PDF",
    "png": "PNG",
    "jpg": "JPEG",
    "csv": "CSV",
    "md": "Markdown",
    "json": "JSON",
    "txt": "Plain Text",
}


@dataclass(slots=True)
class File:
    """One file. ``content`` is None until it is uploaded; ``shares`` lists where it was shown (channel, ts).

    ``given_to`` are the accounts of the apps in whose forms it was handed in.
    """

    id: str
    user: str
    name: str
    title: str
    created: int
    length: int
    alt_text: str = ""
    content: bytes | None = None
    complete: bool = False
    deleted: bool = False
    shares: list[tuple[str, str]] = field(default_factory=list)
    given_to: set[str] = field(default_factory=set)

    @property
    def is_image(self) -> bool:
        """Return whether a message can show it as a picture."""
        return self.mimetype.startswith("image/") and self.content is not None

    @property
    def mimetype(self) -> str:
        """Return the media type that the name suggests."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def as_slack(self, address: str, team_id: str) -> Json:
        """Return the file object; ``address`` is where the workspace is served."""
        kind = self.name.rpartition(".")[2].lower() if "." in self.name else "binary"
        place = f"{address}/files-pri/{team_id}-{self.id}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "filetype": kind,
            "pretty_type": _PRETTY.get(kind, kind.upper()),
            "user": self.user,
            "user_team": team_id,
            "editable": False,
            "size": len(self.content or b""),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": bool(self.shares),
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{place}/{self.name}",
            "url_private_download": f"{place}/download/{self.name}",
            "permalink": f"{address}/files/{self.user}/{self.id}/{self.name}",
            "has_rich_preview": False,
            "file_access": "visible",
            **({"alt_txt": self.alt_text} if self.alt_text else {}),
        }


def tombstone(file: File) -> Json:
    """Return what is left of a deleted file in a message."""
    return {"id": file.id, "created": 0, "timestamp": 0, "user": file.user, "mode": "tombstone"}


class Files:
    """Every file by id and by the ticket under which it is uploaded."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_ticket: dict[str, File] = {}

    def __iter__(self) -> Iterator[File]:
        return iter(self._by_id.values())

    @property
    def uploads(self) -> dict[str, str]:
        """Return the ids of the files that are still to come, by their tickets."""
        return {ticket: file.id for ticket, file in self._by_ticket.items()}

    def add(self, file: File, ticket: str = "") -> None:
        """Keep a file, with the ticket for its upload if it is still to come."""
        self._by_id[file.id] = file
        if ticket:
            self._by_ticket[ticket] = file

    def get(self, file_id: str) -> File:
        """Return a file; raises ``file_not_found`` or ``file_deleted``."""
        file = self._by_id.get(file_id)
        if file is None:
            raise SlackError("file_not_found")
        if file.deleted:
            raise SlackError("file_deleted")
        return file

    def all(self) -> Iterator[File]:
        """Give every finished file, newest first."""
        return (file for file in reversed(self._by_id.values()) if file.complete and not file.deleted)

    def promised(self, ticket: str) -> File | None:
        """Return the file whose bytes are still to come under a ticket."""
        return self._by_ticket.get(ticket)

    def receive(self, ticket: str, content: bytes) -> None:
        """Take in the bytes of a promised file; raises ``file_not_found`` for a ticket that is used or unknown."""
        file = self._by_ticket.pop(ticket, None)
        if file is None:
            raise SlackError("file_not_found")
        file.content = content

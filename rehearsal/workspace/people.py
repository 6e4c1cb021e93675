"""The people of the workspace, its bots among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json


@dataclass(frozen=True, slots=True)
class Person:
    """One account. A bot's account has a ``bot_id`` (``B…``) and the id of its app.

    ``guest`` is multi or single (how many channels it may be in), or nothing for a full member.
    """

    id: str
    name: str
    real_name: str
    title: str
    tz: str
    updated: int
    bot_id: str = ""
    app_id: str = ""
    deleted: bool = False
    guest: str = ""
    email: str = ""

    @property
    def is_bot(self) -> bool:
        """Return whether an app acts through this account."""
        return bool(self.bot_id)

    def plain(self) -> Json:
        """Return what the page needs to know."""
        return {
            "id": self.id,
            "name": self.name,
            "real_name": self.real_name,
            "title": self.title,
            "is_bot": self.is_bot,
            "deleted": self.deleted,
            "tz": self.tz,
        }


class People:
    """Everyone, in the order of their arrival."""

    def __init__(self) -> None:
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, str] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._by_id

    def add(self, person: Person) -> None:
        """Let a person in; raises ``ValueError`` where the handle is taken."""
        if person.name in self._by_name:
            message = f"The handle {person.name} is taken: give each person another one."
            raise ValueError(message)
        self._by_id[person.id] = person
        self._by_name[person.name] = person.id

    def change(self, person: Person) -> None:
        """Keep an account as it is now; its handle stays."""
        self._by_id[person.id] = person

    def get(self, person_id: str) -> Person:
        """Return a person; raises ``user_not_found``."""
        if person_id not in self._by_id:
            raise SlackError("user_not_found")
        return self._by_id[person_id]

    def at(self, email: str) -> Person | None:
        """Return the active account with an address, however it is written; nothing where there is none."""
        wanted = email.strip().casefold()
        return next((p for p in self if p.email.casefold() == wanted and wanted and not p.deleted), None)

    def named(self, name: str) -> Person:
        """Return the person with a handle; raises ``user_not_found``."""
        return self.get(self._by_name.get(name, ""))


def profile(person: Person, team_id: str, *, email: bool = False) -> Json:
    """Return what a person says of themselves; their ``email`` only to who may know it."""
    first, _, last = person.real_name.partition(" ")
    shown: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "team": team_id,
    }
    if person.is_bot:
        shown |= {"bot_id": person.bot_id, "api_app_id": person.app_id}
    return shown | ({"email": person.email} if email and person.email else {})


def user_object(person: Person, team_id: str, *, email: bool = False) -> Json:
    """Return a person as ``users.info`` does; their ``email`` only to who may know it."""
    return {
        "id": person.id,
        "team_id": team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": _offset(person.tz),
        "profile": profile(person, team_id, email=email),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": bool(person.guest),
        "is_ultra_restricted": person.guest == "single",
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }


def _offset(tz: str) -> int:
    """Return seconds east of UTC now; 0 for a zone that this machine doesn't know."""
    try:
        offset = datetime.now(UTC).astimezone(ZoneInfo(tz)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    return int(offset.total_seconds()) if offset else 0

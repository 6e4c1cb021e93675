"""User groups: handles that stand for several people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json


@dataclass(frozen=True, slots=True)
class Group:
    """One group by its ``S…`` id. ``members`` are ids of people; ``created`` is unix time."""

    id: str
    handle: str
    name: str
    description: str
    members: tuple[str, ...]
    created: int
    creator: str

    def as_slack(self, team_id: str, *, users: bool, count: bool) -> Json:
        """Return the group as ``usergroups.list`` does; ``users`` and ``count`` add what is asked for."""
        shown: Json = {
            "id": self.id,
            "team_id": team_id,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.name,
            "description": self.description,
            "handle": self.handle,
            "is_external": False,
            "date_create": self.created,
            "date_update": self.created,
            "date_delete": 0,
            "auto_type": None,
            "auto_provision": False,
            "enterprise_subteam_id": "",
            "created_by": self.creator,
            "updated_by": self.creator,
            "deleted_by": None,
            "prefs": {"channels": [], "groups": []},
        }
        return (
            shown
            | ({"users": list(self.members)} if users else {})
            | ({"user_count": len(self.members)} if count else {})
        )


class Groups:
    """Every group, in the order in which they were made."""

    def __init__(self) -> None:
        self._by_id: dict[str, Group] = {}

    def __iter__(self) -> Iterator[Group]:
        return iter(self._by_id.values())

    def add(self, group: Group) -> None:
        """Keep a group."""
        self._by_id[group.id] = group

    def get(self, group_id: str) -> Group:
        """Return a group; raises ``no_such_subteam``."""
        if group_id not in self._by_id:
            raise SlackError("no_such_subteam")
        return self._by_id[group_id]

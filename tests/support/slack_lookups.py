"""What a bot may look up in the workspace of `slack_api`: its channels, and what was said in them."""

from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]


@dataclass
class Channel:
    """One channel with its members; the bot may be one of them."""

    id: str
    name: str
    private: bool = False
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    creator: str = ""
    members: set[str] = field(default_factory=set)


class Lost(Exception):
    """A call is carried out, and instead of its answer comes `answer`."""

    def __init__(self, answer: BaseException) -> None:
        super().__init__("the answer is lost")
        self.answer = answer


class Lookups:
    """The methods that list things."""

    channels: dict[str, Channel]
    messages: dict[tuple[str, str], Body]

    def _own(self, arguments: Body) -> Channel:
        raise NotImplementedError

    def _conversations_list(self, arguments: Body) -> Body:
        start, size = int(arguments.get("cursor") or 0), int(arguments["limit"])
        shown = [
            {
                "id": one.id,
                "name": one.name,
                "creator": one.creator,
                "num_members": len(one.members),
                "purpose": {"value": one.purpose},
            }
            for one in self.channels.values()
            if not one.private and not one.archived and one.name != "directmessage"
        ]
        more = str(start + size) if len(shown) > start + size else ""
        return {"channels": shown[start : start + size], "response_metadata": {"next_cursor": more}}

    def _conversations_history(self, arguments: Body) -> Body:
        place = self._own(arguments).id
        said = [one for (where, _), one in self.messages.items() if where == place]
        found = [one for one in said if one.get("thread_ts") in (None, one["ts"])]
        return {
            "messages": [_listed(one) for one in reversed(found) if one["ts"] >= arguments.get("oldest", "")]
        }

    def _conversations_replies(self, arguments: Body) -> Body:
        place = self._own(arguments).id
        found = [one for (where, _), one in self.messages.items() if where == place]
        under = [one for one in found if arguments["ts"] in (one["ts"], one.get("thread_ts"))]
        return {"messages": [_listed(one) for one in under]}

    def _conversations_archive(self, arguments: Body) -> Body:
        self._own(arguments).archived = True
        return {}

    def _conversations_setPurpose(self, arguments: Body) -> Body:  # noqa: N802 - Slack's own spelling
        assert len(arguments["purpose"]) <= 250
        self._own(arguments).purpose = arguments["purpose"]
        return {}


def _listed(message: Body) -> Body:
    """A message in a list: of many who put one emoji, Slack names only some."""
    reactions = [{**one, "users": one["users"][:50]} for one in message.get("reactions", ())]
    return {**message, **({"reactions": reactions} if reactions else {})}

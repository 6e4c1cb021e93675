"""What people are called on Slack: asked when somebody wants to read it, remembered for an hour, never stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError

from consultation.model.references import PersonRef
from handlers.slack.client import SlackClient
from handlers.slack.error_sentences import told_when_final
from handlers.slack.pacer import code_of
from handlers.slack.raw import Json, listing, mapping, text

ONE_BY_ONE_MOST = 50
"""More names than these are looked for in the list of the whole workspace: 20 pages a minute against 100 people a minute."""

PAGE, PAGES_MOST = 500, 100
REMEMBERED = timedelta(hours=1)
UNKNOWN = frozenset({"user_not_found", "user_not_visible"})


@dataclass(slots=True)
class SlackDirectory:
    """Implements `consultation.ports.documents.Directory`."""

    client: SlackClient
    _known: dict[PersonRef, str] = field(default_factory=dict)
    _since: datetime | None = None

    async def names(self, people: Collection[PersonRef]) -> Mapping[PersonRef, str]:
        """The names by which people go in the workspace."""
        self._forget_old()
        unknown = [person for person in people if person not in self._known]
        with told_when_final():
            if len(unknown) > ONE_BY_ONE_MOST:
                await self._listed(set(unknown))
            else:
                for person in unknown:
                    await self._one(person)
        return {person: self._known[person] for person in people if person in self._known}

    def _forget_old(self) -> None:
        now = self.client.pacer.time.now()
        if self._since is None or now - self._since > REMEMBERED:
            self._known.clear()
            self._since = now

    async def _one(self, person: PersonRef) -> None:
        try:
            self._keep(mapping((await self.client.users_info(user=person)).data, "user"))
        except SlackApiError as error:
            if code_of(error) not in UNKNOWN:
                raise

    async def _listed(self, wanted: set[PersonRef]) -> None:
        cursor = ""
        for _ in range(PAGES_MOST):
            page = (await self.client.users_list(limit=PAGE, cursor=cursor)).data
            for user in listing(page, "members"):
                if text(user, "id") in wanted:
                    self._keep(mapping(user))
            cursor = text(page, "response_metadata", "next_cursor")
            if not cursor or wanted <= set(self._known):
                return

    def _keep(self, user: Json) -> None:
        name = text(user, "profile", "real_name") or text(user, "real_name") or text(user, "name")
        if name:
            self._known[PersonRef(text(user, "id"))] = name
